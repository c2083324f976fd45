import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { allChecks } from '../../src/audit/all-checks.ts';
import type { CheckResult } from '../../src/audit/check.ts';
import { configured, noCheckSettings } from '../../src/audit/check-settings.ts';
import { reviewExceptions } from '../../src/audit/exceptions.ts';
import { parseCheckSettings } from '../../src/audit/parse-check-settings.ts';
import { runChecks } from '../../src/audit/run-checks.ts';
import { organisation } from './checks/organisation.ts';

const read = (yaml: string, version: '1.1' | '1.2' = '1.2') => {
  const { checks, exceptions } = parse(yaml, { version }) ?? {};
  return parseCheckSettings(checks, exceptions, allChecks);
};

const good = `
checks:
  admin-key-old: off
  admin-key-unused: { days: 60, severity: high }
  user-outside-domains: { domains: [example.org] }
  invite-outside-domains: { domains: example.org }
  key-created-outside-hours: on
exceptions:
  - { finding: "admin-key-old:*", reason: Known, expires: 2026-12-31 }
`;

for (const version of ['1.1', '1.2'] as const) {
  test(`settings are read as YAML ${version} gives them`, () => {
    assert.deepEqual(read(good, version), {
      settings: {
        checks: {
          'admin-key-old': { on: false },
          'admin-key-unused': { on: true, severity: 'high', thresholds: { days: 60 } },
          'user-outside-domains': { on: true, thresholds: { domains: ['example.org'] } },
          'invite-outside-domains': { on: true, thresholds: { domains: ['example.org'] } },
          'key-created-outside-hours': { on: true },
        },
        exceptions: [{ finding: 'admin-key-old:*', reason: 'Known', expires: '2026-12-31' }],
      },
      mistakes: [],
    });
  });
}

test('nothing configured is nothing wrong', () => {
  assert.deepEqual(read(''), { settings: noCheckSettings, mistakes: [] });
});

test('every mistake is told with its place', () => {
  const { mistakes, settings } = read(`
checks:
  admin-key-ancient: on
  admin-key-old: 7
  admin-key-unused: { days: soon, hours: 3, severity: huge }
  admin-key-expiring: { days: -1 }
  user-outside-domains: { domains: [1] }
exceptions:
  - { finding: admin-key-old, reason: "", expires: soon }
  - { finding: "nothing:x", reason: Known, expires: 2026-02-30 }
  - text
`);
  assert.deepEqual(mistakes, [
    'checks: admin-key-ancient is no check (did you mean "admin-key-unused"?); docs/checks.md lists them',
    'checks: admin-key-old must be on, off, or a map of severity and days',
    'checks: admin-key-unused.days must be a number, 0 or more',
    'checks: admin-key-unused has no hours; it has severity, days',
    'checks: admin-key-unused.severity must be high, medium or low',
    'checks: admin-key-expiring.days must be a number, 0 or more',
    'checks: user-outside-domains.domains must be a list of texts',
    'exceptions[0].finding must be <check>:<subject> or <check>:*',
    'exceptions[0].reason must say why',
    'exceptions[0].expires must be a day such as 2026-12-31',
    'exceptions[1].finding: nothing is no check; docs/checks.md lists them',
    'exceptions[1].expires must be a day such as 2026-12-31',
    'exceptions[2].finding must be <check>:<subject> or <check>:*',
    'exceptions[2].reason must say why',
    'exceptions[2].expires must be a day such as 2026-12-31',
  ]);
  assert.deepEqual(settings.exceptions, []);
  assert.match(read('checks: all\nexceptions: none').mistakes.join(), /map of ids.*must be a list/);
});

test('an optional check runs only when it is switched on, any other unless it is switched off', () => {
  const on = (id: string, checks = {}) => {
    const check = allChecks.find((each) => each.id === id);
    return check && configured(check, { checks, exceptions: [] }) !== undefined;
  };
  assert.equal(on('admin-key-old'), true);
  assert.equal(on('admin-key-old', { 'admin-key-old': { on: false } }), false);
  assert.equal(on('user-outside-domains'), false);
  assert.equal(on('user-outside-domains', { 'user-outside-domains': { on: true } }), true);
});

test('exceptions that expired or match nothing are named, unless their check did not run', () => {
  const exception = (finding: string, expires = '2026-12-31') => ({ finding, reason: 'Known', expires });
  const exceptions = [
    exception('data-stale:costs'),
    exception('data-stale:users'),
    exception('data-stale:audit_logs', '2026-11-23'),
    exception('data-stale:gone', '2026-11-23'),
    exception('admin-key-old:key_1'),
    exception('daily-spend-above:*'),
    exception('data-stale:*', '2026-11-01'),
  ];
  const settings = { checks: {}, exceptions };
  const data = { ...organisation({ dataUntil: { costs: '2026-11-01', audit_logs: '2026-11-01' } }) };
  const results: CheckResult[] = runChecks(allChecks, data, settings, undefined, '2026-11-24');
  const { expired, unmatched } = reviewExceptions(settings, results, '2026-11-24');
  assert.deepEqual(
    expired.map(({ finding }) => finding),
    ['data-stale:audit_logs', 'data-stale:*'],
  );
  assert.deepEqual(
    unmatched.map(({ finding }) => finding),
    ['data-stale:users', 'data-stale:gone'],
  );
});
