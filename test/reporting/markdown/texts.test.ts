import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commentBody, pullRequestBody, summaryOf } from '../../../src/reporting/markdown/texts.ts';
import { pullRequestTitle } from '../../../src/reporting/markdown/title.ts';
import type { ReportModel } from '../../../src/reporting/model/model.ts';
import { emptyModel, exampleModel, largeModel, quietModel } from '../model-fixture.ts';
import { checkNamed, findingOf } from '../model-parts.ts';
import { factsWith, outcomeOf } from '../reports.ts';
import { assertWhole } from './whole-markdown.ts';

const MARKER = '<!-- openai-admin-export:data -->';

/** The summary of a run in which the audit found this. */
function summaryWith(model: ReportModel, shown: { names?: boolean; spend?: boolean } = {}, bytes?: number): string {
  const audit = { model, names: true, spend: true, ...shown };
  return summaryOf(factsWith([outcomeOf('users')], { audit }), bytes);
}

test('the title says what there is to review, or that there is new data only', () => {
  const titles = [exampleModel(), quietModel(), emptyModel(), largeModel()].map((model) => pullRequestTitle(model));
  assert.deepEqual(
    titles,
    [
      'OpenAI admin export: 2 new findings (1 high), 4 access, 3 key and 2 settings changes, … to review (to 2026-11-24)',
      'OpenAI admin export: new data only, to 2026-11-24',
      'OpenAI admin export: new data only, to 2026-11-24 (checks did not run)',
      'OpenAI admin export: 3,000 new findings (1,500 high), 12,000 access and 3,334 key changes, … to review (to 2026-11-24)',
    ].map((title) => (title.length <= 120 ? title : assert.fail(`${title.length}: ${title}`))),
  );
});

test('a title that would be too long says that there is more', () => {
  const title = pullRequestTitle(largeModel(), 'Nightly export of the organisation');
  assert.equal(
    title,
    'Nightly export of the organisation: 3,000 new findings (1,500 high), … to review (to 2026-11-24) (1 resource not read)',
  );
});

test('a single kind of change is named in full', () => {
  const { revokesOutstanding: _, ...model } = exampleModel();
  model.changeCount = [{ kind: 'access', resource: 'users', added: 3, removed: 0, changed: 0 }];
  assert.equal(
    pullRequestTitle(model),
    'OpenAI admin export: 2 new findings (1 high), 3 access changes to review (to 2026-11-24) (1 resource not read)',
  );
});

test('the body starts with the verdict and holds findings, changes, spend and where the rest is', () => {
  const body = pullRequestBody(exampleModel());
  assert.ok(
    body.startsWith(
      '**🔎 To review: 2 new findings (1 high); 4 access, 3 key and 2 settings changes; 1 revoke outstanding.**',
    ),
  );
  for (const text of [
    '🔴 High: Admin key of someone who left (1)',
    'last_used_at: 2026-11-24T01:12:09Z',
    '**What to do:** Ask the owner',
    '| 2026-11-24 | ✏️ changed | Sam Sample (sam@example.org) | role: reader → owner |  |',
    'API costs by OpenAI’s cost endpoint, not the invoice; settled to 2026-11-21.',
    '<details><summary>Earlier findings: 1 standing, 1 excepted, 1 resolved</summary>',
    '<details><summary>Not checked: 1 check</summary>',
    'gap: 2026-10-08 to 2026-10-09',
    '[`_findings/findings.jsonl`](https://github.com/example/audit/tree/openai-admin-export/data/_findings/findings.jsonl)',
  ]) {
    assert.ok(body.includes(text), text);
  }
  assert.equal(body, pullRequestBody(exampleModel()));
});

test('nights without anything read well', () => {
  const quiet = pullRequestBody(quietModel());
  assert.ok(quiet.startsWith('**✅ Nothing to review: new data only.**'));
  assert.match(quiet, /None\. 8 checks passed\./);
  const empty = pullRequestBody(emptyModel());
  assert.match(empty, /Checks did not run: this is the first run/);
  for (const text of [quiet, empty]) assert.doesNotMatch(text, /undefined|NaN|Infinity/);
});

test('the largest organisation stays within the limits, every table and fold closed, and says what is left out', () => {
  const model = largeModel();
  const texts: [string, number][] = [
    [pullRequestBody(model), 65_000],
    [pullRequestBody(model, 9000), 9000],
    [`${MARKER}\n${commentBody(model, MARKER)}`, 65_000],
    [summaryWith(model), 900_000],
  ];
  for (const [text, limit] of texts) {
    assert.ok(Buffer.byteLength(text) <= limit, `${Buffer.byteLength(text)} of ${limit}`);
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
    for (const row of text.split('\n').filter((line) => line.startsWith('|'))) assert.ok(row.endsWith('|'), row);
    assert.match(text, /and [\d,]+ more: see/);
    assert.match(text, /Every change: /);
  }
  const [[body]] = texts as [[string, number]];
  const shown = body.match(/^\| 2026-11-24 \| .* as owner \|/gm)?.length ?? 0;
  assert.ok(shown > 10);
});

test('with names off no subject, text or evidence is told', () => {
  const text = summaryWith(exampleModel(), { names: false });
  assert.doesNotMatch(text, /Sample|example\.org|sec-lead|terraform|Qk2w/);
  assert.match(text, /#### 🔴 High: Admin key of someone who left \(1\)/);
  assert.match(text, /\| project\\?_users \| 2 \| 1 \| 1 \|/);
});

test('a hostile name neither breaks the table nor notifies anybody', () => {
  const body = pullRequestBody(withName('</details><img onerror=x> | @octocat\n\n# x #1 GH-2'));
  const row = body.split('\n').find((line) => line.includes('octocat'));
  assert.equal(
    row,
    '| 2026-11-24 | ➕ added | \\</details\\>\\<img onerror=x\\> \\| @&#8203;octocat # x #&#8203;1 GH-&#8203;2 | member of project Search as owner | Search |',
  );
});

function withName(subject: string): ReportModel {
  const model = exampleModel();
  const [first] = model.changes;
  assert.ok(first);
  model.changes[0] = { ...first, subject };
  return model;
}

test('beside the rest of a summary, the audit tells no problem of the run twice, and no amounts where they are not wanted', () => {
  const model = exampleModel();
  const outcomes = [outcomeOf('users', { status: 'failed', problems: ['GET /users answered 500.'] })];
  const readBack = [{ resource: 'costs', notice: 'costs.jsonl is missing.' }];
  const failed = { ...model, run: { ...model.run, outcomes }, readBack };
  const text = summaryWith(failed, { spend: false });
  assert.doesNotMatch(text, /GET \/users|USD|### Spend/);
  assert.match(text, /### Not read completely\n\n- \*\*costs\*\*: costs\.jsonl is missing\./);
  assert.match(summaryWith(failed), /### Spend/);
});

test('ten thousand findings leave a summary whole and in its bounds', () => {
  const check = checkNamed('many', 'high', 'Many');
  const findings = Array.from({ length: 10_000 }, (_, index) =>
    findingOf(check, `${index}`, 'new', `${index} ${'ü😀|'.repeat(200)}`, { who: '`<b>'.repeat(50) }),
  );
  const model = {
    ...largeModel(),
    checks: { ran: true as const, results: [{ check, state: 'found' as const, findings }] },
  };
  for (const bytes of [900_000, 450_000, 20_000]) {
    const text = summaryWith(model, {}, bytes);
    assert.ok(Buffer.byteLength(text) <= bytes);
    assertWhole(text);
  }
});
