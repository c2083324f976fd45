import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type RunOptions, type RunResult, runAction } from './run-action.ts';
import { readFolder, temporaryFolder } from './workspace.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));

function runFixture(deed: string, options: Partial<RunOptions> = {}): Promise<RunResult> {
  return runAction({
    entry: join(FIXTURES, 'action.mjs'),
    actionFile: join(FIXTURES, 'action.yml'),
    ...options,
    inputs: { do: deed, ...options.inputs },
  });
}

test('hands over inputs, given or by default, as the runner does', async () => {
  const { stdout } = await runFixture('report', { inputs: { 'api-key': 'fake' } });
  const { environment } = JSON.parse(stdout);
  assert.equal(environment['INPUT_API-KEY'], 'fake');
  assert.equal(environment.INPUT_RESOURCES, 'standard');
  assert.equal(environment.INPUT_TWO_WORDS, '8');
  assert.equal(environment.INPUT_TOKEN, 'fake-github-token');
});

test('starts Node 24 in the workspace, with an environment that holds nothing of this process but PATH', async (t) => {
  const workspace = await temporaryFolder(t);
  const temp = await temporaryFolder(t);
  const { stdout } = await runFixture('report', { workspace, temp, env: { EXTRA: 'yes' } });
  const { cwd, environment, version } = JSON.parse(stdout);
  assert.match(version, /^24\./);
  assert.equal(cwd, workspace);
  assert.equal(environment.GITHUB_WORKSPACE, workspace);
  assert.equal(environment.RUNNER_TEMP, temp);
  assert.equal(environment.EXTRA, 'yes');
  const foreign = Object.keys(environment).filter(
    (name) => !/^(INPUT|GITHUB|RUNNER)_|^(PATH|HOME|CI|EXTRA)$/.test(name),
  );
  assert.deepEqual(foreign, []);
  assert.notEqual(environment.HOME, process.env.HOME);
});

test('reads what the action prints as the runner does', async () => {
  const { log, stderr } = await runFixture('talk');
  assert.deepEqual(log, {
    text: '##[group]Reading 100%\nplain :: line\n##[endgroup]\n##[warning]two\nlines\nan error line\n',
    annotations: [{ type: 'warning', message: 'two\nlines', properties: { title: 'A: title', file: 'a,b.yml' } }],
    droppedAnnotations: 0,
    masks: ['fake-secret'],
    groups: ['Reading 100%'],
    debug: ['hidden'],
  });
  assert.equal(stderr, 'an error line\n');
});

test('reads outputs, state, variables and summary', async () => {
  const result = await runFixture('files');
  assert.deepEqual(result.outputs, { status: 'ok', failed: 'a\nb=c' });
  assert.deepEqual(result.state, { post: 'true' });
  assert.deepEqual(result.exportedVariables, { SEEN: '1' });
  assert.equal(result.summary, '# Done\n');
  assert.equal(result.exitCode, 0);
});

test('keeps to the limits of the runner', async () => {
  const { log, summary, summaryDropped } = await runFixture('flood');
  assert.equal(log.annotations.length, 10);
  assert.equal(log.droppedAnnotations, 2);
  assert.equal(log.annotations[0]?.message.length, 4096);
  assert.deepEqual([summary, summaryDropped], ['', true]);
});

test('gives the exit code and the outputs of a step that fails', async () => {
  const { exitCode, outputs } = await runFixture('fail');
  assert.deepEqual([exitCode, outputs], [1, { status: 'failed' }]);
});

test('refuses an action that prints commands which runners no longer obey', async () => {
  await assert.rejects(runFixture('outdated'), /set-output/);
});

test('kills the process when a line is printed', async (t) => {
  const workspace = await temporaryFolder(t);
  const { exitCode, signal } = await runFixture('hang', { workspace, killWhen: (line) => line === 'waiting' });
  assert.deepEqual([exitCode, signal], [null, 'SIGKILL']);
  assert.deepEqual(await readFolder(workspace), { before: '' });
});

test('lets the caller kill the process', async () => {
  const { signal } = await runFixture('hang', { onSpawn: (child) => child.kill('SIGTERM') });
  assert.equal(signal, 'SIGTERM');
});
