import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compose, type Section } from '../../../src/reporting/markdown/section.ts';

function section(name: string, rank: number, items: number, more: Partial<Section> = {}): Section {
  return {
    name,
    head: [`### ${name}`, ''],
    items: Array.from({ length: items }, (_, index) => `- ${name} ${String(index).padStart(4, '0')} ${'ü'.repeat(20)}`),
    more: (left) => `- and ${left} more: see the file.`,
    tail: [],
    rank,
    ...more,
  };
}

test('everything is shown where there is room', () => {
  assert.equal(compose([section('a', 1, 1)], 10_000), `### a\n\n- a 0000 ${'ü'.repeat(20)}\n\n`);
});

test('a long section does not push a short one out, whatever their order', () => {
  const text = compose([section('long', 1, 500), section('short', 2, 3)], 3000);
  assert.equal(text.match(/- short \d/g)?.length, 3);
  assert.ok(Buffer.byteLength(text) <= 3000);
  const shown = text.match(/- long \d/g)?.length ?? 0;
  assert.match(text, new RegExp(`- and ${500 - shown} more: see the file\\.`));
});

test('what never reached the report is counted with what was left out', () => {
  assert.match(compose([section('a', 1, 2, { alreadyLeftOut: 8 })], 10_000), /and 8 more/);
});

test('for every limit the text fits, and every line of it is whole', () => {
  const sections = [section('a', 0, 40), section('b', 1, 40), section('c', 2, 40)];
  const lines = new Set(sections.flatMap(({ head, items = [] }) => [...head, ...items]));
  for (let limit = 900; limit < 9000; limit += 97) {
    const text = compose(sections, limit);
    assert.ok(Buffer.byteLength(text) <= limit, `${limit}`);
    for (const line of text.split('\n')) assert.ok(lines.has(line) || /^(- and|\*\*Left out)/.test(line), line);
  }
});

test('a list of nothing is not shown', () => {
  assert.equal(compose([section('a', 1, 0)], 10_000), '');
});

test('a section that has no place at all is named', () => {
  const text = compose([section('a', 0, 1), section('b', 1, 1, { tail: ['x'.repeat(5000)] })], 2000);
  assert.match(text, /\*\*Left out here for length\*\*, see the data folder and the report page: b\./);
});
