import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../simulator/faults.ts';
import { SMALL, secondsOf, startScenario } from './scenario.ts';

const HTML = { 'content-type': 'text/html' };
const PAGE = '<!DOCTYPE html><html><title>Just a moment...</title></html>';
const QUICK = 'retries: 1';

/** What comes in place of an answer, which topic tells of it, and how many requests it takes. */
const CASES: { what: string; resource: string; fault: Omit<Fault, 'match'>; topic: string; requests?: number }[] = [
  {
    what: 'a page of a bot check with 403',
    resource: 'invites',
    fault: { kind: 'change', change: () => ({ status: 403, body: PAGE, headers: HTML }) },
    topic: 'not-the-api',
    requests: 2,
  },
  {
    what: 'a 404 of nginx for a setting',
    resource: 'data_retention',
    fault: { kind: 'change', change: () => ({ status: 404, body: '<html>nginx</html>', headers: HTML }) },
    topic: 'not-the-api',
    requests: 2,
  },
  {
    what: 'a login page with 200',
    resource: 'invites',
    fault: { kind: 'change', change: () => ({ body: PAGE, headers: HTML }) },
    topic: 'not-the-api',
    requests: 2,
  },
  {
    what: 'an error under 200 for a setting',
    resource: 'data_retention',
    fault: { kind: 'change', change: () => ({ body: { error: { message: 'Busy', type: 'server_error' } } }) },
    topic: 'api-unavailable',
    requests: 2,
  },
  {
    what: 'an error under 200 for a list',
    resource: 'invites',
    fault: { kind: 'change', change: ({ body }) => ({ body: { ...body, error: { message: 'Busy' } } }) },
    topic: 'api-unavailable',
    requests: 2,
  },
  {
    what: 'Latin-1',
    resource: 'invites',
    fault: {
      kind: 'change',
      change: () => ({ body: Buffer.from('{"data":[{"id":"ü"}],"has_more":false}', 'latin1') }),
    },
    topic: 'broken-answer',
    requests: 2,
  },
  {
    what: 'used-up credits',
    resource: 'invites',
    fault: { kind: 'status', status: 429, body: { error: { message: 'Quota', code: 'insufficient_quota' } } },
    topic: 'billing',
    requests: 1,
  },
  {
    what: '10,000 nested objects',
    resource: 'invites',
    fault: {
      kind: 'change',
      change: () => ({
        body: `{"data":[{"id":"i","a":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}],"has_more":false}`,
      }),
    },
    topic: 'too-deep',
    requests: 1,
  },
];

for (const { what, resource, fault, topic, requests } of CASES) {
  test(`${what}: told with its cause, what is stored stays, the others are read`, async (t) => {
    const scenario = await startScenario(t, { resources: `users,${resource}`, config: QUICK });
    await scenario.night();
    const path = `/organization/${resource}`;
    const handle = scenario.simulator.faults.add({ match: { path }, ...fault });
    const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
    assert.equal(night.exitCode, 1);
    assert.equal(night.outputs['failed-resources'], resource);
    assert.match(night.log.text, new RegExp(`#${topic}\\b`));
    assert.equal(night.requests.filter((request) => request.path === path).length, requests);
    const file = `data/${resource}/${resource}.jsonl`;
    assert.equal(night.after[file], night.before[file]);
    handle.remove();
    const next = await scenario.night({ at: '2026-03-04T04:17:00Z' });
    assert.equal(next.exitCode, 0, next.log.text);
    assert.deepEqual(await scenario.rows(resource), scenario.simulator.truth.snapshot(resource));
  });
}

test('events without has_more all arrive, and it is told once', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'audit_logs', 'start-date': '2026-02-25' },
    { size: { ...SMALL, auditEvents: 1500 } },
  );
  scenario.simulator.faults.add({
    match: { path: '/organization/audit_logs' },
    kind: 'change',
    change: ({ body: { has_more: _, ...body } }) => ({ body }),
  });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  const { truth, clock } = scenario.simulator;
  const all = truth.events(secondsOf('2026-02-25'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), all);
  assert.equal(night.log.text.match(/#has-more-missing/g)?.length, 1);
});

test('results that hold null are a broken answer, and the file can be read the next night', async (t) => {
  const scenario = await startScenario(t, { resources: 'costs', 'start-date': '2026-02-01', config: QUICK });
  const fault = scenario.simulator.faults.add({
    match: { path: '/organization/costs' },
    kind: 'change',
    change: ({ body }) => {
      for (const bucket of body.data) bucket.results = [null];
      return { body };
    },
  });
  const night = await scenario.night();
  assert.equal(night.exitCode, 1);
  assert.match(night.log.text, /#broken-answer/);
  fault.remove();
  const next = await scenario.night();
  assert.equal(next.exitCode, 0, next.log.text);
  const { truth, clock } = scenario.simulator;
  const groupBy = ['project_id', 'line_item', 'api_key_id'];
  const all = truth.buckets('costs', secondsOf('2026-02-01'), clock.now(), { groupBy });
  assert.deepEqual((await scenario.rows('costs')).sort(), all.sort());
});
