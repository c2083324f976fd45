import assert from 'node:assert/strict';
import { test } from 'node:test';
import { below, secondsOf, startScenario } from './scenario.ts';

const PATH = '/organization/audit_logs';
const AT = secondsOf('2026-02-20T12:00:00Z');
const DAY = 'audit_logs/date=2026-02-20/audit_logs.jsonl';

function event(id: string, more: object = {}, at = AT) {
  return { id, type: 'project.created', effective_at: at, ...more };
}

function page(events: object[]): string {
  return JSON.stringify({ object: 'list', data: events, first_id: null, last_id: null, has_more: false });
}

// One type of the organisation: then there is no second pass for the tenant.
const BASE = { resources: 'audit_logs', 'start-date': '2026-02-20', config: 'event-types: [project.created]' };
const INPUTS = { ...BASE, config: 'event-types: [project.created]\nlookback: 30d' };

test('an event that took effect at second 0 fails the night, the others are kept, and a good night settles', async (t) => {
  const scenario = await startScenario(t, BASE);
  let events = [event('a'), event('zero', {}, 0)];
  scenario.simulator.customAnswers.set(PATH, () => page(events));
  const bad = await scenario.night();
  assert.equal(bad.exitCode, 1, bad.log.text);
  assert.match(bad.log.text, /#other-than-asked/);
  assert.deepEqual(await scenario.rows('audit_logs'), [JSON.stringify(event('a'))]);
  const told = JSON.parse(await scenario.read('data/_manifests/audit_logs.json'));
  assert.deepEqual(told.ranges, []);
  assert.ok(told.entries.every(({ settled }: { settled: boolean }) => !settled));
  events = [event('a')];
  const good = await scenario.night();
  assert.equal(good.exitCode, 0, good.log.text);
  assert.equal(JSON.parse(await scenario.read('data/_manifests/audit_logs.json')).ranges.length, 1);
});

test('times in milliseconds are asked for a few times, and nothing settles', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  scenario.simulator.customAnswers.set(PATH, () => page([event('a', {}, AT * 1000)]));
  const night = await scenario.night();
  assert.equal(night.exitCode, 1, night.log.text);
  assert.ok(night.requests.filter(({ path }) => path === PATH).length < 20);
});

test('the fuller event stays, and a contradicting one is kept once', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const actor = { type: 'api_key', api_key: { id: 'key_1' } };
  let version: object = event('a', { actor });
  scenario.simulator.customAnswers.set(PATH, () => page([version]));
  const first = await scenario.night();
  assert.equal(first.exitCode, 0, first.log.text);
  version = event('a');
  await scenario.night();
  assert.equal(await scenario.read(`data/${DAY}`), `${JSON.stringify(event('a', { actor }))}\n`);
  version = event('a', { actor: { ...actor, api_key: { id: 'key_2' } } });
  const third = await scenario.night();
  assert.match(third.log.text, /#events-revised/);
  assert.equal(await scenario.read(`data/${DAY}`), `${JSON.stringify(event('a', { actor }))}\n`);
  const kept = below(third.after, 'data/_revisions/audit_logs/date=2026-02-20');
  assert.deepEqual(Object.values(kept), [`${JSON.stringify(version)}\n`]);
  const fourth = await scenario.night();
  assert.deepEqual(fourth.after, third.after);
});
