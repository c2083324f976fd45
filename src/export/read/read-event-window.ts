import { CursorRefused, listPages, type RawRow } from '../../api/pages.ts';
import { shapeOf } from '../../api/row-shape.ts';
import { periodAt } from '../../archive/periods.ts';
import { eventKey } from '../../archive/row-keys.ts';
import { auditEventTypes } from '../../catalogue/audit-event-types.ts';
import type { EventsResource } from '../../catalogue/resource.ts';
import type { Row } from '../../formats/row.ts';
import type { RowPrivacy } from '../../privacy/row-privacy.ts';
import { RunStopped } from '../../stop/run-stopped.ts';
import type { DatedExport } from '../job/dated-export.ts';
import type { PeriodWork } from '../job/period-work.ts';
import { splitWindow } from '../plan/window-split.ts';
import type { EventWindow } from '../plan/windows.ts';
import { admitRow } from './admit-row.ts';
import { differencesFrom } from './event-window.ts';
import type { RepeatedPages } from './repeated-pages.ts';
import type { Walk, Walks } from './share-walks.ts';
import { addUnrequested, noUnrequested, type UnrequestedRows, type UnrequestedTally } from './unrequested.ts';

const knownTypes = new Set(auditEventTypes);

/** How often a window is started over because the API refused its own cursor. */
const MOST_RESTARTS = 3;
/** Pages in a row with nothing that was asked for, after which a walk that met rows of elsewhere ends. */
const MOST_PAGES_OF_ELSEWHERE = 3;
/** Pages after which a walk goes on as a new one: what it remembers of its rows and cursors must not grow with the organisation. */
const LONGEST_WALK = 200;
/** How often a part of a part is split: then it is read to its end, however busy it says it is. */
const MOST_SPLITS = 3;

/** What the reading of all windows shares. */
export interface EventReading {
  job: DatedExport;
  resource: EventsResource;
  privacy: RowPrivacy | undefined;
  unrequested: UnrequestedTally;
  repeats: RepeatedPages;
  walks: Walks;
}

/** What the pages of one walk held so far. */
interface Seen {
  /** Events that were asked for. */
  inside: number;
  /** Events that another connection reads. */
  beyond: number;
  /** Time of the last event, Unix seconds. */
  last: number;
  unrequested: UnrequestedRows;
  /** Pages in a row without any event that was asked for. */
  withoutOwn: number;
}

/**
 * Reads one window; resolves to the windows to read after it: what a long walk left, or what must be read again because the
 * order of its events cannot be trusted.
 * @param wake called if another connection may take a part of what is left.
 */
export async function readEventWindow(
  reading: EventReading,
  window: EventWindow,
  wake: () => void,
): Promise<EventWindow[]> {
  for (let restarts = 0; ; restarts += 1) {
    const walk = reading.walks.begin(window);
    try {
      return await walkWindow(reading, walk, wake);
    } catch (error) {
      if (error instanceof RunStopped && walk.isOrdered && reading.walks.isOrdered)
        window.wholeFrom = periodAt(walk.oldest, reading.job.selection.options.partitionBy).to;
      if (!(error instanceof CursorRefused)) throw error;
      if (restarts === MOST_RESTARTS) throw error.cause;
    } finally {
      reading.walks.end(walk);
    }
  }
}

async function walkWindow(reading: EventReading, walk: Walk, wake: () => void): Promise<EventWindow[]> {
  const { job, resource, unrequested, walks, repeats } = reading;
  const { window, asked } = walk;
  const progress = job.context.progress.of(resource.name);
  const pageSize = resource.pageSize ?? 100;
  const seen: Seen = { inside: 0, beyond: 0, last: Infinity, unrequested: noUnrequested(), withoutOwn: 0 };
  let pages = 0;
  for await (const page of eventPages(reading, walk)) {
    const { inside, beyond } = seen;
    await take(reading, sortOut(reading, walk, page, seen));
    progress.read(page.length - (seen.beyond - beyond));
    pages += 1;
    if (seen.unrequested.count > 0) {
      seen.withoutOwn = seen.inside > inside ? 0 : seen.withoutOwn + 1;
      if (seen.withoutOwn === MOST_PAGES_OF_ELSEWHERE) break;
    }
    if (!walks.isOrdered && window.from > asked.from) return [{ ...window, isCareful: true }];
    if (seen.beyond > 0) break;
    // A server that answers each window with the same events, moved to where they were asked for, must not be asked forever.
    if (pages === 1 && page.length >= pageSize) repeats.check(resource, page);
    if (walk.isOrdered) {
      if (pages >= LONGEST_WALK && walk.oldest + 1 < window.to)
        return [{ ...window, to: walk.oldest + 1, density: walk.density }];
      wake();
    }
    const parts = walk.isOrdered || page.length < pageSize ? undefined : carefulParts(reading, walk, seen, pages);
    if (parts) return parts;
  }
  if (seen.unrequested.count > 0) job.board.doubt(window);
  unrequested.note(window, seen.unrequested);
  return [];
}

/** Returns the parts of a busy window whose order cannot be trusted; undefined if going on is better. */
function carefulParts(
  { job, resource }: EventReading,
  { window, oldest }: Walk,
  { inside, unrequested }: Seen,
  pages: number,
): EventWindow[] | undefined {
  const { splits = 0 } = window;
  if (unrequested.count > 0 || splits >= MOST_SPLITS) return undefined;
  const progress = { rows: inside, pages, oldest, pageSize: resource.pageSize ?? 100 };
  const parts = splitWindow(window, progress, job.selection.options.partitionBy);
  return parts?.map((part) => ({ ...window, ...part, isCareful: true, splits: splits + 1 }));
}

function eventPages({ job, resource }: EventReading, { window, asked }: Walk): AsyncGenerator<RawRow[]> {
  return listPages(job.context.client, {
    path: resource.path,
    pagination: resource.pagination,
    pageSize: resource.pageSize,
    dataSelector: resource.dataSelector,
    lane: resource.name,
    shape: shapeOf(resource),
    query: [
      ...window.pass.query,
      [`${resource.timeField}[gte]`, String(asked.from)],
      [`${resource.timeField}[lt]`, String(asked.to)],
    ],
  });
}

/** An event that was asked for, and the partition that it belongs to. */
interface OwnEvent {
  raw: RawRow;
  seconds: number;
  work: PeriodWork;
}

/**
 * Notes what a page holds, and returns the events that this walk is to hand on. Done in one go, because another connection
 * may take the older part of the walk whenever something is waited for.
 */
function sortOut({ job, resource, walks }: EventReading, walk: Walk, page: RawRow[], seen: Seen): OwnEvent[] {
  const { asked, window } = walk;
  const own: OwnEvent[] = [];
  const differenceOf = differencesFrom(asked, window.pass);
  for (const raw of page) {
    const seconds = raw.value[resource.timeField] as number;
    if (seconds > seen.last) walks.distrust(walk);
    seen.last = seconds;
    const difference = differenceOf(seconds, raw.value);
    // The second at which the window ends is read with the next one.
    if (!difference && seconds === asked.to) continue;
    if (!difference && seconds < window.from) {
      seen.beyond += 1;
      continue;
    }
    const work = difference ? undefined : job.board.at(seconds);
    if (work) own.push({ raw, seconds, work });
    else addUnrequested(seen.unrequested, difference ?? 'time', seconds);
  }
  seen.inside += own.length;
  if (seen.unrequested.count > 0) walks.distrust(walk);
  walks.read(
    walk,
    own.length,
    own.reduce((oldest, { seconds }) => Math.min(oldest, seconds), walk.oldest),
  );
  return own;
}

/** Hands events to their partitions. */
async function take({ job, resource, privacy }: EventReading, events: OwnEvent[]): Promise<void> {
  let batch: Row[] = [];
  let current: PeriodWork | undefined;
  for (const { raw, work } of events) {
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
