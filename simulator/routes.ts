import type { Operation } from './operations.ts';

/** An operation and the values of its path's placeholders, in the path's order. */
export interface Route {
  operation: Operation;
  values: string[];
}

interface Branch {
  fixed: Map<string, Branch>;
  any?: Branch;
  operation?: Operation;
}

/** Returns a function that finds the operation of a path below the base URL, or undefined. */
export function createRoutes(operations: readonly Operation[]): (path: string) => Route | undefined {
  const root: Branch = { fixed: new Map() };
  for (const operation of operations) {
    let branch = root;
    for (const segment of segmentsOf(operation.path)) branch = grow(branch, segment);
    branch.operation = operation;
  }
  return (path) => {
    const values: string[] = [];
    let branch: Branch | undefined = root;
    for (const segment of segmentsOf(path)) {
      const next: Branch | undefined = branch.fixed.get(segment);
      if (next === undefined) values.push(decode(segment));
      branch = next ?? branch.any;
      if (branch === undefined) return undefined;
    }
    return branch.operation === undefined ? undefined : { operation: branch.operation, values };
  };
}

function grow(branch: Branch, segment: string): Branch {
  if (segment.startsWith('{')) {
    branch.any ??= { fixed: new Map() };
    return branch.any;
  }
  const next = branch.fixed.get(segment) ?? { fixed: new Map() };
  branch.fixed.set(segment, next);
  return next;
}

function segmentsOf(path: string): string[] {
  return path.split('/').slice(1);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
