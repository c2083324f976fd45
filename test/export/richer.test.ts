import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepRichest, type Standing, standing } from '../../src/export/richer.ts';
import type { Row } from '../../src/formats/row.ts';

const row = (json: string): Row => ({ key: 'k', json, form: 'object' });

const cases: [one: string, other: string, how: Standing][] = [
  ['{"a":1}', '{"a":1}', 'same'],
  ['{"a":1,"b":2}', '{"b":2,"a":1}', 'same'],
  ['{"a":null}', '{}', 'same'],
  ['{"a":1.0}', '{"a":1}', 'same'],
  ['{"a":1,"b":2}', '{"a":1}', 'richer'],
  ['{"a":{"b":1,"c":2}}', '{"a":{"b":1}}', 'richer'],
  ['{"a":null}', '{"a":{"b":1}}', 'poorer'],
  ['{"a":[1]}', '{"a":[1,2]}', 'contradicts'],
  ['{"a":1}', '{"a":2}', 'contradicts'],
  ['{"a":1}', '{"b":1}', 'contradicts'],
  ['{"a":123456789012345678901}', '{"a":123456789012345678902}', 'contradicts'],
];

for (const [one, other, how] of cases) {
  test(`${one} is ${how} beside ${other}`, () => {
    assert.equal(standing(row(one), row(other)), how);
  });
}

test('the order of reading does not matter for what is kept', () => {
  const [poor, rich, odd] = ['{"a":1}', '{"a":1,"b":2}', '{"a":3}'].map(row) as [Row, Row, Row];
  for (const rows of [
    [poor, rich, odd],
    [odd, rich, poor],
    [rich, odd, poor],
  ])
    assert.deepEqual(keepRichest(rows), [rich, odd]);
});
