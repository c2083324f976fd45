import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holdsRefusedText, withoutRefusedCharacters, withoutRefusedEscapes } from '../../src/formats/refused-text.ts';
import { collectUnknownColumns, findUnknownColumns, MOST_UNKNOWN_COLUMNS } from '../../src/formats/unknown-columns.ts';
import { columns } from './row-stream.ts';

const CASES: [title: string, sent: string, shown: string][] = [
  ['a plain text', '{"a":"b"}', '{"a":"b"}'],
  ['half a pair, the first', '{"a":"\\ud800"}', '{"a":"\\ufffd"}'],
  ['half a pair, the second', '{"a":"\\uDFFF"}', '{"a":"\\ufffd"}'],
  ['NUL', '{"a":"x\\u0000y"}', '{"a":"x\\ufffdy"}'],
  ['a whole pair', '{"a":"\\ud83d\\uDE00"}', '{"a":"\\ud83d\\uDE00"}'],
  ['halves in the wrong order', '{"a":"\\ude00\\ud83d"}', '{"a":"\\ufffd\\ufffd"}'],
  ['two first halves and a second', '{"a":"\\ud83d\\ud83d\\ude00"}', '{"a":"\\ufffd\\ud83d\\ude00"}'],
  ['a pair with something between', '{"a":"\\ud83d \\ude00"}', '{"a":"\\ufffd \\ufffd"}'],
  ['an escaped backslash before u', '{"a":"\\\\ud800"}', '{"a":"\\\\ud800"}'],
  ['two escaped backslashes and half a pair', '{"a":"\\\\\\\\\\ud800"}', '{"a":"\\\\\\\\\\ufffd"}'],
  ['an escaped backslash between halves', '{"a":"\\ud83d\\\\ude00"}', '{"a":"\\ufffd\\\\ude00"}'],
  ['a key', '{"\\udc00":1}', '{"\\ufffd":1}'],
  ['a character with such digits', '{"a":"\\u00d8\\u0d80\\ue000\\ud7ff"}', '{"a":"\\u00d8\\u0d80\\ue000\\ud7ff"}'],
];

for (const [title, sent, shown] of CASES) {
  test(`of JSON text, what readers refuse: ${title}`, () => {
    assert.equal(withoutRefusedEscapes(sent), shown);
    assert.equal(holdsRefusedText(sent), sent !== shown);
  });
}

test('whatever the text, its JSON without what readers refuse is that of the text without it', () => {
  const unit = fc.constantFrom('a', '\\', '"', '\0', '\ud83d', '\ude00', '\ufffd', 'u', 'ud800', '0000', '\n');
  const text = fc.array(unit, { maxLength: 12 }).map((units) => units.join(''));
  fc.assert(
    fc.property(text, (given) => {
      const json = JSON.stringify({ [given]: given });
      const shown = withoutRefusedCharacters(given);
      assert.deepEqual(JSON.parse(withoutRefusedEscapes(json)), { [shown]: shown });
      assert.equal(holdsRefusedText(json), shown !== given);
    }),
    { seed: 20261201, numRuns: 2000 },
  );
});

test('unknown columns are counted up to the first that is too many, in either form of a row', () => {
  const table = { columns: columns('id') };
  const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, '1']));
  for (const form of ['object', 'cells'] as const) {
    const found = new Set<string>();
    findUnknownColumns({ json: JSON.stringify(many), form }, table, found);
    assert.equal(found.size, MOST_UNKNOWN_COLUMNS + 1);
  }
  const byRow = new Set<string>();
  for (let row = 0; row < 5000; row += 1) collectUnknownColumns({ [`nested${row}`]: { k: 1 } }, table, byRow);
  assert.equal(byRow.size, MOST_UNKNOWN_COLUMNS + 1);
});
