import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Simulator } from '../../simulator/server.ts';
import { type CommitNights, requestCounts, startCommitNights } from './commit-nights.ts';
import { SMALL } from './scenario.ts';

const INPUTS = { commit: 'push', resources: 'audit_logs, users, costs', 'start-date': '2026-02-25' };
const NIGHTS = ['2026-03-02T04:17:00Z', '2026-03-03T04:17:00Z', '2026-03-04T04:17:00Z'];

/** Somebody leaves, somebody comes. */
function changeUsers(night: number): (simulator: Simulator) => void {
  return ({ organization }) => {
    const users = organization.list('users');
    users.remove(users.entries()[0]?.id ?? '');
    const id = `user-new-${night}`;
    users.add({
      row: { object: 'organization.user', id, email: `${id}@example.com`, name: id, added_at: 1_772_400_000 },
    });
  };
}

/** Lays a real checkout of main into the workspace, in place of the last one. */
async function checkOut(t: TestContext, { github, workspace }: CommitNights): Promise<void> {
  for (const name of await readdir(workspace)) await rm(join(workspace, name), { recursive: true });
  await cp(await github.clone(t, 'main'), workspace, { recursive: true });
}

test('nights without a checkout commit what a plain export writes, one verified commit a night', async (t) => {
  const nights = await startCommitNights(t, INPUTS, { built: true });
  for (const [index, at] of NIGHTS.entries()) {
    const { outputs } = await nights.bothNights({ at }, index > 0 ? changeUsers(index) : undefined);
    assert.equal(outputs['commit-sha'], await nights.github.branchHead('main'));
    await nights.assertSame('main', at);
    // The next one starts in an empty workspace, as a job of its own does.
    await nights.remove('data');
  }
  const log = await nights.github.log('main');
  assert.equal(log.length, 1 + NIGHTS.length);
  assert.ok(log.slice(0, -1).every(({ verified, parents }) => verified && parents.length === 1));
  assert.equal(
    (await nights.github.files('main')).get('data/.gitattributes')?.toString(),
    '* -text -filter -ident -working-tree-encoding\n',
  );
  const changes = Object.keys(await nights.cloned()).filter((path) => path.startsWith('_changes/users/'));
  assert.equal(changes.length, 2, changes.join(', '));
});

test('a run that finds nothing new makes no commit, also without cache and checkout', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  await nights.bothNights();
  await nights.bothNights({ at: NIGHTS[1] as string }, changeUsers(1));
  const head = await nights.github.branchHead('main');
  for (const cache of [true, false]) {
    await rm(join(nights.workspace, 'data'), { recursive: true, force: true });
    const { outputs, gitHubRequests } = await nights.bothNights({ cache });
    assert.deepEqual([outputs['commit-sha'], outputs.changed], ['', 'false']);
    assert.ok(gitHubRequests.every(({ method, path }) => method === 'GET' || path === '/graphql'));
  }
  assert.equal(await nights.github.branchHead('main'), head);
  await nights.assertSame();
});

test('nothing but the data is committed, and what people keep in its folder stays', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  const own = { 'data/notes.txt': 'Ours.\r\n', 'data/.gitattributes': '*.jsonl -text\n', 'docs/why.md': '# Why\n' };
  await nights.github.commitAs('main', own, 'Notes');
  const before = await nights.github.files('main');
  await mkdir(join(nights.workspace, 'data'));
  await nights.write('gha-creds-0123456789abcdef.json', '{"fake": true}');
  await nights.write('README.md', 'Not the one that is committed.');
  await nights.write('data/other.txt', 'Of the workspace alone.');
  await nights.bothNights();
  await nights.bothNights({ at: NIGHTS[1] as string }, changeUsers(1));
  const after = await nights.github.files('main');
  for (const [path, content] of before) assert.deepEqual(after.get(path), content, path);
  const foreign = [...after.keys()].filter((path) => !path.startsWith('data/') && !before.has(path));
  assert.deepEqual([foreign, after.has('data/other.txt')], [[], false]);
  assert.equal(await nights.read('data/other.txt'), 'Of the workspace alone.');
  const { 'notes.txt': notes, ...data } = await nights.cloned();
  assert.equal(notes, 'Ours.\r\n');
  assert.deepEqual(data, await nights.exported());
  assert.deepEqual(nights.github.violations, []);
});

test('with a checkout of the branch nothing is downloaded, also where the checkout is of another time', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  await nights.bothNights();
  await checkOut(t, nights);
  const second = await nights.bothNights({ at: NIGHTS[1] as string }, changeUsers(1));
  assert.equal(requestCounts(second.gitHubRequests)['GET git/blobs'], undefined);
  await nights.assertSame();
  // What is left of the first checkout and the second night is what the branch holds.
  const third = await nights.bothNights({ at: NIGHTS[2] as string }, changeUsers(2));
  assert.equal(requestCounts(third.gitHubRequests)['GET git/blobs'], undefined);
  await nights.assertSame();
});

test('a checkout whose line ends Git has changed is not taken for the data', async (t) => {
  const nights = await startCommitNights(t, { ...INPUTS, format: 'jsonl, csv' });
  await nights.bothNights();
  await checkOut(t, nights);
  const data = join(nights.workspace, 'data');
  for (const name of await readdir(data, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const file = join(name.parentPath, name.name);
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'));
  }
  await nights.bothNights({ at: NIGHTS[1] as string }, changeUsers(1));
  await nights.assertSame();
  const [first = ''] = Object.values(await nights.cloned());
  assert.ok(!first.includes('\r\n'));
});

test('a branch that does not exist yet begins at the one of the workflow', async (t) => {
  const nights = await startCommitNights(t, { ...INPUTS, branch: 'openai/exports', destination: 'evidence/openai' });
  const main = await nights.github.branchHead('main');
  for (const [index, at] of NIGHTS.slice(0, 2).entries()) {
    await nights.bothNights({ at }, index > 0 ? changeUsers(index) : undefined);
    await nights.remove('evidence');
  }
  assert.equal(await nights.github.branchHead('main'), main);
  const log = await nights.github.log('openai/exports');
  assert.deepEqual([log.length, log.at(-1)?.sha], [3, main]);
  const plain = await readdir(join(nights.plain.workspace, 'evidence/openai'));
  const data = await nights.cloned('openai/exports', 'evidence/openai');
  assert.deepEqual(new Set(Object.keys(data).map((path) => path.split('/')[0])), new Set(plain));
  assert.deepEqual(nights.github.violations, []);
});

test('compressed files are committed and read back byte for byte', async (t) => {
  const nights = await startCommitNights(t, { ...INPUTS, format: 'csv.gz, jsonl.zst' });
  for (const [index, at] of NIGHTS.entries()) {
    await nights.bothNights({ at }, index > 0 ? changeUsers(index) : undefined);
    await nights.assertSame('main', at);
    await nights.remove('data');
  }
});

for (const format of ['jsonl', 'jsonl.gz']) {
  test(`a first export of many files takes few requests, as ${format}`, async (t) => {
    const most = 8_000_000;
    const nights = await startCommitNights(
      t,
      { commit: 'push', resources: 'audit_logs', 'partition-by': 'hour', 'start-date': '2026-02-14', format },
      {
        size: { ...SMALL, days: 16, auditEvents: 1300 },
        github: { limits: { requestBytes: most, treeRequestBytes: most, additionBytes: most } },
      },
    );
    const first = await nights.bothNights();
    const files = Number(first.outputs.files);
    assert.ok(files > 300, `${files} files`);
    const counts = requestCounts(first.gitHubRequests);
    assert.ok(first.gitHubRequests.length < 30, JSON.stringify(counts));
    assert.equal(counts['POST graphql'], format === 'jsonl' ? undefined : Math.ceil(files / 100));
    await nights.assertSame();
    assert.equal((await nights.github.log('main')).length, 2);
    const branches = execFileSync('git', ['-C', nights.github.bareFolder, 'branch', '--format=%(refname:short)']);
    assert.equal(branches.toString(), 'main\n');
    // Compressed files can be read one by one only: there a checkout saves the time.
    if (format === 'jsonl') await nights.remove('data');
    const second = await nights.bothNights({ at: NIGHTS[1] as string });
    assert.ok(second.gitHubRequests.length < 50, JSON.stringify(requestCounts(second.gitHubRequests)));
    await nights.assertSame();
  });
}
