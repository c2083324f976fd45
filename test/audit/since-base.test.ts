import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckResult, Finding } from '../../src/audit/check.ts';
import { sinceBase } from '../../src/audit/since-base.ts';
import { auditData } from '../access-review/organization.ts';

const TODAY = '2026-11-22';

function finding(subject: string, fields: Partial<Finding> = {}): Finding {
  return {
    id: `owner-added:${subject}`,
    check: 'owner-added',
    severity: 'medium',
    status: 'standing',
    since: '2026-11-20',
    baseline: false,
    text: subject,
    evidence: {},
    ...fields,
  };
}

function seen(findings: Finding[], base: Finding[] | undefined, state: CheckResult['state'] = 'found') {
  const check = { id: 'owner-added' } as CheckResult['check'];
  const [result] = sinceBase([{ check, state, findings }], auditData({}), base, TODAY);
  return result?.findings.map(({ text, status }) => `${text} ${status}`);
}

test('what the base does not hold is new, however many nights ago it was first seen', () => {
  assert.deepEqual(seen([finding('a'), finding('b')], [finding('b')]), ['a new', 'b standing']);
});

test('what was merged on the day on which it was found is new no more', () => {
  const now = finding('a', { status: 'new', since: TODAY });
  assert.deepEqual(seen([now], [now]), ['a standing']);
  assert.deepEqual(seen([now], undefined), ['a new']);
});

test('what the base holds as less grave, and became graver since, is new', () => {
  const graver = finding('a', { severity: 'high', since: TODAY });
  assert.deepEqual(seen([graver], [finding('a')]), ['a new']);
});

test('a baseline is never new, and an exception stays one', () => {
  const excepted = finding('b', { status: 'excepted', exception: { reason: 'x', expires: '2026-12-31' } });
  assert.deepEqual(seen([finding('a', { baseline: true }), excepted], undefined), ['a standing', 'b excepted']);
});

test('what the base holds and is found no more is resolved, unless the check could not run', () => {
  assert.deepEqual(seen([], [finding('a')], 'passed'), ['a resolved']);
  assert.deepEqual(seen([], [finding('a')], 'not checked'), []);
});

test('what came and went while the pull request was open is nothing to its reader', () => {
  assert.deepEqual(seen([finding('a', { status: 'resolved', resolved: TODAY })], []), []);
});
