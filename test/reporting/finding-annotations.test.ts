import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allChecks } from '../../src/audit/all-checks.ts';
import type { CheckResult, Finding, Severity } from '../../src/audit/check.ts';
import type { Log } from '../../src/notices/log.ts';
import { rendered } from '../../src/notices/notice.ts';
import { annotateFindings, newFindings } from '../../src/reporting/finding-annotations.ts';

function resultOf(id: string, ...statuses: [status: Finding['status'], severity: Severity][]): CheckResult {
  const check = allChecks.find((one) => one.id === id);
  assert.ok(check);
  const findings = statuses.map(([status, severity], index) => ({
    ...{ id: `${id}:${index}`, check: id, severity, status, since: '2026-11-22', baseline: false },
    ...{ text: `Ada Example did thing ${index}`, evidence: {} },
  }));
  return { check, state: 'found', findings };
}

function warningsOf(results: readonly CheckResult[], mayName: boolean): string[] {
  const warnings: string[] = [];
  const fail = () => assert.fail('findings are warnings');
  const log: Log = {
    debug: fail,
    info: fail,
    notice: fail,
    warning: (message) => warnings.push(rendered(message)),
    error: fail,
  };
  annotateFindings(results, mayName, log);
  return warnings;
}

const mixed = [
  resultOf('single-owner', ['new', 'low'], ['standing', 'high'], ['resolved', 'high']),
  resultOf('owner-added', ['new', 'high'], ['excepted', 'high'], ['new', 'medium']),
];

test('new findings come the gravest first, and no others', () => {
  assert.deepEqual(
    newFindings(mixed).map(({ finding }) => [finding.id, finding.severity]),
    [
      ['owner-added:0', 'high'],
      ['owner-added:2', 'medium'],
      ['single-owner:0', 'low'],
    ],
  );
});

test('an annotation says what was found and what to do, a sentence each', () => {
  assert.equal(warningsOf(mixed, true)[2], 'New finding (low): Ada Example did thing 0. Make a second person owner.');
});

test('where nobody may be named, the check is named', () => {
  const warnings = warningsOf(mixed, false);
  assert.equal(warnings[2], 'New finding (low): Only one owner. Make a second person owner.');
  assert.ok(warnings.every((text) => !text.includes('Ada')));
});

test('what the runner would not show is counted in one line', () => {
  const many = resultOf('owner-added', ...new Array<['new', 'high']>(9).fill(['new', 'high']));
  const warnings = warningsOf([many], true);
  assert.equal(warnings.length, 7);
  assert.equal(warnings.at(-1), '3 more new findings: see the report.');
  assert.deepEqual(warningsOf([], true), []);
});
