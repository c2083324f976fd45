import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runVerify } from '../../src/verify/command.ts';
import { parseVerifyFlags } from '../../src/verify/flags.ts';
import { createProgressLine } from '../../src/verify/progress.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { secondsOf } from '../scenarios/scenario.ts';

const NOW = secondsOf('2026-03-10T12:00:00Z');
const period = ['--against-api', '--from', '2026-03-01', '--to', '2026-03-05'];

const misuses: [args: string[], told: RegExp][] = [
  [[], /verify takes a destination/],
  [['data', 'more'], /verify takes one destination/],
  [['data', '--destination', 'other'], /verify takes one destination/],
  [['data', '--what'], /--what is not a flag$/m],
  [['data', '--max-age', '36'], /"36" is not an age: --max-age takes one such as 36h, 2d or 1w/],
  [['data', '--max-age', '0h'], /is not an age/],
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
    const code = await runVerify(args, {
      environment: {},
      tell: (line) => lines.push(line),
      print: (text) => printed.push(text),
      now: () => NOW,
    });
    assert.deepEqual([code, printed], [2, []]);
    assert.match(lines.join('\n'), told);
    assert.match(lines.join('\n'), /Usage: openai-admin-export verify <destination>/);
  });
}

test('what looks like a key is not repeated', async () => {
  const lines: string[] = [];
  await runVerify(['data', '--max-age', 'sk-admin-fake0123'], {
    environment: {},
    tell: (line) => lines.push(line),
    print: () => {},
    now: () => NOW,
  });
  assert.match(lines.join('\n'), /"sk-\*\*\*" is not an age/);
});

test('a period is the seconds of its days, up to the start of today', () => {
  const flags = parseVerifyFlags(['data', '--against-api', '--from', '2026-03-01', '--to', '2026-03-10'], NOW);
  assert.deepEqual(flags.againstApi, { from: secondsOf('2026-03-01'), to: secondsOf('2026-03-10') });
  assert.deepEqual(parseVerifyFlags(['data', '--resources', 'users, costs'], NOW).resources, ['users', 'costs']);
  assert.equal(parseVerifyFlags(['data', '--max-age', '2d'], NOW).maxAge, 172_800);
});

test('help is printed, and the key is asked for by the name of its variable', async (t) => {
  const folder = await temporaryFolder(t);
  const printed: string[] = [];
  const lines: string[] = [];
  const dependencies = {
    environment: { GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder },
    print: (text: string) => printed.push(text),
    tell: (line: string) => lines.push(line),
    now: () => NOW,
  };
  assert.equal(await runVerify(['--help'], dependencies), 0);
  assert.match(printed.join(''), /^Usage: openai-admin-export verify/);
  assert.equal(await runVerify(['data', ...period], dependencies), 2);
  assert.match(lines.join('\n'), /OPENAI_ADMIN_KEY is not set: --against-api takes the admin key from it/);
  const project = { ...dependencies.environment, OPENAI_ADMIN_KEY: 'sk-proj-fake' };
  assert.equal(await runVerify(['data', ...period], { ...dependencies, environment: project }), 2);
  assert.match(lines.join('\n'), /'api-key' is a project key/);
  assert.doesNotMatch(lines.join('\n'), /sk-proj-fake/);
  assert.equal(await runVerify(['data', '--config', 'destinations: data'], dependencies), 2);
  assert.match(lines.join('\n'), /'destinations' is not a setting in the config/);
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
