import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells, Change } from '../../../src/audit/audit-data.ts';
import { buildChanges } from '../../../src/reporting/model/changes.ts';
import { namesOf } from '../../../src/reporting/model/names.ts';
import { dataOf } from './audit-data.ts';

const user: Cells = { id: 'user-2', name: 'Bo', email: 'bo@example.org', role: 'owner' };

function removed(resource: string, key: Cells, day = '2026-11-24'): Partial<Change> {
  return { resource, change: 'removed', day, key, before: { ...key, role: 'member' } };
}

function told(changes: Partial<Change>[]) {
  const snapshots = { users: [], project_users: [], group_users: [], roles: [] };
  const data = dataOf({ snapshots, changes });
  return buildChanges(data, namesOf(data));
}

const left: Partial<Change> = { resource: 'users', change: 'removed', key: { id: 'user-2' }, before: user };
const inProject = (project: string, id = 'user-2') => ({ project_id: project, id });

test('tells of somebody who left once, with all that went with them', () => {
  const { changes, changeCount } = told([
    removed('project_users', inProject('proj_a'), '2026-11-23'),
    removed('project_users', inProject('proj_b')),
    removed('project_users', inProject('proj_c')),
    removed('group_users', { group_id: 'group-1', id: 'user-2' }),
    removed('group_users', { group_id: 'group-2', id: 'user-2' }),
    removed('user_roles', { user_id: 'user-2', id: 'role-1' }),
    left,
  ]);
  assert.deepEqual(
    changes.map(({ subject, detail }) => `${subject}: ${detail}`),
    ['Bo (bo@example.org): was owner; also removed from 3 projects and 2 groups; also lost 1 role assignment'],
  );
  assert.deepEqual(changeCount, [{ kind: 'access', resource: 'users', added: 0, removed: 1, changed: 0 }]);
});

test('keeps what others lost, what was lost before, and what was given', () => {
  const { changes } = told([
    removed('project_users', inProject('proj_a'), '2026-11-20'),
    removed('project_users', inProject('proj_a', 'user-3')),
    { resource: 'project_users', change: 'added', key: inProject('proj_b'), after: inProject('proj_b') },
    left,
  ]);
  assert.equal(changes.length, 4);
  assert.equal(changes.find(({ resource }) => resource === 'users')?.detail, 'was owner');
});

test('takes a list in another order for no change', () => {
  const change = (before: Cells, after: Cells): Partial<Change> => ({
    resource: 'roles',
    key: { id: 'r' },
    before,
    after,
  });
  const { changes, changeCount } = told([
    change({ permissions: '["a","b"]' }, { permissions: '["b","a"]' }),
    change({ permissions: '["a","b"]', name: 'x' }, { permissions: '["b","a"]', name: 'y' }),
    change({ permissions: '["a","a"]' }, { permissions: '["a"]' }),
  ]);
  assert.deepEqual(
    changes.map(({ detail }) => detail),
    ['name: x → y', 'permissions: a'],
  );
  assert.equal(changeCount[0]?.changed, 2);
});
