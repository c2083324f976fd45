import type { FilePlace } from '../archive/layout.ts';
import { type Entry, emptyManifest, type HistoryEntry, type Manifest, type Shape } from '../archive/manifest.ts';
import { subtract } from '../archive/ranges.ts';
import { removalRanges } from '../archive/removal.ts';
import { ConfigurationError } from '../notices/errors.ts';
import { byCodeUnits } from '../text/order.ts';
import type { FileContent } from './stored-files.ts';

/** A file that is there, and what it holds. */
export interface FoundFile extends FilePlace, FileContent {}

/** What is known of a resource apart from its files. */
export interface Known {
  resource: string;
  /** What a damaged manifest still says, if anything. */
  manifest?: Manifest;
  organization?: string;
  shape: Shape;
}

/**
 * Returns the manifest that these files prove. An entry of the damaged manifest holds if its file has the same SHA-256; every
 * other file counts as not settled, so that the next run reads its period again. A file that is missing stays listed: a
 * repair writes nothing off.
 */
export function rebuiltManifest(known: Known, files: readonly FoundFile[]): Manifest {
  const before = known.manifest ?? emptyManifest(known.resource, known.shape);
  const current = withoutSuperseded(files.filter(({ readOn }) => readOn === undefined));
  const entries = current.map((file) => provenEntry(before.entries, file) ?? entryOf(file, files));
  const history = historyOf(before.history ?? [], files);
  const rest = unproven(before, new Set(files.map(({ path }) => path)), entries);
  const organization = before.organization ?? known.organization;
  const removed = (before.removed ?? []).reduce((ranges, one) => subtract(ranges, removalRanges(one)), before.ranges);
  const isProven = current.every((file) => provenEntry(before.entries, file));
  return {
    ...(isProven ? before : readAgain(before)),
    ...(organization !== undefined && { organization }),
    shape: known.shape,
    ranges: removed,
    entries: [...entries, ...rest],
    ...(history.length > 0 && { history }),
  };
}

/** Without the days by which `every` would leave a snapshot whose file is another one than the manifest knew. */
function readAgain(before: Manifest): Manifest {
  const { read_on: _day, parents_read: reads, every_days: every, ...rest } = before;
  return reads === undefined && every === undefined ? before : rest;
}

/**
 * Returns the shape that the paths show, completed by what is given or known. Throws a `ConfigurationError` if the files do not show
 * one: partitions of several lengths, or no file at all.
 * @param given what somebody says; it wins over what the damaged manifest says, which wins over `assumed`.
 */
export function shapeOfFiles(
  resource: string,
  files: readonly FilePlace[],
  shapes: { given?: Partial<Shape>; known?: Shape; assumed: Partial<Shape> },
): Shape {
  const lengths = [...new Set(files.flatMap(({ partitionBy }) => partitionBy ?? []))];
  const formats = [...new Set(files.map(({ extension }) => extension))].sort();
  const { known, given } = shapes;
  const shape = {
    ...(known ?? shapes.assumed),
    formats: known?.formats ?? formats,
    ...(lengths.length > 0 && { partition_by: known?.partition_by ?? (lengths[0] as string) }),
    ...given,
  };
  const isClear = (known ?? given)?.partition_by !== undefined || lengths.length <= 1;
  if (isClear && shape.formats.length > 0) return shape;
  const why = isClear ? 'it has no files' : `its files are partitioned by ${lengths.join(' and by ')}`;
  throw new ConfigurationError(
    'repair-refused',
    `The shape of ${resource} cannot be told: ${why}. Say it: \`--shape '{"formats": ["jsonl"], "partition_by": "day"}'\`.`,
  );
}

/** Of each partition and format the newest revision, with what it supersedes. */
function withoutSuperseded(files: readonly FoundFile[]): FoundFile[] {
  return files.filter((file) => !files.some((other) => isSameSlot(file, other) && other.revision > file.revision));
}

function isSameSlot(left: FoundFile, right: FoundFile): boolean {
  return left.period === right.period && left.extension === right.extension && right.readOn === undefined;
}

function provenEntry(entries: readonly Entry[], file: FoundFile): Entry | undefined {
  return entries.find(({ path, sha256 }) => path === file.path && sha256 === file.sha256);
}

function entryOf(file: FoundFile, files: readonly FoundFile[]): Entry {
  const { period, path, rows, bytes, sha256, unknownColumns } = file;
  const earlier = files.filter((other) => isSameSlot(file, other) && other.revision < file.revision);
  return {
    ...(period !== undefined && { period }),
    path,
    rows,
    bytes,
    sha256,
    ...(period !== undefined && { settled: false }),
    ...(unknownColumns.length > 0 && { unknown_columns: unknownColumns }),
    ...(earlier.length > 0 && { supersedes: earlier.map((other) => other.path).sort() }),
  };
}

/** Entries of empty periods, and of files that are missing, which no file speaks against. */
function unproven(before: Manifest, paths: ReadonlySet<string>, found: readonly Entry[]): Entry[] {
  const written = new Set(found.map(({ period }) => period));
  const empty = new Map<string, Entry>();
  for (const entry of before.entries) {
    if (entry.path === undefined && entry.period !== undefined && !written.has(entry.period))
      empty.set(entry.period, entry);
  }
  const missing = new Map<string, Entry>();
  for (const entry of before.entries) {
    const isEmpty = entry.period !== undefined && empty.has(entry.period);
    if (entry.path !== undefined && !paths.has(entry.path) && !isEmpty) missing.set(entry.path, entry);
  }
  return [...empty.values(), ...missing.values()];
}

function historyOf(before: readonly HistoryEntry[], files: readonly FoundFile[]): HistoryEntry[] {
  const kept = files.flatMap(({ readOn, path, rows, bytes, sha256 }): HistoryEntry[] => {
    if (readOn === undefined) return [];
    const known = before.find((entry) => entry.path === path && entry.sha256 === sha256);
    return [known ?? { read_on: readOn, path, rows, bytes, sha256 }];
  });
  const paths = new Set(kept.map(({ path }) => path));
  const missing = new Map(before.filter(({ path }) => !paths.has(path)).map((entry) => [entry.path, entry]));
  const all = [...kept, ...missing.values()].sort((a, b) => byCodeUnits(a.path, b.path));
  // Of several on one day, only the manifest knows which came first.
  const order = new Map(before.map(({ path }, index) => [path, index]));
  const placeOf = ({ path }: HistoryEntry) => order.get(path) ?? before.length;
  return all.sort((a, b) => (a.read_on === b.read_on ? placeOf(a) - placeOf(b) : byCodeUnits(a.read_on, b.read_on)));
}
