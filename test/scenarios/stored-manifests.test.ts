import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertSnapshot } from '../harness/snapshot.ts';
import { changesBetween } from '../harness/workspace.ts';
import { storyOf } from './night-story.ts';
import { below, secondsOf, startScenario } from './scenario.ts';

const INPUTS = { resources: 'audit_logs, users, costs', 'start-date': '2026-02-19' };
const TOMORROW = '2026-03-03T04:17:00Z';

test('a broken manifest fails its resource and nothing else, and is no first run', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  await scenario.write('data/_manifests/audit_logs.json', '{"version": 1, "resource": "audit_logs", "entr');
  const night = await scenario.night({ at: TOMORROW });
  assertSnapshot(t, import.meta.url, 'broken-manifest.txt', storyOf(scenario, night));
  assert.deepEqual(
    [night.exitCode, night.outputs.status, night.outputs['failed-resources']],
    [1, 'partial', 'audit_logs'],
  );
  assert.deepEqual(below(night.after, 'data/audit_logs'), below(night.before, 'data/audit_logs'));
  assert.equal(night.after['data/_manifests/audit_logs.json'], night.before['data/_manifests/audit_logs.json']);
  assert.deepEqual(await scenario.rows('users'), scenario.simulator.truth.snapshot('users'));
});

for (const [title, text] of [
  ['of a later format', '{"version": 2, "resource": "audit_logs", "entries": [], "shape": {}}'],
  ['that is empty', ''],
  ['that is null', 'null'],
  [
    'with ranges that are no dates',
    '{"version":1,"resource":"audit_logs","shape":{},"entries":[],"ranges":[["x","y"]]}',
  ],
] as const) {
  test(`a manifest ${title} is never taken for a first run`, async (t) => {
    const scenario = await startScenario(t, { ...INPUTS, resources: 'audit_logs, users' });
    await scenario.night();
    await scenario.write('data/_manifests/audit_logs.json', text);
    const night = await scenario.night({ at: TOMORROW });
    assert.deepEqual([night.exitCode, night.outputs['failed-resources']], [1, 'audit_logs'], night.log.text);
    assert.match(night.log.text, /Failed to read the manifest _manifests\/audit_logs\.json/);
    assert.deepEqual(below(night.after, 'data/audit_logs'), below(night.before, 'data/audit_logs'));
    assert.equal(night.after['data/_manifests/audit_logs.json'], text);
  });
}

test('a manifest that cannot be opened fails its resource and nothing else', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  await scenario.remove('data/_manifests/users.json');
  await mkdir(join(scenario.workspace, 'data/_manifests/users.json'));
  const night = await scenario.night({ at: TOMORROW });
  assertSnapshot(t, import.meta.url, 'unreadable-manifest.txt', storyOf(scenario, night));
  assert.deepEqual([night.exitCode, night.outputs['failed-resources']], [1, 'users']);
  assert.deepEqual(below(night.after, 'data/users'), below(night.before, 'data/users'));
});

test('after the broken manifest was restored, the next night catches up', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const { truth, clock } = scenario.simulator;
  const first = await scenario.night();
  await scenario.write('data/_manifests/audit_logs.json', 'oops');
  await scenario.night({ at: TOMORROW });
  await scenario.write('data/_manifests/audit_logs.json', first.after['data/_manifests/audit_logs.json'] ?? '');
  const night = await scenario.night({ at: '2026-03-10T04:17:00Z' });
  assert.equal(night.exitCode, 0, night.log.text);
  const expected = truth.events(secondsOf('2026-02-19'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), expected);
});

test('a file that was deleted from the folder is not made anew: a settled day is left alone, a snapshot is told', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  const lost = ['data/audit_logs/date=2026-02-21/audit_logs.jsonl', 'data/users/users.jsonl'];
  for (const path of lost) await scenario.remove(path);
  const night = await scenario.night();
  assertSnapshot(t, import.meta.url, 'deleted-file.txt', storyOf(scenario, night));
  for (const path of lost) assert.equal(night.after[path], undefined);
});

test('deleted manifests: the resource is exported anew over its own files', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const first = await scenario.night();
  await scenario.remove('data/_manifests');
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(changesBetween(first.after, night.after), { added: [], removed: [], changed: [] });
});
