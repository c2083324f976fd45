import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells } from '../../../src/audit/audit-data.ts';
import { projectKeyOwnerRemoved } from '../../../src/audit/checks/project-key-owners.ts';
import { projectKeyExpiring, projectKeyOld, projectKeyUnused } from '../../../src/audit/checks/project-keys.ts';
import { ago, dayAgo, found, projects, subjects } from './organisation.ts';

function key(id: string, more: Cells = {}): Cells {
  return {
    ...{ project_id: 'p1', id, name: id.toUpperCase(), created_at: ago(100), last_used_at: ago(1), expires_at: null },
    ...{ owner__type: 'user', owner__user__id: 'user-1', owner__user__name: 'Ann', owner_project_access: 'active' },
    ...more,
  };
}

const keys = (...rows: Cells[]) => ({ snapshots: { projects, project_api_keys: rows } });

test('a key of a project is unused when its last use, or its creation without any use, is long ago', () => {
  const given = keys(
    key('idle', { last_used_at: ago(90) }),
    key('busy', { last_used_at: ago(89) }),
    key('never', { created_at: ago(90), last_used_at: null }),
    key('young', { created_at: ago(89), last_used_at: null }),
    key('archived', { project_id: 'gone', last_used_at: ago(300) }),
    key('expired', { last_used_at: ago(300), expires_at: ago(1) }),
  );
  assert.deepEqual(
    found(projectKeyUnused, given).map(({ subject, text }) => [subject, text]),
    [
      ['p1/idle', `Key IDLE (idle) of project Search (p1) was last used on ${dayAgo(90)}`],
      ['p1/never', `Key NEVER (never) of project Search (p1), created on ${dayAgo(90)}, was never used`],
    ],
  );
});

test('keys of the same id in two projects are two findings, and projects need not be exported', () => {
  const rows = [key('k', { created_at: ago(365) }), key('k', { project_id: 'p2', created_at: ago(365) })];
  assert.deepEqual(subjects(projectKeyOld, { snapshots: { project_api_keys: rows } }), ['p1/k', 'p2/k']);
  assert.deepEqual(subjects(projectKeyOld, keys(key('k', { created_at: ago(364) }))), []);
});

test('a key of a project is expiring up to the threshold, and no more once it has expired', () => {
  const given = keys(
    key('soon', { expires_at: ago(-14) }),
    key('later', { expires_at: ago(-15) }),
    key('past', { expires_at: ago(1) }),
    key('never'),
  );
  assert.deepEqual(subjects(projectKeyExpiring, given), ['p1/soon']);
});

const people = {
  users: [
    { id: 'user-1', role: 'reader' },
    { id: 'user-2', role: 'owner' },
  ],
};

test('a removed user left the organisation, or has no access to the project by what the API says', () => {
  const given = {
    snapshots: {
      ...keys(
        key('fine'),
        key('lost', { owner_project_access: 'inactive' }),
        key('left', { owner__user__id: 'user-9', owner_project_access: 'active' }),
        key('robot', {
          ...{ owner__type: 'service_account', owner__user__id: null },
          ...{ owner__service_account__id: 'svc', owner_project_access: 'inactive' },
        }),
        key('ownerless', { owner__type: null, owner__user__id: null }),
        key('archived', { project_id: 'gone', owner__user__id: 'user-9' }),
        key('expired', { owner__user__id: 'user-9', expires_at: ago(1) }),
      ).snapshots,
      ...people,
      project_users: [],
      project_groups: [],
    },
  };
  assert.deepEqual(
    found(projectKeyOwnerRemoved, given).map(({ subject, severity }) => [subject, severity]),
    [
      ['p1/left', undefined],
      ['p1/lost', 'medium'],
    ],
  );
});

test('where the API says nothing of access, only a person who can have none has lost it', () => {
  const silent = { owner_project_access: null };
  const rows = [key('member', silent), key('owner', { ...silent, owner__user__id: 'user-2' })];
  const snapshots = { ...keys(...rows).snapshots, ...people, project_users: [], project_groups: [] };
  assert.deepEqual(subjects(projectKeyOwnerRemoved, { snapshots }), ['p1/member']);
  const inProject = { ...snapshots, project_users: [{ project_id: 'p1', id: 'user-1' }] };
  assert.deepEqual(subjects(projectKeyOwnerRemoved, { snapshots: inProject }), []);
  const byGroup = { ...snapshots, project_groups: [{ project_id: 'p1', group_id: 'g' }] };
  assert.deepEqual(subjects(projectKeyOwnerRemoved, { snapshots: byGroup }), []);
  const { project_groups: _, ...unknownGroups } = snapshots;
  assert.deepEqual(subjects(projectKeyOwnerRemoved, { snapshots: unknownGroups }), []);
});
