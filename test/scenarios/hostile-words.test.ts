import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { startSimulator } from '../../simulator/server.ts';
import { runCli } from '../harness/run-cli.ts';
import { commandsIn } from '../harness/workflow-commands.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { UNSEEN } from '../terminal/hostile-texts.ts';
import { eventVariables } from './event-file.ts';
import { type Night, SMALL, START, secondsOf, startScenario } from './scenario.ts';

/** What an API, or something in its place, may answer. */
const WORDS = [
  'No.\n::error title=planted::planted',
  '::add-mask::planted',
  '::set-output name=status::planted',
  '##[group]planted\r##[error]planted',
  '##vso[task.setvariable variable=planted]x',
  '\u001b[2J\u202eplanted\u2028::warning::planted',
  '<img src=https://evil.example/planted> @octocat/planted #1 [x](https://evil.example/planted)',
  '::stop-commands::planted',
].join('\n');
const NAME = 'Jane Quill';
const body = {
  error: { message: `${NAME} may not.\n${WORDS}`, code: 'not_for_you', type: 'planted\n::error::x', param: NAME },
};
const inputs = { resources: 'users,projects,project_users', config: 'retries: 1' };

/** Commands that the action gives of itself. */
const OWN = new Set(['notice', 'warning', 'error', 'group', 'endgroup', 'debug', 'add-mask']);

function assertObeysNobody(night: Night): void {
  const commands = commandsIn(night.stdout + night.stderr);
  assert.deepEqual(
    commands.filter(({ name }) => !OWN.has(name)).map(({ name }) => name),
    [],
  );
  for (const { name, properties, message } of commands) {
    assert.deepEqual(properties, {}, message);
    assert.doesNotMatch(message, /^planted|^x$/, name);
    if (name === 'add-mask') assert.doesNotMatch(message, /planted/);
  }
  assert.doesNotMatch(night.stdout + night.stderr, UNSEEN);
  assert.doesNotMatch(
    night.summary,
    /(?<!\\)<img|(?<![A-Za-z0-9])@octocat|#1\b|\]\(https:\/\/evil|(?!\n)\p{Cc}|\u202e/u,
  );
  assert.equal(night.outputs.status, 'partial');
}

for (const status of [400, 403, 404, 500]) {
  test(`hostile words of an answer with status ${status} are quoted, and do nothing`, async (t) => {
    const scenario = await startScenario(t, inputs, { size: SMALL });
    const env = await eventVariables(t, 'schedule', { repository: { visibility: 'private' } });
    scenario.simulator.faults.add({ match: { path: '/organization/users' }, kind: 'status', status, body });
    const night = await scenario.night({ run: { env: { ...env, RUNNER_DEBUG: '1' } } });
    assert.equal(night.exitCode, 1);
    assertObeysNobody(night);
    assert.match(
      night.log.text,
      new RegExp(`answered ${status}: ${NAME} may not\\. No\\. ::error title=planted::planted`),
    );
  });
}

for (const [name, privacy, visibility] of [
  ['with privacy set', { privacy: 'redact' }, 'private'],
  [
    'with pseudonyms',
    { privacy: 'pseudonymize', 'pseudonym-key': 'fake-key-of-pseudonyms-0123456789abcdef' },
    'private',
  ],
  ['in a public repository', {}, 'public'],
  ['in a repository of which nobody says that it is private', {}, undefined],
] as const) {
  test(`${name}, what an answer says in words is nowhere: code and status are`, async (t) => {
    const scenario = await startScenario(t, { ...inputs, ...privacy }, { size: SMALL });
    const env = visibility ? await eventVariables(t, 'schedule', { repository: { visibility } }) : {};
    scenario.simulator.faults.add({ match: { path: '/organization/users' }, kind: 'status', status: 500, body });
    scenario.simulator.faults.add({
      match: { path: /^\/organization\/projects\/.*\/users$/ },
      kind: 'status',
      status: 403,
      body,
    });
    const night = await scenario.night({ run: { env: { ...env, RUNNER_DEBUG: '1' } } });
    assert.equal(night.exitCode, 1);
    assertObeysNobody(night);
    const record = await readFile(night.outputs['run-record'] ?? '', 'utf8');
    const everything = [
      night.stdout,
      night.stderr,
      night.summary,
      record,
      JSON.stringify([night.outputs, night.after]),
    ].join('\n');
    assert.doesNotMatch(everything, /Jane|Quill|planted/);
    for (const place of [night.log.text, night.summary, record])
      assert.match(place, /answered 500 \(code not\\?_for\\?_you\)/);
  });
}

test('a shell in a step is obeyed by nobody either', async (t) => {
  const simulator = await startSimulator({ size: SMALL, now: secondsOf(START) });
  t.after(() => simulator.close());
  simulator.faults.add({ match: { path: '/organization/users' }, kind: 'status', status: 403, body });
  const folder = await temporaryFolder(t, 'cli');
  const args = ['--resources', 'users', '--base-url', simulator.url, '--verbose', '--json'];
  const { code, stdout, stderr } = await runCli(folder, args, { env: { OPENAI_ADMIN_KEY: simulator.adminKey } });
  assert.equal(code, 1);
  assert.deepEqual(commandsIn(stdout + stderr), []);
  assert.doesNotMatch(stdout + stderr, UNSEEN);
  assert.match(stderr, /answered 403: Jane Quill may not/);
});
