import type { Shape } from './shapes.ts';

/** An audit log that is made while it is asked for: only the times of the events are held. */
export interface EventLog {
  /** Unix seconds from which on there are events, and before which. */
  from: number;
  to: number;
  /** Returns the index of the first event at this time or later. */
  firstAt(seconds: number): number;
  /** Returns the index that an id names. */
  indexOf(id: string): number;
  /** Returns the events from one index to before another, newest first, as JSON texts. */
  texts(first: number, end: number): string[];
}

const ID = 'audit_log-';
const PAYLOADS = ['api_key.created', 'api_key.updated', 'project.updated', 'user.added', 'role.updated'];

/** Returns the log of so many events that lie in time as the shape says. */
export function createEventLog(shape: Shape, count: number, from: number, to: number): EventLog {
  const times = shape(count, from, to);
  return {
    from,
    to,
    firstAt(seconds) {
      let [low, high] = [0, count];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((times[middle] as number) < seconds) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    indexOf: (id) => Number(id.slice(ID.length)),
    texts: (first, end) =>
      Array.from({ length: end - first }, (_, place) => eventText(end - 1 - place, times[end - 1 - place] as number)),
  };
}

/** Returns an event as the API writes it, some 600 bytes long. */
function eventText(index: number, seconds: number): string {
  const number = String(index).padStart(17, '0');
  const [project, user] = [String(index % 200).padStart(4, '0'), String(index % 300).padStart(5, '0')];
  const type = PAYLOADS[index % PAYLOADS.length] as string;
  return `{"id":"${ID}${number}","type":"${type}","effective_at":${seconds},"project":{"id":"proj_${project}abcdefghijklmnop","name":"project ${project}"},"actor":{"type":"session","session":{"user":{"id":"user-${user}","email":"user.${user}@example.com"},"ip_address":"203.0.113.${100 + (index % 100)}","user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"}},"${type}":{"id":"item_${number}","changes_requested":{"title":"Title ${index % 1000}","scopes":["api.model.read","api.model.request"]}}}`;
}
