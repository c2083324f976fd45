import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditData, DailyCost } from '../../../src/audit/audit-data.ts';
import { namesOf } from '../../../src/reporting/model/names.ts';
import { buildSpend, type SpendOptions } from '../../../src/reporting/model/spend.ts';
import { eachDay } from '../../../src/text/time.ts';
import { dataOf } from './audit-data.ts';

function costs(from: string, to: string, amount: number, fields: Partial<DailyCost> = {}): DailyCost[] {
  return eachDay(from, to).map((day) => ({ day, project: 'proj_a', lineItem: 'gpt-5, input', amount, ...fields }));
}

function spendOf(data: AuditData, options: Omit<SpendOptions, 'names'> = {}) {
  return buildSpend(data, { names: namesOf(data), ...options });
}

const at = (day: string) => Date.parse(`${day}T04:17:00Z`) / 1000;
const covered: [string, string][] = [['2026-09-01', '2026-11-24']];

test('counts days that ended two whole days ago, and the same days of last month', () => {
  const daily = [...costs('2026-10-01', '2026-11-01', 10), ...costs('2026-11-01', '2026-11-24', 20)];
  const spend = spendOf(dataOf({ costs: { covered, daily } }));
  assert.equal(spend?.settledTo, '2026-11-21');
  assert.equal(spend?.monthStart, '2026-11-01');
  assert.equal(spend?.monthToDate, 21 * 20);
  assert.equal(spend?.lastMonthToDate, 21 * 10);
  assert.equal(spend?.lastMonth, 310);
  assert.equal(spend?.daily.at(-1)?.day, '2026-11-21');
  assert.equal(spend?.daily[0]?.day, '2026-09-01');
});

test('forecasts each open day by its weekday, says how, and parts add up to the whole', () => {
  const weekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay());
  const all = eachDay('2026-09-01', '2026-11-22');
  const daily = all.flatMap((day): DailyCost[] => [
    { day, project: 'proj_a', lineItem: null, amount: weekend(day) ? 0 : 7 },
    { day, project: null, lineItem: 'x', amount: 1 },
  ]);
  const spend = spendOf(dataOf({ costs: { covered, daily } }));
  // November 2026 has 21 working days, 15 of them up to the 21st (a Saturday).
  assert.equal(spend?.monthToDate, 15 * 7 + 21);
  assert.equal(spend?.forecast, 21 * 7 + 30);
  assert.equal(spend?.unallocated, 21);
  assert.equal(
    spend?.projects.reduce((sum, { forecast }) => sum + forecast, 0),
    spend?.forecast,
  );
  assert.equal(
    spend?.forecastMethod,
    '$126.00 on 21 settled days of November 2026, plus $51.00 for the 9 other days: for each the median of the same weekday over the last 4 settled weeks (28 days).',
  );
});

test('does not expect the spike of one day again', () => {
  const daily = [...costs('2026-09-01', '2026-11-22', 10), ...costs('2026-11-10', '2026-11-11', 1000)];
  const spend = spendOf(dataOf({ costs: { covered, daily } }));
  assert.equal(spend?.monthToDate, 1210);
  assert.equal(spend?.forecast, 1210 + 9 * 10);
  assert.equal(spend && 'isEarlierMonth' in spend, false);
});

test('takes the mean of all settled days where these are few', () => {
  const daily = costs('2026-11-17', '2026-11-22', 10);
  const spend = spendOf(dataOf({ costs: { covered: [['2026-11-17', '2026-11-24']], daily } }));
  assert.equal(spend?.monthToDate, 50);
  assert.equal(spend?.forecast, 50 + 25 * 10);
  assert.match(
    spend?.forecastMethod ?? '',
    /\$250\.00 for the 25 other days: for each the mean of all recent settled days \(5 days, \$10\.00/,
  );
  // Nothing of last month was read: nothing can have moved.
  assert.deepEqual(spend?.moversByProject, []);
});

test('looks at last month as a whole, and says so, while no day of this month has come to rest', () => {
  const daily = [...costs('2026-09-01', '2026-10-01', 1), ...costs('2026-10-01', '2026-11-01', 2)];
  const spend = spendOf(dataOf({ now: at('2026-11-03'), costs: { covered: [['2026-09-01', '2026-11-03']], daily } }));
  assert.equal(spend?.monthStart, '2026-10-01');
  assert.equal(spend?.isEarlierMonth, true);
  assert.equal(spend?.monthToDate, 62);
  assert.equal(spend?.lastMonthToDate, 30, 'September has no 31st');
  assert.equal(spend?.forecast, 62);
  assert.equal(
    spend?.forecastMethod,
    'No day of November 2026 has come to rest yet, so this is October 2026: $62.00 on 31 settled days of October 2026, the whole month.',
  );
});

test('has nothing to tell without costs, or before a day has come to rest', () => {
  assert.equal(spendOf(dataOf({})), undefined);
  const costsOfToday = { covered: [['2026-11-23', '2026-11-24']] as [string, string][], daily: [] };
  assert.equal(spendOf(dataOf({ costs: costsOfToday })), undefined);
});

test('leaves days out that were not read, and takes days without rows for 0', () => {
  const days: [string, string][] = [
    ['2026-11-01', '2026-11-03'],
    ['2026-11-05', '2026-11-24'],
  ];
  const spend = spendOf(dataOf({ costs: { covered: days, daily: costs('2026-11-01', '2026-11-02', 5) } }));
  assert.deepEqual(spend?.daily.slice(0, 3), [
    { day: '2026-11-01', amount: 5 },
    { day: '2026-11-02', amount: 0 },
    { day: '2026-11-05', amount: 0 },
  ]);
});

test('names projects, and tells limits in dollars, labels, budgets and movers', () => {
  const daily = [
    ...costs('2026-10-01', '2026-11-01', 1),
    ...costs('2026-11-01', '2026-11-24', 3),
    ...costs('2026-11-01', '2026-11-24', 1, { project: 'proj_gone', lineItem: null }),
  ];
  const snapshots = {
    projects: [{ id: 'proj_a', name: 'Search' }],
    project_spend_limit: [{ project_id: 'proj_a', threshold_amount: '12600', interval: 'month' }],
    spend_limit: [{ threshold_amount: '500000', interval: 'month' }],
  };
  const labels = new Map([['proj_a', { team: 'Discovery', costCentre: '4711', budget: 90 }]]);
  const spend = spendOf(dataOf({ snapshots, costs: { covered, daily } }), { labels });
  const [search, gone] = spend?.projects ?? [];
  assert.deepEqual(
    { ...search, forecast: undefined },
    {
      id: 'proj_a',
      name: 'Search',
      team: 'Discovery',
      costCentre: '4711',
      monthToDate: 63,
      lastMonthToDate: 21,
      forecast: undefined,
      limit: 126,
      shareOfLimit: 0.5,
      budget: 90,
      shareOfBudget: 0.7,
    },
  );
  assert.equal(gone?.name, 'proj_gone');
  assert.equal(spend?.limit, 5000);
  assert.deepEqual(spend?.moversByProject, [
    { name: 'Search', before: 21, now: 63 },
    { name: 'proj_gone', before: 0, now: 21 },
  ]);
  assert.deepEqual(
    spend?.lineItems.map(({ name }) => name),
    ['gpt-5, input', 'No line item'],
  );
});

test('puts the smaller projects together', () => {
  const daily = Array.from({ length: 12 }, (_, index) =>
    costs('2026-11-20', '2026-11-22', index + 1, { project: `proj_${index}` }),
  ).flat();
  const spend = spendOf(dataOf({ costs: { covered: [['2026-11-20', '2026-11-24']], daily } }));
  assert.equal(spend?.dailyByProject.length, 9);
  assert.deepEqual(spend?.dailyByProject.at(-1), { name: 'Other projects', amounts: [10, 10] });
});

test('tells projects of the same name apart, and takes another number of days to come to rest', () => {
  const projects = ['proj_a', 'proj_b'].map((id) => ({ id, name: 'Search' }));
  const daily = [
    ...costs('2026-11-20', '2026-11-24', 2),
    ...costs('2026-11-20', '2026-11-24', 1, { project: 'proj_b' }),
  ];
  const data = dataOf({ snapshots: { projects }, costs: { covered: [['2026-11-20', '2026-11-24']], daily } });
  const spend = spendOf(data, { settledAfterDays: 0 });
  assert.equal(spend?.settledTo, '2026-11-23');
  assert.deepEqual(
    spend?.projects.map(({ name, monthToDate }) => [name, monthToDate]),
    [
      ['Search (proj_a)', 8],
      ['Search (proj_b)', 4],
    ],
  );
});
