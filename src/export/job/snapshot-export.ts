import type { RawRow } from '../../api/pages.ts';
import type { ManifestChange } from '../../archive/merge.ts';
import type { Selection } from '../../archive/selection.ts';
import type { SnapshotResource } from '../../catalogue/resource.ts';
import type { ApiError } from '../../notices/errors.ts';
import type { ResourceState } from '../../state/restore.ts';
import type { RunStopped } from '../../stop/run-stopped.ts';
import type { ExportContext } from './context.ts';
import type { Outcome } from './outcome.ts';

/** The values of a path's placeholders. */
export type Ids = Record<string, string>;

/** A parent (or part of the hierarchy below one) whose rows could not be read. */
export interface StaleParent {
  ids: Ids;
  error: ApiError;
  /** Parents that are known not to be meant, though `ids` fit them; absent if `ids` name the parent in full. */
  otherThan?: Ids[];
}

/** A list of parents, and what of it could not be read. */
export interface ParentList {
  resource: SnapshotResource;
  rows: RawRow[];
  stale: StaleParent[];
}

/** What came of reading a snapshot. */
export interface SnapshotRead {
  /** Parents whose rows were read. */
  read: Ids[];
  /** Parents that could not be read. */
  stale: StaleParent[];
  /** Parents that nobody asked for: they are not due, or the run ended before. */
  left: Ids[];
  /** Why the run ended before all that are due were read; absent if it did not. */
  stopped?: RunStopped;
}

/** When the parents of a snapshot were read last, if that was on different days. */
export interface ParentReads {
  /** UTC day; undefined for a parent that was never read, or could not be. */
  dayOf(ids: Ids): string | undefined;
  /** Returns true if `every` leaves the parent for today. */
  isLeft(ids: Ids): boolean;
}

/** Reads whole snapshots, each list of parents once a run. */
export interface SnapshotReader {
  /**
   * Reads a resource below all its parents.
   * @param take gets the rows of one parent at a time, in the API's order, parents' ids in front.
   * @returns which parents were read, and which were not. Throws if nothing could be read.
   */
  read(
    resource: SnapshotResource,
    options: { ids?: string[] | undefined; projects: string[] },
    take: (rows: RawRow[]) => Promise<void>,
  ): Promise<SnapshotRead>;
  /** Returns the lists that the resource fans out over, the nearest first, as this run read them. */
  listsAbove(resource: SnapshotResource, projects: string[]): Promise<ParentList[]>;
}

/** The export of one snapshot resource. */
export interface SnapshotExport {
  context: ExportContext;
  selection: Selection;
  resource: SnapshotResource;
  state: ResourceState;
  reader: SnapshotReader;
  outcome: Outcome;
  change: ManifestChange;
}
