import type { EventsResource } from '../catalogue/resource.ts';
import { ApiError } from '../notices/errors.ts';
import { notice } from '../notices/notice.ts';
import { rowPrivacy } from '../privacy/row-privacy.ts';
import { readWindows } from './export-windows.ts';
import type { DatedExport } from './job/dated-export.ts';
import { type EventWindow, eventWindows } from './plan/windows.ts';
import { type EventReading, readEventWindow } from './read/read-event-window.ts';
import { rememberPages } from './read/repeated-pages.ts';
import { createWalks } from './read/share-walks.ts';
import { collectUnrequested } from './read/unrequested.ts';
import { warnOfEarlierPeriods } from './write/earlier-data.ts';
import { reportRevisions } from './write/revisions.ts';

/** Reads the planned periods of an events resource and writes their partitions. */
export async function exportEvents(job: DatedExport, resource: EventsResource): Promise<void> {
  const { plan, board, context } = job;
  const windows = eventWindows(resource, job.selection.options, plan);
  const privacy = rowPrivacy(resource, job.selection.options.privacy);
  const unrequested = collectUnrequested();
  const walks = createWalks(resource.pageSize ?? 100, job.selection.options.partitionBy);
  const reading: EventReading = { job, resource, privacy, unrequested, repeats: rememberPages(), walks };

  async function read(window: EventWindow, wake: () => void): Promise<EventWindow[]> {
    const { pass } = window;
    if (unrequested.isFutile) {
      board.leaveUnread(window);
      return [];
    }
    try {
      if (!pass.refused) return await readEventWindow(reading, window, wake);
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

  /** Both parts are outstanding before the whole is not: no partition becomes complete by being shared. */
  function share(): EventWindow | undefined {
    const longest = unrequested.isFutile ? undefined : walks.longest();
    if (!longest) return undefined;
    const { window, older } = longest;
    board.open([older, { ...window, from: older.to }]);
    board.close(window);
    window.from = older.to;
    return older;
  }

  /** What is refused for one window is refused for all; only an outage may spare the others. */
  function endsAll({ isRefusal, status, topic }: ApiError): boolean {
    return topic === 'billing' || (isRefusal && status !== 429);
  }

  try {
    await readWindows(job, windows, { read, endsAll, share });
  } finally {
    unrequested.report(job);
    reportRevisions(job);
  }
  await warnOfEarlierPeriods(job);
}
