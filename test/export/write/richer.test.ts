import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keepRichest, type Standing, standing } from '../../../src/export/write/richer.ts';
import type { Row } from '../../../src/formats/row.ts';

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

/** Versions of one event: few fields and values, so that equal, fuller and contradicting ones are all common. */
const version = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(
    fc.constantFrom<unknown>(null, 1, 2),
    fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom<unknown>(null, 1, 2)),
  ),
);

test('in whatever order versions are read, in one go or in two nights, the same facts are kept', () => {
  const facts = (rows: Row[]) => rows.map(({ json }) => JSON.stringify(sorted(JSON.parse(json)))).sort();
  fc.assert(
    fc.property(fc.array(version, { minLength: 1, maxLength: 6 }), fc.nat(), (versions, seed) => {
      const rows = versions.map((value) => row(JSON.stringify(value)));
      const at = seed % rows.length;
      const kept = facts(keepRichest([...rows]));
      assert.deepEqual(facts(keepRichest([...rows].reverse())), kept);
      assert.deepEqual(facts(keepRichest([...rows.slice(at), ...rows.slice(0, at)])), kept);
      assert.deepEqual(facts(keepRichest([...keepRichest(rows.slice(0, at)), ...rows.slice(at)])), kept);
    }),
    { numRuns: 2000 },
  );
});

test('each version is kept, or one that is the same or richer', () => {
  fc.assert(
    fc.property(fc.array(version, { minLength: 1, maxLength: 6 }), (versions) => {
      const rows = versions.map((value) => row(JSON.stringify(value)));
      const kept = keepRichest([...rows]);
      for (const one of rows) assert.ok(kept.some((other) => ['same', 'richer'].includes(standing(other, one))));
      for (const [index, one] of kept.entries())
        for (const other of kept.slice(index + 1)) assert.equal(standing(one, other), 'contradicts');
    }),
    { numRuns: 2000 },
  );
});

/** Without what counts as absent, fields in order. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]));
}
