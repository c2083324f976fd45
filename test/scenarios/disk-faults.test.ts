import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { type DiskFault, withDiskFault } from '../harness/disk-faults.ts';
import { startScenario } from './scenario.ts';

const WRITES = ['open for writing', 'writeFile', 'appendFile', 'mkdir', 'rename', 'copyFile'];

/** What a run says, and whether what it read is stored all the same. */
interface Expected {
  topic: string;
  exitCode: number;
  status: string | undefined;
  /** False if rows of `users` cannot be where they belong. */
  stored: boolean;
}

const CASES: [string, DiskFault | { variable: string }, Expected][] = [
  [
    'the destination is read-only',
    { code: 'EROFS', path: /\/data(\/|$)/, calls: WRITES },
    { topic: 'folder-not-writable', exitCode: 1, status: 'failed', stored: false },
  ],
  [
    'the folder of one resource is full',
    { code: 'ENOSPC', path: /\/data\/costs/, calls: WRITES },
    { topic: 'disk-full', exitCode: 1, status: 'partial', stored: true },
  ],
  [
    'the destination cannot be listed',
    { code: 'EACCES', path: /\/data(\/|$)/, calls: ['readdir'] },
    { topic: 'folder-not-writable', exitCode: 1, status: 'failed', stored: false },
  ],
  [
    'the temporary folder cannot be made',
    { code: 'EROFS', path: /openai-admin-export-/, calls: ['mkdtemp'] },
    { topic: 'folder-not-writable', exitCode: 1, status: 'failed', stored: false },
  ],
  [
    'no more files can be opened in the temporary folder',
    { code: 'EMFILE', path: /temp.*openai-admin-export-/, calls: ['open for writing'] },
    { topic: 'destination-lost', exitCode: 1, status: 'failed', stored: false },
  ],
  [
    'the temporary folder cannot be removed',
    { code: 'EBUSY', path: /temp.*openai-admin-export-\w+$/, calls: ['rm'] },
    { topic: 'destination-lost', exitCode: 0, status: 'ok', stored: true },
  ],
  [
    'the folder of the cached state cannot be written',
    { code: 'EROFS', path: /openai-admin-export-state/, calls: [...WRITES, 'rm'] },
    { topic: 'cache-not-saved', exitCode: 0, status: 'ok', stored: true },
  ],
  [
    'the report cannot be written',
    { code: 'ENOSPC', path: /openai-admin-report-/, calls: WRITES },
    { topic: 'disk-full', exitCode: 1, status: 'partial', stored: true },
  ],
  [
    'the run record cannot be written',
    { code: 'ENOSPC', path: /openai-admin-run-/, calls: WRITES },
    { topic: 'record-not-stored', exitCode: 0, status: 'ok', stored: true },
  ],
  [
    'the file of the summary may not be written',
    { code: 'EACCES', path: /github_step_summary/, calls: ['access', ...WRITES] },
    { topic: 'runner-file', exitCode: 1, status: 'partial', stored: true },
  ],
  [
    'the file of the outputs is on a full disk',
    { code: 'ENOSPC', path: /github_output/, calls: WRITES },
    { topic: 'runner-file', exitCode: 1, status: undefined, stored: true },
  ],
  [
    'the file of the outputs is gone',
    { variable: 'GITHUB_OUTPUT' },
    { topic: 'runner-file', exitCode: 1, status: undefined, stored: true },
  ],
];

for (const [what, fault, expected] of CASES) {
  test(`${what}: the run ends with a sentence, and tells the rest`, async (t) => {
    const inputs = { resources: 'users,costs', report: 'summary,html', 'github-token': '', 'start-date': '2026-02-25' };
    const scenario = await startScenario(t, inputs);
    const run = 'variable' in fault ? { env: { [fault.variable]: '/nowhere/at/all' } } : withDiskFault(fault);
    const { exitCode, outputs, log, stdout, stderr } = await scenario.night({ run });
    assert.equal(exitCode, expected.exitCode, log.text);
    assert.equal(outputs.status, expected.status);
    assert.match(stdout + stderr, new RegExp(`See .*#${expected.topic}`));
    assert.doesNotMatch(stdout + stderr, /our-bug|\n\s+at /);
    assert.equal((await scenario.rows('users').catch(() => [])).length > 0, expected.stored);
    const record = outputs['run-record'];
    if (record) assert.equal(JSON.parse(await readFile(record, 'utf8')).status, outputs.status, 'the record agrees');
  });
}

test('a mistake in the inputs is told even if the outputs cannot be written', async (t) => {
  const scenario = await startScenario(t, { resources: 'userz' });
  const { exitCode, log } = await scenario.night({ run: { env: { GITHUB_OUTPUT: '/nowhere/at/all' } } });
  assert.equal(exitCode, 1);
  assert.match(log.text, /#invalid-input/);
  assert.match(log.text, /#runner-file/);
});
