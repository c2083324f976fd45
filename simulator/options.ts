import type { RateLimit } from './rate-limit.ts';

/** How large the organisation is. Nothing is stored for what is still in the future: it is made when the clock gets there. */
export interface OrganizationSize {
  /** Members at the start. */
  users: number;
  /** Projects at the start, archived ones included. */
  projects: number;
  /** How many of `projects` are archived. */
  archivedProjects: number;
  groups: number;
  /** Length of the history before the start, in days. */
  days: number;
  /** Organisation-scoped events over the whole history; the days after the start bring as many a day. */
  auditEvents: number;
  /** Tenant-scoped events over the whole history. */
  tenantEvents: number;
  invites: number;
  adminKeys: number;
  certificates: number;
  spendAlerts: number;
  customRoles: number;
  keysPerProject: number;
  usersPerProject: number;
  groupsPerProject: number;
  serviceAccountsPerProject: number;
  usersPerGroup: number;
  /** Different combinations of user, key and model that use the API in a project. */
  usageSeriesPerProject: number;
}

/** What the real API does against expectation or against its own description; each can be turned. */
export interface Quirks {
  /** Share of `amount.value` sent as a JSON string. */
  stringAmounts: number;
  /** `batch` sent as the text `"true"` or `"false"`. */
  batchAsText: boolean;
  /** An empty page, which itself names another, after the last bucket. */
  trailingEmptyPages: 'never' | 'sometimes' | 'always';
  /** Most buckets on a page of costs, whatever was asked. */
  costsPageSize: number;
  /** Fields that OpenAI's description does not know. */
  extraFields: boolean;
  /** Lists (by resource) whose optional `first_id` and `last_id` are left out. */
  listsWithoutLastId: readonly string[];
  /** Earliest `start_time` of costs grouped by `api_key_id`, Unix seconds. */
  costsFloor: number;
  /** How costs refuse `user_id` together with projects, grouped by or filtered; absent if they serve it. */
  combinedCosts?: CombinationRefusal;
  /** Whether the refusal of an old `start_time` names the earliest date. */
  lookbackNamesDate: boolean;
  /** Share of events that become visible 1 to 2.5 days after they took effect. */
  lateEvents: number;
  /** Share of events that the API serves no more 10 to 30 days after they took effect. */
  forgottenEvents: number;
  /** A query parameter that the operation does not know is refused. */
  refuseUnknownParameters: boolean;
}

/** The refusal of a combination: it may depend on the organisation and on the range asked for. */
export interface CombinationRefusal {
  /** The parameters by name, words without a name, or nothing at all. */
  says: 'names' | 'words' | 'nothing';
  /** Refused is a range that holds one of these seconds, from the first to before the last; absent for any range. */
  within?: readonly [from: number, to: number];
  /** Refused is only a range of more days than these; absent for any length. */
  beyondDays?: number;
  /** It is found before the range is looked at, also where that is older than the history. */
  comesFirst?: true;
}

export interface SimulatorOptions {
  /** Everything in the organisation follows from this and the size. */
  seed?: number;
  /** Unix seconds at which the clock starts. */
  now?: number;
  /** 0, the default, takes any free port. */
  port?: number;
  size?: Partial<OrganizationSize>;
  /** Time before every answer. */
  latencyMilliseconds?: number;
  rateLimit?: RateLimit;
  /** Milliseconds on a clock that really runs, for the rate limit alone. */
  monotonicMilliseconds?: () => number;
  /** Limit of usage and costs history, for all or by resource name. No limit if absent. */
  historyDays?: number | Record<string, number>;
  /** Indents every answer, as the real API does. */
  pretty?: boolean;
  quirks?: Partial<Quirks>;
  /** The answer to every read of audit logs if logging was never switched on. */
  auditLogging?: 'on' | { status: number; message: string };
  /** Whether `tenant_only=true` is served. */
  tenantEvents?: 'served' | 'refused';
  /** Whether `/organization/audit_logs/{id}`, which OpenAI does not describe, exists. */
  auditLogDetail?: boolean;
  /** Whether `/organization/members`, the older name of users, exists. */
  membersPath?: boolean;
}

/** 2026-11-22T13:30:00Z. */
export const DEFAULT_NOW = 1_795_354_200;

/** 2025-12-06T00:00:00Z: before this second the API knows no costs by key. */
export const DEFAULT_COSTS_FLOOR = 1_764_979_200;

export const DEFAULT_SIZE: OrganizationSize = {
  users: 12,
  projects: 5,
  archivedProjects: 2,
  groups: 3,
  days: 40,
  auditEvents: 400,
  tenantEvents: 60,
  invites: 4,
  adminKeys: 3,
  certificates: 2,
  spendAlerts: 2,
  customRoles: 2,
  keysPerProject: 4,
  usersPerProject: 5,
  groupsPerProject: 2,
  serviceAccountsPerProject: 2,
  usersPerGroup: 4,
  usageSeriesPerProject: 3,
};

/** Returns a whole size; if `projects` alone is given, at most half of them are archived. */
export function completeSize(size: Partial<OrganizationSize> = {}): OrganizationSize {
  const projects = size.projects ?? DEFAULT_SIZE.projects;
  const archivedProjects = Math.min(DEFAULT_SIZE.archivedProjects, Math.floor(projects / 2));
  return { ...DEFAULT_SIZE, archivedProjects, ...size };
}

/** An organisation with nothing in it but its settings. */
export const EMPTY_SIZE: OrganizationSize = {
  users: 0,
  projects: 0,
  archivedProjects: 0,
  groups: 0,
  days: 0,
  auditEvents: 0,
  tenantEvents: 0,
  invites: 0,
  adminKeys: 0,
  certificates: 0,
  spendAlerts: 0,
  customRoles: 0,
  keysPerProject: 0,
  usersPerProject: 0,
  groupsPerProject: 0,
  serviceAccountsPerProject: 0,
  usersPerGroup: 0,
  usageSeriesPerProject: 0,
};

export const DEFAULT_QUIRKS: Quirks = {
  stringAmounts: 0.5,
  batchAsText: false,
  trailingEmptyPages: 'sometimes',
  costsPageSize: 31,
  extraFields: true,
  listsWithoutLastId: ['admin_api_keys', 'project_rate_limits'],
  costsFloor: DEFAULT_COSTS_FLOOR,
  lookbackNamesDate: true,
  lateEvents: 0.02,
  forgottenEvents: 0.01,
  refuseUnknownParameters: true,
};
