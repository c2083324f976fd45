import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { startSimulator } from '../../simulator/server.ts';
import { node20 } from '../harness/node-20.ts';
import { CLI, runCli } from '../harness/run-cli.ts';
import { assertSnapshot, normalise } from '../harness/snapshot.ts';
import { filesBelow, temporaryFolder } from '../harness/workspace.ts';
import { SMALL, START, secondsOf } from '../scenarios/scenario.ts';

/** An organisation, a folder, and the command line in it. */
async function start(t: TestContext) {
  const [simulator, folder] = await Promise.all([
    startSimulator({ size: SMALL, now: secondsOf(START) }),
    temporaryFolder(t, 'cli'),
  ]);
  t.after(() => simulator.close());
  const env = { OPENAI_ADMIN_KEY: simulator.adminKey };
  const clock = `Date.now = () => ${simulator.clock.now() * 1000};`;
  const nodeArguments = ['--import', `data:text/javascript,${encodeURIComponent(clock)}`];
  const cli = (...args: string[]) => runCli(folder, [...args, '--base-url', simulator.url], { env, nodeArguments });
  return { simulator, folder, env, cli };
}

test('flags alone export into a folder below the current one, and the next run goes by its manifests', async (t) => {
  const { simulator, folder, cli } = await start(t);
  const first = await cli('--resources', 'users,audit_logs', '--resources', '!audit_logs', '--resources', 'costs');
  assert.deepEqual([first.code, first.stdout], [0, ''], first.stderr);
  assertSnapshot(t, import.meta.url, 'export.txt', normalise(first.stderr, { folder, url: simulator.url }));
  const files = await filesBelow(join(folder, 'data'));
  assert.ok(files.includes('users/users.jsonl') && files.includes('_manifests/costs.json'), files.join('\n'));
  assert.ok(!files.some((file) => file.startsWith('audit_logs')));
  assert.doesNotMatch(first.stderr, /^::|sk-admin|Actions cache/m);

  const again = await cli('--resources', 'users,costs', '--json', '--quiet');
  assert.deepEqual([again.code, again.stderr], [0, '']);
  const outputs = JSON.parse(again.stdout);
  assert.deepEqual(
    [outputs.status, outputs.files, outputs.changed, outputs['failed-resources'], outputs['state-source']],
    ['ok', 0, false, [], 'destination'],
  );
  assert.deepEqual(Object.keys(outputs['data-until']), ['users', 'costs']);
  assert.equal(outputs['commit-sha'], null);
});

test('settings of the config are flags too, and win over the file', async (t) => {
  const { simulator, folder, cli } = await start(t);
  const elsewhere = join(await temporaryFolder(t, 'elsewhere'), 'data');
  await writeFile(join(folder, 'export.yml'), 'resources: [costs]\nbucket-width: 1m\nformat: csv\nretries: 0\n');
  const { code, stderr } = await cli(
    ...[
      'export',
      '--config',
      'export.yml',
      '--bucket-width=1d',
      '--group-by',
      'project_id',
      '--no-csv-escape-formulas',
    ],
    ...['--lookback', '{costs: 1d}', '--destination', elsewhere, '--start-date', '5d', '--resource-options={}'],
  );
  assert.equal(code, 0, stderr);
  const asked = simulator.requests.flatMap(({ path, query }) =>
    path.endsWith('/costs') ? [decodeURIComponent(query)] : [],
  );
  assert.ok(
    asked.some((query) => /group_by(\[\])?=project_id(&|$)/.test(query)),
    asked.join('\n'),
  );
  const manifest = JSON.parse(await readFile(join(elsewhere, '_manifests/costs.json'), 'utf8'));
  assert.deepEqual(manifest.shape.formats, ['csv']);
});

test('what the key cannot read is told, and makes the exit code 1', async (t) => {
  const { simulator, folder, cli } = await start(t);
  simulator.faults.add({ match: { path: '/organization/users' }, kind: 'status', status: 403 });
  const { code, stderr } = await cli('--resources', 'users,invites');
  assert.equal(code, 1, stderr);
  assert.match(stderr, /^error: users: /m);
  assert.ok((await filesBelow(join(folder, 'data'))).includes('invites/invites.jsonl'));
});

const secretText = 'sk-admin-not-to-be-told';

for (const [args, message] of [
  [['--api-key', secretText], /--api-key is not taken, .*: set OPENAI_ADMIN_KEY in the environment/],
  [['--start-dat', '3d', `--api-key=${secretText}`], /--api-key is not taken/],
  [['--pseudonym-key', secretText], /--pseudonym-key is not taken, .*: set PSEUDONYM_KEY/],
  [['export', `--github-token=${secretText}`], /--github-token is not taken, .*: set GITHUB_TOKEN/],
  [[`--api-kye=${secretText}`], /--api-kye is not a flag \(did you mean "--api-key"\?\)/],
  [[secretText], /"sk-\*\*\*" is not a command/],
  [['export', secretText], /there is an argument without one/],
  [['--strat-date', '3d'], /--strat-date is not a flag \(did you mean "--start-date"\?\)/],
  [['--start-date'], /--start-date needs a value/],
  [['--start-date', '--quiet'], /--start-date needs a value/],
  [['--start-date', '3d', '--start-date', '4d'], /--start-date is given more than once/],
  [['--no-start-date'], /--no-start-date is not a flag/],
  [['--csv-escape-formulas=perhaps'], /--csv-escape-formulas is "perhaps": expected --csv-escape-formulas or --no-/],
  [['--quiet', '--verbose'], /cannot be given together/],
  [['--checks', '{a: b: c}'], /--checks: it is not valid YAML/],
  [['verify', 'data', `--api-key=${secretText}`], /--api-key is not taken/],
  [['verify', '--max-ag=36h'], /--max-ag is not a flag \(did you mean "--max-age"\?\)/],
  [['exprot'], /"exprot" is not a command \(did you mean "export"\?\)/],
  [['help', 'strat-date'], /neither a command nor a flag of export \(did you mean "start-date"\?\)/],
] as const) {
  test(`wrong use is exit code 2: ${args.join(' ')}`, async (t) => {
    const folder = await temporaryFolder(t, 'cli');
    const { code, stdout, stderr } = await runCli(folder, args, { env: { OPENAI_ADMIN_KEY: secretText } });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, message);
    assert.match(stderr, /^Usage: openai-admin-export/m);
    assert.ok(!stderr.includes(secretText), stderr);
  });
}

test('mistakes in settings are wrong use, each told by its flag or variable', async (t) => {
  const folder = await temporaryFolder(t, 'cli');
  const told = async (args: string[], env: Record<string, string> = {}) => {
    const { code, stderr } = await runCli(folder, args, { env: { OPENAI_ADMIN_KEY: 'sk-admin-fake', ...env } });
    assert.equal(code, 2, stderr);
    return stderr;
  };
  const two = await told(['--start-date', 'yesterday', '--config', 'formt: csv', '--lookback', 'soon']);
  assert.match(two, /^- --start-date is "yesterday": expected an ISO date/m);
  assert.match(two, /^- --lookback is "soon": expected an age/m);
  assert.match(two, /^- 'formt' is not a setting in the config \(did you mean "format"\?\)/m);
  assert.match(await told(['export'], { OPENAI_ADMIN_KEY: 'sk-proj-fake' }), /OPENAI_ADMIN_KEY is a project key/);
  assert.match(await told(['--privacy', 'pseudonymize']), /PSEUDONYM_KEY is empty/);
  assert.match(
    await told(['export'], { OPENAI_ADMIN_KEY: ' ' }),
    /OPENAI_ADMIN_KEY is not set: .* of the organisation$/m,
  );
  assert.match(await told(['--destination', '..']), /it holds the current folder/);
  assert.match(await told(['--destination', '.']), /expected a folder of its own, such as data$/m);
  assert.match(
    await told(['--config', 'export.yml']),
    /cannot be read \(ENOENT\): expected YAML, or the path of a file$/m,
  );
  assert.match(await told(['--commit', 'push']), /--commit is "push", but GITHUB_REPOSITORY is not set/);
});

test('inputs that are set as in a workflow are not read', async (t) => {
  const folder = await temporaryFolder(t, 'cli');
  const env = { 'INPUT_API-KEY': 'sk-admin-fake', OPENAI_ADMIN_KEY: '' };
  const { code, stderr } = await runCli(folder, ['export'], { env });
  assert.equal(code, 2);
  assert.match(stderr, /OPENAI_ADMIN_KEY is not set/);
});

test('an export goes on where nobody reads its messages, and help ends where nobody reads it', async (t) => {
  const { simulator, folder, env } = await start(t);
  const args = ['--base-url', simulator.url, '--resources', 'users', '--json'];
  const { code, stdout } = await runCli(folder, args, { env, closed: 'stderr' });
  assert.deepEqual([code, JSON.parse(stdout).status], [0, 'ok']);
  assert.deepEqual(await runCli(folder, ['--help'], { closed: 'stdout' }), { code: 0, stdout: '', stderr: '' });
});

test('the path of the report is told at the end', async (t) => {
  const { cli } = await start(t);
  const { stdout, stderr } = await cli('--resources', 'users', '--report', 'html', '--json');
  assert.ok(stderr.endsWith(`The report is ${JSON.parse(stdout).report}.\n`), stderr);
});

test('it exports on Node 20 too', async (t) => {
  const { simulator, folder, env } = await start(t);
  const [command, ...args] = (await node20()) as [string, ...string[]];
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const { stderr } = await promisify(execFile)(
    command,
    [...args, CLI, '--base-url', simulator.url, '--resources', 'users', '--end-date', '2026-03-01'],
    { cwd: folder, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } },
  );
  assert.match(stderr, /Read \d+ rows of 1 resource/);
});
