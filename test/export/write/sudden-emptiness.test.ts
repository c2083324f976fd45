import assert from 'node:assert/strict';
import { test } from 'node:test';
import { believedFrom, type Comparison, doubtOf, isSuddenlyEmpty } from '../../../src/export/write/sudden-emptiness.ts';

const cases: [string, Comparison, boolean][] = [
  ['19 rows, none back', { stored: 19, back: 0 }, false],
  ['20 rows, none back', { stored: 20, back: 0 }, true],
  ['20 rows, one back', { stored: 20, back: 1 }, true],
  ['20 rows, a tenth back', { stored: 20, back: 2 }, false],
  ['29 rows, two back', { stored: 29, back: 2 }, true],
  ['29 rows, three back', { stored: 29, back: 3 }, false],
  ['nothing stored', { stored: 0, back: 0 }, false],
  ['four parents, none with children', { stored: 4, back: 0, parents: { stored: 4, back: 0 } }, false],
  ['five parents, none with children', { stored: 5, back: 0, parents: { stored: 5, back: 0 } }, true],
  ['five parents, one with children', { stored: 5, back: 1, parents: { stored: 5, back: 1 } }, false],
];
for (const [what, comparison, expected] of cases) {
  test(what, () => assert.equal(isSuddenlyEmpty(comparison), expected));
}

test('a doubt stands on its own day, and ends on a later one or where emptiness is accepted', () => {
  const doubt = { on: '2026-03-03', rows: 1 };
  assert.deepEqual(doubtOf(1, undefined, '2026-03-03', false), doubt);
  assert.equal(doubtOf(0, doubt, '2026-03-03', false), doubt);
  assert.equal(doubtOf(0, doubt, '2026-03-04', false), undefined);
  assert.equal(doubtOf(0, undefined, '2026-03-03', true), undefined);
  // A clock that went back proves nothing.
  assert.equal(doubtOf(0, doubt, '2026-03-02', false), doubt);
  assert.equal(believedFrom({ on: '2026-12-31', rows: 0 }), '2027-01-01');
});
