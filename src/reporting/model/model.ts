import type { CheckResult, Severity } from '../../audit/check.ts';
import type { ResourceNotice } from '../../notices/notice-groups.ts';
import type { ReportCoverage } from './coverage.ts';
import type { ExportFacts } from './export-facts.ts';

/** What kind of thing changed, for the headings and the pull request's title. */
export type ChangeKind = 'access' | 'keys' | 'settings' | 'other';

/** One change for people. */
export interface ReportChange {
  kind: ChangeKind;
  change: 'added' | 'removed' | 'changed';
  resource: string;
  /** UTC day on which it was noticed. */
  day: string;
  /** "Ann Example (ann@example.org)", "key ci-deploy in project Search". */
  subject: string;
  /** "role: reader → owner", "member of project Search as owner"; empty if the subject says it all. */
  detail: string;
  /** Name of the project it belongs to, if any. */
  project?: string;
}

/** A key for the table of keys by age and last use. */
export interface ReportKey {
  kind: 'admin' | 'project';
  id: string;
  name: string;
  /** As the API redacts it. */
  redacted: string;
  owner: string;
  project?: string;
  /** UTC days. */
  created: string;
  lastUsed?: string;
  expires?: string;
  ageDays: number;
  /** Whole days since the last use; undefined if it was never used. */
  idleDays?: number;
}

/** Spend of one project over the month. */
export interface ProjectSpend {
  id: string | null;
  name: string;
  team?: string;
  costCentre?: string;
  /** Month to date, and the same days of last month. */
  monthToDate: number;
  lastMonthToDate: number;
  forecast: number;
  /** Its own limit by month, and the share of it that is spent, 0 to 1 and above. */
  limit?: number;
  shareOfLimit?: number;
  /** From `projects.csv`. */
  budget?: number;
  shareOfBudget?: number;
}

/** A project or line item whose spend moved most against the same days of last month. */
export interface Mover {
  name: string;
  before: number;
  now: number;
}

/** What the API cost, from the days that have come to rest. */
export interface ReportSpend {
  currency: string;
  /** True if the month looked at is over: no day of the run's own has come to rest. */
  isEarlierMonth?: true;
  /** First day of the month looked at, and the last settled day (inclusive): `2026-11-01`, `2026-11-21`. */
  monthStart: string;
  settledTo: string;
  monthToDate: number;
  lastMonthToDate: number;
  /** First day of last month's same days that was read, if the earlier ones were not: then the two cannot be compared. */
  lastMonthFrom?: string;
  lastMonth: number;
  /** To the end of the month, and how it was worked out, a sentence. Those of the projects need not add up to it. */
  forecast: number;
  forecastMethod: string;
  /** Settled days, oldest first, at most 400; a day without rows is 0, one that was not read is left out. */
  daily: { day: string; amount: number }[];
  /** The largest projects over time, for a stacked chart: amounts in the order of `daily`; the rest is "Other projects". */
  dailyByProject: { name: string; amounts: number[] }[];
  projects: ProjectSpend[];
  lineItems: { name: string; monthToDate: number; lastMonthToDate: number }[];
  moversByProject: Mover[];
  moversByLineItem: Mover[];
  /** Month to date that names no project. */
  unallocated: number;
  /** The organisation's own limit by month. */
  limit?: number;
}

/** What was done in the organisation, by type and hour. */
export interface ReportActivity {
  /** First and last UTC day. */
  from: string;
  to: string;
  byType: { type: string; count: number }[];
  /** 24 counts, by UTC hour. */
  byHour: number[];
  byDay: { day: string; count: number }[];
}

/** What happened: the model that the summary, the comment, the pull request and the page share. */
export interface ReportModel {
  /** The run's UTC day. */
  day: string;
  /** ISO 8601 time of the run. */
  now: string;
  /** Name of what the findings and changes are compared with: "the last run", "main". */
  comparedWith: string;
  links: {
    /** The workflow run. */
    run?: string;
    /** The folder of the data on the web, without a slash at its end: a path of a file can be put behind it. */
    data?: string;
    pullRequest?: string;
  };
  run: ExportFacts;
  /** What is stored and could not be read back. */
  readBack: readonly ResourceNotice[];
  /** Newest first. More than a report can hold may have been left out: `changeCount` counts all. */
  changes: ReportChange[];
  changeCount: { kind: ChangeKind; resource: string; added: number; removed: number; changed: number }[];
  /** True if the audit ran: else why it did not. */
  checks:
    | {
        ran: true;
        results: readonly CheckResult[];
        /** True if no findings are kept: each run is a first one. */
        isAlwaysFirst?: boolean;
        /** True if the branch that it is compared with holds no findings yet: all of the baseline is still to be looked at. */
        unmerged?: boolean;
      }
    | { ran: false; why: string };
  spend?: ReportSpend;
  /** Absent if no keys were exported. */
  keys?: ReportKey[];
  /** People by role and state, absent if users were not exported. */
  people?: { members: number; owners: number; pendingInvites?: number; serviceAccounts?: number };
  activity?: ReportActivity;
  coverage: ReportCoverage[];
  /** Decisions of merged access reviews that have not been carried out; `decision` is "revoke" if it is not given. */
  revokesOutstanding?: {
    subject: string;
    review: string;
    decision?: 'revoke' | 'change';
    reviewer?: string;
    day?: string;
  }[];
}

/** Order of severities in every list. */
export const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];
