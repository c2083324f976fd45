import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChangeFile, changePath, leftoverChangeFiles, parseChangePath } from '../../src/audit/change-files.ts';

const hash = (letter: string) => letter.repeat(64);

function file(date: string, before: string, after: string): ChangeFile {
  const path = changePath('users', Date.parse(date) / 1000, hash(before), hash(after));
  return parseChangePath(path) as ChangeFile;
}

test('the path holds the day and the first twelve digits of both hashes', () => {
  assert.equal(file('2026-03-02', 'a', 'b').path, '_changes/users/date=2026-03-02/aaaaaaaaaaaa-bbbbbbbbbbbb.jsonl');
  assert.equal(parseChangePath('_changes/users/date=2026-03-02/notes.md'), undefined);
});

test('a file that leads nowhere from what is stored is left over', () => {
  const trail = [file('2026-03-02', 'a', 'b'), file('2026-03-03', 'b', 'c')];
  assert.deepEqual(leftoverChangeFiles(trail, hash('c'), '2026-03-03'), []);
  const dead = file('2026-03-04', 'c', 'd');
  assert.deepEqual(leftoverChangeFiles([...trail, dead], hash('c'), '2026-03-03'), [dead]);
});

test('a trail that returns to an earlier content is no leftover', () => {
  const trail = [file('2026-03-02', 'a', 'b'), file('2026-03-02', 'b', 'a')];
  assert.deepEqual(leftoverChangeFiles(trail, hash('a'), '2026-03-02'), []);
  const dead = file('2026-03-03', 'a', 'c');
  assert.deepEqual(leftoverChangeFiles([...trail, dead], hash('a'), '2026-03-02'), [dead]);
});

test('files from before the last complete read stay, whatever they look like', () => {
  assert.deepEqual(leftoverChangeFiles([file('2026-03-01', 'a', 'b')], hash('a'), '2026-03-02'), []);
});
