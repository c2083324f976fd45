import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from './run-tests.ts';
import { SHARED_FOLDERS, testFilesIn } from './share.ts';

/** Tests with a script of their own because they need more than Node and npm. */
const OWN_SCRIPTS = ['browser', 'cloud', 'docs-python', 'workflow-tools'];

const entries = await readdir(join(import.meta.dirname, '..'), { withFileTypes: true });
const folders = entries
  .filter((entry) => entry.isDirectory() && ![...OWN_SCRIPTS, ...SHARED_FOLDERS].includes(entry.name))
  .map(({ name }) => name);
const files = (await testFilesIn(folders)).map((file) => join('test', file));
await runTests(files, process.argv.slice(2));
