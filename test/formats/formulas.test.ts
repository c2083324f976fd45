import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defuseFormula } from '../../src/formats/formulas.ts';

test('puts an apostrophe in front of text that a spreadsheet would run', () => {
  const cells = [
    '=1+1',
    '+cmd',
    '-x',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=',
    '-',
    '-1-1',
    '+1 2',
  ];
  for (const cell of cells) assert.equal(defuseFormula(cell), `'${cell}`);
});

test('leaves plain numbers and all other text as they are', () => {
  for (const cell of [
    '-5',
    '+5',
    '-0.50',
    '-.5',
    '-1e5',
    '+1.E-10',
    '',
    'a=1',
    "'=1",
    ' =1',
    '5',
    'user-1',
    '{"=":1}',
  ]) {
    assert.equal(defuseFormula(cell), cell);
  }
});
