import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryFolder } from '../harness/workspace.ts';
import { installPythonPrograms, installWorkflowTools, type WorkflowTools } from './install.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const BAD = fileURLToPath(new URL('bad-workflow.yml', import.meta.url));
/** How zizmor is to look: without asking GitHub, and at what it thinks is merely untidy too. */
const STRICT = ['--offline', '--no-progress', '--persona=pedantic', '--strict-collection', '--format=json'];

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

let tools: WorkflowTools;

before(async () => {
  tools = await installWorkflowTools();
});

test('zizmor finds nothing in the workflows, the settings of Dependabot and action.yml', async () => {
  const { code, stdout, stderr } = await start(tools.zizmor, [...STRICT, ...(await auditedFiles())], ROOT);
  assert.equal(stdout.trim(), '[]', stdout);
  assert.equal(code, 0, stderr);
});

test('zizmor refuses a workflow that lets strangers run what they like', async (t) => {
  const folder = await repositoryWith(t, BAD);
  const { code, stdout } = await start(tools.zizmor, [...STRICT, '.'], folder);
  assert.notEqual(code, 0);
  const found = new Set(JSON.parse(stdout).map((finding: { ident: string }) => finding.ident));
  for (const wanted of [
    'dangerous-triggers',
    'template-injection',
    'excessive-permissions',
    'unpinned-uses',
    'artipacked',
  ])
    assert.ok(found.has(wanted), `${wanted}: ${[...found]}`);
});

test('actionlint finds nothing in the workflows and their scripts', async () => {
  assert.deepEqual(await start(tools.actionlint, lint(), ROOT), { code: 0, stdout: '', stderr: '' });
});

test('actionlint refuses a workflow with a runner that does not exist and a script that breaks', async (t) => {
  const folder = await repositoryWith(t, BAD);
  const { code, stdout } = await start(tools.actionlint, lint(), folder);
  assert.equal(code, 1);
  assert.match(stdout, /"ubuntu-lates" is unknown/);
  assert.match(stdout, /"github\.event\.pull_request\.title" is potentially untrusted/);
  assert.match(stdout, /SC2086/);
});

test('a missing Python is told with the commands that would have been run', async (t) => {
  await assert.rejects(
    installPythonPrograms('no-such-python', await temporaryFolder(t)),
    /Failed to find Python[\s\S]*apt-get install[\s\S]*no-such-python -m venv [\s\S]*--require-hashes -r /,
  );
});

function lint(): string[] {
  // What happens to be installed besides would tell other things on another machine.
  return ['-no-color', '-pyflakes=', `-shellcheck=${tools.shellcheck}`];
}

async function auditedFiles(): Promise<string[]> {
  const workflows = await readdir(join(ROOT, '.github/workflows'));
  assert.ok(workflows.length > 1);
  return [...workflows.map((name) => `.github/workflows/${name}`), '.github/dependabot.yml', 'action.yml'];
}

/** A folder that looks like a repository with one workflow. */
async function repositoryWith(t: TestContext, workflow: string): Promise<string> {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, '.git'));
  await mkdir(join(folder, '.github/workflows'), { recursive: true });
  await cp(workflow, join(folder, '.github/workflows/bad.yml'));
  return folder;
}

function start(program: string, args: string[], cwd: string): Promise<Ended> {
  return promisify(execFile)(program, args, { cwd, maxBuffer: 1 << 26 }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}
