import assert from 'node:assert/strict';
import { test } from 'node:test';
import { below, linesOf, type Night, type Scenario, startScenario } from './scenario.ts';

const SECOND = '2026-03-03T04:17:00Z';

function changesOf(night: Night, resource: string): string[] {
  return Object.entries(below(night.after, `data/_changes/${resource}`))
    .filter(([path]) => night.before[`data/_changes/${resource}/${path}`] === undefined)
    .flatMap(([, text]) => linesOf(text));
}

function rowOf({ simulator }: Scenario, resource: string, id: string): string {
  return simulator.truth.snapshot(resource).find((line) => JSON.parse(line).id === id) ?? '';
}

test('who came, who left (with the last known row) and what changed (fields before and after) is told once', async (t) => {
  const scenario = await startScenario(t, { resources: 'users,project_api_keys', format: 'jsonl,csv' });
  const first = await scenario.night();
  assert.deepEqual(below(first.after, 'data/_changes'), {});
  const { organization } = scenario.simulator;
  const users = organization.list('users');
  const [changed = '', gone = ''] = users.entries().map(({ id }) => id);
  const before = JSON.parse(rowOf(scenario, 'users', changed));
  const last = rowOf(scenario, 'users', gone);
  users.update(changed, { name: 'Someone Else', role: 'auditor', seat: { kind: 'full' } });
  users.remove(gone);
  users.add({ row: { object: 'organization.user', id: 'user-new', email: 'new@example.com', added_at: 1772450000 } });
  const night = await scenario.night({ at: SECOND });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(changesOf(night, 'users').toSorted(), [
    `{"change":"added","key":{"id":"user-new"},"row":${rowOf(scenario, 'users', 'user-new')}}`,
    `{"change":"changed","key":{"id":"${changed}"},"before":{"name":"${before.name}","role":"${before.role}"},"after":{"name":"Someone Else","role":"auditor","seat__kind":"full"}}`,
    `{"change":"removed","key":{"id":"${gone}"},"row":${lastKnown(first, gone)}}`,
  ]);
  assert.equal(JSON.parse(lastKnown(first, gone)).email, JSON.parse(last).email);
  assert.deepEqual(changesOf(night, 'project_api_keys'), []);
  assert.equal(night.outputs.changes, '3');
  assert.equal(night.outputs.changed, 'true');
  const [path = ''] = Object.keys(below(night.after, 'data/_changes/users'));
  assert.match(path, /^date=2026-03-03\/[0-9a-f]{12}-[0-9a-f]{12}\.jsonl$/);

  const again = await scenario.night();
  assert.deepEqual(again.after, night.after);
  assert.equal(again.outputs.changes, '0');
});

function lastKnown(night: Night, id: string): string {
  return linesOf(night.after['data/users/users.jsonl'] ?? '').find((line) => JSON.parse(line).id === id) ?? '';
}

test('a last use that moves by itself is new data and no change', async (t) => {
  const scenario = await startScenario(t, { resources: 'project_api_keys,admin_api_keys,users' });
  const first = await scenario.night();
  const { organization, truth } = scenario.simulator;
  const keys = organization.list('admin_api_keys');
  keys.update(keys.entries()[0]?.id ?? '', { last_used_at: 1772400123 });
  const users = organization.list('users');
  users.update(users.entries()[0]?.id ?? '', { api_key_last_used_at: 1772400124 });
  const night = await scenario.night({ at: SECOND });
  assert.deepEqual(await scenario.rows('admin_api_keys'), truth.snapshot('admin_api_keys'));
  assert.notEqual(
    night.after['data/admin_api_keys/admin_api_keys.jsonl'],
    first.after['data/admin_api_keys/admin_api_keys.jsonl'],
  );
  assert.deepEqual(below(night.after, 'data/_changes'), {});
  assert.equal(night.outputs.changes, '0');
  assert.equal(night.outputs.changed, 'true');
});

test('a setting that changes is one change, and a list is one field', async (t) => {
  const scenario = await startScenario(t, { resources: 'data_retention,project_model_permissions' });
  await scenario.night();
  const { organization, truth } = scenario.simulator;
  organization.list('data_retention').update('', { type: 'zero_data_retention' });
  const [first = ''] = truth.snapshot('project_model_permissions');
  const { project_id, mode, model_ids } = JSON.parse(first);
  organization.list('project_model_permissions', project_id).update('', { model_ids: [...model_ids, 'gpt-next'] });
  const night = await scenario.night({ at: SECOND });
  const [retention = '', ...more] = changesOf(night, 'data_retention');
  assert.deepEqual(more, []);
  assert.deepEqual(JSON.parse(retention), {
    change: 'changed',
    key: {},
    before: { type: 'modified_abuse_monitoring' },
    after: { type: 'zero_data_retention' },
  });
  assert.deepEqual(
    changesOf(night, 'project_model_permissions').map((line) => JSON.parse(line)),
    [
      {
        change: 'changed',
        key: { project_id },
        before: { model_ids },
        after: { model_ids: [...model_ids, 'gpt-next'] },
      },
    ],
  );
  assert.ok(mode);
});

test('a change that is taken back the next night is told both times', async (t) => {
  const scenario = await startScenario(t, { resources: 'roles' });
  await scenario.night();
  const roles = scenario.simulator.organization.list('roles');
  const role = roles.entries()[0]?.id ?? '';
  const name = roles.get(role)?.row.name;
  for (const [day, value] of [
    ['2026-03-03', 'other'],
    ['2026-03-04', name],
    ['2026-03-05', 'other'],
    ['2026-03-05', name],
    ['2026-03-05', 'other'],
  ]) {
    roles.update(role, { name: value });
    const night = await scenario.night({ at: `${day}T04:17:00Z` });
    assert.equal(night.exitCode, 0, night.log.text);
    assert.equal(night.outputs.changes, '1', `${day} ${value}`);
  }
});

test('the change log of CSV alone tells cells', async (t) => {
  const scenario = await startScenario(t, { resources: 'users', format: 'csv' });
  await scenario.night();
  const users = scenario.simulator.organization.list('users');
  const id = users.entries()[0]?.id ?? '';
  const before = users.get(id)?.row.name;
  users.update(id, { name: 'Someone Else' });
  const night = await scenario.night({ at: SECOND });
  const lines = changesOf(night, 'users').map((line) => JSON.parse(line));
  assert.deepEqual(lines, [
    { change: 'changed', key: { id }, before: { name: before }, after: { name: 'Someone Else' } },
  ]);
});
