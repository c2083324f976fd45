import type { Manifest } from '../../archive/manifest.ts';
import { dayName } from '../../archive/periods.ts';
import type { AuditData } from '../../audit/audit-data.ts';
import type { ProjectLabel } from '../../settings/project-labels.ts';
import { dayAfter, eachDay, timeText } from '../../text/time.ts';
import { buildChanges } from './changes.ts';
import { buildCoverage } from './coverage.ts';
import type { ExportFacts } from './export-facts.ts';
import { buildKeys } from './keys.ts';
import type { ReportModel } from './model.ts';
import { namesOf } from './names.ts';
import { buildSpend } from './spend.ts';

/** What the model of a report is made from. */
export interface ReportSources {
  run: ExportFacts;
  data: AuditData;
  /** Of every resource that is known at the destination, after the run. */
  manifests: ReadonlyMap<string, Manifest>;
  checks: ReportModel['checks'];
  /** Name of what changes and findings are compared with. */
  comparedWith: string;
  links?: ReportModel['links'];
  /** From `projects.csv`, by project. */
  labels?: ReadonlyMap<string, ProjectLabel>;
  /** A day's costs count once it ended this many whole days ago; 2 if not given. */
  settledAfterDays?: number;
  /** Most changes that are listed; all of them are counted. */
  mostChanges?: number;
  revokesOutstanding?: ReportModel['revokesOutstanding'];
}

/** Returns the model of the reports. The same sources give the same model. */
export function buildReport(sources: ReportSources): ReportModel {
  const {
    run,
    data,
    manifests,
    checks,
    comparedWith,
    links = {},
    labels,
    settledAfterDays,
    revokesOutstanding,
  } = sources;
  const names = namesOf(data);
  const spend = buildSpend(data, { names, labels, settledAfterDays });
  const keys = buildKeys(data, names);
  const people = buildPeople(data);
  const activity = buildActivity(data);
  return {
    day: dayName(run.now),
    now: timeText(run.now),
    comparedWith,
    links,
    run,
    readBack: data.problems ?? [],
    ...buildChanges(data, names, sources.mostChanges),
    checks,
    ...(spend && { spend }),
    ...(keys && { keys }),
    ...(people && { people }),
    ...(activity && { activity }),
    coverage: buildCoverage(manifests, run.outcomes, newestRows(data)),
    ...(revokesOutstanding && { revokesOutstanding }),
  };
}

/** Ends of the newest rows of the resources whose rows were read, Unix seconds. */
function newestRows({ costs, events }: AuditData): Map<string, number> {
  const ends = { costs: costs?.covered.at(-1)?.[1], audit_logs: events?.newest };
  return new Map(
    Object.entries(ends).flatMap(([name, end]) => (end === undefined ? [] : [[name, Date.parse(end) / 1000]])),
  );
}

/** Returns how many people there are by role and state; undefined if users are not stored. */
export function buildPeople({ snapshots }: AuditData): ReportModel['people'] {
  const users = (snapshots.get('users') ?? snapshots.get('organization_members'))?.rows;
  if (!users) return undefined;
  const people = users.filter((user) => user.is_service_account !== 'true');
  const invites = snapshots.get('invites')?.rows;
  const accounts = snapshots.get('project_service_accounts')?.rows;
  return {
    members: people.length,
    owners: people.filter(({ role }) => role === 'owner').length,
    ...(invites && { pendingInvites: invites.filter(({ status }) => status === 'pending').length }),
    ...(accounts && { serviceAccounts: accounts.length }),
  };
}

/** Returns what was done, by type, hour and day (days without events are 0); undefined if no audit logs are stored. */
function buildActivity({ events, now }: AuditData): ReportModel['activity'] {
  if (!events) return undefined;
  const { byType, byHour, byDay } = events.counts;
  const days = eachDay(events.since, dayAfter(dayName(now), 1));
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
