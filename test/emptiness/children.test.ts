import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entriesOf, startNights } from './nights.ts';

const USERS = /^\/organization\/projects\/[^/]+\/users$/;
const GONE = { error: { message: 'No such project', type: 'invalid_request_error', code: 'not_found', param: null } };

for (const status of [404, 200]) {
  for (const [projects, isBelieved] of [
    [5, false],
    [4, true],
  ] as const) {
    test(`children of ${projects} parents that are all gone by ${status} are ${isBelieved ? 'believed' : 'doubted'}`, async (t) => {
      const size = { projects, usersPerProject: 1 };
      const nights = await startNights(t, { resources: 'project_users' }, { size });
      const first = await nights.night(0);
      if (status === 200) nights.empty(USERS);
      else nights.simulator.faults.add({ match: { path: USERS }, kind: 'status', status, body: GONE });
      const bad = await nights.night(1);
      assert.deepEqual(bad.failed, isBelieved ? [] : ['project_users']);
      const file = 'project_users/project_users.jsonl';
      assert.equal(bad.data[file], isBelieved ? '' : first.data[file]);
      const next = await nights.night(2);
      assert.deepEqual([next.failed, next.data[file]], [[], '']);
      assert.equal(entriesOf(next.data, 'project_users')[0]?.doubted, undefined);
    });
  }
}

test('half of what was doubted is believed when it comes', async (t) => {
  const nights = await startNights(t, { resources: 'users' });
  const first = await nights.night(0);
  nights.empty('/organization/users');
  assert.deepEqual((await nights.night(1)).failed, ['users']);
  nights.simulator.faults.clear();
  const lines = (first.data['users/users.jsonl'] ?? '').trim().split('\n');
  const data = lines.slice(0, 15).map((line): { id: string } => JSON.parse(line));
  const body = { object: 'list', data, first_id: data[0]?.id, last_id: data.at(-1)?.id, has_more: false };
  nights.simulator.faults.add({ match: { path: '/organization/users' }, kind: 'body', body });
  const half = await nights.night(2);
  assert.deepEqual([half.failed, entriesOf(half.data, 'users')[0]?.rows], [[], 15]);
  assert.equal(entriesOf(half.data, 'users')[0]?.doubted, undefined);
});

test('accept-empty believes at once what is hidden too', async (t) => {
  const config = JSON.stringify({ privacy: 'redact', 'accept-empty': ['users'] });
  const nights = await startNights(t, { resources: 'users', config });
  await nights.night(0);
  nights.empty('/organization/users');
  const night = await nights.night(1);
  assert.deepEqual([night.failed, night.data['users/users.jsonl']], [[], '']);
});
