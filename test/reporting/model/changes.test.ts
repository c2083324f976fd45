import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells, Change } from '../../../src/audit/audit-data.ts';
import { buildChanges } from '../../../src/reporting/model/changes.ts';
import { namesOf } from '../../../src/reporting/model/names.ts';
import { dataOf } from './audit-data.ts';

const snapshots: Record<string, Cells[]> = {
  users: [{ id: 'user-1', name: 'Ann Example', email: 'ann@example.org', role: 'owner' }],
  projects: [
    { id: 'proj_s', name: 'Search', status: 'archived' },
    { id: 'proj_t', name: 'Training', status: 'active' },
  ],
  groups: [{ id: 'group-1', name: 'Data' }],
  roles: [{ id: 'role-1', name: 'deployer' }],
  project_users: [{ project_id: 'proj_t', id: 'user-1', name: 'Ann Example', email: 'ann@example.org', role: 'owner' }],
  project_spend_limit: [{ project_id: 'proj_t', threshold_amount: '500000', currency: 'USD' }],
  project_rate_limits: [{ project_id: 'proj_t', id: 'rl-1', model: 'gpt-5' }],
  spend_alerts: [],
};

function told(changes: Partial<Change>[]) {
  const data = dataOf({ snapshots, changes });
  return buildChanges(data, namesOf(data));
}

const inTraining = { project_id: 'proj_t' };
const cases: [change: Partial<Change>, expected: string][] = [
  [
    { key: { id: 'user-1' }, before: { role: 'reader' }, after: { role: 'owner' } },
    'access: Ann Example (ann@example.org) | role: reader → owner',
  ],
  [
    {
      change: 'removed',
      key: { id: 'user-2' },
      before: { id: 'user-2', name: 'Bo', email: 'bo@example.org', role: 'reader' },
    },
    'access: Bo (bo@example.org) | was reader',
  ],
  [
    {
      resource: 'invites',
      change: 'added',
      after: { id: 'i', email: 'cy@example.org', role: 'owner', status: 'pending' },
    },
    'access: invite for cy@example.org | pending as owner',
  ],
  [
    {
      resource: 'group_users',
      change: 'added',
      key: { group_id: 'group-1', id: 'user-1' },
      after: { group_id: 'group-1', id: 'user-1' },
    },
    'access: Ann Example (ann@example.org) | member of group Data',
  ],
  [
    {
      resource: 'project_users',
      key: { ...inTraining, id: 'user-1' },
      before: { role: 'member' },
      after: { role: 'owner' },
    },
    'access: Ann Example (ann@example.org) | in project Training: role: member → owner',
  ],
  [
    {
      resource: 'project_user_roles',
      change: 'added',
      after: { ...inTraining, user_id: 'user-1', id: 'role-1', name: 'deployer' },
    },
    'access: Ann Example (ann@example.org) | role deployer in project Training',
  ],
  [
    {
      resource: 'roles',
      key: { id: 'role-1' },
      before: { permissions: '["a","b"]' },
      after: { permissions: '["b","c"]' },
    },
    'access: role deployer | permissions: + c, − a',
  ],
  [
    {
      resource: 'project_api_keys',
      change: 'added',
      after: { ...inTraining, id: 'key-1', name: 'ci', owner__user__id: 'user-1', owner__user__name: 'Old name' },
    },
    'keys: key ci in project Training | owned by Ann Example (ann@example.org)',
  ],
  [
    {
      resource: 'project_spend_limit',
      key: inTraining,
      before: { threshold_amount: '100000' },
      after: { threshold_amount: '500000' },
    },
    'settings: spend limit of project Training | amount: $1,000.00 → $5,000.00',
  ],
  [
    {
      resource: 'project_rate_limits',
      key: { ...inTraining, id: 'rl-1' },
      before: { max_tokens_per_1_minute: '30000' },
      after: { max_tokens_per_1_minute: '1000000' },
    },
    'settings: rate limits of gpt-5 in project Training | max tokens per 1 minute: 30,000 → 1,000,000',
  ],
  [
    { resource: 'data_retention', before: { type: 'zero_data_retention' }, after: { type: 'none' } },
    'settings: data retention of the organisation | type: zero_data_retention → none',
  ],
  [
    { resource: 'my_things', key: { id: 't1' }, before: { colour: null }, after: { colour: '' } },
    'other: my_things t1 | colour: none → empty',
  ],
];

for (const [change, expected] of cases) {
  test(`tells ${expected}`, () => {
    const [first] = told([change]).changes;
    assert.equal(`${first?.kind}: ${first?.subject} | ${first?.detail}`, expected);
  });
}

test('tells the archiving of a project as one change, and nothing of what follows from it', () => {
  const row = { project_id: 'proj_s', id: 'x' };
  const gone = (resource: string, day: string, project = 'proj_s'): Partial<Change> => ({
    resource,
    change: 'removed',
    day,
    key: { ...row, project_id: project },
    before: { ...row, project_id: project },
  });
  const { changes, changeCount } = told([
    gone('project_users', '2026-11-20'),
    gone('project_users', '2026-11-23'),
    gone('project_users', '2026-11-23'),
    gone('project_api_keys', '2026-11-24'),
    gone('project_api_keys', '2026-11-24', 'proj_t'),
    {
      resource: 'projects',
      key: { id: 'proj_s' },
      before: { status: 'active', archived_at: null },
      after: { status: 'archived', archived_at: '2026-11-23T10:00:00Z' },
    },
  ]);
  assert.deepEqual(
    changes.map(({ day, subject, detail }) => `${day} ${subject}: ${detail}`),
    [
      '2026-11-24 key x in project Training: owned by unknown',
      '2026-11-24 project Search: archived; its 2 members and 1 key are no longer listed',
      '2026-11-20 x: member of project Search',
    ],
  );
  assert.deepEqual(
    changeCount.map(({ resource, removed, changed }) => [resource, removed, changed]),
    [
      ['project_users', 1, 0],
      ['project_api_keys', 1, 0],
      ['projects', 0, 1],
    ],
  );
});

test('a new project brings its settings, but who got access to it is told', () => {
  const { changes } = told([
    {
      resource: 'project_users',
      change: 'added',
      after: { ...inTraining, id: 'user-1' },
      key: { ...inTraining, id: 'user-1' },
    },
    {
      resource: 'project_rate_limits',
      change: 'added',
      after: { ...inTraining, id: 'r' },
      key: { ...inTraining, id: 'r' },
    },
    { resource: 'projects', change: 'added', key: { id: 'proj_t' }, after: { id: 'proj_t', name: 'Training' } },
  ]);
  assert.deepEqual(
    changes.map(({ subject, detail }) => `${subject}: ${detail}`),
    ['Ann Example (ann@example.org): member of project Training', 'project Training: with 1 setting'],
  );
});

test('keeps a change and its return, newest day first', () => {
  const flip = (day: string, from: string, to: string): Partial<Change> => ({
    day,
    key: { id: 'user-1' },
    before: { role: from },
    after: { role: to },
  });
  const { changes } = told([flip('2026-11-22', 'reader', 'owner'), flip('2026-11-23', 'owner', 'reader')]);
  assert.deepEqual(
    changes.map(({ detail }) => detail),
    ['role: owner → reader', 'role: reader → owner'],
  );
});

test('leaves out what other rows repeat of a renamed person or a widened role', () => {
  const { changes } = told([
    {
      resource: 'project_users',
      key: { ...inTraining, id: 'user-1' },
      before: { name: 'A' },
      after: { name: 'Ann Example' },
    },
    {
      resource: 'user_roles',
      key: { user_id: 'user-1', id: 'r' },
      before: { permissions: '[]' },
      after: { permissions: '["x"]' },
    },
    { resource: 'user', key: { id: 'user-1' }, before: { name: 'A' }, after: { name: 'Ann Example' } },
    { key: { id: 'user-1' }, before: { name: 'A' }, after: { name: 'Ann Example' } },
  ]);
  assert.deepEqual(
    changes.map(({ resource }) => resource),
    ['users'],
  );
});
