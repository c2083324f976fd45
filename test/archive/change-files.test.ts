import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { leftoverChangeFiles } from '../../src/archive/change-files.ts';
import { type ChangeFile, changePath, parseChangePath } from '../../src/archive/layout.ts';

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

/** A night: what the API gives, and after which step the run dies, if it does; then it may be run again the same day. */
const night = fc.record({
  daysLater: fc.integer({ min: 0, max: 2 }),
  content: fc.constantFrom('a', 'b', 'c', 'd'),
  dies: fc.constantFrom('never', 'never', 'after the change file', 'after the data'),
});

test('whatever step runs die at, the log holds just the steps between contents that were stored', () => {
  fc.assert(
    fc.property(fc.array(night, { maxLength: 10 }), (nights) => {
      let files: ChangeFile[] = [];
      let current = 'a';
      let since: string | undefined;
      let day = Date.parse('2026-03-02');
      const trail = new Set<string>();
      // Within one day, a return to an earlier content looks like a file that is left over; so each content has its day.
      let mayRepeat = false;
      for (const { daysLater, content, dies } of [...nights, { daysLater: 1, content: 'e', dies: 'never' }]) {
        day += Math.max(daysLater, mayRepeat ? 0 : 1) * 86_400_000;
        mayRepeat = dies === 'after the change file';
        const date = new Date(day).toISOString().slice(0, 10);
        const next = file(date, current, content);
        const leftover = leftoverChangeFiles(files, hash(current), since);
        const adopted = leftover.find(({ after }) => after === next.after);
        files = files.filter((one) => one === adopted || !leftover.includes(one));
        if (content !== current && !adopted) files = [...files.filter(({ path }) => path !== next.path), next];
        if (dies === 'after the change file') continue;
        if (content !== current) trail.add(`${next.before}-${next.after}`);
        current = content;
        if (dies === 'never') since = date;
      }
      assert.deepEqual(new Set(files.map(({ before, after }) => `${before}-${after}`)), trail);
    }),
    { numRuns: 2000 },
  );
});
