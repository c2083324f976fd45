import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Simulator } from '../../simulator/server.ts';
import { linesOf, secondsOf } from '../scenarios/scenario.ts';
import { type ContractNight, contractNights } from './contract-nights.ts';

const INPUTS = { resources: 'costs', 'start-date': '2026-02-01', format: 'jsonl,csv' };
const DAY = 86_400;

const fileOf = ({ files }: ContractNight, month: string, format = 'jsonl') =>
  files[`costs/month=${month}/costs.${format}`] ?? '';
const entryOf = ({ files }: ContractNight, month: string) =>
  JSON.parse(files['_manifests/costs.json'] ?? '').entries.find((entry: { path?: string }) =>
    entry.path?.includes(`${month}/costs.jsonl`),
  );

/** Costs of two projects on a day of each month; `more` goes into the second project's of March, `value` is what it cost. */
function serveCosts({ customAnswers }: Simulator, value: string, more = ''): void {
  const result = (project: string, amount: string, rest: string) =>
    `{"object":"organization.costs.result","amount":{"value":${amount},"currency":"usd"},"project_id":"${project}"${rest}}`;
  const bucket = (day: string, results: string[]) =>
    `{"object":"bucket","start_time":${secondsOf(day)},"end_time":${secondsOf(day) + DAY},"results":[${results.join(',')}]}`;
  const all = [
    ['2026-02-10', bucket('2026-02-10', [result('proj_a', '1.10', ''), result('proj_b', '"2.0"', '')])],
    ['2026-03-01', bucket('2026-03-01', [result('proj_a', '3.30', ''), result('proj_b', value, more)])],
  ] as const;
  customAnswers.set('/organization/costs', (query) => {
    const [from, to] = ['start_time', 'end_time'].map((name) => Number(query.get(name))) as [number, number];
    const data = all.filter(([day]) => secondsOf(day) >= from && secondsOf(day) < to).map(([, text]) => text);
    return `{"object":"page","data":[${data.join(',')}],"has_more":false,"next_page":null}`;
  });
}

const rowOf = (night: ContractNight, project: string) =>
  linesOf(fileOf(night, '2026-03')).filter((line) => line.includes(project));

test('freeze costs the month in which a new field stands, and no other', async (t) => {
  const { night, simulator } = await contractNights(t, { ...INPUTS, config: 'on-schema-change: freeze' });
  serveCosts(simulator, '4.40');
  const first = await night();
  assert.equal(first.exitCode, 0, first.told.join('\n'));
  serveCosts(simulator, '5.50', ',"tier":"gold"');
  const second = await night();
  assert.equal(second.outputs['failed-resources'], 'costs');
  assert.match(second.told.join('\n'), /: tier\. .* nothing was written of 2026-03: /);
  assert.equal(fileOf(second, '2026-03'), fileOf(first, '2026-03'));
  assert.equal(fileOf(second, '2026-02'), fileOf(first, '2026-02'));
});

test('discard-columns cuts the field and counts it, amounts as numbers or texts stay', async (t) => {
  const { night, simulator } = await contractNights(t, { ...INPUTS, config: 'on-schema-change: discard-columns' });
  serveCosts(simulator, '"4.40"');
  const plain = await night();
  serveCosts(simulator, '"4.40"', ',"tier":"gold"');
  const second = await night();
  assert.equal(second.exitCode, 0, second.told.join('\n'));
  for (const format of ['jsonl', 'csv'])
    assert.equal(fileOf(second, '2026-03', format), fileOf(plain, '2026-03', format));
  assert.deepEqual(entryOf(second, '2026-03').discarded, { rows: 1, fields: { tier: 1 } });
  assert.equal(entryOf(second, '2026-02').discarded, undefined);
});

test('discard-rows keeps the cost that was last known, so that sums lose nothing', async (t) => {
  for (const format of ['jsonl,csv', 'csv']) {
    const { night, simulator } = await contractNights(t, {
      ...INPUTS,
      format,
      config: 'on-schema-change: discard-rows',
    });
    serveCosts(simulator, '4.40');
    const first = await night();
    serveCosts(simulator, '5.50', ',"tier":"gold"');
    const second = await night();
    assert.equal(second.exitCode, 0, second.told.join('\n'));
    assert.equal(fileOf(second, '2026-03', 'csv'), fileOf(first, '2026-03', 'csv'));
    assert.ok(
      second.told.some((line) => line.startsWith('warning: costs: 1 row left out')),
      second.told.join('\n'),
    );
    if (format !== 'csv') assert.equal(rowOf(second, 'proj_b').length, 1);
    serveCosts(simulator, '6.60');
    const third = await night();
    assert.match(fileOf(third, '2026-03', 'csv'), /6\.60/);
    assert.doesNotMatch(fileOf(third, '2026-03', 'csv'), /4\.40/);
    t.mock.timers.reset();
  }
});

test('discard-rows on a first night leaves the row out and says so', async (t) => {
  const { night, simulator } = await contractNights(t, { ...INPUTS, config: 'on-schema-change: discard-rows' });
  serveCosts(simulator, '5.50', ',"tier":"gold"');
  const first = await night();
  assert.deepEqual(rowOf(first, 'proj_b'), []);
  assert.equal(rowOf(first, 'proj_a').length, 1);
  assert.deepEqual(entryOf(first, '2026-03').discarded, { rows: 1, fields: { tier: 1 } });
});

test('where nothing can be replaced, the last known cost stays too, and what is known again goes beside it', async (t) => {
  const config = 'destination-options: {settled-only: true}\nlookback: 1h\non-schema-change: discard-rows';
  const { night, simulator } = await contractNights(t, { ...INPUTS, 'partition-by': 'day', config });
  serveCosts(simulator, '4.40');
  const first = await night();
  assert.equal(first.exitCode, 0, first.told.join('\n'));
  const inputs = { 'refresh-from': '2026-03-01' };
  serveCosts(simulator, '5.50', ',"tier":"gold"');
  const second = await night(inputs);
  assert.equal(second.exitCode, 0, second.told.join('\n'));
  const below = 'costs/date=2026-03-01';
  assert.equal(second.files[`${below}/costs.jsonl`], first.files[`${below}/costs.jsonl`]);
  assert.equal(second.files[`${below}/costs.rev-2.jsonl`], undefined);
  serveCosts(simulator, '6.60');
  const third = await night(inputs);
  assert.match(third.files[`${below}/costs.rev-2.jsonl`] ?? '', /6\.60/);
});
