import type { Client } from '../../api/client.ts';
import { listPages } from '../../api/pages.ts';
import { shapeOf } from '../../api/row-shape.ts';
import type { Selection } from '../../archive/selection.ts';
import type { EventsResource } from '../../catalogue/resource.ts';
import { DAY } from '../../text/time.ts';
import { eventPasses } from './event-passes.ts';
import { firstAccepted } from './first-accepted.ts';

/** The API was opened on 2020-06-11; nothing can be older. */
const API_LAUNCH = Date.UTC(2020, 5, 1) / 1000;

/** What a question to the API takes. */
interface Asking {
  client: Client;
  /** Unix seconds. */
  now: number;
}

/**
 * Returns the first second that `start-date: earliest` reads from. Events: the day of the oldest event that the API still has,
 * found by asking on which days there is anything older. Buckets: the launch of the API; its history limit shows itself
 * when it is asked.
 */
export async function findEarliest(context: Asking, { resource, options }: Selection): Promise<number> {
  const isAsked = options.start.kind === 'earliest' || options.refreshFrom?.kind === 'earliest';
  if (!isAsked || resource.kind !== 'events') return API_LAUNCH;
  const days = Math.ceil((context.now - API_LAUNCH) / DAY);
  // The first number of days after the launch before whose end something happened.
  const day = await firstAccepted(0, days, (count) =>
    hasEventBefore(context, resource, options, API_LAUNCH + (count + 1) * DAY),
  );
  return day > days ? context.now : API_LAUNCH + day * DAY;
}

async function hasEventBefore(
  context: Asking,
  resource: EventsResource,
  options: Selection['options'],
  seconds: number,
): Promise<boolean> {
  const before = String(Math.min(seconds, context.now));
  for (const pass of eventPasses(resource, options)) {
    const pages = listPages(context.client, {
      path: resource.path,
      query: [...pass.query, [`${resource.timeField}[lt]`, before]],
      pagination: resource.pagination,
      pageSize: 1,
      dataSelector: resource.dataSelector,
      lane: resource.name,
      shape: shapeOf(resource),
    });
    // An empty page may come before one that has events.
    for await (const page of pages) if (page.length > 0) return true;
  }
  return false;
}
