import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { readFolder } from '../harness/workspace.ts';
import { startCommitNights } from './commit-nights.ts';
import { below } from './scenario.ts';

const git = promisify(execFile);

/** What repositories put on all files of a kind: Git LFS, line ends, keywords. */
const ROOT_ATTRIBUTES = '*.jsonl filter=lfs diff=lfs merge=lfs -text ident\n*.json filter=lfs text eol=crlf\n';
/** Mangles what a clean filter gets, as Git LFS does: a pointer takes the place of the content. */
const FILTER = [
  '-c',
  'filter.lfs.clean=echo pointer',
  '-c',
  'filter.lfs.smudge=echo mangled',
  '-c',
  'core.autocrlf=true',
];

test('filters of the repository change nothing of the data, neither at checkout nor at commit', async (t) => {
  const nights = await startCommitNights(t, {
    commit: 'push',
    resources: 'audit_logs, users',
    'start-date': '2026-02-25',
  });
  await nights.github.commitAs('main', { '.gitattributes': ROOT_ATTRIBUTES }, 'Attributes of the repository');
  await nights.bothNights();

  const clone = await nights.github.clone(t, 'main');
  // Checked out anew with the filters of a machine that has Git LFS.
  await git('git', ['-C', clone, ...FILTER, 'rm', '-r', '-q', '--cached', '.']);
  await git('git', ['-C', clone, ...FILTER, 'reset', '-q', '--hard']);
  const checkedOut = below(await readFolder(clone), 'data');
  const exported = await nights.exported();
  for (const [path, content] of Object.entries(exported)) assert.deepEqual(checkedOut[path], content, path);

  // Touched and staged again, as a person's `git add` does.
  await git('touch', [join(clone, 'data/users/users.jsonl')]);
  await git('git', ['-C', clone, ...FILTER, 'add', '--renormalize', 'data']);
  const { stdout } = await git('git', ['-C', clone, ...FILTER, 'diff', '--cached', '--name-only']);
  assert.equal(stdout, '');
});
