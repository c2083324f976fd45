import { CursorRefused, listPages, type RawRow } from '../api/pages.ts';
import { shapeOf } from '../api/row-shape.ts';
import { eventKey } from '../archive/row-keys.ts';
import { auditEventTypes } from '../catalogue/audit-event-types.ts';
import type { EventsResource } from '../catalogue/resource.ts';
import type { Row } from '../formats/row.ts';
import { ApiError } from '../notices/errors.ts';
import { notice } from '../notices/notice.ts';
import { type RowPrivacy, rowPrivacy } from '../privacy/row-privacy.ts';
import { readWindows } from './export-windows.ts';
import type { DatedExport } from './job/dated-export.ts';
import type { PeriodWork } from './job/period-work.ts';
import { splitWindow } from './plan/window-split.ts';
import { type EventWindow, eventWindows } from './plan/windows.ts';
import { admitRow } from './read/admit-row.ts';
import { differenceOf } from './read/event-window.ts';
import { type RepeatedPages, rememberPages } from './read/repeated-pages.ts';
import {
  addUnrequested,
  collectUnrequested,
  noUnrequested,
  type UnrequestedRows,
  type UnrequestedTally,
} from './read/unrequested.ts';
import { warnOfEarlierPeriods } from './write/earlier-data.ts';
import { reportRevisions } from './write/revisions.ts';

const knownTypes = new Set(auditEventTypes);

/** How often a window is started over because the API refused its own cursor. */
const MOST_RESTARTS = 3;

/** Pages in a row with nothing that was asked for, after which a walk that met rows of elsewhere ends. */
const MOST_PAGES_OF_ELSEWHERE = 3;
/** How often a part of a part is split: then it is read to its end, however busy it says it is. */
const MOST_SPLITS = 3;

/** What the reading of all windows shares. */
interface Reading {
  job: DatedExport;
  resource: EventsResource;
  privacy: RowPrivacy | undefined;
  unrequested: UnrequestedTally;
  repeats: RepeatedPages;
}

/** How far the walk through one window has come. */
interface Walk {
  /** Time of the oldest event that was asked for, Unix seconds. */
  oldest: number;
  /** Events that were asked for. */
  inside: number;
  unrequested: UnrequestedRows;
  /** Pages in a row without any event that was asked for. */
  withoutOwn: number;
}

/** Reads the planned periods of an events resource and writes their partitions. */
export async function exportEvents(job: DatedExport, resource: EventsResource): Promise<void> {
  const { plan, board, context } = job;
  const windows = eventWindows(job.selection.options, plan);
  const privacy = rowPrivacy(resource, job.selection.options.privacy);
  const unrequested = collectUnrequested();
  const reading: Reading = { job, resource, privacy, unrequested, repeats: rememberPages() };

  async function read(window: EventWindow): Promise<EventWindow[]> {
    const { pass } = window;
    if (unrequested.isFutile) {
      board.leaveUnread(window);
      return [];
    }
    try {
      if (!pass.refused) return await readWindow(reading, window);
    } catch (error) {
      const isRefusal = error instanceof ApiError && error.isRefusal && [400, 403, 404].includes(error.status);
      if (pass.name !== 'tenant' || !isRefusal) throw error;
      if (!pass.refused)
        context.log.notice(notice(`Tenant events are left out: ${error.message}`, 'tenant-events-left-out'));
      pass.refused = true;
    }
    for (const work of board.overlapping(window)) {
      work.refused.add('tenant_only');
      // What lacked the tenant's events before still does, and nothing else of it was read.
      if (plan.withoutTenant.includes(work.period)) work.failed = true;
    }
    return [];
  }

  // What is refused for one window is refused for all; only an outage may spare the others.
  try {
    await readWindows(
      job,
      windows,
      read,
      ({ isRefusal, status, topic }) => topic === 'billing' || (isRefusal && status !== 429),
    );
  } finally {
    unrequested.report(job);
    reportRevisions(job);
  }
  await warnOfEarlierPeriods(job);
}

/** Reads one window; resolves to its parts where it turned out so busy that they are better read side by side. */
async function readWindow(reading: Reading, window: EventWindow): Promise<EventWindow[]> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await walkWindow(reading, window);
    } catch (error) {
      if (!(error instanceof CursorRefused)) throw error;
      if (restarts === MOST_RESTARTS) throw error.cause;
    }
  }
}

async function walkWindow(reading: Reading, window: EventWindow): Promise<EventWindow[]> {
  const { job, resource, unrequested } = reading;
  const pages = listPages(job.context.client, {
    path: resource.path,
    pagination: resource.pagination,
    pageSize: resource.pageSize,
    dataSelector: resource.dataSelector,
    lane: resource.name,
    shape: shapeOf(resource),
    query: [
      ...window.pass.query,
      [`${resource.timeField}[gte]`, String(window.from)],
      [`${resource.timeField}[lt]`, String(window.to)],
    ],
  });
  const walk: Walk = { oldest: window.to, inside: 0, unrequested: noUnrequested(), withoutOwn: 0 };
  const progress = { rows: 0, pages: 0, pageSize: resource.pageSize ?? 100 };
  for await (const page of pages) {
    const before = walk.inside;
    await take(reading, window, page, walk);
    job.context.progress.of(resource.name).read(page.length);
    progress.rows += page.length;
    progress.pages += 1;
    if (walk.unrequested.count > 0) {
      walk.withoutOwn = walk.inside > before ? 0 : walk.withoutOwn + 1;
      if (walk.withoutOwn === MOST_PAGES_OF_ELSEWHERE) break;
      continue;
    }
    if (page.length < progress.pageSize || (window.splits ?? 0) >= MOST_SPLITS) continue;
    const parts = splitWindow(window, { ...progress, oldest: walk.oldest }, job.selection.options.partitionBy);
    if (!parts) continue;
    reading.repeats.check(resource, page);
    return parts.map((part) => ({ ...part, pass: window.pass, splits: (window.splits ?? 0) + 1 }));
  }
  if (walk.unrequested.count > 0) job.board.doubt(window);
  unrequested.note(window, walk.unrequested);
  return [];
}

/** Hands a page's events to their partitions. */
async function take(
  { job, resource, privacy }: Reading,
  window: EventWindow,
  page: RawRow[],
  walk: Walk,
): Promise<void> {
  let batch: Row[] = [];
  let current: PeriodWork | undefined;
  for (const raw of page) {
    const seconds = raw.value[resource.timeField] as number;
    const difference = differenceOf(window, seconds, raw.value);
    // The second at which the window ends is read with the next one.
    const isElsewhere = seconds === window.to;
    const work = difference || isElsewhere ? undefined : job.board.at(seconds);
    if (!work) {
      if (!isElsewhere || difference) addUnrequested(walk.unrequested, difference ?? 'time', seconds);
      continue;
    }
    walk.oldest = Math.min(walk.oldest, seconds);
    walk.inside += 1;
    const judged = job.contract?.judge(raw);
    const given = judged?.row ?? raw;
    const { text, value } = privacy?.row(given) ?? given;
    const key = eventKey(resource, value);
    if (judged && !(await admitRow(job, work, key, judged))) continue;
    if (typeof value.type === 'string' && !knownTypes.has(value.type)) job.outcome.unknownTypes.add(value.type);
    job.collectColumns(value, work.unknownColumns);
    if (work !== current) {
      await current?.sorter.add(batch);
      batch = [];
      current = work;
    }
    batch.push({ key, json: text, form: 'object' });
  }
  await current?.sorter.add(batch);
}
