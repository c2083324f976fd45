import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells, Change } from '../../../src/audit/audit-data.ts';
import type { Finding } from '../../../src/audit/check.ts';
import * as permissions from '../../../src/audit/checks/permissions.ts';
import { ago, changed, dayAgo, event, found, organisation, projects, subjects } from './organisation.ts';

const list = (...texts: string[]) => JSON.stringify(texts);
const role = (id: string, held: string[], more: Cells = {}): Cells => {
  return { id, name: 'Auditor', permissions: list(...held), predefined_role: 'false', ...more };
};
const widen = (id: string, before: string[], after: string[], on?: string) =>
  changed('roles', { id }, { permissions: list(...before) }, { permissions: list(...after) }, on);

test('a role is widened by what it gained and still has', () => {
  const given = {
    snapshots: { roles: [role('r', ['a', 'b', 'c'])] },
    changes: [widen('r', ['a'], ['a', 'x', 'c'], dayAgo(3)), widen('r', ['a', 'x', 'c'], ['a', 'b', 'c'])],
  };
  assert.deepEqual(found(permissions.roleWidened, given), [
    { subject: 'r', text: 'Role Auditor (r) gained b, c', evidence: { noticed: dayAgo(1), permissions: 'b c' } },
  ]);
});

test('a role that lost, regrouped, got back or never had permissions is not widened, nor one of OpenAI, a new one, or one that is gone', () => {
  const one = (rows: Cells[], ...changes: Change[]) =>
    subjects(permissions.roleWidened, { snapshots: { roles: rows }, changes });
  assert.deepEqual(one([role('r', ['a'])], widen('r', ['a', 'b'], ['a'])), []);
  assert.deepEqual(one([role('r', ['b', 'a'])], widen('r', ['a', 'b'], ['b', 'a'])), []);
  assert.deepEqual(
    one([role('r', ['a'])], widen('r', ['a'], ['a', 'b'], dayAgo(2)), widen('r', ['a', 'b'], ['a'])),
    [],
  );
  assert.deepEqual(one([role('r', ['a', 'b'])], changed('roles', { id: 'r' }, { name: 'x' }, { name: 'Auditor' })), []);
  assert.deepEqual(one([role('r', ['a', 'b'], { predefined_role: 'true' })], widen('r', ['a'], ['a', 'b'])), []);
  assert.deepEqual(one([], widen('r', ['a'], ['a', 'b'])), []);
  const added: Change = {
    resource: 'roles',
    change: 'added',
    day: dayAgo(1),
    key: { id: 'r' },
    before: {},
    after: role('r', ['a']),
  };
  assert.deepEqual(one([role('r', ['a'])], added), []);
});

test("a project's role is told with its project, unless that is archived", () => {
  const rows = ['p1', 'gone'].map((project_id) => ({ project_id, ...role('r', ['a', 'b']) }));
  const changes = rows.map(({ project_id }) =>
    changed('project_roles', { project_id, id: 'r' }, { permissions: list('a') }, { permissions: list('a', 'b') }),
  );
  const discoveries = found(permissions.projectRoleWidened, { snapshots: { projects, project_roles: rows }, changes });
  assert.deepEqual(
    discoveries.map(({ text }) => text),
    ['Role Auditor (r) of project Search (p1) gained b'],
  );
});

test('the audit log tells of roles that no exported list shows', () => {
  const update = (id: string, days: number, changes_requested: unknown, of = 'r') =>
    event(id, 'role.updated', ago(days), {}, { id: of, changes_requested });
  const added = update('e1', 3, { role_name: 'Auditor', permissions_added: ['a', 'b'] });
  const check = permissions.rolePermissionsAdded;
  assert.equal(found(check, { events: [added] })[0]?.text, `Role Auditor (r) gained a, b on ${dayAgo(3)}`);
  assert.equal(
    found(check, { events: [added, update('e2', 2, { permissions_removed: ['a'] })] })[0]?.text,
    `Role Auditor (r) gained b on ${dayAgo(3)}`,
  );
  assert.deepEqual(subjects(check, { events: [added, update('e2', 2, { permissions_removed: ['b', 'a'] })] }), []);
  assert.deepEqual(subjects(check, { events: [added, event('e2', 'role.deleted', ago(1), {}, { id: 'r' })] }), []);
  assert.deepEqual(subjects(check, { events: [update('e1', 1, { description: 'x', permissions_added: [] })] }), []);
  assert.deepEqual(subjects(check, { events: [added], snapshots: { roles: [role('r', [])] } }), []);
  assert.deepEqual(subjects(check, { events: [added], snapshots: { roles: [role('other', [])] } }), ['r']);
});

test("a project's member who became owner counts; one who joined as owner, or is none any more, does not", () => {
  const member = (id: string, held: string, project_id = 'p1') => ({
    project_id,
    id,
    name: null,
    email: `${id}@example.org`,
    role: held,
  });
  const raise = (id: string, project_id = 'p1') =>
    changed('project_users', { project_id, id }, { role: 'member' }, { role: 'owner' });
  const joined: Change = {
    ...{ resource: 'project_users', change: 'added', day: dayAgo(1), before: {} },
    ...{ key: { project_id: 'p1', id: 'joined' }, after: member('joined', 'owner') },
  };
  const rows = [
    member('up', 'owner'),
    member('down', 'member'),
    member('joined', 'owner'),
    member('up', 'owner', 'gone'),
  ];
  const given = {
    snapshots: { projects, project_users: rows },
    changes: [raise('up'), raise('down'), raise('left'), raise('up', 'gone'), joined],
  };
  const discoveries = found(permissions.projectOwnerAdded, given);
  assert.deepEqual(
    discoveries.map(({ text }) => text),
    ['up@example.org (up) became owner of project Search (p1), from member'],
  );
});

test('news lapse when their day has left the change log, and are resolved before', () => {
  const finding = (noticed: string): Finding => ({
    ...{ id: 'x:y', check: 'x', severity: 'high', status: 'standing', since: noticed, baseline: false, text: '' },
    evidence: { noticed },
  });
  const fate = (noticed: string) => permissions.roleWidened.afterwards?.(organisation({}), finding(noticed), {});
  assert.equal(fate('2026-10-24'), 'lapsed');
  assert.equal(fate('2026-10-25'), 'resolved');
});
