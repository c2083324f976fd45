/** A rule for requests that go wrong; what is left out matches everything. */
export interface FaultRule {
  method?: string;
  /** Tried on the path without the query. */
  path?: RegExp;
  /** What the client sees instead of the answer. */
  answer: FaultAnswer | 'cut connection';
  /** Before it, nothing is done; after it, the work is done and only the answer is lost. Before, if not given. */
  when?: 'before' | 'after';
  /** So many requests meet it; one if not given. */
  times?: number;
  /** So many matching requests pass first. */
  skip?: number;
}

export interface FaultAnswer {
  status: number;
  message?: string;
  headers?: Record<string, string>;
}

/** A connection is to be reset without an answer. */
export class ConnectionCut extends Error {}

export interface FaultList {
  add(rule: FaultRule): void;
  /** The first rule that the request meets; it counts as met. */
  take(method: string, path: string): FaultRule | undefined;
}

export function createFaultList(): FaultList {
  const waiting: { rule: FaultRule; left: number; passing: number }[] = [];
  return {
    add: (rule) => {
      waiting.push({ rule, left: rule.times ?? 1, passing: rule.skip ?? 0 });
    },
    take: (method, path) => {
      for (const entry of waiting) {
        const { rule } = entry;
        if (entry.left === 0 || (rule.method ?? method) !== method || rule.path?.test(path) === false) continue;
        if (entry.passing > 0) {
          entry.passing -= 1;
          continue;
        }
        entry.left -= 1;
        return rule;
      }
      return undefined;
    },
  };
}
