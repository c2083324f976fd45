import type { AuditData, Cells } from '../../src/audit/audit-data.ts';
import type { Finding } from '../../src/audit/check.ts';

/** 2026-11-24T03:17:00Z. */
export const NOW = Date.UTC(2026, 10, 24, 3, 17) / 1000;

const user = (id: string, name: string, role: string, added: string, more: Cells = {}): Cells => ({
  id,
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@example.org`,
  role,
  added_at: `${added}T08:00:00Z`,
  is_service_account: 'false',
  is_scim_managed: 'false',
  api_key_last_used_at: null,
  ...more,
});

/** A small organisation: every way in which access comes about occurs in it. */
export function organization(): Record<string, Cells[]> {
  return {
    users: [
      user('user-ann', 'Ann Example', 'owner', '2026-01-05', { api_key_last_used_at: '2026-11-20T10:00:00Z' }),
      user('user-bob', 'Bob Example', 'reader', '2026-02-01', { is_scim_managed: 'true' }),
      user('user-cy', 'Cy Example', 'reader', '2026-03-03'),
      user('user-bot', 'nightly', 'reader', '2026-03-04', { email: null, is_service_account: 'true' }),
    ],
    invites: [
      {
        id: 'inv-cy',
        email: 'CY@example.org',
        role: 'reader',
        status: 'accepted',
        created_at: '2026-03-01T08:00:00Z',
        projects: '[{"id":"proj_1","role":"member"}]',
      },
      {
        id: 'inv-dee',
        email: 'dee@example.net',
        role: 'owner',
        status: 'pending',
        created_at: '2026-11-01T08:00:00Z',
        projects: '[{"id":"proj_1","role":"owner"},{"id":"proj_old","role":"member"}]',
      },
      {
        id: 'inv-gone',
        email: 'ed@example.net',
        role: 'reader',
        status: 'expired',
        created_at: '2026-01-01T08:00:00Z',
        projects: '[]',
      },
    ],
    user_roles: [
      { user_id: 'user-ann', id: 'role_o', name: 'Owner', assignment_sources: null },
      {
        user_id: 'user-bob',
        id: 'role_b',
        name: 'Billing',
        assignment_sources: '[{"principal_id":"group_fin","principal_type":"group"}]',
      },
    ],
    groups: [
      { id: 'group_fin', name: 'Finance', created_at: '2026-01-01T00:00:00Z', is_scim_managed: 'true' },
      { id: 'group_idle', name: 'Idle', created_at: '2026-01-01T00:00:00Z', is_scim_managed: 'false' },
    ],
    group_users: [
      { group_id: 'group_fin', id: 'user-bob', name: 'Bob Example', email: 'bob@example.org' },
      { group_id: 'group_fin', id: 'user-cy', name: 'Cy Example', email: 'cy@example.org' },
      { group_id: 'group_idle', id: 'user-ann', name: 'Ann Example', email: 'ann@example.org' },
    ],
    group_roles: [{ group_id: 'group_fin', id: 'role_b', name: 'Billing' }],
    projects: [
      { id: 'proj_1', name: 'Search', status: 'active', archived_at: null },
      { id: 'proj_old', name: 'Old', status: 'archived', archived_at: '2026-05-01T00:00:00Z' },
    ],
    project_users: [
      {
        project_id: 'proj_1',
        id: 'user-cy',
        name: 'Cy Example',
        email: 'cy@example.org',
        role: 'member',
        added_at: '2026-03-05T08:00:00Z',
      },
      {
        project_id: 'proj_old',
        id: 'user-cy',
        name: 'Cy Example',
        email: 'cy@example.org',
        role: 'owner',
        added_at: '2026-03-05T08:00:00Z',
      },
    ],
    project_groups: [
      { project_id: 'proj_1', group_id: 'group_fin', group_name: 'Finance', created_at: '2026-06-01T00:00:00Z' },
    ],
    project_group_roles: [{ project_id: 'proj_1', group_id: 'group_fin', id: 'role_v', name: 'Viewer' }],
    project_user_roles: [
      { project_id: 'proj_1', user_id: 'user-cy', id: 'role_t', name: 'Tuner', assignment_sources: null },
      { project_id: 'proj_1', user_id: 'user-bob', id: 'role_v', name: 'Viewer', assignment_sources: null },
    ],
    project_service_accounts: [
      { project_id: 'proj_1', id: 'svc_ci', name: 'ci-deploy', role: 'member', created_at: '2026-04-01T08:00:00Z' },
    ],
    admin_api_keys: [
      {
        id: 'key_admin',
        name: '=cmd',
        created_at: '2026-01-06T08:00:00Z',
        last_used_at: null,
        owner__id: 'user-ann',
        owner__name: 'Ann Example',
        owner__role: 'owner',
      },
    ],
    project_api_keys: [
      {
        project_id: 'proj_1',
        id: 'key_cy',
        name: 'laptop',
        created_at: '2026-03-06T08:00:00Z',
        last_used_at: '2026-11-23T09:00:00Z',
        owner_project_access: 'inactive',
        owner__type: 'user',
        owner__user__id: 'user-cy',
        owner__user__name: 'Cy Example',
        owner__user__role: 'member',
      },
      {
        project_id: 'proj_1',
        id: 'key_ci',
        name: 'deploy',
        created_at: '2026-04-02T08:00:00Z',
        last_used_at: '2026-11-24T01:00:00Z',
        owner_project_access: 'active',
        owner__type: 'service_account',
        owner__service_account__id: 'svc_ci',
        owner__service_account__name: 'ci-deploy',
        owner__service_account__role: 'member',
      },
    ],
  };
}

/** What an audit finds stored: the rows by resource, all read completely but for those named. */
export function auditData(rows: Record<string, readonly Cells[]>, incomplete: readonly string[] = []): AuditData {
  return {
    now: NOW,
    snapshots: new Map(
      Object.entries(rows).map(([name, list]) => [name, { rows: list, complete: !incomplete.includes(name) }]),
    ),
    changes: { since: '2026-11-17', entries: [], resources: new Set() },
    dataUntil: new Map(),
  };
}

export function finding(check: string, subject: string, more: Partial<Finding> = {}): Finding {
  return {
    id: `${check}:${subject}`,
    check,
    severity: 'high',
    status: 'standing',
    since: '2026-11-01',
    baseline: false,
    text: `${check} of ${subject}`,
    evidence: {},
    ...more,
  };
}
