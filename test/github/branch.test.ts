import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBranch } from '../../src/github/branch.ts';
import { openLoopbackGitHub } from './open-github.ts';

const PLACE = { branch: 'rolling', base: 'main', takesBase: true, folder: 'data' };

test("what was squashed into the base is known as the branch's own, however many commits ago", async (t) => {
  const { server, github } = await openLoopbackGitHub(t);
  for (const night of ['one', 'two', 'three']) await server.commitAs('rolling', { 'data/a.jsonl': night }, night);
  await server.commitAs('main', { 'data/a.jsonl': 'two', 'README.md': 'changed' }, 'Squashed');
  const { conflicts, parents } = await readBranch(github, PLACE);
  assert.deepEqual([conflicts, parents.length], [[], 2]);
});

test('data that the base got another way is a conflict, and nothing of the base is taken in', async (t) => {
  const { server, github } = await openLoopbackGitHub(t);
  await server.commitAs('rolling', { 'data/a.jsonl': 'one' }, 'Night');
  await server.commitAs('main', { 'data/a.jsonl': 'of another workflow', 'README.md': 'changed' }, 'Night of main');
  const { conflicts, parents, taken, files } = await readBranch(github, PLACE);
  assert.deepEqual([conflicts, parents.length, taken], [['data/a.jsonl'], 1, []]);
  assert.deepEqual([...files.keys()], ['a.jsonl']);
});

test('findings are made anew by each run, and never in the way', async (t) => {
  const { server, github } = await openLoopbackGitHub(t);
  await server.commitAs('rolling', { 'data/_findings/findings.jsonl': 'one' }, 'Night');
  await server.commitAs('main', { 'data/_findings/findings.jsonl': 'damaged' }, 'By hand');
  assert.deepEqual((await readBranch(github, PLACE)).conflicts, []);
});
