import { CursorRefused, listPages, type RawRow } from '../api/pages.ts';
import { shapeOf } from '../api/row-shape.ts';
import { auditEventTypes } from '../catalogue/audit-event-types.ts';
import type { EventsResource } from '../catalogue/resource.ts';
import { ApiError } from '../errors.ts';
import type { Row } from '../formats/row.ts';
import { warnOfEarlierPeriods } from '../privacy/earlier-data.ts';
import { type RowPrivacy, rowPrivacy } from '../privacy/row-privacy.ts';
import { withPointer } from '../troubles/pointer.ts';
import { admitRow } from './admit-row.ts';
import type { DatedExport } from './dated-export.ts';
import type { PeriodWork } from './period-work.ts';
import { readWindows } from './read-windows.ts';
import { eventKey } from './row-keys.ts';
import { splitWindow } from './window-split.ts';
import { type EventWindow, eventWindows } from './windows.ts';

const knownTypes = new Set(auditEventTypes);

/** How often a window is begun anew because the API refused its own cursor. */
const MOST_RESTARTS = 3;

/** Reads the planned periods of an events resource and writes their partitions. */
export async function exportEvents(job: DatedExport, resource: EventsResource): Promise<void> {
  const { plan, board, context } = job;
  const windows = eventWindows(job.selection.options, plan);

  async function read(window: EventWindow): Promise<EventWindow[]> {
    const { pass } = window;
    try {
      if (!pass.refused) return await readWindow(job, resource, window);
    } catch (error) {
      const isRefusal = error instanceof ApiError && error.isRefusal && [400, 403, 404].includes(error.status);
      if (pass.name !== 'tenant' || !isRefusal) throw error;
      if (!pass.refused)
        context.log.notice(withPointer(`Tenant events are left out: ${error.message}`, 'tenant-events-left-out'));
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
  await readWindows(
    job,
    windows,
    read,
    ({ isRefusal, status, topic }) => topic === 'billing' || (isRefusal && status !== 429),
  );
  warnOfEarlierPeriods(job);
}

/** Reads one window; resolves to its parts where it turned out so busy that they are better read side by side. */
async function readWindow(job: DatedExport, resource: EventsResource, window: EventWindow): Promise<EventWindow[]> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await walkWindow(job, resource, window);
    } catch (error) {
      if (!(error instanceof CursorRefused)) throw error;
      if (restarts === MOST_RESTARTS) throw error.cause;
    }
  }
}

async function walkWindow(job: DatedExport, resource: EventsResource, window: EventWindow): Promise<EventWindow[]> {
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
  const privacy = rowPrivacy(resource, job.selection.options.privacy);
  const progress = { rows: 0, pages: 0, oldest: window.to, pageSize: resource.pageSize ?? 100 };
  for await (const page of pages) {
    const oldest = await take(job, resource, window, page, privacy);
    job.context.progress.of(resource.name).read(page.length);
    progress.rows += page.length;
    progress.pages += 1;
    progress.oldest = Math.min(progress.oldest, oldest);
    if (page.length < progress.pageSize) continue;
    const parts = splitWindow(window, progress, job.selection.options.partitionBy);
    if (parts) return parts.map((part) => ({ ...part, pass: window.pass }));
  }
  return [];
}

/** Hands a page's events to their partitions; returns the time of the oldest one. */
async function take(
  job: DatedExport,
  resource: EventsResource,
  window: EventWindow,
  page: RawRow[],
  privacy: RowPrivacy | undefined,
): Promise<number> {
  let oldest = window.to;
  let batch: Row[] = [];
  let current: PeriodWork | undefined;
  for (const raw of page) {
    const judged = job.contract?.judge(raw);
    const given = judged?.row ?? raw;
    const { text, value } = privacy?.row(given) ?? given;
    const seconds = raw.value[resource.timeField] as number;
    oldest = Math.min(oldest, seconds);
    // A server that gives more than was asked for gives it again where it belongs.
    if (seconds < window.from || seconds >= window.to) continue;
    const work = job.board.at(seconds);
    if (!work) continue;
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
  return oldest;
}
