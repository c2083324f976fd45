import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startScenario } from './scenario.ts';

test('with `fail-on: stale:48h`, one failed night passes, and the one after two days does not', async (t) => {
  const scenario = await startScenario(t, { resources: 'users, invites', 'fail-on': 'stale:48h' });
  assert.equal((await scenario.night()).exitCode, 0);
  scenario.simulator.faults.add({ match: { path: '/organization/users' }, kind: 'status', status: 403 });
  const second = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.deepEqual([second.exitCode, second.outputs.status], [0, 'partial'], second.log.text);
  assert.match(second.log.text, /users: .*403/);
  const third = await scenario.night({ at: '2026-03-05T04:17:00Z' });
  assert.deepEqual([third.exitCode, third.outputs.status], [1, 'partial'], third.log.text);
  assert.match(
    third.log.text,
    /The data of 1 resource is older than the 48 hours that `fail-on` allows: users \(complete until 2026-03-02\)/,
  );
});
