import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Simulator } from '../../simulator/server.ts';
import { ask, bucketRows, readBuckets, simulatorFor } from './ask.ts';

const DAY = 86_400;
const COSTS = '/organization/costs';
const COMPLETIONS = '/organization/usage/completions';

function midnight(simulator: Simulator): number {
  return Math.floor(simulator.clock.now() / DAY) * DAY;
}

test('sends an empty bucket for a period without results', async (t) => {
  const simulator = await simulatorFor(t);
  const start_time = midnight(simulator) - 40 * DAY;
  const pages = await readBuckets(simulator, COMPLETIONS, { start_time, end_time: midnight(simulator), limit: 31 });
  const buckets = pages.flatMap((page) => page.data);
  assert.equal(buckets.length, 40);
  assert.deepEqual(
    buckets.map((bucket) => bucket.start_time),
    Array.from({ length: 40 }, (_, index) => start_time + index * DAY),
  );
  assert.ok(buckets.some((bucket) => (bucket.results as unknown[]).length === 0));
});

for (const [width, limit, hours] of [
  ['1m', 1440, 30],
  ['1h', 168, 300],
  ['1d', 31, 24 * 35],
] as const) {
  test(`sums what the ground truth holds in buckets of ${width}`, async (t) => {
    const simulator = await simulatorFor(t);
    const end_time = midnight(simulator);
    const start_time = end_time - Math.ceil(hours / 24) * DAY;
    const query = { start_time, end_time, bucket_width: width, limit };
    for (const groupBy of [[], ['model', 'user_id'], ['project_id', 'batch', 'service_tier']]) {
      const rows = bucketRows(await readBuckets(simulator, COMPLETIONS, { ...query, group_by: groupBy }));
      assert.ok(rows.length > 3);
      assert.deepEqual(rows, simulator.truth.buckets('usage_completions', start_time, end_time, { width, groupBy }));
    }
    assert.equal((await ask(simulator, COMPLETIONS, { ...query, limit: limit + 1 })).status, 400);
  });
}

test('takes group_by repeated, with brackets and as a comma list', async (t) => {
  const simulator = await simulatorFor(t);
  const query = { start_time: midnight(simulator) - 5 * DAY, end_time: midnight(simulator) };
  const texts = [];
  for (const groups of [
    { group_by: ['project_id', 'model'] },
    { 'group_by[]': ['project_id', 'model'] },
    { group_by: 'project_id,model' },
  ]) {
    texts.push((await ask(simulator, COMPLETIONS, { ...query, ...groups })).body.data);
  }
  assert.deepEqual(texts[1], texts[0]);
  assert.deepEqual(texts[2], texts[0]);
  const wrong = await ask(simulator, COMPLETIONS, { ...query, group_by: 'line_item' });
  assert.deepEqual([wrong.status, wrong.body.error.param], [400, 'group_by']);
});

test('counts only what the filters leave', async (t) => {
  const simulator = await simulatorFor(t);
  const project = simulator.organization.list('projects').entries()[0]?.id ?? '';
  const query = { start_time: midnight(simulator) - 20 * DAY, end_time: midnight(simulator), limit: 31 };
  const rows = bucketRows(await readBuckets(simulator, COMPLETIONS, { ...query, project_ids: project }));
  const filters = { project_id: [project] };
  assert.ok(rows.length > 0);
  assert.deepEqual(rows, simulator.truth.buckets('usage_completions', query.start_time, query.end_time, { filters }));
  assert.notDeepEqual(rows, simulator.truth.buckets('usage_completions', query.start_time, query.end_time));
  const batch = bucketRows(await readBuckets(simulator, COMPLETIONS, { ...query, batch: true }));
  assert.deepEqual(
    batch,
    simulator.truth.buckets('usage_completions', query.start_time, query.end_time, { filters: { batch: ['true'] } }),
  );
});

test('sends 31 buckets of costs a page although 180 were asked, and refuses more than 180', async (t) => {
  const simulator = await simulatorFor(t, { size: { days: 100 }, quirks: { trailingEmptyPages: 'never' } });
  const query = { start_time: midnight(simulator) - 90 * DAY, end_time: midnight(simulator), limit: 180 };
  const pages = await readBuckets(simulator, COSTS, { ...query, group_by: ['project_id', 'line_item'] });
  assert.deepEqual(
    pages.map((page) => page.data.length),
    [31, 31, 28],
  );
  assert.equal(pages.at(-1)?.has_more, false);
  const truth = simulator.truth.buckets('costs', query.start_time, query.end_time, {
    groupBy: ['project_id', 'line_item'],
  });
  assert.deepEqual(bucketRows(pages), truth);
  const { status, body } = await ask(simulator, COSTS, { ...query, limit: 181 });
  assert.deepEqual([status, body.error.param], [400, null]);
});

test('binds a page token to its exact query', async (t) => {
  const simulator = await simulatorFor(t);
  const query = { start_time: midnight(simulator) - 30 * DAY, end_time: midnight(simulator), limit: 7 };
  const { body } = await ask(simulator, COSTS, query);
  const page = body.next_page;
  assert.equal((await ask(simulator, COSTS, { ...query, page })).status, 200);
  for (const other of [
    { end_time: query.end_time - 1 },
    { limit: 8 },
    { group_by: 'project_id' },
    { start_time: query.start_time + 1 },
  ]) {
    assert.equal((await ask(simulator, COSTS, { ...query, ...other, page })).status, 400);
  }
  assert.equal((await ask(simulator, COMPLETIONS, { ...query, page })).status, 400);
  assert.equal((await ask(simulator, COSTS, { ...query, page: 'page_none' })).status, 400);
});

test('names a next page beyond the last bucket, which is empty and names another', async (t) => {
  const simulator = await simulatorFor(t, { quirks: { trailingEmptyPages: 'always' } });
  const query = { start_time: midnight(simulator) - 3 * DAY, end_time: midnight(simulator) };
  const first = await ask(simulator, COSTS, query);
  assert.equal(first.body.data.length, 3);
  const second = await ask(simulator, COSTS, { ...query, page: first.body.next_page });
  assert.deepEqual([second.body.data, second.body.has_more], [[], true]);
  assert.ok(second.body.next_page);
});

test('refuses a future end_time, an empty range and a missing start_time', async (t) => {
  const simulator = await simulatorFor(t);
  const now = simulator.clock.now();
  const param = async (query: Record<string, unknown>) => {
    const { status, body } = await ask(simulator, COSTS, query);
    return [status, body.error?.param];
  };
  assert.deepEqual(await param({ start_time: now - DAY, end_time: now + 1 }), [400, 'end_time']);
  assert.deepEqual(await param({ start_time: now - DAY, end_time: now }), [200, undefined]);
  assert.deepEqual(await param({ start_time: now, end_time: now }), [400, 'start_time']);
  assert.deepEqual(await param({ end_time: now }), [400, null]);
});

test('refuses costs by key before the floor, naming it, and a user grouped with anything else', async (t) => {
  const floor = 1_764_979_200;
  const simulator = await simulatorFor(t);
  const groups = async (start_time: number, ...group_by: string[]) =>
    ask(simulator, COSTS, { start_time, end_time: start_time + DAY, group_by });
  const refused = await groups(floor - DAY, 'api_key_id');
  assert.equal(refused.status, 400);
  assert.deepEqual([refused.body.error.param, refused.body.error.code], ['start_time', 'invalid_request_error']);
  assert.match(refused.body.error.message, /1764979200/);
  assert.equal((await groups(floor - DAY, 'user_id', 'project_id')).status, 400);
  assert.equal((await groups(floor - DAY, 'user_id')).status, 200);
  assert.equal((await groups(floor - DAY, 'project_id', 'line_item')).status, 200);
  assert.equal((await groups(floor, 'api_key_id', 'user_id', 'project_id')).status, 200);
});

test('sends amounts as numbers and as text, and what it knows of the user', async (t) => {
  const simulator = await simulatorFor(t);
  const query = {
    start_time: midnight(simulator) - 30 * DAY,
    end_time: midnight(simulator),
    limit: 31,
    group_by: ['user_id'],
  };
  const { body } = await ask(simulator, COSTS, query);
  const results = body.data.flatMap((bucket) => bucket.results as Record<string, unknown>[]);
  const kinds = new Set(results.map(({ amount }) => typeof (amount as { value: unknown }).value));
  assert.deepEqual([...kinds].sort(), ['number', 'string']);
  assert.ok(results.every((result) => 'user_email' in result && 'organization_id' in result));
  const plain = await ask(simulator, COSTS, { ...query, group_by: 'project_id' });
  assert.doesNotMatch(plain.text, /user_email/);
});

test('sends batch as text where it is told to', async (t) => {
  const simulator = await simulatorFor(t, { quirks: { batchAsText: true } });
  const query = {
    start_time: midnight(simulator) - 30 * DAY,
    end_time: midnight(simulator),
    limit: 31,
    group_by: 'batch',
  };
  const { text } = await ask(simulator, COMPLETIONS, query);
  assert.match(text, /"batch":"(true|false)"/);
});

test('refuses a start before its history, by endpoint, with or without the earliest date', async (t) => {
  const simulator = await simulatorFor(t, { historyDays: { costs: 365, usage_completions: 30 } });
  const earliest = midnight(simulator) - 365 * DAY;
  const { status, body } = await ask(simulator, COSTS, { start_time: earliest - 1 });
  assert.deepEqual([status, body.error.code], [400, 'reporting_lookback_exceeded']);
  assert.match(body.error.message, /available for the past year\. Earliest supported start date: 2025-11-22 \(UTC\)\./);
  assert.equal((await ask(simulator, COSTS, { start_time: earliest })).status, 200);
  assert.equal((await ask(simulator, COMPLETIONS, { start_time: earliest })).status, 400);
  assert.equal((await ask(simulator, '/organization/usage/images', { start_time: earliest })).status, 200);
  const silent = await simulatorFor(t, { historyDays: 30, quirks: { lookbackNamesDate: false } });
  const vague = await ask(silent, COSTS, { start_time: earliest });
  assert.equal(vague.body.error.code, 'reporting_lookback_exceeded');
  assert.doesNotMatch(vague.body.error.message, /\d{4}-\d{2}-\d{2}/);
});
