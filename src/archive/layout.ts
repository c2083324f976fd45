import type { Resource } from '../catalogue/resource.ts';
import type { FormatChoice } from '../formats/format.ts';
import { formatChoices } from '../formats/registry.ts';
import { dayName, type PartitionBy, type Period, parsePeriodName, periodName } from './periods.ts';

/** The folders besides those of the resources. No other file spells one, nor any other part of a path. */
export const FOLDERS = {
  manifests: '_manifests',
  changes: '_changes',
  history: '_history',
  revisions: '_revisions',
  findings: '_findings',
  runs: '_runs',
  reviews: '_reviews',
} as const;

/** Files that every run writes again from the data. */
export const FINDINGS = {
  lines: `${FOLDERS.findings}/findings.jsonl`,
  table: `${FOLDERS.findings}/findings.csv`,
  checks: `${FOLDERS.findings}/checks.json`,
} as const;

const MANIFEST = /^_manifests\/([^/]+)\.json$/;
const CHANGE = /^_changes\/[^/]+\/date=(\d{4}-\d{2}-\d{2})\/([0-9a-f]{12})-([0-9a-f]{12})\.jsonl$/;
const RUN = /^_runs\/date=(\d{4}-\d\d-\d\d)\/[^/]+\.json$/;
const REVIEW = /^_reviews\/(\d{4}-Q[1-4])\/access\.csv$/;
const DATED =
  /^(?:month=(?<month>\d{4}-\d\d)|date=(?<date>\d{4}-\d\d-\d\d)(?:\/hour=(?<hour>\d\d))?)\/(?:rev=\d+\/)?(?<name>[^/]+)$/;
const KEPT = /^date=(\d{4}-\d\d-\d\d)\/[^/]+$/;

/** Returns the path of a resource's manifest. */
export function manifestPath(resource: string): string {
  return `${FOLDERS.manifests}/${resource}.json`;
}

/** Returns the resource whose manifest this path is; undefined for any other file. */
export function resourceOfManifest(path: string): string | undefined {
  return MANIFEST.exec(path)?.[1];
}

/** Returns the folder of a resource's current files. */
export function resourceFolder(resource: string): string {
  return `${resource}/`;
}

/** Returns the folder of the snapshots of a resource that are kept. */
export function historyFolder(resource: string): string {
  return `${FOLDERS.history}/${resource}/`;
}

/** Returns the folders of all files that the manifest of a resource lists. */
export function listedFolders(resource: string): string[] {
  return [resourceFolder(resource), historyFolder(resource)];
}

/** Returns the folder of a resource's change log. */
export function changeFolder(resource: string): string {
  return `${FOLDERS.changes}/${resource}/`;
}

/** Returns the folder of versions of a resource's events that contradict what is stored. */
export function revisionFolder(resource: string): string {
  return `${FOLDERS.revisions}/${resource}/`;
}

/** Returns the folder of a partition below that of its resource: `month=2026-11`, `date=2026-11-22`, `date=2026-11-22/hour=13`. */
export function periodFolder(from: number, by: PartitionBy): string {
  const name = periodName(from, by);
  if (by === 'month') return `month=${name}`;
  return by === 'day' ? `date=${name}` : `date=${name.slice(0, 10)}/hour=${name.slice(11)}`;
}

/** Returns the folder of a partition, without a slash at its end. */
export function partitionFolder(resource: string, from: number, by: PartitionBy): string {
  return `${resource}/${periodFolder(from, by)}`;
}

/**
 * Returns the path of a file in this folder, without its format; the folder of a snapshot is the resource's name.
 * @param revision more than 1 for a corrected partition of a store that keeps what was written once.
 */
export function stemIn(folder: string, resource: string, revision = 1): string {
  return `${folder}/${resource}${revision <= 1 ? '' : `.rev-${revision}`}`;
}

/** Returns the path, without its format, of events that came late for a partition which cannot be replaced. */
export function lateStem(folder: string, sha256: string): string {
  return `${folder}/late-${sha256.slice(0, 12)}`;
}

/** Returns the format of a file by the end of its name; undefined if it is none of ours. */
export function formatOfPath(path: string): FormatChoice | undefined {
  const ends = path.split('.').slice(1);
  return formatChoices.get(ends.slice(-2).join('.')) ?? formatChoices.get(ends.at(-1) ?? '');
}

/** Returns a path without its format: files that differ in it alone hold the same rows. */
export function stemOf(path: string): string {
  const format = formatOfPath(path);
  return format ? path.slice(0, -format.extension.length - 1) : path;
}

/** Returns the path of a kept snapshot. */
export function historyPath(resource: string, day: string, sha256: string, extension: string): string {
  return `${historyFolder(resource)}date=${day}/${resource}-${sha256.slice(0, 12)}.${extension}`;
}

/** Returns the path of the versions of a partition's events that contradict what is stored, in the folder of all these files. */
export function revisionPath(folder: string, sha256: string): string {
  return `${folder}${sha256.slice(0, 12)}.jsonl`;
}

/** A file of the change log: it leads from one content of the snapshot to another. */
export interface ChangeFile {
  path: string;
  date: string;
  before: string;
  after: string;
}

/** Returns the path of the change file between two contents, by their SHA-256. */
export function changePath(resource: string, now: number, before: string, after: string): string {
  return `${changeFolder(resource)}date=${dayName(now)}/${before.slice(0, 12)}-${after.slice(0, 12)}.jsonl`;
}

/** Returns what a path of the change log says of itself; undefined for any other file. */
export function parseChangePath(path: string): ChangeFile | undefined {
  const [, date, before, after] = CHANGE.exec(path) ?? [];
  return date && before && after ? { path, date, before, after } : undefined;
}

/** Returns the path of a run's record, by the time at which the run began. Jobs of a matrix share a run, not a selection. */
export function recordPath(startedAt: string, run: string, selection: string): string {
  return `${FOLDERS.runs}/date=${startedAt.slice(0, 10)}/${startedAt.replace(/[-:]/g, '')}-${run}-${selection}.json`;
}

/** Returns the UTC day of the run whose record this path is; undefined for any other file. */
export function dayOfRecord(path: string): string | undefined {
  return RUN.exec(path)?.[1];
}

/** Returns the path of a quarter's review below the folder of reviews. */
export function reviewFile(period: string): string {
  return `${period}/access.csv`;
}

/** Returns the path of a quarter's review. */
export function reviewPath(period: string): string {
  return `${FOLDERS.reviews}/${reviewFile(period)}`;
}

/** Returns the quarter whose review this path is; undefined for any other file. */
export function periodOfReview(path: string): string | undefined {
  return REVIEW.exec(path)?.[1];
}

/** Returns the resource whose file this is: the first step of its path, or the second below a folder that begins with `_`. */
export function resourceOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first.startsWith('_') ? second.replace(/\.json$/, '') : first;
}

/** Returns the folder whose files are read in one go, for a path in it. */
export function folderReadWhole(path: string): string {
  return /^(?:_changes\/)?[^/]+\//.exec(path)?.[0] ?? path;
}

/** What the path of a file says of its place among those of its resource. */
export interface FilePlace {
  path: string;
  /** Ending with the compression: `csv.gz`. */
  extension: string;
  /** Partition, and its length; absent for a snapshot. */
  period?: string;
  partitionBy?: PartitionBy;
  /** 1, and more for a corrected partition of a store that keeps what was written once. */
  revision: number;
  /** UTC day on which a kept snapshot was read. */
  readOn?: string;
}

/** Returns what the path of a resource's file says of it; undefined for a file that the export does not name so. */
export function placeOfFile(resource: Resource, path: string): FilePlace | undefined {
  const extension = formatOfPath(path)?.extension;
  if (extension === undefined) return undefined;
  const history = historyFolder(resource.name);
  if (path.startsWith(history)) {
    const day = KEPT.exec(path.slice(history.length))?.[1];
    return day !== undefined && isPeriod(day) ? { path, extension, revision: 1, readOn: day } : undefined;
  }
  if (resource.kind === 'snapshot') {
    return path === `${stemIn(resource.name, resource.name)}.${extension}`
      ? { path, extension, revision: 1 }
      : undefined;
  }
  const { month, date, hour, name = '' } = DATED.exec(path.slice(resource.name.length + 1))?.groups ?? {};
  const period = month ?? (hour === undefined ? date : `${date}T${hour}`);
  const isOurs =
    name.replace(/\.rev-\d+\./, '.') === `${resource.name}.${extension}` || /^late-[0-9a-f]{12}\./.test(name);
  if (period === undefined || !isOurs || !isPeriod(period)) return undefined;
  const partitionBy = month !== undefined ? 'month' : hour === undefined ? 'day' : 'hour';
  return { path, extension, period, partitionBy, revision: revisionOf(path) };
}

/** Returns the revision of a partition that a file holds, from 1 on; early archives have folders `rev=2`, `rev=3`. */
export function revisionOf(path: string): number {
  const match = /\/rev=(\d+)\/[^/]*$|\.rev-(\d+)\.[^/]*$/.exec(path);
  return match ? Number(match[1] ?? match[2]) : 1;
}

/** Returns whether a folder below that of its resource may hold partitions that overlap a period. */
export function mayHold(folder: string, period: Period): boolean {
  const name = /^[^/]+\/(?:month|date)=([^/]*)\//.exec(folder)?.[1];
  if (name === undefined || !isPeriod(name)) return true;
  const { from, to } = parsePeriodName(name);
  return from < period.to && to > period.from;
}

function isPeriod(name: string): boolean {
  try {
    parsePeriodName(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
