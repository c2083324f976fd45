import assert from 'node:assert/strict';
import { chartMistakes, chartsIn } from './mermaid-grammar.ts';

/** Fails where a text that was cut is not whole: a fence or fold left open, a row of another width than its table, a chart with a mistake. */
export function assertWhole(markdown: string): void {
  const lines = markdown.split('\n');
  assert.equal(lines.filter((line) => line.startsWith('```')).length % 2, 0, 'a fence is left open');
  for (const [open, close] of [
    ['<details>', '</details>'],
    ['<sub>', '</sub>'],
  ] as const) {
    assert.equal(markdown.split(open).length, markdown.split(close).length, `${open} is left open`);
  }
  let columns = 0;
  for (const line of lines) {
    if (!line.startsWith('|')) columns = 0;
    else {
      assert.ok(line.endsWith('|'), `a row is cut: ${line.slice(0, 200)}`);
      const cells = line.replaceAll('\\|', '').split('|').length;
      if (columns > 0) assert.equal(cells, columns, `a row of another width: ${line.slice(0, 200)}`);
      columns = cells;
    }
  }
  for (const chart of chartsIn(markdown)) assert.deepEqual(chartMistakes(chart), []);
  assert.ok(markdown.isWellFormed(), 'half a character');
}
