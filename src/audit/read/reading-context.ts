import type { Archive, ArchiveSource } from '../../archive/archive.ts';
import type { Manifest } from '../../archive/manifest.ts';
import type { Outcome } from '../../export/job/outcome.ts';

/** What is read back, and how. */
export interface ReadOptions {
  destination: ArchiveSource;
  /** Of every resource that is known at the destination, after the run. */
  manifests: ReadonlyMap<string, Manifest>;
  /** Of this run. */
  outcomes: readonly Outcome[];
  /** Unix seconds. */
  now: number;
  /** Types of audit events whose rows are wanted; all others are only counted. */
  eventTypes: ReadonlySet<string>;
  /** How many days of events and changes are looked at, in addition to today. */
  windowDays: number;
  /** Resources that were stored before this run: only these can have changes. If absent, all are. */
  storedBefore?: ReadonlySet<string>;
}

/** What the parts of the reading share. */
export interface ReadingContext extends ReadOptions {
  archive: Archive;
  /** UTC day of the run. */
  today: string;
  /** Start of the first day that is looked at, Unix seconds. */
  since: number;
  outcomeOf(resource: string): Outcome | undefined;
  /** Notes what is wrong with a resource, a sentence. */
  note(resource: string, text: string): void;
  /** Runs a part; where a file cannot be read, notes why and gives undefined. */
  attempt<Result>(resource: string, work: () => Promise<Result>): Promise<Result | undefined>;
}
