import assert from 'node:assert/strict';
import { test } from 'node:test';
import { obtainedText, rolesOf } from '../../src/access-review/access-row.ts';
import { accessRows } from '../../src/access-review/access-rows.ts';
import type { Cells } from '../../src/audit/audit-data.ts';
import type { Finding } from '../../src/audit/check.ts';
import { auditData, finding, organization } from './organization.ts';

const accesses = (rows: Record<string, Cells[]>) => accessRows(auditData(rows), []).rows.map(({ access }) => access);

function told(rows: Record<string, Cells[]>) {
  return accessRows(auditData(rows), []).rows.map((row) => [
    row.access,
    row.kind,
    rolesOf(row).join('; '),
    obtainedText(row),
    row.addedAt.slice(0, 10),
    row.lastUsedAt.slice(0, 10),
  ]);
}

test('the population is one row for each person, service account, pending invite or key at each place', () => {
  assert.deepEqual(told(organization()), [
    ['user:user-ann@organization', 'person', 'owner', 'direct', '2026-01-05', '2026-11-20'],
    [
      'user:user-bob@organization',
      'person',
      'reader; Billing',
      'SCIM (reader); by SCIM group Finance (Billing)',
      '2026-02-01',
      '',
    ],
    ['user:user-bot@organization', 'service account', 'reader', 'direct', '2026-03-04', ''],
    [
      'user:user-cy@organization',
      'person',
      'reader; Billing',
      'by invite (reader); by SCIM group Finance (Billing)',
      '2026-03-03',
      '',
    ],
    ['invite:inv-dee@organization', 'invite', 'owner', 'by invite, not accepted yet', '2026-11-01', ''],
    ['key:key_admin@organization', 'admin key', 'owner', 'by its owner', '2026-01-06', ''],
    ['user:svc_ci@proj_1', 'service account', 'member', 'direct', '2026-04-01', '2026-11-24'],
    ['user:user-bob@proj_1', 'person', 'Viewer', 'by SCIM group Finance', '', ''],
    [
      'user:user-cy@proj_1',
      'person',
      'member; Tuner; Viewer',
      'direct (member, Tuner); by SCIM group Finance (Viewer)',
      '2026-03-05',
      '2026-11-23',
    ],
    ['invite:inv-dee@proj_1', 'invite', 'owner', 'by invite, not accepted yet', '2026-11-01', ''],
    ['key:key_ci@proj_1', 'project key', 'member', 'by its owner', '2026-04-02', '2026-11-24'],
    ['key:key_cy@proj_1', 'project key', 'member', 'by its owner, who has lost access', '2026-03-06', '2026-11-23'],
  ]);
});

test('rows name people, projects and owners of keys', () => {
  const { rows, missing } = accessRows(auditData(organization()), []);
  const member = rows.find(({ access }) => access === 'user:user-bob@proj_1');
  assert.deepEqual([member?.name, member?.email, member?.project], ['Bob Example', 'bob@example.org', 'Search']);
  const owners = rows.filter(({ owner }) => owner !== '').map(({ owner }) => owner);
  assert.deepEqual(owners, ['Ann Example (user-ann)', 'ci-deploy (svc_ci)', 'Cy Example (user-cy)']);
  assert.deepEqual(missing, []);
});

test('the order does not depend on the order of what was read', () => {
  const reversed = Object.fromEntries(
    Object.entries(organization()).map(([name, rows]) => [name, [...rows].reverse()]),
  );
  assert.deepEqual(told(reversed), told(organization()));
});

test('a service account that is listed as a member too has one row', () => {
  const rows = organization();
  rows.project_users?.push({
    project_id: 'proj_1',
    id: 'svc_ci',
    name: 'ci-deploy',
    email: null,
    role: 'member',
    added_at: '2026-04-01T08:00:00Z',
  });
  const found = accessRows(auditData(rows), []).rows.filter(({ id }) => id === 'svc_ci');
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['service account'],
  );
});

test('who was there before an invite did not come by it, and one address for several members is nobody', () => {
  const early = organization();
  early.invites = [
    {
      id: 'inv-cy',
      email: 'cy@example.org',
      role: 'reader',
      status: 'accepted',
      created_at: '2026-03-04T08:00:00Z',
      projects: null,
    },
  ];
  const redacted = organization();
  redacted.users = (redacted.users ?? []).map((row) => ({ ...row, email: 'redacted' }));
  redacted.invites = (redacted.invites ?? []).map((row) => ({ ...row, email: 'redacted' }));
  for (const rows of [early, redacted]) {
    const member = accessRows(auditData(rows), []).rows.find(({ access }) => access === 'user:user-cy@organization');
    assert.equal(member?.ways[0]?.how, 'direct');
  }
});

test('what was never exported, or not completely, is told', () => {
  const { users = [], group_users = [] } = organization();
  const { missing, rows } = accessRows(
    auditData({ users, group_users, groups: [], projects: [] }, ['group_users']),
    [],
  );
  assert.equal(rows.length, users.length);
  assert.deepEqual(missing, [
    'invites was never exported here: pending invites, and who came by invite are not in the list.',
    'user_roles was never exported here: roles assigned to members are not in the list.',
    'group_users was not read completely: people who have access by a group may be out of date.',
    'admin_api_keys was never exported here: admin keys are not in the list.',
  ]);
});

test('nothing exported is an empty population that says so', () => {
  const { rows, missing } = accessRows(auditData({}), []);
  assert.deepEqual([rows.length, missing.length], [0, 14]);
});

test('members exported under the older name of the resource count', () => {
  const { users = [] } = organization();
  assert.equal(accesses({ organization_members: users }).length, users.length);
});

test('columns that privacy has made unreadable are passed over', () => {
  const rows = organization();
  rows.invites = (rows.invites ?? []).map((row) => ({ ...row, projects: 'hmac-1f3a' }));
  rows.user_roles = (rows.user_roles ?? []).map((row) => ({ ...row, assignment_sources: '"x"' }));
  assert.ok(accesses(rows).includes('invite:inv-dee@organization'));
});

test('a finding stands in the rows that it is about', () => {
  const cases: [Finding, string[]][] = [
    [finding('key-idle', 'proj_1/key_cy'), ['key:key_cy@proj_1']],
    [finding('key-idle', 'key_cy'), ['key:key_cy@proj_1']],
    [finding('owner-left', 'key_admin'), ['key:key_admin@organization']],
    [finding('outside-domain', 'user-cy'), ['user:user-cy@organization']],
    [finding('project-owner', 'proj_1/user-cy'), ['user:user-cy@proj_1']],
    [finding('removed-owner', 'key_cy/user-cy'), ['user:user-cy@organization', 'key:key_cy@proj_1']],
    [finding('service-owner', 'svc_ci'), ['user:svc_ci@proj_1']],
    [finding('no-limit', 'proj_1'), []],
    [finding('key-idle', 'key_cy', { status: 'resolved' }), []],
  ];
  for (const [one, expected] of cases) {
    const { rows } = accessRows(auditData(organization()), [one]);
    assert.deepEqual(
      rows.filter(({ findings }) => findings.includes(one.id)).map(({ access }) => access),
      expected,
      one.id,
    );
  }
});

test('a federation rule in force is a row: whose tokens act as which service account', () => {
  const rows = {
    ...organization(),
    workload_identity_providers: [
      { id: 'wip_1', name: 'github', issuer: 'https://token.actions.githubusercontent.com', enabled: 'true' },
      { id: 'wip_2', name: 'old', issuer: 'https://old.example.com', enabled: 'false' },
    ],
    workload_identity_federation_rules: [
      rule('wifr_all', { attribute_matchers: '{"repository":"example/nightly","main":true}' }),
      rule('wifr_few', { permissions__type: 'restricted', permissions__scopes: '["api.files.read"]' }),
      rule('wifr_off', { enabled: 'false' }),
      rule('wifr_old', { workload_identity_provider_id: 'wip_2' }),
      rule('wifr_gone', { workload_identity_provider_id: 'wip_gone', service_account_id: 'svc_gone' }),
    ],
  };
  const { rows: found } = accessRows(auditData(rows), []);
  const issuer = 'by a token of https://token.actions.githubusercontent.com';
  assert.deepEqual(
    found
      .filter(({ kind }) => kind === 'federation rule')
      .map((row) => [row.access, row.name, row.owner, rolesOf(row).join('; '), obtainedText(row), row.addedAt]),
    [
      [
        'rule:wifr_all@proj_1',
        'Nightly',
        'ci-deploy (svc_ci)',
        'all that the service account may',
        `${issuer} if repository is example/nightly and main is true`,
        '2026-05-01T00:00:00Z',
      ],
      ['rule:wifr_few@proj_1', 'Nightly', 'ci-deploy (svc_ci)', 'api.files.read', issuer, '2026-05-01T00:00:00Z'],
      [
        'rule:wifr_gone@proj_1',
        'Nightly',
        'svc_gone',
        'all that the service account may',
        'by a token of wip_gone',
        '2026-05-01T00:00:00Z',
      ],
    ],
  );
});

function rule(id: string, more: Cells): Cells {
  return {
    id,
    name: 'Nightly',
    enabled: 'true',
    workload_identity_provider_id: 'wip_1',
    project_id: 'proj_1',
    service_account_id: 'svc_ci',
    permissions__type: 'service_account_default',
    created_at: '2026-05-01T00:00:00Z',
    ...more,
  };
}
