import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf } from '../scenarios/scenario.ts';
import { type ContractNight, type ContractNights, contractNights } from './contract-nights.ts';

const INPUTS = { resources: 'users,groups', format: 'jsonl,csv' };

const usersIn = ({ files }: ContractNight) => linesOf(files['users/users.jsonl'] ?? '');
const headerOf = ({ files }: ContractNight) => linesOf(files['users/users.csv'] ?? '')[0];
const manifestOf = ({ files }: ContractNight) => JSON.parse(files['_manifests/users.json'] ?? '');
const changesOf = ({ files }: ContractNight) =>
  Object.entries(files).flatMap(([path, text]) => (path.startsWith('_changes/users/') ? linesOf(text) : []));

/** Gives a member a field that nobody knows, and another role. */
function meddle({ simulator }: ContractNights): string {
  const users = simulator.organization.list('users');
  const id = users.entries()[1]?.id ?? '';
  users.update(id, { role: 'auditor', seat: { kind: 'full', level: 2 } });
  return id;
}

test('freeze keeps a snapshot as it was, names the field and the way out, and the others go on', async (t) => {
  const nights = await contractNights(t, { ...INPUTS, config: 'on-schema-change: freeze' });
  const first = await nights.night();
  assert.equal(first.exitCode, 0, first.told.join('\n'));
  meddle(nights);
  nights.simulator.organization.list('groups').add({
    row: { id: 'group-new', name: 'New', created_at: 1772400000, is_scim_managed: false },
  });
  const second = await nights.night();
  assert.equal(second.exitCode, 1);
  assert.equal(second.outputs['failed-resources'], 'users');
  assert.equal(second.outputs.status, 'partial');
  for (const path of ['users/users.jsonl', 'users/users.csv', '_manifests/users.json'])
    assert.equal(second.files[path], first.files[path]);
  assert.deepEqual(changesOf(second), []);
  assert.match(second.files['groups/groups.jsonl'] ?? '', /group-new/);
  const problem = second.told.find((line) => line.startsWith('error: users:')) ?? '';
  assert.match(
    problem,
    /does not know.*: seat\. Because `on-schema-change` is `freeze`, nothing was written of the snapshot: /,
  );
  assert.match(problem, /`resource-options: \{users: \{known-fields: \[seat\]\}\}`/);
  assert.match(problem, /docs\/troubleshooting\.md#schema-frozen$/);
  assert.doesNotMatch(problem, /full/);
  assert.match(second.summary, /users.*does not know/);

  const way = '{on-schema-change: freeze, resource-options: {users: {known-fields: [seat]}}}';
  const third = await nights.night({ config: way });
  assert.equal(third.exitCode, 0, third.told.join('\n'));
  assert.deepEqual(manifestOf(third).unknown_columns, ['seat__kind', 'seat__level']);
  assert.match(usersIn(third).join('\n'), /"seat":\{"kind":"full","level":2\}/);
  assert.equal(manifestOf(third).shape.on_schema_change, undefined);
});

test('discard-columns cuts a field out of every format, exactly, and counts it', async (t) => {
  const nights = await contractNights(t, { ...INPUTS, config: 'on-schema-change: discard-columns' });
  const first = await nights.night();
  assert.equal(first.exitCode, 0, first.told.join('\n'));
  const id = meddle(nights);
  nights.simulator.organization
    .list('users')
    .update(nights.simulator.organization.list('users').entries()[0]?.id ?? '', {
      seat: null,
    });
  const second = await nights.night();
  assert.equal(second.exitCode, 0, second.told.join('\n'));
  const expected = nights.simulator.truth.snapshot('users').map((line) => {
    const { seat: _cut, ...kept } = JSON.parse(line);
    return JSON.stringify(kept);
  });
  assert.deepEqual(usersIn(second), expected);
  assert.equal(headerOf(second), headerOf(first));
  assert.equal(headerOf(second)?.includes('seat'), false);
  const { shape, unknown_columns, entries } = manifestOf(second);
  assert.equal(shape.on_schema_change, 'discard-columns');
  assert.deepEqual(unknown_columns, []);
  assert.deepEqual(entries[0].discarded, { rows: 2, fields: { seat: 2 } });
  assert.ok(
    second.told.includes(
      'notice: users: fields left out of 2 rows by on-schema-change: seat (2 values). See docs/troubleshooting.md#rows-left-out',
    ),
    second.told.join('\n'),
  );
  assert.match(second.summary, /### What to know of this data\n\n- \*\*users\*\*: fields left out of 2 rows/);
  assert.deepEqual(
    changesOf(second).map((line) => JSON.parse(line)),
    [
      {
        change: 'changed',
        key: { id },
        before: { role: JSON.parse(usersIn(first).find((line) => line.includes(id)) ?? '').role },
        after: { role: 'auditor' },
      },
    ],
  );
  assert.deepEqual((await nights.night()).files, second.files);

  const allowed = await nights.night({
    config: '{on-schema-change: discard-columns, resource-options: {users: {known-fields: [seat__kind]}}}',
  });
  assert.equal(allowed.exitCode, 0, allowed.told.join('\n'));
  assert.match(usersIn(allowed).join('\n'), /"seat":\{"kind":"full"\}/);
  assert.deepEqual(manifestOf(allowed).entries[0].discarded.fields, { seat: 1, seat__level: 1 });
  // It was there before; that it can be seen now is no change in the organisation.
  assert.deepEqual(changesOf(allowed), changesOf(second));
});

test('discard-rows keeps a member as last known, tells no removal, and leaves a new one out', async (t) => {
  const nights = await contractNights(t, { ...INPUTS, config: 'on-schema-change: discard-rows' });
  const first = await nights.night();
  const id = meddle(nights);
  const users = nights.simulator.organization.list('users');
  users.add({ row: { object: 'organization.user', id: 'user-zz', seat: 'new', added_at: 1772450000 } });
  const gone = users.entries()[2]?.id ?? '';
  users.remove(gone);
  const second = await nights.night();
  assert.equal(second.exitCode, 0, second.told.join('\n'));
  const known = (night: ContractNight, one: string) => usersIn(night).find((line) => line.includes(one));
  assert.equal(known(second, id), known(first, id));
  assert.equal(known(second, 'user-zz'), undefined);
  assert.deepEqual(
    changesOf(second).map((line) => [JSON.parse(line).change, JSON.parse(line).key.id]),
    [['removed', gone]],
  );
  assert.equal(headerOf(second), headerOf(first));
  assert.deepEqual(manifestOf(second).entries[0].discarded, { rows: 2, fields: { seat: 2 } });
  assert.ok(
    second.told.includes(
      'warning: users: 2 rows left out by on-schema-change, for these fields: seat (2 values). What was stored of them stays. See docs/troubleshooting.md#rows-left-out',
    ),
    second.told.join('\n'),
  );
  assert.deepEqual((await nights.night()).files, second.files);
});

test('a change of mode that leaves something out is a change of shape; freeze and evolve are one', async (t) => {
  const nights = await contractNights(t, INPUTS);
  meddle(nights);
  const first = await nights.night();
  assert.deepEqual(manifestOf(first).unknown_columns, ['seat__kind', 'seat__level']);
  const refused = await nights.night({ config: 'on-schema-change: discard-columns' });
  assert.equal(refused.exitCode, 1);
  assert.match(refused.told.join('\n'), /export of another shape.*what on-schema-change leaves out/);
  assert.deepEqual(refused.files, first.files);

  const cut = await nights.night({ config: 'on-schema-change: discard-columns', 'refresh-from': '2026-03-01' });
  assert.equal(cut.exitCode, 0, cut.told.join('\n'));
  assert.doesNotMatch(cut.files['users/users.jsonl'] ?? '', /seat/);
  assert.deepEqual(changesOf(cut), []);

  const back = await nights.night({ config: 'on-schema-change: evolve', 'refresh-from': '2026-03-01' });
  assert.equal(back.exitCode, 0, back.told.join('\n'));
  assert.equal(back.files['users/users.csv'], first.files['users/users.csv']);
  assert.deepEqual(changesOf(back), []);
  const frozen = await nights.night({ config: 'on-schema-change: freeze' });
  assert.equal(frozen.outputs['failed-resources'], 'users');
  assert.deepEqual(frozen.files, back.files);
});

test('one mode for all, another for one; pseudonyms stay pseudonyms', async (t) => {
  const nights = await contractNights(t, {
    ...INPUTS,
    config: '{on-schema-change: freeze, resource-options: {users: {on-schema-change: discard-columns}}}',
    privacy: 'pseudonymize',
    'pseudonym-key': 'a key for tests only',
  });
  meddle(nights);
  const users = nights.simulator.organization.list('users');
  const { id = '', row } = users.entries()[0] ?? {};
  users.update(id, { 'someone@example.com': 1 });
  const groups = nights.simulator.organization.list('groups');
  groups.update(groups.entries()[0]?.id ?? '', { owner: 'x' });
  const night = await nights.night();
  assert.equal(night.outputs['failed-resources'], 'groups');
  const everything = [...Object.values(night.files), ...night.told, night.summary].join('\n');
  assert.ok(!everything.includes(String(row?.email)) && !everything.includes('someone@example.com'));
  assert.match(night.files['users/users.jsonl'] ?? '', /"email":"email_[0-9a-f]{20}"/);
  assert.match(Object.keys(manifestOf(night).entries[0].discarded.fields).join(), /^email_[0-9a-f]{20},seat$/);
});

test('a resource of one’s own has a contract only with fields of its own', async (t) => {
  const resources = JSON.stringify(['users', { name: 'things', path: '/organization/things', 'primary-key': 'id' }]);
  const nights = await contractNights(t, { resources, config: 'on-schema-change: freeze' });
  let extra = {};
  nights.simulator.customAnswers.set('/organization/things', () => ({ data: [{ id: 'a', size: 1, ...extra }] }));
  const refused = await nights.night();
  assert.equal(refused.exitCode, 2);
  assert.match(refused.told.join('\n'), /'on-schema-change' is "freeze" for things, a resource of your own/);
  const config = '{on-schema-change: freeze, resource-options: {things: {known-fields: size}}}';
  const first = await nights.night({ config });
  assert.equal(first.exitCode, 0, first.told.join('\n'));
  extra = { tags: [] };
  const second = await nights.night({ config });
  assert.equal(second.outputs['failed-resources'], 'things');
  assert.match(second.told.join('\n'), /structure: tags\./);
  assert.equal(second.files['things/things.jsonl'], first.files['things/things.jsonl']);
});

test('what tells rows apart cannot be left out: the snapshot stays as it was', async (t) => {
  for (const mode of ['discard-columns', 'discard-rows']) {
    const nights = await contractNights(t, { resources: 'users', config: `on-schema-change: ${mode}` });
    const answer = (id: unknown) => ({ object: 'list', data: [{ object: 'organization.user', id }], has_more: false });
    nights.simulator.customAnswers.set('/organization/users', () => answer('user-1'));
    const first = await nights.night();
    nights.simulator.customAnswers.set('/organization/users', () => answer({ raw: 'user-1' }));
    const second = await nights.night();
    assert.equal(second.exitCode, 1);
    assert.match(second.told.join('\n'), /#broken-answer/);
    assert.deepEqual(second.files, first.files);
    t.mock.timers.reset();
  }
});

test('the same holds where the table is the only format', async (t) => {
  for (const mode of ['discard-columns', 'discard-rows']) {
    const nights = await contractNights(t, { resources: 'users', format: 'csv', config: `on-schema-change: ${mode}` });
    const first = await nights.night();
    const id = meddle(nights);
    const second = await nights.night();
    assert.equal(second.exitCode, 0, second.told.join('\n'));
    assert.equal(headerOf(second), headerOf(first));
    const roles = mode === 'discard-rows' ? [] : [['changed', id, { role: 'auditor' }]];
    assert.deepEqual(
      changesOf(second).map((line) => [JSON.parse(line).change, JSON.parse(line).key.id, JSON.parse(line).after]),
      roles,
    );
    t.mock.timers.reset();
  }
});

test('a parent that cannot be read and rows that are left out do not get into each other’s way', async (t) => {
  const config = 'on-schema-change: discard-rows\nretries: 0';
  const nights = await contractNights(t, { resources: 'project_users', config });
  const first = await nights.night();
  const rows = (night: ContractNight) => linesOf(night.files['project_users/project_users.jsonl'] ?? '');
  const { organization, faults } = nights.simulator;
  const [one = '', other = ''] = [...new Set(rows(first).map((line) => String(JSON.parse(line).project_id)))];
  faults.add({ match: { path: `/organization/projects/${one}/users` }, kind: 'status', status: 500 });
  const members = organization.list('project_users', other);
  members.update(members.entries()[0]?.id ?? '', { badge: 1 });
  const second = await nights.night();
  assert.equal(second.exitCode, 1);
  assert.deepEqual(rows(second), rows(first));
  assert.match(second.told.join('\n'), /warning: project_users: 1 row left out/);
  assert.doesNotMatch(Object.keys(second.files).join('\n'), /_changes/);
});
