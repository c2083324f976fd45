import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sinceFirstCost } from '../../../src/reporting/charts/spend.ts';
import { pullRequestBody } from '../../../src/reporting/markdown/texts.ts';
import type { ReportModel, ReportSpend } from '../../../src/reporting/model/model.ts';
import { pageOf } from '../../../src/reporting/page/page.ts';
import { againstLastMonth } from '../../../src/reporting/words/statements.ts';
import { quietModel } from '../model-fixture.ts';
import { spendOf } from '../spend-fixture.ts';

const spend = (more: Partial<ReportSpend> = {}): ReportSpend => ({ ...spendOf(62, ['Search', 'Research']), ...more });
const modelOf = (more: Partial<ReportSpend>): ReportModel => ({ ...quietModel(), spend: spend(more) });

test('names the month until a day of the new one has come to rest', () => {
  const model = modelOf({ isEarlierMonth: true, forecastMethod: '' });
  const texts = [pullRequestBody(model), pageOf(model)];
  for (const text of texts) {
    assert.match(text, /API costs, November 2026/);
    assert.match(text, /[Ss]ame days of October 2026/);
    assert.match(text, /Forecast to the end of November 2026/);
    assert.doesNotMatch(text, /month to date|last month|this month/i);
  }
});

test('gives no percentage while fewer than seven days have come to rest', () => {
  const daily = spend().daily.filter(({ day }) => day <= '2026-11-06');
  const few = { daily, dailyByProject: [], lastMonthToDate: 1200 };
  assert.equal(againstLastMonth(spend(few)), '1,200.00 USD on the same days last month: too early to compare');
  for (const text of [pullRequestBody(modelOf(few)), pageOf(modelOf(few))]) {
    assert.match(text, /too early to compare/);
    assert.doesNotMatch(text, /[+−]\d+ %/);
  }
  assert.match(againstLastMonth(spend()), /^[+−±]\d+ % against the same days last month$/);
});

test('says that shares count settled days only', () => {
  const note = 'Shares count settled days only; findings count all complete days';
  for (const text of [pullRequestBody(modelOf({})), pageOf(modelOf({}))]) assert.ok(text.includes(note));
});

test('charts days from the first one on that cost anything', () => {
  const daily = [0, 0, 3, 0, 4].map((amount, index) => ({ day: `2026-11-0${index + 1}`, amount }));
  const dailyByProject = [{ name: 'Search', amounts: [0, 0, 3, 0, 4] }];
  const charted = sinceFirstCost(spend({ daily, dailyByProject }));
  assert.deepEqual(charted.daily, daily.slice(2));
  assert.deepEqual(charted.dailyByProject, [{ name: 'Search', amounts: [3, 0, 4] }]);
  const nothing = spend({ daily: daily.map(({ day }) => ({ day, amount: 0 })) });
  assert.equal(sinceFirstCost(nothing), nothing);
});
