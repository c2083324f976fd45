import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { folderDestination } from '../../src/destinations/folder/folder.ts';
import { type BranchWork, openBranchWork } from '../../src/github/branch-work.ts';
import type { CommitTarget } from '../../src/github/commit.ts';
import type { StorageError } from '../../src/notices/errors.ts';
import { openLoopbackGitHub } from './open-github.ts';

async function start(t: TestContext, wish: Partial<CommitTarget> = {}) {
  const opened = await openLoopbackGitHub(t);
  const { server, github, folder } = opened;
  const target: CommitTarget = {
    ...{ branch: 'main', base: 'main', takesBase: false, folder: 'data' },
    ...{ message: 'data: a test', keepsBytes: false, label: 'run-1', ...wish },
  };
  let runs = 0;
  /** Opens the branch as a run does, in a workspace of its own. */
  const open = async (): Promise<BranchWork> => {
    runs += 1;
    const root = path.join(folder, `run-${runs}`, 'data');
    await mkdir(root, { recursive: true });
    return openBranchWork(github, target, folderDestination(root, 'data'), root);
  };
  const texts = async (ref: string) =>
    Object.fromEntries([...(await server.files(ref))].map(([name, content]) => [name, content.toString()]));
  return { ...opened, open, texts };
}

test('what was written is one verified commit on the head, and nothing written is none', async (t) => {
  const { server, open, texts } = await start(t);
  await server.commitAs('main', { 'data/old.jsonl': 'old\n', 'data/kept.jsonl': 'kept\n' }, 'Stored');
  const head = await server.branchHead('main');
  const work = await open();
  assert.deepEqual(await work.commit(), { kind: 'nothing' });
  await work.destination.writeText('new.jsonl', 'new\n');
  await work.destination.writeText('kept.jsonl', 'kept\n');
  await work.destination.remove('old.jsonl');
  const result = await work.commit();
  assert.deepEqual(result, { kind: 'committed', sha: await server.branchHead('main') });
  assert.deepEqual(await texts('main'), {
    'README.md': '# Data\n',
    'data/kept.jsonl': 'kept\n',
    'data/new.jsonl': 'new\n',
  });
  const [commit] = await server.log('main');
  assert.deepEqual([commit?.verified, commit?.parents, commit?.message], [true, [head], 'data: a test']);
  assert.deepEqual(server.violations, []);
});

test('a run that was overtaken is told where both wrote, and its next attempt lies over the other', async (t) => {
  const { server, open, texts } = await start(t);
  const [fast, slow] = [await open(), await open()];
  for (const work of [fast, slow]) await work.destination.writeText('same.jsonl', 'same\n');
  await fast.destination.writeText('both.jsonl', 'fast\n');
  await slow.destination.writeText('both.jsonl', 'slow\n');
  await slow.destination.writeText('own.jsonl', 'own\n');
  await fast.commit();
  const moved = await slow.commit();
  assert.equal(moved.kind, 'moved');
  assert.deepEqual(moved.kind === 'moved' && moved.conflicts, ['both.jsonl']);
  slow.destination.forget(['both.jsonl']);
  assert.equal((await slow.destination.readText('both.jsonl'))?.text, 'fast\n');
  assert.equal((await slow.commit()).kind, 'committed');
  assert.deepEqual(await texts('main'), {
    'README.md': '# Data\n',
    'data/both.jsonl': 'fast\n',
    'data/own.jsonl': 'own\n',
    'data/same.jsonl': 'same\n',
  });
  assert.equal((await server.log('main')).length, 3);
});

test('two runs that make the branch at once lose nothing', async (t) => {
  const { open, texts, server } = await start(t, { branch: 'exports' });
  const [fast, slow] = [await open(), await open()];
  await fast.destination.writeText('fast.jsonl', 'fast\n');
  await slow.destination.writeText('slow.jsonl', 'slow\n');
  await fast.commit();
  assert.equal((await slow.commit()).kind, 'moved');
  await slow.commit();
  assert.deepEqual(Object.keys(await texts('exports')), ['README.md', 'data/fast.jsonl', 'data/slow.jsonl']);
  assert.equal((await server.log('main')).length, 1);
});

test('a branch that was deleted while a run worked is made anew', async (t) => {
  const { server, open, texts } = await start(t, { branch: 'exports' });
  await server.commitAs('exports', { 'data/a.jsonl': 'a\n' }, 'Stored');
  const work = await open();
  await work.destination.writeText('b.jsonl', 'b\n');
  await server.deleteBranch('exports');
  assert.equal((await work.commit()).kind, 'moved');
  assert.equal((await work.commit()).kind, 'committed');
  assert.deepEqual(Object.keys(await texts('exports')), ['README.md', 'data/b.jsonl']);
});

test('what the base gained comes with the commit, but not over what was written or removed', async (t) => {
  const { server, open, texts } = await start(t, { branch: 'rolling', takesBase: true });
  await server.commitAs('main', { 'data/a.jsonl': 'a\n', 'data/b.jsonl': 'b\n' }, 'Before');
  await server.commitAs('rolling', { 'data/mine.jsonl': 'mine\n' }, 'Ours');
  const base = await server.commitAs('main', { 'data/a.jsonl': 'A\n', 'data/c.jsonl': 'c\n', 'docs/x': 'x' }, 'Gained');
  const work = await open();
  assert.equal((await work.destination.readText('a.jsonl'))?.text, 'A\n');
  await work.destination.writeText('a.jsonl', 'ours\n');
  await work.destination.remove('c.jsonl');
  await work.destination.remove('b.jsonl');
  assert.equal((await work.commit()).kind, 'committed');
  assert.deepEqual(await texts('rolling'), {
    'README.md': '# Data\n',
    'data/a.jsonl': 'ours\n',
    'data/mine.jsonl': 'mine\n',
    'docs/x': 'x',
  });
  const [commit] = await server.log('rolling');
  assert.equal(commit?.parents[1], base);
  assert.deepEqual(server.violations, []);
});

test('where the branch holds data alone, nothing that the base gained outside is named', async (t) => {
  const { server, open, texts } = await start(t, { branch: 'rolling', takesBase: true });
  await server.commitAs('main', { '.github/workflows/a.yml': 'a', 'data/a.jsonl': 'a\n', 'data/n.txt': 'n' }, 'Before');
  await server.commitAs('rolling', { 'data/a.jsonl': 'A\n', 'data/b.jsonl': 'b\n' }, 'Ours');
  const gained = { '.github/workflows/a.yml': 'b', '.github/workflows/b.yml': 'b', 'README.md': null };
  const base = await server.commitAs('main', { ...gained, 'data/n.txt': null, 'data/m.txt': 'm' }, 'Gained');
  const work = await open();
  await work.destination.writeText('c.jsonl', 'c\n');
  const named: string[] = [];
  server.setOnRequest(({ path: asked, body }) => {
    if (!asked.endsWith('/git/trees')) return;
    named.push(...(body as { tree: { path: string }[] }).tree.map((entry) => entry.path));
  });
  assert.equal((await work.commit()).kind, 'committed');
  assert.ok(
    named.every((each) => each === 'data' || each.startsWith('data/')),
    named.join(', '),
  );
  assert.deepEqual(await texts('rolling'), {
    ...{ '.github/workflows/a.yml': 'b', '.github/workflows/b.yml': 'b' },
    ...{ 'data/a.jsonl': 'A\n', 'data/b.jsonl': 'b\n', 'data/c.jsonl': 'c\n', 'data/m.txt': 'm' },
  });
  assert.equal((await server.log('rolling'))[0]?.parents[1], base);
  assert.deepEqual(server.violations, []);
});

test('a branch whose commits are all in the base goes on from there', async (t) => {
  const { server, github, open } = await start(t, { branch: 'rolling', takesBase: true });
  const { rest, repository } = github;
  await server.commitAs('rolling', { 'data/a.jsonl': 'a\n' }, 'Ours');
  await rest.pulls.create({ ...repository, head: 'rolling', base: 'main', title: 'Ours' });
  const merged = await server.mergePullRequest(1, 'merge');
  const work = await open();
  await work.destination.writeText('b.jsonl', 'b\n');
  await work.commit();
  const [commit] = await server.log('rolling');
  assert.deepEqual(commit?.parents, [merged]);
});

const ATTRIBUTES = '* -text -filter -ident -working-tree-encoding\n';

test('attributes that keep the bytes are written once, and those that people wrote are left alone', async (t) => {
  const { server, open, texts } = await start(t, { keepsBytes: true });
  const work = await open();
  await work.destination.writeText('a.jsonl', 'a\n');
  await work.commit();
  assert.equal((await texts('main'))['data/.gitattributes'], ATTRIBUTES);
  await server.commitAs('main', { 'data/.gitattributes': '*.jsonl -text\n' }, 'Own');
  const next = await open();
  await next.destination.writeText('a.jsonl', 'b\n');
  await next.commit();
  assert.equal((await texts('main'))['data/.gitattributes'], '*.jsonl -text\n');
});

test('attributes of an earlier release are brought up to date with the next commit, not without one', async (t) => {
  const { server, open, texts } = await start(t, { keepsBytes: true });
  await server.commitAs('main', { 'data/.gitattributes': '* -text\n' }, 'Earlier release');
  assert.deepEqual(await (await open()).commit(), { kind: 'nothing' });
  const work = await open();
  await work.destination.writeText('a.jsonl', 'a\n');
  await work.commit();
  assert.equal((await texts('main'))['data/.gitattributes'], ATTRIBUTES);
});

const NO_PLAIN_FILES = [
  { kind: 'a link', entry: { mode: '120000' as const, type: 'blob' as const, content: '../README.md' } },
  { kind: 'a submodule', entry: { mode: '160000' as const, type: 'commit' as const, sha: 'a'.repeat(40) } },
];

for (const { kind, entry } of NO_PLAIN_FILES) {
  for (const path of ['data/odd', 'data/users/odd', 'data/users']) {
    test(`${kind} at ${path} is refused, and stays`, async (t) => {
      const { server, open, github } = await start(t);
      const { rest, repository } = github;
      const head = (await server.branchHead('main')) as string;
      const base_tree = (await rest.git.getCommit({ ...repository, commit_sha: head })).data.tree.sha;
      const made = await rest.git.createTree({ ...repository, base_tree, tree: [{ path, ...entry }] });
      const commit = { ...repository, message: 'Odd', tree: made.data.sha, parents: [head] };
      const { data } = await rest.git.createCommit(commit);
      await rest.git.updateRef({ ...repository, ref: 'heads/main', sha: data.sha });
      await assert.rejects(open(), (error: StorageError) => {
        assert.equal(error.topic, 'path-refused');
        return error.message.includes(path.slice('data/'.length));
      });
      assert.equal(await server.branchHead('main'), data.sha);
    });
  }
}

for (const [name, taken] of [
  ['openai-admin-export', 'openai-admin-export/x'],
  ['exports/nightly', 'exports'],
  ['a/b/c', 'a/b'],
] as const) {
  test(`a branch ${name} beside one called ${taken} is refused at once, not taken for a lost race`, async (t) => {
    const { server, open } = await start(t, { branch: name, takesBase: true });
    await server.commitAs(taken, { 'notes.txt': 'Somebody else.\n' }, 'In the way');
    await assert.rejects(open(), (error: StorageError) => {
      assert.equal(error.topic, 'branch-not-usable');
      return error.message.includes(` ${taken}:`);
    });
  });
}

test('a branch that comes into the way during a run ends its first attempt to commit', async (t) => {
  const { server, open } = await start(t, { branch: 'rolling', takesBase: true });
  const work = await open();
  await server.commitAs('rolling/other', { 'notes.txt': 'Somebody else.\n' }, 'In the way');
  await work.destination.writeText('a.jsonl', 'a\n');
  await assert.rejects(work.commit(), { topic: 'branch-not-usable' });
});

test('a branch whose name only begins alike is no obstacle', async (t) => {
  const { server, open } = await start(t, { branch: 'rolling', takesBase: true });
  await server.commitAs('rolling-2/other', { 'notes.txt': 'x\n' }, 'Beside');
  const work = await open();
  await work.destination.writeText('a.jsonl', 'a\n');
  assert.equal((await work.commit()).kind, 'committed');
});
