import type { SimulatorOptions } from './options.ts';

/** How a list's cursor travels: its `last_id`, or an opaque `next`. */
export type CursorFamily = 'last_id' | 'next';

/** One GET operation of the administration API. */
export interface Operation {
  resource: string;
  path: string;
  kind: 'list' | 'object' | 'events' | 'event' | 'buckets';
  /** The scope a key needs. */
  scope: string;
  /** Lists in which the objects named by the path must be found, one a placeholder; an object's own id excepted. */
  parents: readonly string[];
  /** The list that holds the rows; the last placeholder names one of them if the kind is `object`. */
  list: string;
  /** Absent for settings, of which there is one. */
  idParameter?: string;
  cursor?: CursorFamily;
  limit?: { default: number; least: number; most: number };
  /** Absent if the operation takes no `order`. */
  order?: 'asc' | 'desc';
  /** Query parameters other than `limit`, `after` and `order`. */
  parameters: readonly string[];
}

const MANAGEMENT = 'api.management.read';
const ORGANIZATION = '/organization';
const PROJECT = '/organization/projects/{project_id}';
const ACCESS = '/projects/{project_id}';

const UP_TO_100 = { default: 20, least: 1, most: 100 };
const UP_TO_1000 = { default: 100, least: 0, most: 1000 };

type Extra = Partial<Omit<Operation, 'resource' | 'path' | 'kind'>>;

export function list(resource: string, path: string, parents: readonly string[], extra: Extra = {}): Operation {
  const common = { scope: MANAGEMENT, list: resource, limit: UP_TO_100, cursor: 'last_id' as const, parameters: [] };
  return { ...common, ...extra, resource, path, kind: 'list', parents };
}

function one(resource: string, path: string, parents: readonly string[], of: string, extra: Extra = {}): Operation {
  const idParameter = path.slice(path.lastIndexOf('{') + 1, -1);
  return {
    scope: MANAGEMENT,
    parameters: [],
    ...extra,
    resource,
    path,
    kind: 'object',
    parents,
    list: of,
    idParameter,
  };
}

export function setting(resource: string, path: string, parents: readonly string[]): Operation {
  return { resource, path, kind: 'object', scope: MANAGEMENT, parents, list: resource, parameters: [] };
}

/** A list and the read of one of its entries, whose path ends in `{id}`. */
export function pair(
  plural: string,
  singular: string,
  path: string,
  id: string,
  parents: readonly string[],
  extra: Extra = {},
): Operation[] {
  const detail = `${path}/{${id}}`;
  return [list(plural, path, parents, extra), one(singular, detail, parents, plural)];
}

const NEXT = { cursor: 'next' as const, limit: UP_TO_1000, order: 'asc' as const };
const ALERTS = { limit: { default: 20, least: 0, most: 100 }, order: 'asc' as const, parameters: ['before'] };
const NEWEST_FIRST = { order: 'desc' as const };

export function buckets(resource: string, path: string): Operation {
  return { resource, path, kind: 'buckets', scope: 'api.usage.read', parents: [], list: resource, parameters: [] };
}

const USAGE = [
  'audio_speeches',
  'audio_transcriptions',
  'code_interpreter_sessions',
  'completions',
  'embeddings',
  'file_search_calls',
  'images',
  'moderations',
  'vector_stores',
  'web_search_calls',
];

/** All 58 operations that OpenAI describes. */
export const OPERATIONS: readonly Operation[] = [
  ...pair('admin_api_keys', 'admin_api_key', `${ORGANIZATION}/admin_api_keys`, 'key_id', [], { order: 'asc' }),
  {
    resource: 'audit_logs',
    path: `${ORGANIZATION}/audit_logs`,
    kind: 'events',
    scope: 'api.audit_logs.read',
    parents: [],
    list: 'audit_logs',
    cursor: 'last_id',
    limit: UP_TO_100,
    parameters: [],
  },
  list('certificates', `${ORGANIZATION}/certificates`, [], NEWEST_FIRST),
  one('certificate', `${ORGANIZATION}/certificates/{certificate_id}`, [], 'certificates', {
    parameters: ['include', 'include[]'],
  }),
  buckets('costs', `${ORGANIZATION}/costs`),
  setting('data_retention', `${ORGANIZATION}/data_retention`, []),
  ...pair('groups', 'group', `${ORGANIZATION}/groups`, 'group_id', [], NEXT),
  ...pair('group_roles', 'group_role', `${ORGANIZATION}/groups/{group_id}/roles`, 'role_id', ['groups'], NEXT),
  ...pair('group_users', 'group_user', `${ORGANIZATION}/groups/{group_id}/users`, 'user_id', ['groups'], {
    ...NEXT,
    order: 'desc',
  }),
  ...pair('invites', 'invite', `${ORGANIZATION}/invites`, 'invite_id', []),
  ...pair('projects', 'project', `${ORGANIZATION}/projects`, 'project_id', [], { parameters: ['include_archived'] }),
  ...pair('project_api_keys', 'project_api_key', `${PROJECT}/api_keys`, 'api_key_id', ['projects'], {
    parameters: ['owner_project_access'],
  }),
  list('project_certificates', `${PROJECT}/certificates`, ['projects'], NEWEST_FIRST),
  setting('project_data_retention', `${PROJECT}/data_retention`, ['projects']),
  list('project_groups', `${PROJECT}/groups`, ['projects'], { ...NEXT, limit: { default: 20, least: 0, most: 100 } }),
  one('project_group', `${PROJECT}/groups/{group_id}`, ['projects'], 'project_groups', { parameters: ['group_type'] }),
  setting('project_hosted_tool_permissions', `${PROJECT}/hosted_tool_permissions`, ['projects']),
  setting('project_model_permissions', `${PROJECT}/model_permissions`, ['projects']),
  list('project_rate_limits', `${PROJECT}/rate_limits`, ['projects'], {
    limit: { default: 100, least: 1, most: 100 },
    parameters: ['before'],
  }),
  ...pair('project_service_accounts', 'project_service_account', `${PROJECT}/service_accounts`, 'service_account_id', [
    'projects',
  ]),
  ...pair('project_spend_alerts', 'project_spend_alert', `${PROJECT}/spend_alerts`, 'alert_id', ['projects'], ALERTS),
  ...pair('project_users', 'project_user', `${PROJECT}/users`, 'user_id', ['projects']),
  ...pair('roles', 'role', `${ORGANIZATION}/roles`, 'role_id', [], {
    ...NEXT,
    limit: { ...UP_TO_1000, default: 1000 },
  }),
  ...pair('spend_alerts', 'spend_alert', `${ORGANIZATION}/spend_alerts`, 'alert_id', [], ALERTS),
  ...USAGE.map((name) => buckets(`usage_${name}`, `${ORGANIZATION}/usage/${name}`)),
  ...pair('users', 'user', `${ORGANIZATION}/users`, 'user_id', [], { parameters: ['emails', 'emails[]'] }),
  ...pair('user_roles', 'user_role', `${ORGANIZATION}/users/{user_id}/roles`, 'role_id', ['users'], NEXT),
  ...pair(
    'project_group_roles',
    'project_group_role',
    `${ACCESS}/groups/{group_id}/roles`,
    'role_id',
    ['projects', 'project_groups'],
    NEXT,
  ),
  ...pair('project_roles', 'project_role', `${ACCESS}/roles`, 'role_id', ['projects'], {
    ...NEXT,
    limit: { ...UP_TO_1000, default: 1000 },
  }),
  ...pair(
    'project_user_roles',
    'project_user_role',
    `${ACCESS}/users/{user_id}/roles`,
    'role_id',
    ['projects', 'project_users'],
    NEXT,
  ),
  setting('spend_limit', `${ORGANIZATION}/spend_limit`, []),
  setting('project_spend_limit', `${PROJECT}/spend_limit`, ['projects']),
];

/** Operations that OpenAI does not describe and that may or may not be there. */
export function undescribedOperations(options: SimulatorOptions): Operation[] {
  const operations: Operation[] = [];
  if (options.membersPath === true) operations.push(list('users', `${ORGANIZATION}/members`, []));
  if (options.auditLogDetail === true) {
    const detail = one('audit_log', `${ORGANIZATION}/audit_logs/{log_id}`, [], 'audit_logs');
    operations.push({ ...detail, kind: 'event', scope: 'api.audit_logs.read' });
  }
  return operations;
}
