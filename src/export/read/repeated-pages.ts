import type { RawRow } from '../../api/pages.ts';
import { secondsOf } from '../../archive/row-keys.ts';
import type { EventsResource } from '../../catalogue/resource.ts';
import { ApiError } from '../../notices/errors.ts';

/** Ids that are remembered at most: a server that repeats itself does so long before. */
const MOST_REMEMBERED = 20_000;

/** Remembers the first pages of windows. */
export interface RepeatedPages {
  /** Throws a `no-progress` error if every event of the page is known already, from another time. */
  check(resource: EventsResource, page: RawRow[]): void;
}

/**
 * Returns a memory of no pages. A server that answers every window with the same events, moved to where they were asked
 * for, would otherwise have each part split again; a page that is read again as it was is no such thing.
 */
export function rememberPages(): RepeatedPages {
  const times = new Map<string, number>();
  return {
    check(resource, page) {
      if (times.size > MOST_REMEMBERED) times.clear();
      let known = 0;
      for (const { value } of page) {
        const id = JSON.stringify(resource.key.map((field) => value[field]));
        const seconds = secondsOf(value[resource.timeField]) ?? 0;
        const before = times.get(id);
        if (before !== undefined && before !== seconds) known += 1;
        else times.set(id, seconds);
      }
      if (known < page.length) return;
      const why = `GET ${resource.path} gives the same ${page.length} events again, with other times, for another range`;
      throw new ApiError('no-progress', `${why}: reading on would not end`, {
        status: 0,
        detail: why,
        remedy: 'Something between this run and the API answers in its stead: check `base-url`.',
      });
    },
  };
}
