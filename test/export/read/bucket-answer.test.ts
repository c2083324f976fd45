import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceOptions } from '../../../src/archive/selection.ts';
import { costs } from '../../../src/catalogue/spend.ts';
import { usageResources } from '../../../src/catalogue/usage.ts';
import { sortOutBuckets } from '../../../src/export/read/bucket-answer.ts';

const DAY = 86_400;
const window = { from: 100 * DAY, to: 103 * DAY, dimensions: ['line_item'] };
const options = {
  bucketWidth: '1d',
  filters: { projects: ['p1'], models: [], eventTypes: [] },
} as unknown as ResourceOptions;

function bucket(start: number, results: object[], width = DAY) {
  const value = { start_time: start, end_time: start + width, results };
  return { text: JSON.stringify(value), value };
}

const cost = (value: number | string, more: object = {}) => ({
  amount: { value, currency: 'usd' },
  line_item: 'a',
  ...more,
});
const sorted = (...buckets: ReturnType<typeof bucket>[]) => sortOutBuckets(costs, options, window, buckets);

test('a bucket that comes twice counts once, also where an amount is text', () => {
  const answer = sorted(bucket(window.from, [cost(1.5)]), bucket(window.from, [cost('1.5')]));
  assert.equal(answer.rows.get(window.from)?.length, 1);
  assert.equal(answer.contradicting.size, 0);
});

test('rows in two currencies, or with another unknown field, are two rows', () => {
  const euro = { amount: { value: 2, currency: 'eur' }, line_item: 'a' };
  const answer = sorted(bucket(window.from, [cost(1), euro, cost(3, { region: 'eu' })]));
  assert.equal(answer.rows.get(window.from)?.length, 3);
});

test('the same row with another amount contradicts', () => {
  const answer = sorted(bucket(window.from, [cost(1)]), bucket(window.from, [cost(2)]));
  assert.deepEqual([...answer.contradicting], [window.from]);
});

test('buckets at the edges were asked for; others, other widths and other projects were not', () => {
  const edges = sorted(bucket(window.from - 10, [cost(1)]), bucket(window.to, [cost(1)]));
  assert.deepEqual([edges.unrequested.count, edges.rows.size], [0, 0]);
  const answer = sorted(
    bucket(window.from * 1000, [cost(1)]),
    bucket(window.from + DAY, [cost(1)], 3600),
    bucket(window.from, [cost(1, { project_id: 'p2' }), cost(2, { project_id: 'p1' })]),
  );
  assert.deepEqual(
    [...answer.unrequested.byKind],
    [
      ['time', 1],
      ['width', 1],
      ['projects', 1],
    ],
  );
  assert.equal(answer.rows.get(window.from)?.length, 1);
});

for (const [name, filters, kept, left] of [
  ['costs', { 'line-items': ['gpt-5.1, input'] }, { line_item: 'gpt-5.1, input' }, { line_item: 'gpt-5.1' }],
  ['costs', { 'api-keys': ['key_1'] }, { api_key_id: null }, { api_key_id: 'key_2' }],
  ['usage_completions', { batch: ['true'] }, { batch: true }, { batch: false }],
  ['usage_completions', { batch: ['false'] }, { batch: 'false' }, { batch: 'true' }],
  ['usage_completions', { models: ['gpt-5'] }, { model: 'gpt-5-2026-01-01' }, { model: 'o4' }],
  ['usage_images', { sizes: ['256x256'], users: ['user-1'] }, { size: '256x256', user_id: 'user-1' }, { user_id: 'u' }],
] as [string, Partial<ResourceOptions['filters']>, object, object][]) {
  test(`rows outside of ${JSON.stringify(filters)} were not asked for`, () => {
    const resource = [costs, ...usageResources].find((one) => one.name === name) ?? costs;
    const asked = { ...options, filters: { projects: [], models: [], eventTypes: [], ...filters } };
    const answer = sortOutBuckets(resource, asked, window, [bucket(window.from, [kept, left])]);
    assert.deepEqual([answer.unrequested.count, answer.rows.get(window.from)?.length], [1, 1]);
    const [first] = answer.rows.get(window.from) ?? [];
    assert.deepEqual({ ...first?.value, ...kept }, first?.value);
  });
}
