import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Simulator } from '../../simulator/server.ts';
import { secondsOf, startScenario } from './scenario.ts';

/** Calls `act` once, as soon as the simulator has been asked for this path `count` times. */
function onRequest({ faults }: Simulator, path: string, count: number, act: () => void): void {
  let asked = 0;
  const strike = faults.strike;
  faults.strike = (target, query) => {
    if (target === path) {
      asked += 1;
      if (asked === count) act();
    }
    return strike(target, query);
  };
}

/** Asks after whatever stands last on a page, and refuses it: as where the row was deleted meanwhile. */
const REFUSED = {
  kind: 'status',
  status: 400,
  body: { error: { message: "Invalid 'after': no object with that cursor.", code: 'invalid_cursor', param: 'after' } },
} as const;

test('a list whose cursor is refused because its row was deleted is read anew, every row once', async (t) => {
  const scenario = await startScenario(t, { resources: 'users' }, { size: { users: 250 } });
  const { organization, truth, requests } = scenario.simulator;
  const users = organization.list('users');
  const cursor = users.entries()[99]?.id ?? '';
  // The first request of a run meets the server, the second is the first page.
  onRequest(scenario.simulator, '/organization/users', 2, () => {
    setImmediate(() => users.remove(cursor));
  });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.ok(requests.some(({ query, status }) => query.includes(`after=${cursor}`) && status === 400));
  assert.deepEqual(await scenario.rows('users'), truth.snapshot('users'));
});

test('events whose cursor is refused in the middle of a window are read anew, every event once', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'audit_logs', 'start-date': '2026-02-25' },
    { size: { auditEvents: 900, days: 12 } },
  );
  const fault = scenario.simulator.faults.add({
    match: { path: '/organization/audit_logs', query: { after: /./ } },
    ...REFUSED,
    times: 2,
  });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(fault.hits(), 2);
  const { truth, clock } = scenario.simulator;
  const all = truth.events(secondsOf('2026-02-25'), clock.now() + 1, { remembered: true });
  assert.ok(all.length > 200);
  assert.deepEqual(await scenario.rows('audit_logs'), all);
});

test('a cursor that is refused every time fails the list instead of asking for ever', async (t) => {
  const scenario = await startScenario(t, { resources: 'users' }, { size: { users: 250 } });
  scenario.simulator.faults.add({ match: { path: '/organization/users', query: { after: /./ } }, ...REFUSED });
  const night = await scenario.night();
  assert.equal(night.exitCode, 1);
  assert.match(night.log.text, /users: GET \/organization\/users answered 400 /);
  assert.ok(night.requests.length < 20, `${night.requests.length} requests`);
  assert.equal(night.after['data/users/users.jsonl'], undefined);
});

test('a list that names the same cursor again fails instead of going round', async (t) => {
  const scenario = await startScenario(t, { resources: 'users' });
  const body = { data: [{ id: 'user-1' }], last_id: 'user-1', has_more: true };
  scenario.simulator.faults.add({ match: { path: '/organization/users' }, kind: 'body', body });
  const night = await scenario.night();
  assert.equal(night.exitCode, 1);
  assert.match(night.log.text, /#no-progress/);
});

for (const cursor of [null, '']) {
  test(`usage that announces more and names ${JSON.stringify(cursor)} to go on from fails, and its window is not taken for whole`, async (t) => {
    const scenario = await startScenario(t, { resources: 'usage_completions', 'start-date': '2026-02-01' });
    const fault = scenario.simulator.faults.add({
      match: { path: '/organization/usage/completions', query: { end_time: /./ } },
      kind: 'body',
      body: {
        data: [{ start_time: secondsOf('2026-02-01'), end_time: secondsOf('2026-02-02'), results: [] }],
        has_more: true,
        next_page: cursor,
      },
    });
    const night = await scenario.night();
    assert.equal(night.exitCode, 1);
    assert.match(night.log.text, /announces more but names no "next_page" to go on from/);
    fault.remove();
    const again = await scenario.night();
    assert.equal(again.exitCode, 0, again.log.text);
    const { truth, clock } = scenario.simulator;
    const groupBy = ['project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier'];
    const all = truth.buckets('usage_completions', secondsOf('2026-02-01'), clock.now(), { groupBy });
    assert.deepEqual((await scenario.rows('usage_completions')).sort(), all.sort());
  });
}

test('empty pages behind the last bucket end the walk', async (t) => {
  const quirks = { trailingEmptyPages: 'always' } as const;
  const scenario = await startScenario(t, { resources: 'costs', 'start-date': '2026-01-01' }, { quirks });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  const { truth, clock } = scenario.simulator;
  const groupBy = ['project_id', 'line_item', 'api_key_id'];
  const all = truth.buckets('costs', secondsOf('2026-01-01'), clock.now(), { groupBy });
  assert.deepEqual((await scenario.rows('costs')).sort(), all.sort());
});
