import { entriesIn } from '../../archive/entry-index.ts';
import { type Entry, entryKey, sameShape } from '../../archive/manifest.ts';
import { dayName, periodName } from '../../archive/periods.ts';
import { bucketIdentity } from '../../archive/row-keys.ts';
import { isPermanent } from '../../catalogue/kinds.ts';
import type { Row } from '../../formats/row.ts';
import { mergeSorted } from '../../spool/merge-sorted.ts';
import type { RowSorter } from '../../spool/row-spool.ts';
import type { DatedExport } from '../job/dated-export.ts';
import type { PeriodWork } from '../job/period-work.ts';
import { doubtProblem } from './doubt-problem.ts';
import { isComparable } from './earlier-data.ts';
import { type Comparison, doubtOf, isAlmostGone, isSuddenlyEmpty } from './sudden-emptiness.ts';

/** What the stored rows of a partition are about, to be found again among what was read. */
export interface StoredIdentities {
  /** Notes a stored row. */
  take(value: Record<string, unknown>): void;
  /**
   * Keeps what is stored if what was read is not believed yet: the entries stay, unsettled, and the period fails with a problem.
   * Resolves to whether it did.
   */
  keepIfDoubted(): Promise<boolean>;
  discard(): Promise<void>;
}

/** Returns a place for the identities of the stored rows of a partition of buckets. Events are never doubted. */
export function storedIdentities(job: DatedExport, work: PeriodWork): StoredIdentities {
  const { resource, context } = job;
  if (isPermanent(resource)) return { take() {}, keepIfDoubted: async () => false, discard: async () => {} };
  const identities = context.spool.sorter({ unique: true });
  let batch: Row[] = [];
  let pending = Promise.resolve();
  const flush = () => {
    const rows = batch;
    batch = [];
    pending = pending.then(() => identities.add(rows));
    return pending;
  };
  return {
    take(value) {
      batch.push({ key: bucketIdentity(resource, value), json: '', form: 'object' });
      if (batch.length >= 500) flush().catch(() => {});
    },
    async keepIfDoubted() {
      await flush();
      return keepEntries(job, work, identities);
    },
    discard: () => identities.discard(),
  };
}

/**
 * Returns true if a partition has lost almost everything, and holds too little for that to be strange by itself: days of few rows
 * each are judged together, once all are read.
 */
export function isJudgedWithOthers(job: DatedExport, work: PeriodWork): boolean {
  if (isPermanent(job.resource) || job.context.access.writeOnly || work.failed || work.isPartial) return false;
  const compared = { stored: storedRows(job, work), back: work.sorter.count };
  return isAlmostGone(compared) && !isSuddenlyEmpty(compared);
}

/** Marks partitions that wait for it, if of all partitions that were read almost nothing came. */
export function judgeTogether(job: DatedExport, waiting: PeriodWork[]): void {
  const all = { stored: 0, back: 0 };
  for (const work of job.board.all) {
    const stored = storedRows(job, work);
    // What could not be read says nothing, and what was never stored cannot be gone.
    if (stored === 0 || (work.failed && !work.isDoubted)) continue;
    all.stored += stored;
    all.back += work.sorter.count;
  }
  if (isSuddenlyEmpty(all)) for (const work of waiting) work.isEmptiedWithOthers = true;
}

/** Returns the number of stored rows of a partition, as the manifest lists them. */
function storedRows({ state }: DatedExport, { period }: PeriodWork): number {
  const entries = state.manifest ? entriesIn(state.manifest, period) : [];
  return Math.max(0, ...entries.map(({ path, rows }) => (path === undefined ? 0 : rows)));
}

async function keepEntries(job: DatedExport, work: PeriodWork, identities: RowSorter): Promise<boolean> {
  const { context, state, change, outcome, selection, resource } = job;
  const { manifest } = state;
  const name = periodName(work.period.from, selection.options.partitionBy);
  const previous = manifest ? entriesIn(manifest, work.period).filter(({ path }) => path !== undefined) : [];
  // Of an answer that held something else, what it lacks is no news.
  if (!manifest || previous.length === 0 || context.access.writeOnly || work.isPartial) return false;
  const compared = { ...(await compare(job, work, identities, previous)), received: work.sorter.count };
  if (!isSuddenlyEmpty(compared) && !work.isEmptiedWithOthers) return false;
  const known = previous.find(({ doubted }) => doubted !== undefined)?.doubted;
  const isAccepted = selection.options.acceptEmpty?.includes(resource.name) === true;
  const doubt = doubtOf(compared.received, known, dayName(context.now), isAccepted);
  if (doubt === undefined) return false;
  const noted = new Set(change.written.map(entryKey));
  const kept = previous.filter((entry) => !noted.has(entryKey(entry)));
  change.written.push(...kept.map((entry): Entry => ({ ...entry, settled: false, doubted: doubt })));
  outcome.problems.push(doubtProblem({ resource: resource.name, what: `${resource.name} ${name}`, compared, doubt }));
  work.failed = true;
  work.isDoubted = true;
  return true;
}

/** By identity, or by number if rows can no longer be distinguished in the same way. */
async function compare(
  { state, change }: DatedExport,
  work: PeriodWork,
  identities: RowSorter,
  previous: Entry[],
): Promise<Comparison> {
  const shape = state.manifest?.shape;
  const refused = [...work.refused].sort().join();
  const isSame =
    shape !== undefined &&
    sameShape({ ...shape, privacy: undefined } as never, { ...change.shape, privacy: undefined } as never) &&
    isComparable(shape.privacy, change.shape.privacy) &&
    previous.every((entry) => [...(entry.refused ?? [])].sort().join() === refused);
  const isThere = identities.count > 0;
  if (!isSame || !isThere) {
    const claimed = Math.max(...previous.map(({ rows }) => rows));
    return { stored: isThere ? identities.count : claimed, back: work.sorter.count };
  }
  const found = { stored: 0, back: 0 };
  let last: string | undefined;
  // A row's key is its identity with its JSON text behind it, so each comes right after the stored row that it repeats.
  const note = ({ key }: Row, stream: number) => {
    if (stream === 0) {
      found.stored += 1;
      last = key;
    } else if (last !== undefined && key.startsWith(last)) {
      found.back += 1;
      last = undefined;
    }
  };
  for await (const _batch of mergeSorted([identities.sorted(), work.sorter.sorted()], false, note));
  return found;
}
