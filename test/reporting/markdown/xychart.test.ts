import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { barChart } from '../../../src/reporting/markdown/xychart.ts';
import { chartMistakes, chartsIn } from './mermaid-grammar.ts';

const chart = (points: { label: string; value: number }[], more = {}) =>
  barChart({ title: 'Costs by day', unit: 'USD', points, decimals: 2, ...more }).join('\n');

test('a chart of bars, as Mermaid reads it', () => {
  const text = chart([
    { label: '31', value: 1234.5 },
    { label: '1', value: 0 },
  ]);
  assert.match(text, /^```mermaid\n%%\{init: .*\}%%\nxychart-beta\n {2}title "Costs by day"\n/);
  assert.match(
    text,
    /\n {2}x-axis \["31", "1"\]\n {2}y-axis "USD" 0\.00 --> 1234\.50\n {2}bar \[1234\.50, 0\.00\]\n```$/,
  );
});

test('nothing is drawn of nothing, of what has no number, and of labels that are the same', () => {
  assert.equal(chart([]), '');
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e15, -1e21])
    assert.equal(chart([{ label: '1', value }]), '');
  const same = { label: '1', value: 1 };
  assert.equal(chart([same, same]), '');
});

test('credits go below zero, and where all is nothing there is an axis all the same', () => {
  assert.match(chart([{ label: '1', value: -2.5 }]), /-2\.50 --> 0\.00/);
  assert.match(chart([{ label: '1', value: 0 }]), /0\.00 --> 1\.00/);
  assert.match(chart([{ label: '1', value: 0.001 }]), /0\.00 --> 1\.00/);
});

test('whatever texts and numbers come, the block is one chart that Mermaid reads', () => {
  const odd = fc
    .array(
      fc.oneof(
        fc.constantFrom('"', '\\"', '`', '```', '\n', '%%', ';', '#quot;', '€', '<br/>', ' '),
        fc.string({ unit: 'binary' }),
      ),
    )
    .map((parts) => parts.join(''));
  const value = fc.double({ noNaN: true, min: -1e14, max: 1e14 });
  const labels = (values: number[]) => values.map((value, index) => ({ label: `${index}`, value }));
  fc.assert(
    fc.property(odd, odd, fc.array(value, { minLength: 1, maxLength: 400 }), (title, unit, values) => {
      const text = chart(labels(values), { title, unit });
      const [block, ...others] = chartsIn(text);
      assert.ok(block !== undefined && others.length === 0, text);
      assert.deepEqual(chartMistakes(block), []);
      assert.equal(text, `\`\`\`mermaid\n${block}\n\`\`\``);
    }),
    { numRuns: 100 },
  );
});
