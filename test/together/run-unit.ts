import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SHARED_FOLDERS, testFilesIn } from './share.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Tests with a script of their own because they need more than Node and npm. */
const OWN_SCRIPTS = ['browser', 'cloud', 'docs-python', 'workflow-tools'];

/** One process more than cores keeps both busy while servers and disks are waited for. */
const PROCESSES = 3;

const folders = (await readdir(join(ROOT, 'test'), { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && ![...OWN_SCRIPTS, ...SHARED_FOLDERS].includes(entry.name))
  .map(({ name }) => name);
const files = (await testFilesIn(folders)).map((file) => join('test', file));
const runner = ['--import', './test/harness/loopback-only.mjs', '--test', `--test-concurrency=${PROCESSES}`];
const child = spawn(process.execPath, [...runner, ...process.argv.slice(2), ...files], {
  cwd: ROOT,
  stdio: 'inherit',
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
