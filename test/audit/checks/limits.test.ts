import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells, DailyCost } from '../../../src/audit/audit-data.ts';
import * as limits from '../../../src/audit/checks/limits.ts';
import { organizationNearSpendLimit, projectNearSpendLimit } from '../../../src/audit/checks/spend-limits.ts';
import { found, organisation, projects, subjects } from './organisation.ts';

const limit = (threshold_amount: string | null, more: Cells = {}): Cells => {
  return { project_id: 'p1', threshold_amount, currency: 'USD', interval: 'month', ...more };
};

test('projects in use without a limit or an alert of their own are told; archived ones are not', () => {
  const none = { projects, project_spend_limit: [], project_spend_alerts: [] };
  assert.deepEqual(subjects(limits.projectWithoutSpendLimit, { snapshots: none }), ['p1']);
  assert.equal(
    found(limits.projectWithoutSpendAlert, { snapshots: none })[0]?.text,
    'Project Search (p1) has no spend alert of its own',
  );
  const both = { projects, project_spend_limit: [limit('100')], project_spend_alerts: [limit('100'), limit('200')] };
  assert.deepEqual(subjects(limits.projectWithoutSpendLimit, { snapshots: both }), []);
  assert.deepEqual(subjects(limits.projectWithoutSpendAlert, { snapshots: both }), []);
  const others = { projects, project_spend_limit: [limit('100', { project_id: 'p2' }), limit(null)] };
  assert.deepEqual(subjects(limits.projectWithoutSpendLimit, { snapshots: others }), ['p1']);
});

test('an organisation without a limit or an alert is told', () => {
  const snapshots = { spend_limit: [], spend_alerts: [] };
  assert.deepEqual(subjects(limits.organizationWithoutSpendLimit, { snapshots }), ['organization']);
  assert.deepEqual(subjects(limits.organizationWithoutSpendAlert, { snapshots }), ['organization']);
  const both = { spend_limit: [limit('1')], spend_alerts: [limit('1')] };
  assert.deepEqual(subjects(limits.organizationWithoutSpendLimit, { snapshots: both }), []);
  assert.deepEqual(subjects(limits.organizationWithoutSpendAlert, { snapshots: both }), []);
});

function near(cents: string, costs: Partial<DailyCost>[], row: Cells = {}) {
  const snapshots = { projects, project_spend_limit: [limit(cents, row)] };
  return found(projectNearSpendLimit, { snapshots, costs }).map(({ text, severity }) => [text, severity]);
}

test('a project is near its limit, which is in cents, by what it spent in the UTC month so far, today included', () => {
  const costs = [
    { day: '2026-10-31', amount: 500 },
    { day: '2026-11-01', amount: 60 },
    { day: '2026-11-24', amount: 20 },
    { day: '2026-11-10', amount: 500, project: 'p2' },
    { day: '2026-11-10', amount: 500, project: null },
  ];
  const text = (share: number) => `Project Search (p1) spent ${share} % or more of its limit of 100.00 USD in 2026-11`;
  assert.deepEqual(near('10000', costs), [[text(80), undefined]]);
  assert.deepEqual(near('10001', costs), []);
  assert.deepEqual(near('10000', [...costs, { day: '2026-11-12', amount: 19.99 }]), [[text(90), undefined]]);
  assert.deepEqual(near('10000', [...costs, { day: '2026-11-12', amount: 20 }]), [[text(100), 'high']]);
  assert.deepEqual(near('10000', costs, { interval: 'week' }), [], 'an interval that is not known is not judged');
  assert.deepEqual(near('10000', costs, { project_id: 'gone' }), []);
  assert.deepEqual(near('0', costs), []);
});

test('the organisation is near its limit by all of its costs, those without a project as well', () => {
  const costs = [
    { amount: 50, day: '2026-11-02' },
    { amount: 40, day: '2026-11-03', project: null },
  ];
  const go = (cents: string) =>
    subjects(organizationNearSpendLimit, { snapshots: { spend_limit: [limit(cents)] }, costs });
  assert.deepEqual(go('10000'), ['organization']);
  assert.deepEqual(go('12000'), []);
  assert.deepEqual(subjects(organizationNearSpendLimit, { snapshots: { spend_limit: [] }, costs }), []);
});

test('limits cannot be compared with another currency, or with a month that was not read', () => {
  const why = (given: object) => projectNearSpendLimit.cannotTell?.(organisation(given), { percent: 80 });
  assert.equal(why({}), undefined);
  assert.match(why({ currency: 'eur' }) ?? '', /US dollars/);
  assert.equal(why({ covered: [['2026-11-02', '2026-11-25']] }), 'the costs of 2026-11-01 were not read');
  assert.equal(why({ covered: [['2026-11-01', '2026-11-22']] }), undefined, 'the newest days come late');
  assert.equal(why({ covered: [], now: '2026-11-02T00:00:00Z' }), undefined, 'no day of the month has settled yet');
});
