import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Random, randomFrom } from '../../simulator/random.ts';
import { runWatched } from '../harness/kill-points.ts';
import { type FolderContent, readFolder } from '../harness/workspace.ts';
import { type Scenario, startScenario } from '../scenarios/scenario.ts';
import { seedsOf } from './seeds.ts';

const NIGHTS = ['2026-03-02T04:17:00Z', '2026-03-03T04:17:00Z', '2026-03-04T04:17:00Z'] as const;
const INPUTS = { resources: 'audit_logs, users, projects, project_users, costs', 'start-date': '2026-02-27' };
const FORMATS = ['jsonl', 'csv.gz', 'jsonl, csv'] as const;

/** A scenario whose first night is done, with what undisturbed nights end in. */
interface Stage {
  scenario: Scenario;
  /** Files beside manifests and change log, after the third night. */
  expected: FolderContent;
  /** How many steps an undisturbed second night takes. */
  steps: number;
  reset(): Promise<void>;
}

async function startStage(t: TestContext, format: string): Promise<Stage> {
  const scenario = await startScenario(t, { ...INPUTS, format });
  const { workspace, temp, simulator } = scenario;
  const users = simulator.organization.list('users');
  const [renamed = '', gone = ''] = users.entries().map(({ id }) => id);
  users.update(renamed, {}, { changes: [{ at: simulator.clock.now() + 3600, fields: { name: 'Another Name' } }] });
  users.update(gone, {}, { until: simulator.clock.now() + 3600 });
  assert.equal((await scenario.night({ cache: false })).exitCode, 0);
  await cp(workspace, join(temp, 'first-night'), { recursive: true });
  const { result, steps } = await runWatched(scenario.runOptions({ at: NIGHTS[1], cache: false }), [workspace]);
  assert.equal(result.exitCode, 0, result.log.text);
  assert.equal((await scenario.night({ at: NIGHTS[2], cache: false })).exitCode, 0);
  return {
    scenario,
    expected: dataOf(await readFolder(workspace)),
    steps: steps.length,
    async reset() {
      await rm(workspace, { recursive: true });
      await cp(join(temp, 'first-night'), workspace, { recursive: true });
    },
  };
}

/** Kills runs one after the other, in one night or two; returns what was done. */
async function playChain({ scenario, steps }: Stage, random: Random): Promise<string> {
  const done: string[] = [];
  for (const at of NIGHTS.slice(1, random.integer(2, 3))) {
    for (let kill = random.integer(1, 3); kill > 0; kill -= 1) {
      const killPoint = { step: random.integer(1, steps + 5), torn: random.chance(0.5) };
      const run = await runWatched(scenario.runOptions({ at, cache: false }), [scenario.workspace], killPoint);
      done.push(
        `${at.slice(0, 10)}: ${run.result.signal ?? 'ended'} at ${run.steps.at(-1)}${killPoint.torn ? ', torn' : ''}`,
      );
    }
  }
  return done.join('; ');
}

test('however runs are killed, the next good night ends where undisturbed nights end', async (t) => {
  const stages = new Map<string, Stage>();
  for (const seed of seedsOf('KILL', 8, 4)) {
    await t.test(`kills of seed ${seed}`, async () => {
      const random = randomFrom(seed);
      const format = random.pick(FORMATS);
      const stage = stages.get(format) ?? (await startStage(t, format));
      stages.set(format, stage);
      await stage.reset();
      const done = await playChain(stage, random);
      const night = await stage.scenario.night({ at: NIGHTS[2], cache: false });
      assert.equal(night.exitCode, 0, `${done}\n${night.log.text}`);
      assert.deepEqual(dataOf(night.after), stage.expected, done);
    });
  }
});

function dataOf(content: FolderContent): FolderContent {
  const isData = (path: string) => !/^data\/_(changes|manifests)\//.test(path);
  return Object.fromEntries(Object.entries(content).filter(([path]) => isData(path)));
}
