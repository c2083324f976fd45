import { manifestPath } from '../archive/layout.ts';
import {
  type Entry,
  hasConflictMarkers,
  type Manifest,
  parseManifest,
  type Shape,
  sameShape,
} from '../archive/manifest.ts';
import { subtract, union } from '../archive/ranges.ts';
import { ConfigurationError, StorageError } from '../notices/errors.ts';
import { byCodeUnits } from '../text/order.ts';

/** What can still be read of a damaged manifest. */
export interface Salvaged {
  /** Whole manifests in it: both sides of a merge conflict. */
  sides: Manifest[];
  /** The shape and organisation, where they can be read though the rest cannot. */
  shape?: Shape;
  organization?: string;
}

/** Reads what can be read of a manifest that cannot be parsed. Throws a `ConfigurationError` for one of another release. */
export function salvage(text: string, resource: string): Salvaged {
  refuseOtherVersion(text, resource);
  const sides = hasConflictMarkers(text) ? bothSides(text).flatMap((side) => manifestIn(side, resource)) : [];
  const shape = sides.length > 0 ? undefined : (fieldOf(text, 'shape') as Shape | undefined);
  const organization = fieldOf(text, 'organization');
  return {
    sides,
    ...(Array.isArray(shape?.formats) && { shape }),
    ...(typeof organization === 'string' && { organization }),
  };
}

/** Returns the two texts that a conflict of Git stands for. */
export function bothSides(text: string): [ours: string, theirs: string] {
  const sides: [string[], string[]] = [[], []];
  let at: 'both' | 'ours' | 'base' | 'theirs' = 'both';
  for (const line of text.split('\n')) {
    if (/^<{7}(?: |\r?$)/.test(line)) at = 'ours';
    else if (at === 'ours' && /^\|{7}(?: |\r?$)/.test(line)) at = 'base';
    else if ((at === 'ours' || at === 'base') && /^={7}\r?$/.test(line)) at = 'theirs';
    else if (/^>{7}(?: |\r?$)/.test(line)) at = 'both';
    else {
      if (at === 'both' || at === 'ours') sides[0].push(line);
      if (at === 'both' || at === 'theirs') sides[1].push(line);
    }
  }
  return [sides[0].join('\n'), sides[1].join('\n')];
}

/**
 * Unites what the sides of a conflict say. If they list the same file with different content, both entries stay: the
 * file tells which one holds. Undefined if there are none, or if their shapes differ.
 */
export function unitedSides(sides: readonly Manifest[]): Manifest | undefined {
  const [first, ...others] = sides;
  if (!first || others.some(({ shape }) => !sameShape(shape, first.shape))) return undefined;
  return others.reduce((left, right) => {
    const ranges = union(left.ranges, right.ranges);
    const readOn = [left.read_on, right.read_on]
      .filter((day) => day !== undefined)
      .sort()
      .at(-1);
    const stale = [...new Set([...(left.stale_parents ?? []), ...(right.stale_parents ?? [])])];
    // Which side's parents the file holds, nobody can say: such a snapshot is read again.
    const isDated = [left, right].some((side) => side.parents_read ?? side.every_days);
    const history = different([...(left.history ?? []), ...(right.history ?? [])]);
    const removed = different([...(left.removed ?? []), ...(right.removed ?? [])]);
    const refusals = different([...(left.refusals ?? []), ...(right.refusals ?? [])]);
    const organization = left.organization ?? right.organization;
    return {
      version: 1 as const,
      resource: left.resource,
      ...(organization !== undefined && { organization }),
      shape: left.shape,
      ranges,
      unavailable: subtract(union(left.unavailable, right.unavailable), ranges),
      ...(removed.length > 0 && { removed }),
      ...(refusals.length > 0 && { refusals }),
      entries: different<Entry>([...left.entries, ...right.entries]),
      ...(readOn !== undefined && !isDated && { read_on: readOn }),
      ...(stale.length > 0 && { stale_parents: stale }),
      ...(history.length > 0 && { history: history.sort((a, b) => byCodeUnits(a.read_on, b.read_on)) }),
    };
  }, first);
}

function different<Value>(values: Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function manifestIn(text: string, resource: string): Manifest[] {
  try {
    const manifest = parseManifest(text, manifestPath(resource));
    return manifest.resource === resource ? [manifest] : [];
  } catch (error) {
    if (error instanceof StorageError) return [];
    throw error;
  }
}

/** Returns a field of the outermost object, as `serializeManifest` lays it out. */
function fieldOf(text: string, name: string): unknown {
  const [, value] = new RegExp(`^ {2}"${name}": (\\{$[\\s\\S]*?^ {2}\\}|"[^"]*")`, 'm').exec(text) ?? [];
  return value === undefined ? undefined : jsonOf(value);
}

function refuseOtherVersion(text: string, resource: string): void {
  const version = (jsonOf(text) as { version?: unknown } | null | undefined)?.version;
  if (typeof version !== 'number' || version === 1) return;
  throw new ConfigurationError(
    'repair-refused',
    `${manifestPath(resource)} is of format version ${version}, this release reads 1. It is not damaged: use the release that wrote it.`,
  );
}

/** Returns the value of a JSON text; undefined if it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
