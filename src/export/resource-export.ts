import { explained, isSwitchedOff, isUnknownPath, noticeOf } from '../api/explain.ts';
import { sameShape, shapeOf } from '../archive/manifest.ts';
import type { ManifestChange } from '../archive/merge.ts';
import { boundaryName, dayName } from '../archive/periods.ts';
import { rowKeys, secondsOf } from '../archive/row-keys.ts';
import type { Selection } from '../archive/selection.ts';
import { isPermanent } from '../catalogue/kinds.ts';
import { collectUnknownColumns } from '../formats/unknown-columns.ts';
import { ApiError, isExpected, StorageError } from '../notices/errors.ts';
import { notice } from '../notices/notice.ts';
import { rowPrivacy } from '../privacy/row-privacy.ts';
import { schemaContract } from '../schema/contract.ts';
import { filesOf, type ResourceState } from '../state/restore.ts';
import { RunStopped } from '../stop/run-stopped.ts';
import { exportBuckets } from './buckets.ts';
import { exportEvents } from './events.ts';
import { changedPartitions } from './job/changed-partitions.ts';
import type { ExportContext } from './job/context.ts';
import type { DatedExport } from './job/dated-export.ts';
import { newTally, type Outcome } from './job/outcome.ts';
import { createBoard, type PeriodWork } from './job/period-work.ts';
import type { SnapshotReader } from './job/snapshot-export.ts';
import type { LeftSnapshot } from './plan/due-snapshots.ts';
import { findEarliest } from './plan/earliest.ts';
import { planPeriods } from './plan/plan.ts';
import { plannedPeriods } from './plan/windows.ts';
import { reportFrozen } from './read/admit-row.ts';
import { exportSnapshot } from './snapshots.ts';
import { keepRichest } from './write/richer.ts';

/** A manifest is saved when so much was published since it was saved last: seldom enough to cost little. */
const CHECKPOINT_FILES = 500;
const CHECKPOINT_BYTES = 256 * 1024 * 1024;
/** Appended when a resource that used to be readable no longer is; always a failure. */
const LOST = 'It could be read before: access was lost.';

/** What one resource's export is given. */
export interface ResourceJob {
  context: ExportContext;
  selection: Selection;
  state: ResourceState;
  reader: SnapshotReader;
  organization: string | undefined;
  /** There if `every` leaves the snapshot as it is stored. */
  left?: LeftSnapshot | undefined;
  /** Lays what is done so far over the stored manifest. */
  save: (change: ManifestChange) => Promise<void>;
}

/**
 * Exports one resource: its changes and data. Never throws for what the API or the destination did: whatever keeps the
 * resource from being complete is in the outcome, and costs no other resource anything.
 */
export async function exportResource(job: ResourceJob): Promise<Outcome> {
  const { selection, state } = job;
  const outcome: Outcome = {
    resource: selection.resource.name,
    status: 'ok',
    tally: newTally(),
    problems: [],
    kept: 0,
    unknownTypes: new Set(),
  };
  const change: ManifestChange = {
    shape: shapeOf(selection.resource, selection.options),
    ...(job.organization === undefined ? {} : { organization: job.organization }),
    written: [],
    removedPeriods: [],
    covered: [],
    unavailable: [],
  };
  try {
    if (state.unreadable) throw state.unreadable;
    await exportByKind(job, outcome, change);
  } catch (error) {
    if (isAbsence(error) && selection.origin === 'preset' && state.manifest === undefined)
      return skipped(job, outcome, error);
    if (error instanceof RunStopped) outcome.isStopped = true;
    else if (isExpected(error)) {
      const isLost = isAbsence(error) && state.manifest !== undefined;
      outcome.problems.push(
        isLost ? notice(explained(error, LOST), 'access-lost', { kind: error.kind }) : noticeOf(error),
      );
    } else throw error;
  }
  warnOfRefusedText(job, outcome);
  if (outcome.isStopped) outcome.status = 'stopped';
  if (outcome.problems.length > 0) outcome.status = 'failed';
  if (change.written.length + change.removedPeriods.length + change.unavailable.length > 0) {
    outcome.change = change;
    outcome.partitions = changedPartitions(change, state.manifest);
  }
  return outcome;
}

/** One warning a resource: by line alone, because a name or an id may be what must not be shown. */
function warnOfRefusedText({ context, selection }: ResourceJob, { tally: { refused } }: Outcome): void {
  if (refused === undefined) return;
  const names = (keepsShape: boolean) => [
    ...new Set(
      selection.options.formats.flatMap((one) => (one.keepsShape === keepsShape ? one.name.toUpperCase() : [])),
    ),
  ];
  const readers =
    'of half a pair, DuckDB and pyarrow refuse the whole file, polars and pandas change it; PostgreSQL takes neither';
  const kept = names(true).map((name) => `${name} holds it as it was sent: ${readers}`);
  const replaced = names(false).map((name) => `${name} holds U+FFFD in its place`);
  const rows = `${refused.rows} ${refused.rows === 1 ? 'row holds' : 'rows hold'}`;
  context.log.warning(
    notice(
      `${selection.resource.name}: ${rows} half of a surrogate pair or a NUL in a text, first in row ${refused.row} of ${refused.path}. ${[...kept, ...replaced].join('. ')}.`,
      'lone-surrogates',
    ),
  );
}

async function exportByKind(job: ResourceJob, outcome: Outcome, change: ManifestChange): Promise<void> {
  const { context, selection, state, reader } = job;
  const { resource } = selection;
  if (resource.kind === 'snapshot') {
    if (job.left) return leaveSnapshot(job, job.left, outcome, change);
    await exportSnapshot({ context, selection, resource, state, reader, outcome, change });
    const until = readUntil(change, context.now);
    if (until !== undefined) outcome.dataUntil = until;
    return;
  }
  const earliest = await findEarliest(context, selection);
  // Of buckets, the history limit shows itself in what the API refuses.
  if (selection.options.start.kind === 'earliest' && resource.kind === 'events') outcome.historyFrom = earliest;
  const { settledOnly } = context.access;
  const plan = planPeriods(selection.options, state, context.now, earliest, settledOnly);
  if (plan.asked.from >= plan.asked.to) {
    const why = settledOnly
      ? 'With `settled-only`, a period is exported once its lookback is over.'
      : "An 'end-date' rounds down to the start of a period.";
    const range = `the asked range holds no whole ${selection.options.partitionBy} before ${boundaryName(plan.asked.to)}`;
    context.log.notice(
      notice(`${resource.name}: ${range}: there is nothing to read. ${why}`, 'empty-range', { kind: range }),
    );
  }
  const planned = plannedPeriods(plan);
  const [firstPlanned, lastPlanned] = [planned[0], planned.at(-1)];
  const toRead = firstPlanned && lastPlanned && { from: firstPlanned.from, to: lastPlanned.to };
  const unique = isPermanent(resource);
  const contract = schemaContract(resource, selection.options.schema, rowPrivacy(resource, selection.options.privacy));
  const dated: DatedExport = {
    context,
    selection,
    resource,
    state: toRead ? { ...state, ...(await filesOf(state, toRead)) } : state,
    outcome,
    change,
    plan,
    unique,
    ...(contract && { contract }),
    collectColumns: contract?.collectColumns ?? ((value, found) => collectUnknownColumns(value, resource, found)),
    checkpoint: checkpoints(job, outcome, change),
    board: createBoard(planned, selection.options.partitionBy, context.spool, {
      unique: unique && keepRichest,
    }),
    timeOf: (value) => secondsOf(value[resource.timeField]),
    keyOf: rowKeys(resource),
    // Events never go away; buckets are restated whole, except those that the API no longer serves.
    keeps: (value) =>
      unique || change.unavailable.some(([from, to]) => isWithin(secondsOf(value.start_time) ?? Number.NaN, from, to)),
  };
  try {
    await (resource.kind === 'events' ? exportEvents(dated, resource) : exportBuckets(dated, resource));
  } finally {
    reportFrozen(dated);
  }
  const first = plan.periods[0];
  const [unavailable] = change.unavailable;
  const begins = Math.max(first?.from ?? 0, unavailable && unavailable[0] <= (first?.from ?? 0) ? unavailable[1] : 0);
  if (first && begins < plan.end) outcome.range = { from: begins, to: plan.end };
  // Days that still lack the tenant's events were complete without them before.
  const isLate = (work: PeriodWork) => plan.withoutTenant.includes(work.period);
  if (!dated.board.all.some((work) => (work.failed || work.isPartial) && !isLate(work))) outcome.dataUntil = plan.end;
}

/** Leaves a snapshot that is not due; only how often it is read may be news to its manifest. */
function leaveSnapshot(
  { selection, state }: ResourceJob,
  left: LeftSnapshot,
  outcome: Outcome,
  change: ManifestChange,
): void {
  outcome.leftAsRead = left;
  outcome.dataUntil = startOfDay(left.readOn);
  const { everyDays } = selection.options;
  if (everyDays === undefined || everyDays === state.manifest?.every_days) return;
  change.everyDays = everyDays;
  change.written.push(...(state.manifest?.entries ?? []));
  if (state.manifest?.parents_read) change.parentsRead = state.manifest.parents_read;
}

/** Returns until when a snapshot that was read just now is complete: until the oldest read of a parent, if these differ. */
function readUntil({ readOn, staleParents, parentsRead }: ManifestChange, now: number): number | undefined {
  if (staleParents && parentsRead) return undefined;
  return readOn === undefined || readOn === dayName(now) ? now : startOfDay(readOn);
}

function startOfDay(day: string): number {
  return Date.parse(day) / 1000;
}

/**
 * Saves the manifest each time that enough was published since: of a long export that dies, what was saved need not be read
 * again. Never in the middle of a change of shape, which must be seen as unfinished until it is done.
 */
function checkpoints(
  { context, state, save }: ResourceJob,
  outcome: Outcome,
  change: ManifestChange,
): () => Promise<void> {
  const isSameShape = !state.manifest || sameShape(state.manifest.shape, change.shape);
  let saved = { files: 0, bytes: 0 };
  return async () => {
    const { files, bytes } = outcome.tally;
    const isDue = files - saved.files >= CHECKPOINT_FILES || bytes - saved.bytes >= CHECKPOINT_BYTES;
    if (!isDue || !isSameShape) return;
    saved = { files, bytes };
    try {
      // A copy: what is done meanwhile belongs to the next one as a whole.
      await save({ ...change, written: [...change.written] });
    } catch (error) {
      // The manifest is saved at the end in any case; only a destination that is lost ends the export here.
      if (!(error instanceof StorageError) || error.endsRun) throw error;
      context.log.debug(error.message);
    }
  };
}

/** Returns true for what a key or an organisation may simply lack: a scope, a feature. An unknown path is a mistake instead. */
function isAbsence(error: unknown): error is ApiError {
  if (!(error instanceof ApiError) || !error.isRefusal || isUnknownPath(error)) return false;
  if (error.status === 400) return isSwitchedOff(error.detail);
  return error.status === 403 || error.status === 404;
}

function skipped(job: ResourceJob, outcome: Outcome, error: ApiError): Outcome {
  job.context.log.notice(
    notice(
      `${outcome.resource} was skipped: ${explained(error).replace(/\.?$/, '.')} To leave it out without this notice, add \`!${outcome.resource}\` to \`resources\`.`,
      error.topic,
      { kind: error.kind },
    ),
  );
  return { ...outcome, status: 'skipped', skippedBecause: noticeOf(error) };
}

function isWithin(value: number, from: number, to: number): boolean {
  return value >= from && value < to;
}
