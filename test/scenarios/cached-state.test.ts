import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CacheFault } from '../harness/cache-service.ts';
import { assertSnapshot } from '../harness/snapshot.ts';
import { storyOf } from './night-story.ts';
import { below, type Night, type Scenario, secondsOf, startScenario } from './scenario.ts';

const INPUTS = { resources: 'audit_logs, users', 'start-date': '2026-02-19' };

function eventRequests({ requests }: Night): string[] {
  const asked = requests.filter(({ path, query }) => path.endsWith('/audit_logs') && !query.endsWith('limit=1'));
  return asked.map(({ query }) => new URLSearchParams(query).get('effective_at[gte]') ?? '').sort();
}

async function assertExact({ simulator, rows }: Scenario): Promise<void> {
  const { truth, clock } = simulator;
  const events = truth.events(secondsOf('2026-02-19'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await rows('audit_logs'), events);
  assert.deepEqual(await rows('users'), truth.snapshot('users'));
}

function annotations(night: Night): string[] {
  return night.log.annotations.map(({ type, message }) => `${type}: ${message}`);
}

test('an evicted cache: the manifests at the destination carry on', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  scenario.cache.evict();
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assertSnapshot(t, import.meta.url, 'cache-evicted.txt', storyOf(scenario, night));
  assert.equal(night.outputs['state-source'], 'destination');
  await assertExact(scenario);
  assert.equal((await scenario.night()).outputs['state-source'], 'cache');
});

test('a cache without a folder: everything is exported, and the log asks for the checkout', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const first = await scenario.night();
  await scenario.remove('data');
  const night = await scenario.night();
  assertSnapshot(t, import.meta.url, 'cache-without-folder.txt', storyOf(scenario, night));
  assert.equal(night.exitCode, 0);
  assert.deepEqual(night.after, first.after);
});

test('a cache of another destination is not this one', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  const night = await scenario.night({ inputs: { destination: 'elsewhere', state: 'cache' } });
  assertSnapshot(t, import.meta.url, 'cache-of-another-destination.txt', storyOf(scenario, night));
  assert.equal(night.outputs['state-source'], 'none');
  assert.deepEqual(below(night.after, 'elsewhere'), below(night.before, 'data'));
});

test('a cache saved for another openai-organization is not used, the manifests are', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  const inputs = { 'openai-organization': scenario.simulator.organization.id };
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z', inputs });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(night.outputs['state-source'], 'destination');
  assert.ok(night.requests.every(({ headers }) => headers['openai-organization'] === inputs['openai-organization']));
  await assertExact(scenario);
});

test('without any cache service the manifests alone carry on', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night({ cache: false });
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z', cache: false });
  assertSnapshot(t, import.meta.url, 'no-cache-service.txt', storyOf(scenario, night));
  assert.deepEqual(annotations(night), []);
  await assertExact(scenario);
});

test('a read-only cache: one warning says what it means for the next night', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  scenario.cache.fault('read-only');
  const night = await scenario.night();
  assertSnapshot(t, import.meta.url, 'cache-read-only.txt', storyOf(scenario, night));
  assert.equal(night.exitCode, 0);
  assert.equal(night.log.annotations.length, 1);
  assert.match(annotations(night)[0] ?? '', /^warning: .*not saved.*next run/);
  assert.deepEqual(scenario.cache.entries(), []);
  await scenario.night({ at: '2026-03-03T04:17:00Z' });
  await assertExact(scenario);
});

for (const fault of ['read-denied', 'miss', 'corrupt', 'cut', 'conflict', 'upload-refused'] satisfies CacheFault[]) {
  test(`a cache that answers "${fault}" costs no row and fails no step`, async (t) => {
    const scenario = await startScenario(t, INPUTS);
    await scenario.night();
    scenario.cache.fault(fault);
    const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
    assert.equal(night.exitCode, 0, night.log.text);
    assert.equal(night.outputs.status, 'ok');
    assert.deepEqual(eventRequests(night), [secondsOf('2026-02-27'), secondsOf('2026-02-27')].map(String));
    await assertExact(scenario);
    assert.ok(
      annotations(night).every((text) => text.startsWith('warning: The state')),
      annotations(night).join('\n'),
    );
  });
}

test('a cached state with broken JSON is left aside with a warning', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  await breakCachedState(scenario);
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assertSnapshot(t, import.meta.url, 'cache-broken-json.txt', storyOf(scenario, night));
  assert.equal(night.exitCode, 0);
  await assertExact(scenario);
});

test('state: cache goes on night after night with a folder that is always empty', async (t) => {
  const scenario = await startScenario(t, { ...INPUTS, state: 'cache' });
  const { truth, clock } = scenario.simulator;
  const union = new Set<string>();
  for (const at of ['2026-03-02T04:17:00Z', '2026-03-03T04:17:00Z', '2026-03-04T04:17:00Z']) {
    const night = await scenario.night({ at });
    assert.equal(night.exitCode, 0, night.log.text);
    for (const row of await scenario.rows('audit_logs')) union.add(row);
    assert.deepEqual(await scenario.rows('users'), truth.snapshot('users'));
    if (at.startsWith('2026-03-04')) assertSnapshot(t, import.meta.url, 'state-cache.txt', storyOf(scenario, night));
    await rm(join(scenario.workspace, 'data'), { recursive: true });
  }
  const expected = truth.events(secondsOf('2026-02-19'), clock.now() + 1, { remembered: true });
  assert.deepEqual([...union].sort(), expected.sort());
});

/** Runs a night whose cached state is cut short just before it is packed. */
async function breakCachedState(scenario: Scenario): Promise<void> {
  scenario.cache.evict();
  const cut = `
    import { syncBuiltinESMExports } from 'node:module';
    import files from 'node:fs/promises';
    const { writeFile } = files;
    files.writeFile = (path, text, ...rest) =>
      writeFile(path, String(path).includes('-state/audit_logs') ? text.slice(0, 40) : text, ...rest);
    syncBuiltinESMExports();`;
  await scenario.night({ run: { nodeArguments: ['--import', `data:text/javascript,${encodeURIComponent(cut)}`] } });
  const [entry] = scenario.cache.entries();
  const state = Object.entries(await scenario.cache.contents(entry?.key ?? ''));
  assert.ok(state.some(([path, text]) => path.endsWith('audit_logs.json') && text.length === 40));
}
