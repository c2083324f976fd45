import { type PartitionFile, partitionFiles } from '../../archive/current-files.ts';
import { dayName, parsePeriodName } from '../../archive/periods.ts';
import { auditLogs } from '../../catalogue/audit.ts';
import { drain } from '../../export/read/drain.ts';
import { isoTime } from '../../formats/iso-time.ts';
import { byCodeUnits } from '../../text/order.ts';
import { DAY } from '../../text/time.ts';
import type { AuditData } from '../audit-data.ts';
import { isGapless } from './covered.ts';
import { countEvents, inOrder, newEventCount } from './event-count.ts';
import type { ReadingContext } from './reading-context.ts';

/** Few: all that a file holds of the asked types is in memory while it is read. */
const READERS = 3;

/** Reads the audit events of the last days; undefined if audit logs were never exported here. */
export async function readEvents(context: ReadingContext): Promise<AuditData['events'] | undefined> {
  const { archive, now, eventTypes: types } = context;
  const manifest = context.manifests.get(auditLogs.name);
  if (!manifest) return undefined;
  // What was never read, because the export began later, is not looked at and no gap.
  const first = Math.min(
    manifest.ranges[0]?.[0] ?? now,
    ...partitionFiles(manifest, 0, now + DAY).map(({ from }) => from),
  );
  const since = Math.max(context.since, Math.floor(first / DAY) * DAY);
  const count = newEventCount();
  // A filter that leaves out what is asked for would let its checks pass unseen.
  const stored = manifest.shape.filters?.event_types;
  let complete =
    isGapless(manifest, context.outcomeOf(auditLogs.name), since, now) &&
    (stored === undefined || [...types].every((type) => stored.includes(type)));
  const compare = (a: PartitionFile, b: PartitionFile) => a.from - b.from;
  await drain(partitionFiles(manifest, since, now + DAY), READERS, compare, async (file) => {
    const read = await context.attempt(auditLogs.name, async () => {
      await countEvents(archive, file, count, { types, since });
      return true;
    });
    complete &&= read === true;
    return [];
  });
  const byDay = [...count.byDayNumber].sort(([a], [b]) => a - b);
  return {
    since: dayName(since),
    complete,
    tenant: !manifest.entries.some(({ period, refused }) => {
      return refused?.includes('tenant_only') && period !== undefined && parsePeriodName(period).to > since;
    }),
    entries: inOrder(count.entries),
    ...(count.newest > 0 && { newest: isoTime(String(count.newest)) }),
    counts: {
      byType: new Map([...count.byType].sort(([a], [b]) => byCodeUnits(a, b))),
      byHour: count.byHour,
      byDay: new Map(byDay.map(([day, events]) => [dayName(day * DAY), events])),
    },
  };
}
