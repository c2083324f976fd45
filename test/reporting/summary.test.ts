import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newTally } from '../../src/export/job/outcome.ts';
import { notice } from '../../src/notices/notice.ts';
import { failureSummary } from '../../src/reporting/markdown/failure.ts';
import { summaryOf } from '../../src/reporting/markdown/texts.ts';
import type { ReportCoverage } from '../../src/reporting/model/coverage.ts';
import type { RunFigures } from '../../src/reporting/model/figures.ts';
import { runVerdict } from '../../src/reporting/words/run-verdict.ts';
import { assertWhole } from './markdown/whole-markdown.ts';
import { exampleModel, largeModel } from './model-fixture.ts';
import { factsWith, outcomeOf } from './reports.ts';

const second = (text: string) => Date.parse(text) / 1000;
const NOW = second('2026-03-02T04:17:00Z');

function coverageOf(resource: string, fields: Partial<ReportCoverage> = {}): ReportCoverage {
  return {
    ...{ resource, kind: 'snapshot', status: 'ok', rows: 0, ranges: [], gaps: [], unavailable: [], staleParents: 0 },
    ...fields,
  };
}

function figuresWith(coverage: ReportCoverage[], fields: Partial<RunFigures> = {}): RunFigures {
  return {
    coverage: new Map(coverage.map((each) => [each.resource, each])),
    refused: [],
    isSpendHidden: false,
    ...fields,
  };
}

test('a quiet night is told in a line, and each resource in one', () => {
  const total = { ...newTally(), records: 12_345, rows: 400, files: 2, bytes: 4_200_000, changes: 3 };
  const outcomes = [
    outcomeOf('audit_logs', {
      tally: { ...newTally(), records: 12_345, rows: 400, files: 2 },
      range: { from: second('2026-02-01'), to: NOW },
      partitions: { new: 1, changed: 3 },
      dataUntil: NOW,
    }),
    outcomeOf('users', { tally: { ...newTally(), records: 4 }, partitions: { new: 0, changed: 0 }, dataUntil: NOW }),
    outcomeOf('groups', { status: 'skipped', skippedBecause: 'GET /groups answered 403: no.' }),
  ];
  const dataUntil = '2026-03-02T04:17:00Z';
  const figures = figuresWith([
    coverageOf('audit_logs', { kind: 'events', rows: 99_000, ranges: [['2025-12-01', '2026-03-02']], dataUntil }),
    coverageOf('users', { rows: 4, readOn: '2026-03-02', dataUntil }),
  ]);
  assert.equal(
    summaryOf(factsWith(outcomes, { total, stateSource: 'cache', figures })),
    `## OpenAI Admin Export

**✅ Complete: both resources were read, up to 2026-03-02 04:17 UTC. 1 other was skipped: this key or organisation lacks it. Nothing to do.**

Read: 12,345 rows. Written: 400 rows in 2 files (4.2 MB) and 3 entries of the change log, to \`data\`. State: from the Actions cache and the manifests at the destination. What both hold as settled was not read again.

### New and changed (1)

| Resource | Status | Rows read | Rows written | Partitions | Changes | Holds | Complete until (UTC) |
| --- | --- | ---: | ---: | --- | ---: | --- | --- |
| audit_logs | ✅ ok | 12,345 | 400 | 1 new, 3 changed |  | 99,000 rows since 2025-12-01 | 2026-03-02 04:17 |

<details><summary>Read, and nothing new: 1 resource</summary>

| Resource | Status | Rows read | Holds | Complete until (UTC) |
| --- | --- | ---: | --- | --- |
| users | ✅ ok | 4 | 4 rows | 2026-03-02 04:17 |

</details>

<details><summary>Skipped, because this key or organisation lacks them: 1 resource</summary>

To leave one out without a notice, add \`!\` and its name to \`resources\`.

- **groups**: GET /groups answered 403: no.

</details>

`,
  );
});

const passing = (text: string) => notice(text, 'api-unavailable', { kind: text, passes: true });

test('whether a problem waits for the next run or is to be dealt with is a fact, whatever its words', () => {
  const texts = ['It will be read again.', 'The next run reads it again.', 'Something else entirely.'];
  for (const text of texts) {
    const { todo, waiting } = runVerdict(
      factsWith([
        outcomeOf('users', { status: 'failed', problems: [notice(text, 'api-unavailable', { passes: true })] }),
        outcomeOf('costs', { status: 'failed', problems: [notice(text, 'missing-scope')] }),
      ]),
    );
    assert.deepEqual(
      [todo.map(({ resource }) => resource), waiting.map(({ resource }) => resource)],
      [['costs'], ['users']],
    );
  }
});

test('a bad night says what is not complete, what to do first, and what the next run does by itself', () => {
  const remedy =
    'The key lacks the scope api.management.read. Give it that scope: https://platform.openai.com/settings/organization/admin-keys';
  const lacking = (text: string) => notice(text, 'missing-scope', { kind: '403' });
  const outcomes = [
    outcomeOf('users', {
      status: 'failed',
      problems: [lacking(`GET /users answered 403: no, request req_1. ${remedy}.`)],
    }),
    outcomeOf('groups', {
      status: 'failed',
      problems: [lacking(`GET /groups answered 403: no, request req_2. ${remedy}.`)],
    }),
    outcomeOf('costs', {
      status: 'failed',
      problems: [passing('GET /costs answered 500: oh `no`. The next run reads it again.')],
    }),
    outcomeOf('audit_logs', { dataUntil: NOW }),
  ];
  const summary = summaryOf(factsWith(outcomes, { stateSource: 'none' }));
  assert.match(
    summary,
    /\*\*⚠️ Incomplete: 3 of 4 resources were not read in full \(users, groups and costs\)\. audit_logs is complete, up to 2026-03-02 04:17 UTC\. One thing to do\.\*\*/,
  );
  assert.ok(
    summary.includes(
      `### What to do\n\n1. **users**: GET /users answered 403: no, request req_1. ${remedy}. The same for groups. See docs/troubleshooting.md#missing-scope\n`,
    ),
    summary,
  );
  assert.match(
    summary,
    /### Left to the next run\n\n.*\n\n- \*\*costs\*\*: GET \/costs answered 500: oh `no`\. The next run reads it again\. See docs\/troubleshooting\.md#api-unavailable\n/,
  );
  assert.match(summary, /\| users \| ❌ failed \|/);
  assert.match(summary, /Every problem: 3<\/summary>/);
});

test('what keeps the data from where it belongs comes first', () => {
  const outcomes = [
    outcomeOf('users', {
      status: 'failed',
      problems: [passing('Not finished: the destination takes nothing any more.')],
    }),
  ];
  const summary = summaryOf(
    factsWith(outcomes, {
      stoppedBy: 'There is no bucket x.',
      troubles: ['The comment could not be written.'],
    }),
  );
  assert.match(summary, /\*\*❌ Failed: users was not read in full\. 2 things to do\.\*\*/);
  assert.match(summary, /1\. There is no bucket x\.\n2\. The comment could not be written\.\n/);
  assert.match(
    summaryOf(factsWith([outcomeOf('users')], { isNotCommitted: true, troubles: ['no'] })),
    /❌ Failed: what was read could not be committed/,
  );
});

test('what makes the step fail, or soon will, is among what there is to do', () => {
  const summary = summaryOf(
    factsWith([outcomeOf('users')], {
      failsOn: [
        { notice: 'The data of 1 resource is too old.' },
        { notice: 'Not everything was delivered: no comment.', repeatsTrouble: true },
      ],
      troubles: ['no comment.'],
      keyExpires: 'The admin key of this export expires in 2 days.',
    }),
  );
  assert.match(
    summary,
    /1\. no comment\.\n2\. The data of 1 resource is too old\.\n3\. The admin key of this export expires in 2 days\.\n\n/,
  );
});

test('rows that were left out are no complete data, and an outage leaves what is stored', () => {
  const discarded = { mode: 'discard-rows' as const, rows: 29, fields: new Map([['zone', 29]]) };
  assert.match(
    summaryOf(factsWith([outcomeOf('users'), outcomeOf('costs', { discarded })])),
    /⚠️ Complete but for 29 rows that `on-schema-change` left out: both resources were read\. Nothing to do\./,
  );
  const problems = [passing('GET /x answered 503: busy. The next run reads it again.')];
  const outage = ['users', 'costs'].map((name) => outcomeOf(name, { status: 'failed', problems }));
  assert.match(
    summaryOf(factsWith(outage)),
    /Failed: none of the 2 resources was read in full \(users and costs\)\. What is stored is whole: .*\. Nothing to do yet\./,
  );
});

test('of a manifest that cannot be read nobody knows what there is', () => {
  const problems = [notice('Failed to read the manifest.', 'unreadable-manifest')];
  const summary = summaryOf(
    factsWith([outcomeOf('users', { status: 'failed', problems })], { figures: figuresWith([coverageOf('users')]) }),
  );
  assert.match(summary, /\| users \| ❌ failed \|.*\| unknown \| unknown \|/);
});

test('a run that was stopped before it finished anything says that the next one may not either', () => {
  const outcomes = [outcomeOf('costs', { status: 'stopped' })];
  const stopped = 'The 2 requests that `stop-after` allows are made.';
  const summary = summaryOf(factsWith(outcomes, { stopped }));
  assert.match(summary, /that `stop-after` allows are made\..*Nothing to do yet\./);
  assert.match(summary, /- No file could be finished of costs\. If the next run ends there too, allow it more/);
});

test('a remedy in the summary leads to its pages, without the workflow that the log shows', () => {
  const text =
    'Failed to write x. A workflow:\n\n    permissions:\n      id-token: write\n\ndocs/destinations/s3.md has the whole one. See docs/troubleshooting.md#no-credentials';
  const files = 'https://github.com/octo-org/tool/blob/v1';
  const expected = `A workflow: [s3](${files}/docs/destinations/s3.md) has the whole one. See [no-credentials](${files}/docs/troubleshooting.md#no-credentials)`;
  assert.ok(summaryOf(factsWith([outcomeOf('users')], { stoppedBy: text, toolFiles: files })).includes(expected));
  assert.match(
    failureSummary(text, false, files),
    /A workflow:\n\n\[s3\]\(.*s3\.md\) has the whole one\. See \[no-credentials\]/,
  );
  assert.doesNotMatch(failureSummary(text, false, files), /permissions/);
  assert.match(failureSummary(text, false), /What earlier runs exported stays as it is/);
});

test('a key that can read nothing, and a run that was told to end early', () => {
  const nothing = factsWith([outcomeOf('users', { status: 'skipped' })]);
  assert.match(summaryOf(nothing), /❌ Failed: the key can read none of the resources/);
  const stopped = { ...outcomeOf('costs'), status: 'stopped' as 'ok' };
  const odd = { ...outcomeOf('users'), status: 'new status' as 'ok' };
  const summary = summaryOf(factsWith([stopped, odd, outcomeOf('groups')]));
  assert.match(
    summary,
    /⚠️ Ended early, as it was asked to\. Not read to the end: costs and users\. The next run carries on\. groups is complete\. Nothing to do\./,
  );
  assert.match(summary, /\| costs \| ⏹️ ended early \|/);
  assert.match(summary, /\| users \| new status \|/);
});

test('gaps, history, refusals, kept and discarded rows and unknown types are told once for all that have them', () => {
  const discarded = { mode: 'discard-rows' as const, rows: 3, fields: new Map([['shade', 3]]) };
  const outcomes = [
    {
      ...outcomeOf('audit_logs', {
        kept: 2,
        unknownTypes: new Set(['b_new.type', 'a`b']),
        historyFrom: second('2025-06-01'),
      }),
      discarded,
    },
    outcomeOf('costs'),
    outcomeOf('usage_images'),
    outcomeOf('project_users', { kept: 1 }),
  ];
  const unavailable: [string, string][] = [['2025-01-01', '2025-03-01']];
  const figures = figuresWith(
    [
      coverageOf('audit_logs', {
        kind: 'events',
        ranges: [
          ['2026-01-01', '2026-02-01'],
          ['2026-02-05', '2026-03-01'],
        ],
        gaps: [['2026-02-01', '2026-02-05']],
      }),
      coverageOf('costs', { kind: 'buckets', unavailable }),
      coverageOf('usage_images', { kind: 'buckets', unavailable }),
      coverageOf('project_users'),
    ],
    {
      refused: [
        { resource: 'costs', dimension: 'api_key_id', periods: ['2025-11', '2025-12'] },
        { resource: 'audit_logs', dimension: 'tenant_only', periods: ['2026-01-01'] },
      ],
    },
  );
  const summary = summaryOf(factsWith(outcomes, { figures }));
  for (const line of [
    '1. **audit_logs**: 2026-02-01 to 2026-02-04 is missing, and no run asked for it: run once with `start-date: 2026-02-01` to fill the gap.',
    '- **audit_logs**: 2026-02-01 to 2026-02-04',
    '- **audit_logs**: the API’s history begins at 2025-06-01: nothing older is there to be read.',
    '- **costs and usage_images**: the API’s history began at 2025-03-01 when it was asked: 2025-01-01 to 2025-02-28 could not be had.',
    '- **audit_logs**: 2 rows that the API no longer gives are kept: what was stored once stays as evidence.',
    '- **project_users**: 1 row of parents that could not be read this time is kept from an earlier read.',
    '- **audit_logs**: 3 rows left out by on-schema-change, for these fields: shade (3 values). What was stored of them stays.',
    '- **costs**: not split by `api_key_id` in 2 partitions from 2025-11 to 2025-12, because the API refused it there. The sums are complete.',
    '- **audit_logs**: the events of the tenant (`tenant.*`) are missing in 2026-01-01: this key or organisation may not read them. The events of the organisation itself are complete.',
    "- Event types that this release does not know: `a'b`, `b_new.type`. They are exported all the same.",
  ])
    assert.ok(summary.includes(`\n${line}\n`), `${line}\n${summary}`);
  assert.match(summary, /⚠️ Complete as asked, with gaps/);
});

test('what the audit says comes between what to do and the resources', () => {
  const audit = { model: exampleModel(), names: true, spend: true };
  const summary = summaryOf(factsWith([outcomeOf('users')], { audit }));
  assert.match(
    summary,
    /1\. Review what the audit found, below: 2 new findings \(1 high\).*\n[\s\S]*State: [^\n]*\n\n## Audit\n\n[\s\S]*\n\n## Export\n\n/,
  );
});

test('no text from outside becomes Markdown or HTML, or leaves its line', () => {
  const odd = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '<b>',
          '`',
          '\\',
          '_',
          '**',
          '|',
          '\n',
          '\r\n',
          '# ',
          '[x](y)',
          '&lt;',
          '~~',
          '$',
          'a',
          '@me ',
          'https://e.example ',
        ),
        fc.string({ unit: 'binary' }),
      ),
    )
    .map((parts) => parts.join(''));
  const lines = (problem: string, type: string) => {
    const outcome = outcomeOf('users', { status: 'failed', problems: [problem], unknownTypes: new Set([type]) });
    return summaryOf(factsWith([outcome])).split('\n');
  };
  const usual = lines('no', 'a.b').length;
  fc.assert(
    fc.property(odd, odd, (problem, type) => {
      const told = lines(problem, type);
      assert.equal(told.length, usual);
      assertWhole(told.join('\n'));
      const item = told.find((line) => line.startsWith('1. **users**: ')) ?? '';
      // What stands between backticks is code, the rest is escaped.
      const words = item
        .slice('1. **users**: '.length)
        .replace(/(?<!\\)`[^`]*`/g, '')
        .replace(/\\([!-/:-@[-`{-~])/g, 'x')
        .replaceAll('&#8203;', '');
      assert.doesNotMatch(words, /[\\`*[\]<>|&~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u);
      assert.doesNotMatch(item.replace(/(?<!\\)`[^`]*`/g, ''), /https:\/\/e\.|(?<![A-Za-z0-9])@m/);
    }),
    { numRuns: 50 },
  );
});

test('however much there is to tell, the summary is whole and below what the runner takes', () => {
  const long = '😀€'.repeat(3000);
  const problems = Array.from({ length: 5000 }, (_, index) => `GET /x answered 500: ${index} ${long}`);
  const unknownTypes = new Set(Array.from({ length: 1000 }, (_, index) => `${index}${long}`));
  const names = Array.from({ length: 300 }, (_, index) => `resource_${index}_${'ü'.repeat(200)}`);
  const gaps = Array.from({ length: 400 }, (_, index): [string, string] => [
    `2025-01-01T${index}`,
    `2025-01-02T${index}`,
  ]);
  const outcomes = names.map((name, index) =>
    outcomeOf(name, {
      status: index % 2 ? 'failed' : 'skipped',
      problems: index % 2 ? problems.slice(0, 40) : [],
      skippedBecause: `${index} ${long}`,
    }),
  );
  outcomes.push(outcomeOf('audit_logs', { status: 'failed', problems, unknownTypes }));
  const figures = figuresWith(
    outcomes.map(({ resource }) => coverageOf(resource, { kind: 'events', gaps, unavailable: gaps })),
    {
      refused: names.map((resource) => ({ resource, dimension: long, periods: ['2026-01'] })),
      spend: {
        currency: long,
        days: Array.from({ length: 28 }, (_, index) => ({
          period: `2026-02-${String(index + 1).padStart(2, '0')}`,
          amount: index,
        })),
        projects: Array.from({ length: 8 }, (_, index) => ({ name: `${index}${long}`, amount: index })),
        isFiltered: true,
      },
    },
  );
  const audit = { model: largeModel(), names: true, spend: true };
  const summary = summaryOf(factsWith(outcomes, { figures, troubles: problems, audit }));
  assert.ok(Buffer.byteLength(summary) < 950_000, `${Buffer.byteLength(summary)} bytes`);
  assert.match(summary, /\n## Audit\n[\s\S]*\n### New findings\n[\s\S]*\n## Export\n/);
  assertWhole(summary);
  assert.match(summary, /\nAnd [\d,]+ more, below under “Every problem”\.\n/);
  assert.match(summary, /more: see the log\.\n/);
});

test('a run that left rows out does not call its data complete without saying so', () => {
  const fields = new Map([['shade', 3]]);
  const rows = outcomeOf('users', { discarded: { mode: 'discard-rows', rows: 3, fields } });
  assert.match(
    summaryOf(factsWith([rows])),
    /\*\*⚠️ Complete but for 3 rows that `on-schema-change` left out: users was read/,
  );
  const columns = outcomeOf('users', { discarded: { mode: 'discard-columns', rows: 3, fields } });
  assert.match(summaryOf(factsWith([columns])), /\*\*✅ Complete: users was read/);
});
