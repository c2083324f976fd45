import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommandLine } from '../../src/commands/commands.ts';
import { verifyQuestion } from '../../src/commands/verify-question.ts';
import { createProgressLine } from '../../src/verify/progress.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { secondsOf } from '../scenarios/scenario.ts';
import { exportOnce, verifyJson } from './exported.ts';

const NOW = secondsOf('2026-03-10T12:00:00Z');
const period = ['--against-api', '--from', '2026-03-01', '--to', '2026-03-05'];

const misuses: [args: string[], told: RegExp][] = [
  [[], /verify takes a destination/],
  [['data', 'more'], /verify takes one destination/],
  [['data', '--destination', 'other'], /verify takes one destination/],
  [['data', '--what'], /--what is not a flag$/m],
  [['data', '--max-age', '36'], /"36" is not an age: --max-age takes one such as 36h, 2d or 1w/],
  [['data', '--max-age', '0h'], /is not an age/],
  [['data', '--max-age', '36h', '--max-age', '48h'], /--max-age is given more than once/],
  [['data', '--resources', ','], /--resources names none/],
  [['data', '--from', '2026-03-01'], /--from goes with --against-api/],
  [['data', '--against-api'], /--against-api takes --from and --to/],
  [['data', '--against-api', '--from', '2026-03-05', '--to', '2026-03-05'], /--from must lie before --to/],
  [['data', '--against-api', '--from', '2026-03-05', '--to', '2026-03-11'], /the period is not over/],
  [['data', '--against-api', '--from', '2026-02-30', '--to', '2026-03-05'], /--from: "2026-02-30" is not a date/],
  [['data', ...period, '--max-age', '36h'], /--max-age goes without --against-api/],
  [['data', ...period, '--base-url', 'http://example.com'], /--base-url: expected https/],
];

for (const [args, told] of misuses) {
  test(`wrong use is told with the right one: verify ${args.join(' ')}`, async () => {
    const lines: string[] = [];
    const printed: string[] = [];
    const code = await runCommandLine(
      ['verify', ...args],
      {},
      {
        tell: (line) => lines.push(line),
        print: (text) => printed.push(text),
        now: () => NOW,
      },
    );
    assert.deepEqual([code, printed], [2, []]);
    assert.match(lines.join('\n'), told);
    assert.match(lines.join('\n'), /Usage: openai-admin-export verify <destination>/);
  });
}

test('what looks like a key is not repeated', async () => {
  const lines: string[] = [];
  await runCommandLine(
    ['verify', 'data', '--max-age', 'sk-admin-fake0123'],
    {},
    {
      tell: (line) => lines.push(line),
      print: () => {},
      now: () => NOW,
    },
  );
  assert.match(lines.join('\n'), /"sk-\*\*\*" is not an age/);
});

test('a period is the seconds of its days, up to the start of today', () => {
  const flags = verifyQuestion(['data', '--against-api', '--from', '2026-03-01', '--to', '2026-03-10'], NOW);
  assert.deepEqual(flags.againstApi, { from: secondsOf('2026-03-01'), to: secondsOf('2026-03-10') });
  assert.deepEqual(verifyQuestion(['data', '--resources', 'users, costs'], NOW).resources, ['users', 'costs']);
  assert.equal(verifyQuestion(['data', '--max-age', '2d'], NOW).maxAge, 172_800);
});

test('help is printed, and the key is asked for by the name of its variable', async (t) => {
  const folder = await temporaryFolder(t);
  const printed: string[] = [];
  const lines: string[] = [];
  const environment = { GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder };
  const outside = {
    print: (text: string) => printed.push(text),
    tell: (line: string) => lines.push(line),
    now: () => NOW,
  };
  const verify = (args: string[], env: NodeJS.ProcessEnv = environment) =>
    runCommandLine(['verify', ...args], env, outside);
  assert.equal(await verify(['--help']), 0);
  assert.match(printed.join(''), /^Usage: openai-admin-export verify/);
  assert.equal(await verify(['data', ...period]), 2);
  assert.match(lines.join('\n'), /OPENAI_ADMIN_KEY is not set: --against-api takes the admin key from it/);
  assert.equal(await verify(['data', ...period], { ...environment, OPENAI_ADMIN_KEY: 'sk-proj-fake' }), 2);
  assert.match(lines.join('\n'), /OPENAI_ADMIN_KEY is a project key/);
  assert.doesNotMatch(lines.join('\n'), /sk-proj-fake/);
  assert.equal(await verify(['data', '--config', 'destinations: data']), 2);
  assert.match(lines.join('\n'), /'destinations' is not a setting in the config/);
});

test('every resource that a repeated flag names is looked at', async (t) => {
  const scenario = await exportOnce(t, { resources: 'users,projects' });
  await scenario.write('data/users/users.jsonl', `${await scenario.read('data/users/users.jsonl')}{"id":"x"}\n`);
  const { code, resources } = await verifyJson(scenario, ['--resources', 'users', '--resources', 'projects']);
  assert.deepEqual([code, resources.map(({ resource }) => resource)], [1, ['projects', 'users']]);
});

test('a long reading tells how far it has come, every few seconds', () => {
  let now = 0;
  const lines: string[] = [];
  const progress = createProgressLine(
    (line) => lines.push(line),
    () => now,
  );
  progress.expect(3);
  for (let second = 1; second <= 12; second += 1) {
    now = second * 1000;
    progress.bytes(1_000_000);
    if (second === 4) progress.fileDone();
  }
  assert.deepEqual(lines, ['1 of 3 files read, 5.0 MB', '1 of 3 files read, 10.0 MB']);
});
