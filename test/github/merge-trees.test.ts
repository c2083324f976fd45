import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TreeEntry } from '../../src/github/git-objects.ts';
import { differsOutside, mergeTrees } from '../../src/github/merge-trees.ts';
import { EMPTY_TREE, type ReadTree } from '../../src/github/trees.ts';

/** A folder as an object: text is a file of that content, an object a folder. */
type Tree = { [name: string]: string | Tree };

/** Ids that are the contents themselves, so that the same content has the same id. */
function idOf(tree: string | Tree): string {
  return typeof tree === 'string' ? tree : Object.keys(tree).length === 0 ? EMPTY_TREE : JSON.stringify(tree);
}

function reader(read: string[]): ReadTree {
  return async (sha) => {
    if (sha === EMPTY_TREE) return new Map();
    read.push(sha);
    const entries = Object.entries(JSON.parse(sha) as Tree);
    return new Map(
      entries.map(([name, content]): [string, TreeEntry] => {
        const mode = typeof content === 'string' ? (content.startsWith('#!') ? '100755' : '100644') : '040000';
        return [name, { sha: idOf(content), mode }];
      }),
    );
  };
}

async function merge(ancestor: Tree, theirs: Tree, ours: Tree) {
  const read: string[] = [];
  const roots = { ancestor: idOf(ancestor), theirs: idOf(theirs), ours: idOf(ours) };
  const { changes, conflicts } = await mergeTrees(reader(read), roots, 'data/openai');
  return { changes: Object.fromEntries(changes.map(({ path, sha }) => [path, sha])), conflicts, read };
}

interface Case {
  name: string;
  ancestor: Tree;
  theirs: Tree;
  ours: Tree;
  changes?: Record<string, string | null>;
  conflicts?: string[];
}

const CASES: Case[] = [
  { name: 'nothing where nobody changed anything', ancestor: { a: '1' }, theirs: { a: '1' }, ours: { a: '1' } },
  { name: 'nothing of what we alone changed', ancestor: { a: '1' }, theirs: { a: '1' }, ours: { a: '2', b: '3' } },
  { name: 'a file that they changed', ancestor: { a: '1' }, theirs: { a: '2' }, ours: { a: '1' }, changes: { a: '2' } },
  { name: 'a file that they added', ancestor: {}, theirs: { a: '1' }, ours: {}, changes: { a: '1' } },
  { name: 'a file that they removed', ancestor: { a: '1' }, theirs: {}, ours: { a: '1' }, changes: { a: null } },
  { name: 'nothing of what both changed alike', ancestor: { a: '1' }, theirs: { a: '2' }, ours: { a: '2' } },
  {
    name: 'a conflict where both changed a file',
    ancestor: { a: '1' },
    theirs: { a: '2' },
    ours: { a: '3' },
    conflicts: ['a'],
  },
  {
    name: 'a conflict where they changed what we removed',
    ancestor: { a: '1' },
    theirs: { a: '2' },
    ours: {},
    conflicts: ['a'],
  },
  {
    name: 'a conflict where both added a file',
    ancestor: {},
    theirs: { a: '1' },
    ours: { a: '2' },
    conflicts: ['a'],
  },
  {
    name: 'a whole folder that they changed alone',
    ancestor: { docs: { a: '1', b: '2' } },
    theirs: { docs: { a: '1', b: '3' } },
    ours: { docs: { a: '1', b: '2' }, x: 'x' },
    changes: { docs: idOf({ a: '1', b: '3' }) },
  },
  {
    name: 'file by file of a folder that both changed',
    ancestor: { docs: { a: '1', b: '2', c: '4' } },
    theirs: { docs: { a: '1', b: '3' } },
    ours: { docs: { a: '5', b: '2', c: '4' } },
    changes: { 'docs/b': '3', 'docs/c': null },
  },
  {
    name: 'file by file of a folder that they removed',
    ancestor: { docs: { a: '1', deep: { b: '2' } } },
    theirs: {},
    ours: { docs: { a: '1', deep: { b: '2' } } },
    changes: { 'docs/a': null, 'docs/deep/b': null },
  },
  {
    name: 'a conflict for the file alone that we changed in a folder that they removed',
    ancestor: { docs: { a: '1', b: '2' } },
    theirs: {},
    ours: { docs: { a: '1', b: '3' } },
    changes: { 'docs/a': null },
    conflicts: ['docs/b'],
  },
  {
    name: 'file by file of the data, whoever changed it',
    ancestor: { data: { openai: { users: { u: '1' } }, other: { o: '1' } } },
    theirs: { data: { openai: { users: { u: '2' }, costs: { c: '1' } }, other: { o: '2' } } },
    ours: { data: { openai: { users: { u: '1' } }, other: { o: '1' } } },
    changes: { 'data/openai/users/u': '2', 'data/openai/costs/c': '1', 'data/other': idOf({ o: '2' }) },
  },
  {
    name: 'a file that they made of our folder',
    ancestor: { a: { b: '1' } },
    theirs: { a: 'file' },
    ours: { a: { b: '1' } },
    changes: { a: 'file' },
  },
  {
    name: 'a folder that they made of our file',
    ancestor: { a: 'file' },
    theirs: { a: { b: '1' } },
    ours: { a: 'file' },
    changes: { a: idOf({ b: '1' }) },
  },
  {
    name: 'a conflict where a file became a folder on one side and changed on the other',
    ancestor: { a: 'file' },
    theirs: { a: { b: '1' } },
    ours: { a: 'other' },
    conflicts: ['a'],
  },
];

for (const { name, ancestor, theirs, ours, changes = {}, conflicts = [] } of CASES) {
  test(`takes in ${name}`, async () => {
    const merged = await merge(ancestor, theirs, ours);
    assert.deepEqual([merged.changes, merged.conflicts], [changes, conflicts]);
  });
}

test('reads no folder that is the same on both sides', async () => {
  const same = { big: { much: '1' } };
  const { read } = await merge({ ...same, a: '1' }, { ...same, a: '2' }, { ...same, a: '1' });
  assert.equal(read.length, 3);
});

const DIFFERENCES: { name: string; one: Tree; other: Tree; differs: boolean }[] = [
  { name: 'the same', one: { a: '1' }, other: { a: '1' }, differs: false },
  { name: 'another file', one: { a: '1' }, other: { a: '2' }, differs: true },
  { name: 'a file that one lacks', one: {}, other: { a: '1' }, differs: true },
  { name: 'the folder alone', one: {}, other: { data: { openai: { u: '1' } } }, differs: false },
  { name: 'its contents', one: { data: { openai: { u: '1' } } }, other: { data: { openai: {} } }, differs: false },
  {
    name: 'what lies beside it',
    one: { data: { openai: {}, x: '1' } },
    other: { data: { openai: {} } },
    differs: true,
  },
  { name: 'a file in its place', one: { data: { openai: 'file' } }, other: { data: { openai: {} } }, differs: true },
  { name: 'a file on the way', one: { data: 'file' }, other: { data: { openai: {} } }, differs: true },
];

for (const { name, one, other, differs } of DIFFERENCES) {
  test(`${differs ? 'tells' : 'does not tell'} trees apart that differ in ${name}`, async () => {
    assert.equal(await differsOutside(reader([]), idOf(one), idOf(other), 'data/openai'), differs);
  });
}
