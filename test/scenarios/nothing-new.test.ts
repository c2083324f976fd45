import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Scenario, startScenario } from './scenario.ts';

const TODAY = '2026-03-02T04:17:00Z';
const TOMORROW = '2026-03-03T04:17:00Z';
const INPUTS = {
  resources: 'audit_logs,usage_completions,costs,users,projects,project_users',
  'partition-by': 'day',
  'start-date': '2026-02-19',
};

/** Notes each file below the workspace that this process opens, and each folder that it lists, until the test ends. */
function watchDisk(t: TestContext, { workspace }: Scenario) {
  const { open, readdir } = fs.promises;
  const seen = { opened: [] as string[], listed: [] as string[] };
  const note = (list: string[], target: unknown) => {
    if (String(target).startsWith(workspace)) list.push(relative(workspace, String(target)));
  };
  fs.promises.open = (target, ...rest) => {
    note(seen.opened, target);
    return open(target, ...rest);
  };
  fs.promises.readdir = ((target: string, options: never) => {
    note(seen.listed, target);
    return readdir(target, options);
  }) as typeof readdir;
  syncBuiltinESMExports();
  t.after(() => {
    Object.assign(fs.promises, { open, readdir });
    syncBuiltinESMExports();
  });
  return {
    /** What was opened and listed since the last call. */
    take: () => ({ opened: seen.opened.splice(0).sort(), listed: seen.listed.splice(0) }),
  };
}

test('a settled range takes one request, and each manifest is opened once and nothing else', async (t) => {
  const config = 'lookback: {events: 1h, usage: 1h, costs: 1h}\nevery: 7d';
  const scenario = await startScenario(t, { ...INPUTS, config, 'end-date': '2026-03-01', report: 'none' });
  assert.equal((await scenario.night({ at: TODAY })).exitCode, 0);
  const disk = watchDisk(t, scenario);
  const night = await scenario.night({ at: TOMORROW });
  const { opened, listed } = disk.take();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(night.requests.length, 1, 'the request by which the run meets the API');
  assert.deepEqual(
    new Set(opened.filter((path) => path.startsWith('data/'))),
    new Set(INPUTS.resources.split(',').map((name) => `data/_manifests/${name}.json`)),
  );
  assert.equal(opened.filter((path) => path.startsWith('data/')).length, 6);
  // What the first resource has is looked up, to learn whether the destination can be read at all.
  assert.deepEqual(
    listed.filter((path) => /^data\/(usage_completions|costs)/.test(path)),
    [],
  );
  assert.deepEqual(night.after, night.before);
});

test('of a range that is settled but for its end, only the folders that are read again are looked into', async (t) => {
  const config = 'lookback: {events: 24h, usage: 24h, costs: 24h}';
  const scenario = await startScenario(t, { ...INPUTS, resources: 'audit_logs,usage_completions', config });
  await scenario.night({ at: TODAY });
  const disk = watchDisk(t, scenario);
  await scenario.night();
  const folders = disk.take().listed.filter((path) => path.startsWith('data/usage_completions/'));
  assert.deepEqual(new Set(folders.map((path) => path.slice(-10))), new Set(['2026-03-01', '2026-03-02']));
});
