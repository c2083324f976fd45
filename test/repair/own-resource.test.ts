import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommandLine } from '../../src/commands/commands.ts';
import { type Scenario, secondsOf, startScenario } from '../scenarios/scenario.ts';
import { verify } from '../verify/exported.ts';

const DELIVERIES = {
  name: 'deliveries',
  kind: 'events',
  path: '/organization/deliveries',
  'time-field': 'created_at',
  'primary-key': 'id',
};
const MANIFEST = 'data/_manifests/deliveries.json';
const SHAPE = '{"time_field": "created_at", "primary_key": ["id"]}';

async function repair({ workspace, temp }: Scenario, ...args: string[]) {
  const repaired = { code: 0, page: '' };
  const print = (text: string) => {
    repaired.page += text;
  };
  const environment = { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temp };
  repaired.code = await runCommandLine(['repair', 'data', ...args], environment, {
    print,
    tell: print,
    now: () => secondsOf('2026-03-02T05:00:00Z'),
    random: () => 0.5,
    sleep: async () => {},
  });
  return repaired;
}

test('the manifest of events of a user is rebuilt if its shape can be read, or is given', async (t) => {
  const scenario = await startScenario(t, { resources: JSON.stringify([DELIVERIES]), 'start-date': '2026-02-26' });
  const created_at = secondsOf('2026-02-27');
  scenario.simulator.customAnswers.set(DELIVERIES.path, (query) => {
    const isAsked =
      Number(query.get('created_at[gte]')) <= created_at && Number(query.get('created_at[lt]')) > created_at;
    return { data: isAsked ? ['b', 'a'].map((id) => ({ created_at, id })) : [], has_more: false };
  });
  assert.equal((await scenario.night()).exitCode, 0);
  const manifest = await scenario.read(MANIFEST);

  await scenario.write(MANIFEST, manifest.slice(0, -40));
  const unreadable = await repair(scenario);
  assert.equal(unreadable.code, 0, unreadable.page);
  assert.match(unreadable.page, /rebuilt from 1 file with 2 rows/);

  await scenario.remove(MANIFEST);
  const missing = await repair(scenario, '--resource', 'deliveries');
  assert.equal(missing.code, 1, missing.page);
  assert.match(missing.page, /deliveries cannot be told: it is a resource of your own.*--shape/);
  const given = await repair(scenario, '--resource', 'deliveries', '--shape', SHAPE);
  assert.equal(given.code, 0, given.page);
  assert.equal((await verify(scenario)).code, 0);

  assert.equal((await scenario.night()).exitCode, 0);
  assert.equal(await scenario.read(MANIFEST), manifest);
});
