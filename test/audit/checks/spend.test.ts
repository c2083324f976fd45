import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DailyCost } from '../../../src/audit/audit-data.ts';
import type { Finding } from '../../../src/audit/check.ts';
import { dailySpendAbove, projectSpendJump, spendJump } from '../../../src/audit/checks/spend.ts';
import { ago, dayAgo, found, organisation, projects, subjects } from './organisation.ts';

/** Costs of the last 70 days, by how many days ago. */
function costs(amount: (ago: number) => number, project: string | null = 'p1'): Partial<DailyCost>[] {
  return Array.from({ length: 70 }, (_, ago) => ({ day: dayAgo(ago), amount: amount(ago), project }));
}

const flat = (special: Record<number, number>, usual = 200) => costs((ago) => special[ago] ?? usual);

test('spend jumps on a settled day that is far above the same weekday of the weeks before', () => {
  const snapshots = { projects };
  assert.deepEqual(found(spendJump, { snapshots, costs: flat({ 3: 301 }) }), [
    {
      subject: dayAgo(3),
      text: `The organisation spent 301.00 USD on ${dayAgo(3)}, against 200.00 USD on the same weekday of the weeks before`,
      evidence: { day: dayAgo(3), amount: '301.00', usual: '200.00', largest_project: 'Search (p1)' },
    },
  ]);
  assert.deepEqual(subjects(spendJump, { costs: flat({ 9: 301 }) }), [dayAgo(9)]);
});

test('spend that is only just above, small, not settled, long ago or lower is no jump', () => {
  const near = {
    percent: flat({ 3: 300 }),
    cents: flat({ 3: 99 }, 1),
    unsettled: flat({ 0: 999, 1: 999, 2: 999 }),
    ago: flat({ 10: 999 }),
    lower: flat({ 3: 0 }),
    // Every Saturday is as dear as the one before.
    weekday: costs((ago) => (ago % 7 === 3 ? 999 : 10)),
    // One dear day among the four does not lower what is usual, nor raise it.
    outlier: flat({ 3: 250, 10: 999, 17: 0 }),
  };
  for (const [name, given] of Object.entries(near)) {
    const only = subjects(spendJump, { costs: given });
    assert.deepEqual(only, [], name);
  }
});

test('a new level of spend is one finding, of its first day, until it is usual', () => {
  for (const days of [3, 5, 9, 16]) {
    assert.deepEqual(
      subjects(spendJump, { costs: costs((ago) => (ago <= days ? 400 : 200)) }),
      [dayAgo(days)],
      `${days}`,
    );
  }
  assert.deepEqual(subjects(spendJump, { costs: costs((ago) => (ago <= 31 ? 400 : 200)) }), []);
});

test('jumps that are neither close nor just a week apart are findings of their own, of which the newest days matter', () => {
  assert.deepEqual(subjects(spendJump, { costs: flat({ 3: 900, 11: 900 }) }), [dayAgo(3)]);
  assert.deepEqual(subjects(spendJump, { costs: flat({ 3: 900, 8: 900 }) }), [dayAgo(8), dayAgo(3)]);
  assert.deepEqual(subjects(spendJump, { costs: flat({ 3: 900, 6: 900 }) }), [dayAgo(6)]);
  assert.deepEqual(subjects(spendJump, { costs: flat({ 3: 900, 10: 900 }) }), [dayAgo(10)], 'a weekly job');
});

test('a first dollar above the minimum is a jump where nothing was spent before, though the organisation was there', () => {
  const snapshots = { projects: [{ id: 'p1', created_at: ago(32) }] };
  const spent = (amount: number) => [{ day: dayAgo(4), amount }];
  assert.deepEqual(
    found(spendJump, { snapshots, costs: spent(100) }).map(({ text }) => text),
    [`The organisation spent 100.00 USD on ${dayAgo(4)}, and nothing on the same weekday of the weeks before`],
  );
  assert.deepEqual(subjects(spendJump, { snapshots, costs: spent(99) }), []);
});

test('an organisation that was not there in the weeks before has no usual spend', () => {
  const young = {
    project: { snapshots: { projects: [{ id: 'p1', created_at: ago(31) }] }, costs: [{ day: dayAgo(4), amount: 900 }] },
    costs: { costs: costs(() => 900).slice(0, 20) },
  };
  for (const [name, given] of Object.entries(young)) {
    assert.deepEqual(subjects(spendJump, given), [], name);
  }
  assert.match(spendJump.cannotTell?.(organisation(young.costs), spendJump.thresholds) ?? '', /organisation began/);
  const users = [{ id: 'u1', added_at: ago(32) }];
  assert.deepEqual(subjects(spendJump, { ...young.project, snapshots: { users } }), [dayAgo(4)]);
});

test('days whose weeks before were not read are not compared, and without any nothing can be told', () => {
  const gap: [string, string][] = [
    ['2026-01-01', dayAgo(17)],
    [dayAgo(16), dayAgo(0)],
  ];
  assert.deepEqual(subjects(spendJump, { costs: flat({ 3: 900 }), covered: gap }), []);
  assert.deepEqual(subjects(spendJump, { costs: flat({ 4: 900 }), covered: gap }), [dayAgo(4)]);
  const why = (from: number) =>
    spendJump.cannotTell?.(
      organisation({ costs: flat({}), covered: [[dayAgo(from), dayAgo(0)]] }),
      spendJump.thresholds,
    );
  assert.equal(why(31), undefined);
  assert.match(why(30) ?? '', /five weeks/);
  assert.match(projectSpendJump.cannotTell?.(organisation({ covered: [] }), spendJump.thresholds) ?? '', /five weeks/);
});

test("a project's jump shows also where the organisation's spend does not move", () => {
  const both = [
    ...costs((ago) => (ago === 3 ? 400 : 100)),
    ...costs((ago) => (ago === 3 ? 0 : 300), 'p2'),
    ...costs(() => 9, null),
  ];
  assert.deepEqual(subjects(spendJump, { costs: both }), []);
  assert.deepEqual(subjects(projectSpendJump, { costs: both }), [`p1/${dayAgo(3)}`]);
});

test('a day above the limit is one of the newest settled days, all of its costs together', () => {
  const given = {
    costs: [...flat({ 3: 60, 9: 61, 10: 900, 2: 900 }, 10), { day: dayAgo(3), amount: 41, project: null }],
  };
  assert.deepEqual(subjects(dailySpendAbove, given, { amount: 100 }), [dayAgo(3)]);
  assert.deepEqual(subjects(dailySpendAbove, given, { amount: 101 }), []);
  assert.equal(dailySpendAbove.cannotTell?.(organisation({}), { amount: 0 }), 'no `amount` is configured');
  assert.equal(dailySpendAbove.cannotTell?.(organisation({}), { amount: 1 }), undefined);
});

test('a day that is no news any more lapses; a newer one was corrected', () => {
  const earlier = (ago: number): Finding => ({
    ...{ id: 'x:y', check: 'x', severity: 'low', status: 'standing', since: dayAgo(2), baseline: false, text: '' },
    evidence: { day: dayAgo(ago) },
  });
  assert.equal(dailySpendAbove.afterwards?.(organisation({}), earlier(10), { amount: 1 }), 'lapsed');
  assert.equal(dailySpendAbove.afterwards?.(organisation({}), earlier(9), { amount: 1 }), 'resolved');
});
