import { type BucketFilter, bucketFilterNames } from '../catalogue/filters.ts';
import type { Resource } from '../catalogue/resource.ts';
import { StorageError } from '../notices/errors.ts';
import { type PrivacyShape, privacyShape } from '../privacy/privacy-shape.ts';
import type { DiscardedEntry } from '../schema/discarded.ts';
import { isLfsPointer, remedyOfDamage } from './damaged-file.ts';
import { type GroupingRefusal, parseRefusals, storedRefusals } from './grouping-refusals.ts';
import { listedFolders } from './layout.ts';
import { orderedReads, refuseBrokenReads } from './parent-reads.ts';
import { boundaryName, parsePeriodName } from './periods.ts';
import { type Ranges, union } from './ranges.ts';
import { orderedRemoval, type Removal, refuseBrokenRemovals } from './removal.ts';
import type { ResourceOptions } from './selection.ts';

/** What all files of a resource at a destination have in common; a run with another shape is stopped. */
export interface Shape {
  formats: string[];
  partition_by?: string;
  bucket_width?: string;
  group_by?: 'default' | 'all' | string[];
  /** Of events of the user's own: the field with their time, and those by which they are told apart. */
  time_field?: string;
  primary_key?: string[];
  filters?: Record<string, string[]>;
  /** Absent if everything that the API sends is written. */
  on_schema_change?: 'discard-columns' | 'discard-rows';
  /** Absent if nothing is hidden. */
  privacy?: PrivacyShape;
}

/** One file, or a period that was read and is empty (no `path`). */
export interface Entry {
  /** The partition (`2026-11`, `2026-11-22`, `2026-11-22T13`); absent for a snapshot. */
  period?: string;
  path?: string;
  rows: number;
  /** Size and SHA-256 of the uncompressed content. */
  bytes?: number;
  sha256?: string;
  /** Read after its end plus the lookback: not read again. Absent for a snapshot. */
  settled?: boolean;
  /** Usage and costs: by what the rows are grouped, if it does not follow from `shape.group_by` alone. */
  dimensions?: string[];
  /** Dimensions (or `tenant_only`) that the API refused for this period, so that the rows do without. */
  refused?: string[];
  unknown_columns?: string[];
  /** What `on-schema-change` has left out of the partition. */
  discarded?: DiscardedEntry;
  /**
   * A later read was suddenly empty, and its rows are not in this file: the UTC day of the first such read, and how many rows
   * came. A read of a later day that says the same is believed.
   */
  doubted?: { on: string; rows: number };
  /** Earlier revisions of this file, where a store keeps what was written once. */
  supersedes?: string[];
}

/** A snapshot that is kept below `_history/`, beside or in place of the current one. */
export interface HistoryEntry {
  /** UTC day on which this content was first read. */
  read_on: string;
  path: string;
  rows: number;
  bytes: number;
  sha256: string;
  /** True if rows of some parents were kept from an earlier read. */
  incomplete?: true;
}

/** What is at the destination of one resource, and how complete. Holds nothing about the run that wrote it. */
export interface Manifest {
  version: 1;
  resource: string;
  /** Hash of the organisation's name as the API gave it. */
  organization?: string;
  shape: Shape;
  /** Closed periods that were read. */
  ranges: Ranges;
  /** Periods that the API no longer serves and that were never read. */
  unavailable: Ranges;
  /** What somebody gave up for good: not read again, unless `refresh-from` asks for it. */
  removed?: Removal[];
  /** Dimensions by which the API refused to group, so as not to ask for them again in the same month. */
  refusals?: GroupingRefusal[];
  entries: Entry[];
  /** UTC day of the last complete read of a snapshot; if its parents were read on different days, of the oldest of these reads. */
  read_on?: string;
  /** Parents whose rows were kept from an earlier read because they could not be read. */
  stale_parents?: string[];
  /** UTC days on which parents were read, and which of them; absent if all rows are of one day. */
  parents_read?: Record<string, string[]>;
  /** So many days a snapshot is left after a complete read (`every`); absent if each run reads it. */
  every_days?: number;
  /** Every different content of a snapshot, in the order of reading, where history is kept. */
  history?: HistoryEntry[];
}

/** Returns the shape that these options give the files of a resource. */
export function shapeOf(resource: Resource, options: ResourceOptions): Shape {
  const formats = options.formats.map((format) => format.extension);
  const filters = filtersIn(resource, options);
  const privacy = privacyShape(resource.name, options.privacy);
  const mode = options.schema?.mode;
  return {
    formats: [...formats].sort(),
    ...(resource.kind === 'snapshot' ? {} : { partition_by: options.partitionBy }),
    ...(resource.kind === 'buckets' ? { bucket_width: options.bucketWidth, group_by: options.groupBy } : {}),
    ...(resource.kind === 'events' && resource.custom
      ? { time_field: resource.timeField, primary_key: resource.key }
      : {}),
    ...(Object.keys(filters).length > 0 ? { filters } : {}),
    // What was written under `freeze` is what `evolve` would have written.
    ...(mode !== undefined && mode !== 'freeze' && { on_schema_change: mode }),
    ...(privacy && { privacy }),
  };
}

/** Returns the filters that leave something of a resource out, as its manifest names them. */
function filtersIn(resource: Resource, { filters }: ResourceOptions): Record<string, string[]> {
  const hasProjects = resource.kind !== 'snapshot' || resource.parentIds.includes('project_id');
  const named: [string, string[] | undefined][] = [
    ['projects', hasProjects ? filters.projects : []],
    ['event_types', resource.kind === 'events' ? filters.eventTypes : []],
    ...bucketFilterNames
      .filter((name) => name !== 'projects' && resource.kind === 'buckets' && resource.filters[name] !== undefined)
      .map((name): [string, string[] | undefined] => [shapeName(name), filters[name]]),
  ];
  return Object.fromEntries(named.flatMap(([name, values = []]) => (values.length > 0 ? [[name, values]] : [])));
}

/** Returns what a filter is called in a manifest. */
export function shapeName(filter: BucketFilter): string {
  return filter.replaceAll('-', '_');
}

/** Returns true if two shapes are the same, in whatever order their fields stand. */
export function sameShape(left: Shape, right: Shape): boolean {
  const text = (shape: Shape) => JSON.stringify(Object.entries(shape).sort(([a], [b]) => compare(a, b)));
  return text(left) === text(right);
}

/** Returns a manifest of a resource that was never exported here. */
export function emptyManifest(resource: string, shape: Shape): Manifest {
  return { version: 1, resource, shape, ranges: [], unavailable: [], entries: [] };
}

/** Manifests are never changed in place, so each is written once, for the destination, the cache and the run record. */
const texts = new WeakMap<Manifest, string>();

/** Returns the manifest's text: the same content gives the same bytes. */
export function serializeManifest(manifest: Manifest): string {
  const text = texts.get(manifest) ?? textOf(manifest);
  texts.set(manifest, text);
  return text;
}

function textOf(manifest: Manifest): string {
  const unknown = new Set(manifest.entries.flatMap((entry) => entry.unknown_columns ?? []));
  const dated = manifest.shape.partition_by !== undefined;
  const text = {
    version: manifest.version,
    resource: manifest.resource,
    organization: manifest.organization,
    shape: manifest.shape,
    unknown_columns: [...unknown].sort(),
    ranges: dated ? manifest.ranges.map(rangeNames) : undefined,
    unavailable: dated && manifest.unavailable.length > 0 ? manifest.unavailable.map(rangeNames) : undefined,
    removed: manifest.removed?.length ? manifest.removed.map(orderedRemoval) : undefined,
    refusals: manifest.refusals?.length ? storedRefusals(manifest.refusals) : undefined,
    read_on: manifest.read_on,
    stale_parents: manifest.stale_parents?.length ? [...manifest.stale_parents].sort() : undefined,
    parents_read: manifest.parents_read && orderedReads(manifest.parents_read),
    every_days: manifest.every_days,
    entries: inOrder(manifest.entries).map(orderedEntry),
    history: manifest.history?.length ? manifest.history : undefined,
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}

/**
 * Reads a manifest's text back. Throws a `StorageError` if it is none: a manifest that cannot be read is never taken
 * for a first run.
 * @param remedy what comes of it, or what to do: the last sentence of the error.
 */
export function parseManifest(
  text: string,
  where: string,
  remedy = 'Restore it from an earlier version, or rebuild it from the files: `openai-admin-export repair <destination>`.',
): Manifest {
  try {
    const parsed = JSON.parse(text);
    if (parsed.version !== 1)
      throw new Error(`its format version is ${JSON.stringify(parsed.version)}, this release reads 1`);
    if (
      !Array.isArray(parsed.entries) ||
      typeof parsed.resource !== 'string' ||
      !Array.isArray(parsed.shape?.formats)
    ) {
      throw new Error('it lacks entries, resource or shape');
    }
    for (const entry of [...parsed.entries, ...(parsed.history ?? [])]) refuseBrokenEntry(entry, parsed.resource);
    const folders = listedFolders(parsed.resource);
    refuseBrokenReads(parsed);
    refuseBrokenRemovals(parsed.removed, (path) => folders.some((folder) => path.startsWith(folder)));
    const { unknown_columns: _derived, ...rest } = parsed;
    if (rest.refusals !== undefined) rest.refusals = parseRefusals(rest.refusals);
    return { ...rest, ranges: parseRanges(parsed.ranges), unavailable: parseRanges(parsed.unavailable) };
  } catch (cause) {
    // The messages of JSON.parse quote what they could not parse: what lies there may be somebody's data.
    const notJson = hasConflictMarkers(text) ? "it holds Git's markers of a merge conflict" : 'it is not JSON';
    const why = cause instanceof SyntaxError ? notJson : cause instanceof Error ? cause.message : cause;
    const said = isLfsPointer(text) ? remedyOfDamage('lfs-pointer') : `${why}. ${remedy}`;
    throw new StorageError('unreadable-manifest', `Failed to read the manifest ${where}: ${said}`, { cause });
  }
}

/** Identifies an entry among those of its manifest. */
export function entryKey(entry: Entry): string {
  return `${entry.period ?? ''}\0${entry.path ?? ''}`;
}

/** Returns true for a text that Git left with both sides of a conflict in it. */
export function hasConflictMarkers(text: string): boolean {
  return /^<{7}(?: |\r?$)/m.test(text) && /^>{7}(?: |\r?$)/m.test(text);
}

/** A period that cannot be placed in time would count as never read, a path of another resource as its file. */
function refuseBrokenEntry(entry: Partial<Entry> | null, resource: string): void {
  const isEntry =
    Number.isInteger(entry?.rows) &&
    (entry?.path === undefined || listedFolders(resource).some((folder) => entry.path?.startsWith(folder)));
  if (!entry || !isEntry) throw new Error(`${JSON.stringify(entry)} is no entry of ${resource}`);
  if (entry.period !== undefined) parsePeriodName(entry.period);
}

/** A manifest that was read back is in order, and years of days are thousands of entries. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const keyed = entries.map((entry) => ({ entry, key: entryKey(entry) }));
  const isSorted = keyed.every(({ key }, index) => index === 0 || (keyed[index - 1]?.key ?? '') <= key);
  return (isSorted ? keyed : keyed.sort((a, b) => compare(a.key, b.key))).map(({ entry }) => entry);
}

function orderedEntry(entry: Entry): Entry {
  const { period, path, rows, bytes, sha256, settled, dimensions, refused, ...more } = entry;
  const { unknown_columns, discarded, doubted, supersedes } = more;
  const read = { period, path, rows, bytes, sha256, settled, dimensions, refused };
  // JSON leaves out what is undefined.
  return { ...read, unknown_columns, discarded, doubted, supersedes } as Entry;
}

function rangeNames([from, to]: [number, number]): [string, string] {
  return [boundaryName(from), boundaryName(to)];
}

function parseRanges(ranges: unknown): Ranges {
  if (ranges === undefined) return [];
  const parsed = (ranges as [string, string][]).map(([from, to]) => {
    const range: [number, number] = [Date.parse(from) / 1000, Date.parse(to) / 1000];
    if (range.some(Number.isNaN)) throw new Error('a range has a boundary that is no date');
    return range;
  });
  // Two branches that were merged by hand may have left them out of order.
  return union(parsed, []);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
