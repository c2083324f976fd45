import type { Log } from '../../notices/log.ts';
import { type Notice, notice } from '../../notices/notice.ts';
import { countOf } from '../../text/amounts.ts';
import { DAY } from '../../text/time.ts';
import type { OwnKey } from './own-key.ts';

/** From so many days before its end on, each run says so: first in passing, last as an error that fails nothing. */
const STAGES: readonly (readonly [days: number, level: 'error' | 'warning' | 'notice'])[] = [
  [3, 'error'],
  [14, 'warning'],
  [30, 'notice'],
];

/**
 * Warns as the run's own key is about to expire: without it, exports stop too.
 * @returns the message, if somebody has to act soon.
 */
export function warnOfExpiry(ownKey: OwnKey | undefined, now: number, log: Log): Notice | undefined {
  if (ownKey?.expiresAt === undefined) return undefined;
  const left = ownKey.expiresAt - now;
  const stage = STAGES.find(([days]) => left <= days * DAY);
  if (!stage) return undefined;
  const when = new Date(ownKey.expiresAt * 1000).toISOString().slice(0, 10);
  const days = Math.floor(left / DAY);
  const distance = days < 1 ? 'in less than a day' : `in ${countOf(days, 'day')}`;
  const [, level] = stage;
  const message = notice(
    `The admin key of this export expires on ${when} (UTC), ${distance}. Create a new one, put it into the secret, and the next run carries on with it: https://platform.openai.com/settings/organization/admin-keys`,
    'key-expires',
  );
  log[level](message);
  return level === 'notice' ? undefined : message;
}
