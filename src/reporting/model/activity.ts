import { dayName } from '../../archive/periods.ts';
import type { AuditData } from '../../audit/audit-data.ts';
import { dayAfter, daysFrom } from './calendar.ts';
import type { ReportActivity } from './model.ts';

/** Returns what was done, by type, hour and day (days without events are 0); undefined where no audit logs are stored. */
export function buildActivity({ events, now }: AuditData): ReportActivity | undefined {
  if (!events) return undefined;
  const { byType, byHour, byDay } = events.counts;
  const days = daysFrom(events.since, dayAfter(dayName(now), 1));
  return {
    from: events.since,
    to: dayName(now),
    byType: [...byType]
      .map(([type, count]) => ({ type, count }))
      .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
    byHour: [...byHour],
    byDay: days.map((day) => ({ day, count: byDay.get(day) ?? 0 })),
  };
}
