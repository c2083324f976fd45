import type { ManifestChange } from '../../archive/merge.ts';
import type { Selection } from '../../archive/selection.ts';
import type { BucketsResource, EventsResource } from '../../catalogue/resource.ts';
import type { SchemaContract } from '../../schema/contract.ts';
import type { ResourceState } from '../../state/restore.ts';
import type { Plan } from '../plan/plan.ts';
import type { ExportContext } from './context.ts';
import type { Outcome } from './outcome.ts';
import type { PeriodBoard } from './period-work.ts';

/** The export of one resource whose partitions are periods: what its kind decides, and what has come of it so far. */
export interface DatedExport {
  context: ExportContext;
  selection: Selection;
  resource: EventsResource | BucketsResource;
  state: ResourceState;
  plan: Plan;
  board: PeriodBoard;
  outcome: Outcome;
  change: ManifestChange;
  /** What rows may hold; absent if everything may follow. */
  contract?: SchemaContract;
  /** Adds the columns that a row needs besides those of the catalogue. */
  collectColumns(value: Record<string, unknown>, found: Set<string>): void;
  /** Sorts and identifies a row that was read back. */
  keyOf(value: Record<string, unknown>, json: string): string;
  /** Time of a row, Unix seconds; undefined if it has none. */
  timeOf(value: Record<string, unknown>): number | undefined;
  /** Which stored rows stay although the API does not return them. */
  keeps(value: Record<string, unknown>): boolean;
  /** True if rows with the same key are the same row. */
  unique: boolean;
  /** Saves what is done so far, now and then: a long export that dies begins again from there. */
  checkpoint(): Promise<void>;
}
