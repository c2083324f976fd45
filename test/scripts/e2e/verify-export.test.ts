import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { StartedSimulator } from '../../../scripts/e2e/start-simulator.ts';
import { type Export, problemsOf } from '../../../scripts/e2e/verify-export.ts';
import { runAction } from '../../harness/run-action.ts';
import { createTemporaryFolder, filesBelow } from '../../harness/workspace.ts';

// The steps of the workflow, one after the other, as far as they do not need GitHub. See .github/workflows/ci.yml.

const run = promisify(execFile);

let folder: string;
let simulator: StartedSimulator;
let exported: Export;

before(async () => {
  folder = await createTemporaryFolder('e2e');
  simulator = await startAsStep();
  exported = {
    folder: join(folder, 'e2e-data'),
    apiUrl: simulator.url,
    adminKey: simulator.adminKey,
    outputs: {},
    night: 'first',
    digestFile: join(folder, 'digests.txt'),
  };
});

after(async () => {
  process.kill(simulator.processId);
  await rm(folder, { recursive: true, force: true });
});

/** What a step of the workflow does, and the next ones read. */
async function startAsStep(): Promise<StartedSimulator> {
  const output = join(folder, 'output');
  await writeFile(output, '');
  const env = { PATH: process.env.PATH, RUNNER_TEMP: folder, GITHUB_OUTPUT: output };
  const { stdout } = await run(process.execPath, [script('start-simulator.ts')], { env });
  const [, url = '', adminKey = ''] = /^url=(.*)\nadmin-key=(.*)\n$/.exec(await readFile(output, 'utf8')) ?? [];
  const [, processId = ''] = /^A simulated organisation answers at \S+ \(process (\d+)\)\.$/m.exec(stdout) ?? [];
  return { url, adminKey, processId: Number(processId) };
}

async function verifyAsStep(night: string, outputs: Record<string, string>): Promise<string> {
  const { stdout } = await run(process.execPath, [script('verify-export.ts')], {
    env: {
      PATH: process.env.PATH,
      RUNNER_TEMP: folder,
      DATA_FOLDER: exported.folder,
      API_URL: exported.apiUrl,
      ADMIN_KEY: exported.adminKey,
      OUTPUTS: JSON.stringify(outputs),
      NIGHT: night,
    },
  });
  return stdout;
}

function script(name: string): string {
  return fileURLToPath(new URL(`../../../scripts/e2e/${name}`, import.meta.url));
}

async function runNight(): Promise<Record<string, string>> {
  const { outputs, exitCode, stdout } = await runAction({
    inputs: {
      'api-key': simulator.adminKey,
      'base-url': simulator.url,
      resources: 'all',
      destination: 'e2e-data',
      format: 'jsonl, csv.gz',
    },
    workspace: folder,
  });
  assert.equal(exitCode, 0, stdout);
  return outputs;
}

test('finds nothing wrong with two nights', async () => {
  const outputs = await runNight();
  assert.deepEqual(await problemsOf({ ...exported, outputs }), []);
  exported = { ...exported, outputs: await runNight(), night: 'second' };
  assert.deepEqual(await problemsOf(exported), []);
  assert.match(await verifyAsStep('first', outputs), /^The first night is whole: /);
  assert.match(await verifyAsStep('second', exported.outputs), /^The second night is whole: /);
  await assert.rejects(verifyAsStep('second', {}), { code: 1, stderr: /The output status is "", not like/ });
});

const DAMAGES: [what: string, path: string, damage: (path: string) => Promise<unknown>, problem: RegExp][] = [
  [
    'a byte too many',
    'users/users.jsonl',
    (path) => appendFile(path, '\n'),
    /users\.jsonl has \d+ bytes; the manifest says/,
  ],
  [
    'a row that is missing',
    'users/users.jsonl',
    dropLine,
    /users\.jsonl has \d+ rows; .*\n[\s\S]*The users are .*; the API lists/,
  ],
  [
    'a file that is missing',
    'projects/projects.jsonl',
    (path) => rm(path),
    /projects\.jsonl is in the manifest and not in the folder/,
  ],
  ['another text of the same length', 'projects/projects.jsonl', shout, /projects\.jsonl has another SHA-256/],
  [
    'a file that no manifest names',
    'users/more.jsonl',
    (path) => writeFile(path, ''),
    /users\/more\.jsonl is in the folder and in no manifest/,
  ],
  [
    'the key in a file',
    'users/note.txt',
    (path) => writeFile(path, `${simulator.adminKey}`),
    /note\.txt holds the key/,
  ],
];

for (const [what, path, damage, problem] of DAMAGES)
  test(`finds ${what}`, async () => {
    const place = join(exported.folder, path);
    const before = await readFile(place).catch(() => undefined);
    try {
      await damage(place);
      const problems = (await problemsOf(exported)).join('\n');
      assert.match(problems, problem);
      assert.match(problems, new RegExp(`${path} differs from the first night`));
    } finally {
      if (before === undefined) await rm(place, { force: true });
      else await writeFile(place, before);
    }
    assert.deepEqual(await problemsOf(exported), []);
  });

test('finds a step that says of itself what it should not', async () => {
  const outputs = { ...exported.outputs, status: 'partial', changed: 'true', 'state-source': 'none' };
  assert.deepEqual(await problemsOf({ ...exported, outputs }), [
    'The output status is "partial", not like /^ok$/.',
    'The output changed is "true", not like /^false$/.',
    'The output state-source is "none", not like /^(cache|destination)$/.',
  ]);
});

test('finds that nothing was exported at all', async () => {
  for (const path of await filesBelow(exported.folder)) await rm(join(exported.folder, path));
  const problems = await problemsOf({ ...exported, outputs: {}, night: 'first' });
  assert.match(problems.join('\n'), /output records is ""[\s\S]*There is no manifest[\s\S]*The users are nobody/);
});

async function dropLine(path: string): Promise<void> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, lines.slice(1).join('\n'));
}

async function shout(path: string): Promise<void> {
  await writeFile(path, (await readFile(path, 'utf8')).replace('"name"', '"NAME"'));
}
