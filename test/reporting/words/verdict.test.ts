import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckResult } from '../../../src/audit/check.ts';
import { pullRequestBody } from '../../../src/reporting/markdown/texts.ts';
import { pullRequestTitle } from '../../../src/reporting/markdown/title.ts';
import type { ReportModel } from '../../../src/reporting/model/model.ts';
import { pageOf } from '../../../src/reporting/page/page.ts';
import { verdictOf, verdictSentences } from '../../../src/reporting/words/verdict.ts';
import { exampleModel, quietModel } from '../model-fixture.ts';
import { checkNamed, findingOf } from '../model-parts.ts';
import { outcomeOf } from '../reports.ts';

function notChecked(title: string, why: string, more: Partial<CheckResult> = {}): CheckResult {
  return { check: checkNamed(title, 'low', title), state: 'not checked', why, findings: [], ...more };
}

function withResults(results: CheckResult[], more: Partial<ReportModel> = {}): ReportModel {
  return { ...quietModel(), checks: { ran: true, results }, ...more };
}

test('what was never exported leaves a night quiet, and is told once', () => {
  const model = withResults([
    notChecked('First', 'users was never exported', { neverExported: ['users'] }),
    notChecked('Second', 'roles was never exported', { neverExported: ['roles', 'groups'] }),
    notChecked('Third', 'no `domains` are configured'),
  ]);
  assert.equal(verdictOf(model).state, 'clear');
  assert.equal(pullRequestTitle(model), 'OpenAI admin export: new data only, to 2026-11-24');
  const body = pullRequestBody(model);
  assert.match(body, /<summary>Not checked: 3 checks<\/summary>/);
  assert.match(
    body,
    /^- What these need was never exported: add it to `resources`, or let the key read it<br><sub>First \(users\) · Second \(roles, groups\)<\/sub>$/m,
  );
  assert.match(
    pageOf(model),
    /<li>What these need was never exported: add it to <code>resources<\/code>, or .*?First \(users\) · Second/,
  );
});

test('what was read before and not completely this time is missing', () => {
  const model = withResults([notChecked('First', 'users was not read completely', { incomplete: true })]);
  assert.deepEqual(verdictOf(model).missing, ['1 check without complete data']);
  assert.equal(verdictOf(model).state, 'incomplete');
});

function firstNight(stateSource: 'cache' | 'none', more: Partial<ReportModel> = {}): ReportModel {
  const results = (['high', 'low'] as const).map((severity): CheckResult => {
    const check = checkNamed(severity, severity, `Check ${severity}`);
    const finding = { ...findingOf(check, 'a', 'standing', 'Found.', {}), since: '2026-11-24', baseline: true };
    return { check, state: 'found', findings: [finding], baselineDay: '2026-11-24' };
  });
  const model = withResults(results, more);
  return { ...model, run: { ...model.run, stateSource } };
}

test('a first export is to be reviewed, and shows its baseline unfolded', () => {
  const model = firstNight('none');
  assert.equal(
    pullRequestTitle(model),
    'OpenAI admin export: first checks, 2 findings in the baseline (1 high) (to 2026-11-24)',
  );
  const verdict = verdictOf(model);
  assert.equal(verdict.state, 'review');
  assert.deepEqual(verdictSentences(verdict), ['First checks, to review: 2 findings in the baseline (1 high).']);
  const body = pullRequestBody(model);
  assert.match(body, /### Baseline \(2\)\n\n\| Status/);
  assert.doesNotMatch(body, /<details>/);
  assert.match(pageOf(model), /<h3>Baseline \(2\)<\/h3>/);
});

test('first checks of data that was exported before are called so; where nothing is kept there is no first time', () => {
  assert.match(pullRequestTitle(firstNight('cache')), /: first checks, 2 findings in the baseline/);
  const { checks } = firstNight('cache');
  assert.ok(checks.ran);
  assert.equal(
    verdictOf(withResults([...checks.results], { checks: { ...checks, isAlwaysFirst: true } })).state,
    'clear',
  );
  assert.equal(verdictOf({ ...firstNight('cache'), day: '2026-11-25' }).state, 'clear');
});

test('a title stays within its length, whatever it begins with', () => {
  for (const words of ['x', 'x'.repeat(60), 'x'.repeat(250)]) {
    for (const model of [exampleModel(), quietModel(), firstNight('none'), withResults([], { changeCount: [] })]) {
      for (const status of ['ok', 'stopped'] as const) {
        const outcomes = [outcomeOf('users', { status })];
        const title = pullRequestTitle({ ...model, run: { ...model.run, outcomes } }, words);
        assert.ok(title.length <= 120, title);
        assert.match(title, /to 2026-11-24/);
      }
    }
  }
});

test('a single change at the end of a list is not counted as many', () => {
  const one = (kind: 'access' | 'settings') => ({ kind, resource: kind, added: 1, removed: 0, changed: 0 });
  const model = { ...quietModel(), changeCount: [one('access'), one('settings')] };
  assert.deepEqual(verdictOf(model).toReview, ['1 access change and 1 settings change']);
});
