import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSnapshot } from '../harness/snapshot.ts';
import { storyOf } from './night-story.ts';
import { secondsOf, startScenario } from './scenario.ts';

const INPUTS = { resources: 'audit_logs, users', 'start-date': '2026-02-19' };
const TOMORROW = '2026-03-03T04:17:00Z';
const NEW_KEY = 'sk-admin-fake';

test('a rotated key goes on where the old one stopped', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const { keys, adminKey, truth, clock } = scenario.simulator;
  await scenario.night();
  keys.delete(adminKey);
  keys.set(NEW_KEY, {});
  const night = await scenario.night({ at: TOMORROW, inputs: { 'api-key': NEW_KEY } });
  assertSnapshot(t, import.meta.url, 'rotated-key.txt', storyOf(scenario, night));
  assert.equal(night.outputs['state-source'], 'cache');
  const expected = truth.events(secondsOf('2026-02-19'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), expected);
});

for (const [title, cache] of [
  ['', true],
  [', known from the manifests alone', false],
] as const) {
  test(`another organisation's key stops the run before anything is written${title}`, async (t) => {
    const scenario = await startScenario(t, INPUTS);
    await scenario.night({ cache });
    scenario.simulator.keys.set(NEW_KEY, { organization: 'another-organization' });
    const saved = scenario.cache.entries();
    const night = await scenario.night({ at: TOMORROW, cache, inputs: { 'api-key': NEW_KEY } });
    if (cache) assertSnapshot(t, import.meta.url, 'another-organisation.txt', storyOf(scenario, night));
    assert.equal(night.exitCode, 1);
    assert.match(night.log.text, /another organisation/);
    assert.deepEqual(night.after, night.before);
    assert.equal(night.requests.length, 1);
    assert.deepEqual(scenario.cache.entries(), saved);
    assert.equal(night.outputs.status, 'failed');
    const next = await scenario.night({ at: TOMORROW, cache });
    assert.equal(next.exitCode, 0, next.log.text);
  });
}

test("another organisation's key is stopped where only another resource of the destination is known", async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  scenario.simulator.keys.set(NEW_KEY, { organization: 'another-organization' });
  const night = await scenario.night({ inputs: { 'api-key': NEW_KEY, resources: 'invites' } });
  assert.equal(night.exitCode, 1, night.log.text);
  assert.deepEqual(night.after, night.before);
});
