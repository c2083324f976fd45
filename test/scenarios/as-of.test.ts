import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { node20 } from '../harness/node-20.ts';
import { CLI, type Printed, runCli } from '../harness/run-cli.ts';
import { linesOf, type Scenario, startScenario } from './scenario.ts';
import { storePlaces } from './store-places.ts';

const run = promisify(execFile);
const NIGHTS = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];

/** Runs the command line as a user does. */
function cli(cwd: string, args: string[], env: Record<string, string> = {}): Promise<Printed> {
  return runCli(cwd, args, { env });
}

/** Four nights, on the second and fourth of which users change; returns the users of each night. */
async function nights(
  scenario: Scenario,
  env: Record<string, string> = {},
  afterEach: (day: string) => Promise<void> = async () => {},
): Promise<Map<string, string[]>> {
  const { simulator } = scenario;
  const truth = new Map<string, string[]>();
  for (const day of NIGHTS) {
    if (day === '2026-03-03')
      simulator.organization.list('users').remove(simulator.organization.list('users').entries()[0]?.id ?? '');
    if (day === '2026-03-05') {
      simulator.organization
        .list('users')
        .add({ row: { object: 'organization.user', id: 'user-new', added_at: 1772400000 } });
    }
    const night = await scenario.night({ at: `${day}T04:17:00Z`, run: { env } });
    assert.equal(night.exitCode, 0, night.log.text);
    truth.set(day, simulator.truth.snapshot('users'));
    await afterEach(day);
  }
  return truth;
}

function assertPrinted({ code, stdout, stderr }: Printed, rows: string[] | undefined, readOn: RegExp): void {
  assert.equal(code, 0, stderr);
  assert.deepEqual(linesOf(stdout), rows);
  assert.match(stderr, readOn);
}

for (const [kind, startPlace] of Object.entries(storePlaces)) {
  test(`${kind}: a day's population comes from the history that is kept there`, async (t) => {
    const place = await startPlace(t);
    const config = JSON.stringify({
      destination: place.destination,
      'destination-options': { ...place.options, history: true },
    });
    const scenario = await startScenario(t, { resources: 'users', config });
    const truth = await nights(scenario, place.env());
    const asOf = (day: string, ...more: string[]) =>
      cli(scenario.workspace, ['as-of', day, 'users', '--config', config, ...more], place.env());
    assertPrinted(
      await asOf('2026-03-02'),
      truth.get('2026-03-02'),
      /^users as of 2026-03-02: 4 rows, read on 2026-03-02/,
    );
    assertPrinted(await asOf('2026-03-04'), truth.get('2026-03-04'), /read on 2026-03-0[34]/);
    assertPrinted(await asOf('2026-04-01'), truth.get('2026-03-05'), /read on 2026-03-05/);
    const tooEarly = await asOf('2026-03-01');
    assert.deepEqual([tooEarly.code, tooEarly.stdout], [1, '']);
    assert.match(
      tooEarly.stderr,
      /No complete read of users on or before 2026-03-01 is kept in .*; the oldest one is of 2026-03-02/,
    );
    const misspelt = await cli(scenario.workspace, ['as-of', '2026-03-02', 'usres', '--config', config], place.env());
    assert.match(misspelt.stderr, /usres was never exported to .*it has users \(did you mean "users"\?\)/);
  });
}

test("a day's population comes from what was committed, where a folder keeps no history", async (t) => {
  const scenario = await startScenario(t, { resources: 'users', format: 'jsonl.gz, csv' });
  const git = (...args: string[]) =>
    run('git', ['-C', scenario.workspace, '-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args]);
  await git('init', '--quiet');
  await writeFile(join(scenario.workspace, '.gitattributes'), 'data/** -text\n');
  const truth = await nights(scenario, {}, async () => {
    await git('add', '.');
    await git('commit', '--quiet', '--allow-empty', '-m', 'night');
  });
  const asOf = (day: string, ...more: string[]) => cli(scenario.workspace, ['as-of', day, 'users', ...more]);
  for (const day of NIGHTS) assertPrinted(await asOf(day), truth.get(day), /read on 2026-03-0\d/);
  assertPrinted(await asOf('2026-03-02'), truth.get('2026-03-02'), /in commit [0-9a-f]{12}\)/);
  const table = await asOf('2026-03-02', '--format', 'csv');
  assert.match(table.stdout, /^object,id,/);
  assert.match((await asOf('2026-03-01')).stderr, /No complete read of users on or before 2026-03-01/);
  const shallow = join(scenario.temp, 'shallow');
  await run('git', ['clone', '--quiet', '--depth', '1', `file://${scenario.workspace}`, shallow]);
  const cut = await cli(shallow, ['as-of', '2026-03-02', 'users']);
  assert.deepEqual([cut.code, cut.stdout], [1, '']);
  assert.match(cut.stderr, /The checkout of .* is shallow/);
});

test('rows that are not those of the manifest are printed with an error', async (t) => {
  const scenario = await startScenario(t, { resources: 'users' });
  await scenario.night();
  await scenario.write('data/users/users.jsonl', '{"id":"user-forged"}\n');
  const printed = await cli(scenario.workspace, ['as-of', '2026-03-02', 'users']);
  assert.equal(printed.code, 1);
  assert.match(printed.stderr, /users\/users\.jsonl in folder data is not what its manifest says/);
});

test('what another run is just writing stays as it is', async (t) => {
  const scenario = await startScenario(t, { resources: 'projects' });
  await scenario.night();
  const beingWritten = ['users.json.partial', `.openai-admin-export-${'0'.repeat(32)}.partial`];
  for (const name of beingWritten) {
    await scenario.write(`data/_manifests/${name}`, 'half');
    await utimes(join(scenario.workspace, 'data/_manifests', name), 0, 0);
  }
  const printed = await cli(scenario.workspace, ['as-of', '2026-03-02', 'users']);
  assert.match(printed.stderr, /users was never exported to the folder data: it has projects\./);
  const found = await readdir(join(scenario.workspace, 'data/_manifests'));
  assert.deepEqual(found.sort(), [
    '.openai-admin-export-00000000000000000000000000000000.partial',
    'projects.json',
    'users.json.partial',
  ]);
});

test('what is stored by period has no population', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs' });
  await scenario.night();
  const printed = await cli(scenario.workspace, ['as-of', '2026-03-02', 'audit_logs']);
  assert.equal(printed.code, 1);
  assert.match(printed.stderr, /audit_logs has no population: it is stored by period/);
});

for (const [args, message] of [
  [['as-of', 'yesterday', 'users'], /"yesterday" is not a date such as 2026-10-01/],
  [['as-of', '2026-02-30', 'users'], /"2026-02-30" is not a date/],
  [['as-of', '2026-03-02'], /as-of takes a date and a resource/],
  [['as-of', '2026-03-02', 'users', '--what'], /--what is not a flag/],
  [['as-of', '2026-03-02', 'users', '--format', 'xlsx'], /"xlsx" is not a format/],
] as const) {
  test(`wrong use is told with the right one: ${args.join(' ')}`, async (t: TestContext) => {
    const scenario = await startScenario(t);
    const printed = await cli(scenario.workspace, [...args]);
    assert.deepEqual([printed.code, printed.stdout], [2, '']);
    assert.match(printed.stderr, message);
    assert.match(printed.stderr, /Usage: openai-admin-export as-of <date> <resource>/);
  });
}

test('the command starts on Node 20 too', async (t) => {
  const scenario = await startScenario(t);
  const [command, ...args] = (await node20()) as [string, ...string[]];
  const { stdout } = await run(command, [...args, CLI, 'as-of', '--help'], { cwd: scenario.workspace });
  assert.match(stdout, /^Usage: openai-admin-export as-of/);
});
