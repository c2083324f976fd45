import { dayAfter, daysBetween } from '../../text/time.ts';
import type { AuditData } from '../audit-data.ts';
import type { Discovery, Finding } from '../check.ts';
import { dayOf, today } from './days.ts';

/**
 * `afterwards` of checks that report news: a finding whose `noticed` day has left the days that are looked at lapses; one that
 * is gone earlier was taken back.
 */
export function lapsesWithTheLog(data: AuditData, earlier: Finding): 'resolved' | 'lapsed' {
  return (earlier.evidence.noticed ?? '') < data.changes.since ? 'lapsed' : 'resolved';
}

/**
 * Returns the same for checks of audit events, by their `effective_at`. The first day that is looked at counts as gone: what led up
 * to its events is.
 */
export function lapsesWithTheEvents(data: AuditData, earlier: Finding): 'resolved' | 'lapsed' {
  return (dayOf(earlier.evidence.effective_at) ?? '') <= (data.events?.since ?? '') ? 'lapsed' : 'resolved';
}

/**
 * `mayAppear` of checks that an earlier change or event can excuse: a tool that is enabled again, a connection that is
 * deleted after its successor was created. The excuse leaves the days that are looked at first, so that what it excused must
 * not appear in their first third.
 */
export function isRecent(data: AuditData, { evidence }: Discovery): boolean {
  const noticed = evidence.noticed ?? dayOf(evidence.effective_at) ?? today(data);
  const since = evidence.noticed === undefined ? (data.events?.since ?? noticed) : data.changes.since;
  return noticed >= dayAfter(since, Math.floor(daysBetween(since, today(data)) / 3));
}
