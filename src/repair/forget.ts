import { openArchive } from '../archive/archive.ts';
import { listedFolders, manifestPath } from '../archive/layout.ts';
import { type Entry, type Manifest, serializeManifest } from '../archive/manifest.ts';
import { boundaryName, dayName, type Period, parsePeriodName } from '../archive/periods.ts';
import { intersect, subtract, union } from '../archive/ranges.ts';
import type { Removal, RemovedFile } from '../archive/removal.ts';
import type { Destination } from '../destinations/destination.ts';
import { ConfigurationError, StorageError } from '../notices/errors.ts';
import { list } from '../text/list.ts';

/** Another writer is met seldom, and never so often. */
const MOST_ATTEMPTS = 10;

/** What is to be given up. */
export interface ForgetOptions {
  resource: string;
  /** Undefined for a snapshot as it is now; of a kept history, the days of reading. */
  range: Period | undefined;
  reason: string;
  /** Deletes the files that are still there. */
  deleteFiles: boolean;
  dryRun: boolean;
  /** Unix seconds. */
  now: number;
}

/** What was given up, or would be. */
export interface Forgotten {
  resource: string;
  removals: Removal[];
  /** Files that were still there and are deleted, or would be. */
  deleted: string[];
}

/**
 * Moves what a manifest says of a range to its removals, by compare-and-swap. Throws a `ConfigurationError` if nothing is
 * stored of the range, if it cuts a partition, or if its files are still there and may not be deleted.
 */
export async function forget(destination: Destination, options: ForgetOptions): Promise<Forgotten> {
  const path = manifestPath(options.resource);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const stored = await openArchive(destination).manifest(options.resource);
    if (!stored)
      throw refused(`The ${destination.description} holds no ${path}`, 'Check the destination and the name.');
    const present = await presentFiles(destination, options.resource);
    const plan = withoutRange(stored.manifest, options, present);
    const there = plan.paths.filter((file) => present.has(file));
    if (there.length > 0 && !options.deleteFiles) throw stillThere(there);
    const forgotten = { resource: options.resource, removals: plan.removals, deleted: there };
    if (options.dryRun) return forgotten;
    // Files first: a run that dies in between leaves a manifest from which the same command goes on.
    for (const file of there) await destination.remove(file);
    if (await destination.replaceText(path, serializeManifest(plan.manifest), stored.version)) return forgotten;
  }
  throw new StorageError(
    'overlapping-runs',
    `Failed to write ${path} in the ${destination.description}: other writers were faster ${MOST_ATTEMPTS} times. Repair it again when no export runs.`,
  );
}

/** What is left of a manifest without a range, and what was in it. */
export interface WithoutRange {
  manifest: Manifest;
  removals: Removal[];
  /** Files of the range, with those that they supersede. */
  paths: string[];
}

/**
 * Moves what a manifest says of a range to its removals.
 * @param present paths of the resource's files that are there.
 */
export function withoutRange(manifest: Manifest, options: ForgetOptions, present: ReadonlySet<string>): WithoutRange {
  const { range, resource } = options;
  const isDated = manifest.shape.partition_by !== undefined;
  if (isDated && !range)
    throw refused(`${resource} is stored by period`, 'Name the range: a day, a month, or from..to.');
  const going = isDated ? entriesWithin(manifest, range as Period) : range ? [] : manifest.entries;
  const history = manifest.history?.filter((entry) =>
    range ? isWithin(parsePeriodName(entry.read_on), range) : !present.has(entry.path),
  );
  const gone = new Set(history);
  const lost = [...going, ...(history ?? [])];
  const files = filesOf(lost);
  if (files.length === 0) throw refused(`${resource} lists no file of that range`, 'There is nothing to forget.');
  const removals = isDated ? datedRemovals(manifest, range as Period, going, options) : [recordOf(files, options)];
  const superseded = going.flatMap(({ supersedes }) => supersedes ?? []);
  return {
    manifest: {
      ...manifest,
      ranges: isDated && range ? subtract(manifest.ranges, [[range.from, range.to]]) : manifest.ranges,
      removed: [...(manifest.removed ?? []), ...removals],
      entries: manifest.entries.filter((entry) => !going.includes(entry)),
      ...(manifest.history && { history: manifest.history.filter((entry) => !gone.has(entry)) }),
    },
    removals,
    paths: [...new Set([...files.map(({ path }) => path), ...superseded])],
  };
}

function entriesWithin(manifest: Manifest, range: Period): Entry[] {
  const touched = manifest.entries.filter(({ period: name }) => {
    if (name === undefined) return false;
    const { from, to } = parsePeriodName(name);
    return from < range.to && to > range.from;
  });
  const cut = touched.find(({ period }) => !isWithin(parsePeriodName(period as string), range));
  if (cut) {
    throw refused(
      `The range is only a part of ${cut.period}, which is stored in one file`,
      `Name all of it: \`--forget ${manifest.resource} ${cut.period}\`.`,
    );
  }
  return touched;
}

/**
 * Returns one removal for each stretch that was read: what was never read is still to be read. A period that is not over is read
 * again too, so that only the record of its files stays.
 */
function datedRemovals(manifest: Manifest, range: Period, going: readonly Entry[], options: ForgetOptions): Removal[] {
  const periodOf = (entry: Entry) => parsePeriodName(entry.period as string);
  const open = going.filter((entry) => periodOf(entry).to > options.now);
  const over = going.filter((entry) => !open.includes(entry));
  const read = union(
    manifest.ranges,
    over.map((entry): [number, number] => [periodOf(entry).from, periodOf(entry).to]),
  );
  const removals = intersect(read, [[range.from, range.to]]).map(([from, to]): Removal => {
    const inside = over.filter((entry) => isWithin(periodOf(entry), { from, to }));
    return { from: boundaryName(from), to: boundaryName(to), ...recordOf(filesOf(inside), options) };
  });
  const openFiles = filesOf(open);
  return openFiles.length > 0 ? [...removals, recordOf(openFiles, options)] : removals;
}

function recordOf(files: RemovedFile[], { reason, now }: Pick<ForgetOptions, 'reason' | 'now'>): Removal {
  return { reason, on: dayName(now), files };
}

function filesOf(listed: readonly { path?: string; rows: number; sha256?: string }[]): RemovedFile[] {
  return listed.flatMap(({ path, rows, sha256 }) =>
    path === undefined ? [] : [{ path, rows, ...(sha256 !== undefined && { sha256 }) }],
  );
}

function isWithin({ from, to }: Period, range: Period): boolean {
  return range.from <= from && to <= range.to;
}

async function presentFiles(destination: Destination, resource: string): Promise<Set<string>> {
  const lists = await Promise.all(listedFolders(resource).map((folder) => destination.list(folder)));
  return new Set(lists.flat());
}

function stillThere(paths: string[]): ConfigurationError {
  return refused(
    `${list(paths, 1)} is still there`,
    'Delete what is to be forgotten first, or let this command do it: `--delete-files`.',
  );
}

/** A repair that cannot be done with what is stored. */
function refused(what: string, remedy: string): ConfigurationError {
  return new ConfigurationError('repair-refused', `${what}. ${remedy}`);
}
