import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newTally } from '../../src/export/outcome.ts';
import { summaryOf } from '../../src/report/summary.ts';
import { outcomeOf, reportWith } from './reports.ts';

/** What Markdown gives a meaning to inside a line. */
// A number sign means something at the start of a line alone, or before a word.
const MARKUP = /[\\`*[\]<>|&~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u;

const second = (text: string) => Date.parse(text) / 1000;

test('a row per resource, then what went wrong', () => {
  const total = { ...newTally(), records: 12_345, files: 2, bytes: 4_200_000, changes: 3 };
  const range = { from: second('2026-02-01'), to: second('2026-03-02T04:17:00Z') };
  const outcomes = [
    outcomeOf('audit_logs', { tally: total, range, unknownTypes: new Set(['b_new.type', 'a`b']) }),
    outcomeOf('users', { status: 'failed', problems: ['GET /organization/users answered 500: oh <b>no</b>\n# x'] }),
    outcomeOf('groups', { status: 'skipped' }),
  ];
  const summary = summaryOf(reportWith(outcomes, { total, status: 'partial', stateSource: 'cache' }));
  assert.equal(
    summary,
    `## OpenAI Admin Export

12,345 records, 2 files written (4.2 MB), 3 changes, to \`data\`. State: cache.

| Resource | Status | Records | Files written | Changes | Read |
| --- | --- | ---: | ---: | ---: | --- |
| audit_logs | ✅ ok | 12,345 | 2 | 3 | 2026-02-01 to 2026-03-02 |
| users | ❌ failed | 0 | 0 | 0 |  |
| groups | ➖ skipped | 0 | 0 | 0 |  |

### What could not be read

- **users**: GET /organization/users answered 500: oh \\<b\\>no\\</b\\> # x

Event types that this release does not know: \`a'b\`, \`b_new.type\`
`,
  );
});

test('what the audit says comes before the table of resources', () => {
  const summary = summaryOf(reportWith([outcomeOf('users')]), () => '## Audit\n\nNothing to review.\n\n');
  assert.match(summary, /State: none\.\n\n## Audit\n\nNothing to review\.\n\n## Export\n\n\| Resource \|/);
});

/** A text in which every escaped character has become a letter. */
function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, 'x');
}

test('no text from outside becomes Markdown or HTML, or leaves its line', () => {
  const odd = fc
    .array(
      fc.oneof(
        fc.constantFrom('<b>', '`', '\\', '_', '**', '|', '\n', '\r\n', '# ', '[x](y)', '&lt;', '~~', '$', 'a'),
        fc.string({ unit: 'binary' }),
      ),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(odd, odd, (problem, type) => {
      const outcome = outcomeOf('users', { status: 'failed', problems: [problem], unknownTypes: new Set([type]) });
      const lines = summaryOf(reportWith([outcome])).split('\n');
      assert.equal(lines.length, 14);
      assert.ok(lines[10]?.startsWith('- **users**: '));
      assert.doesNotMatch(unescaped(lines[10]?.replace('- **users**: ', '') ?? ''), MARKUP);
      const code = /^Event types that this release does not know: `(.*)`$/u.exec(lines[12] ?? '');
      assert.ok(code && !code[1]?.includes('`'), lines[12]);
    }),
    { numRuns: 50 },
  );
});

test('however much goes wrong, the summary stays far below what the runner takes', () => {
  const problems = Array.from({ length: 500 }, () => '€'.repeat(5000));
  const unknownTypes = new Set(Array.from({ length: 1000 }, (_, index) => `${index}${'€'.repeat(5000)}`));
  const summary = summaryOf(reportWith([outcomeOf('audit_logs', { status: 'failed', problems, unknownTypes })]));
  assert.ok(Buffer.byteLength(summary) < 800_000, `${Buffer.byteLength(summary)} bytes`);
  assert.match(summary, /\n- and 300 more: see the log\.\n/);
  assert.match(summary, /, and 900 more\n/);
});
