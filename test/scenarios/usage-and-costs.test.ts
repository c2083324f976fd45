import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, type Night, type Scenario, secondsOf, startScenario } from './scenario.ts';

const FLOOR = secondsOf('2025-12-06');

function queriesOf(night: Night, path: string): URLSearchParams[] {
  return night.requests.filter((request) => request.path === path).map(({ query }) => new URLSearchParams(query));
}

function expectedCosts({ simulator }: Scenario, from: number, groupBy: string[], to = simulator.clock.now()): string[] {
  return simulator.truth.buckets('costs', from, to, { groupBy });
}

for (const { how, error } of [
  { how: 'names all dimensions and the day', error: undefined },
  {
    how: 'names the dimension and the second',
    error: { message: 'group_by=api_key_id needs a start_time of 1764979200 or later.', param: 'start_time' },
  },
  { how: 'names nothing', error: { message: 'Bad request.', param: 'start_time', code: 'invalid_request_error' } },
  {
    how: 'names the dimensions that are served too',
    error: {
      message: "Invalid value: 'api_key_id'. Supported values are: 'line_item', 'project_id'.",
      param: 'group_by',
    },
  },
]) {
  test(`costs before keys were known are exact without the key, and after with it, where the refusal ${how}`, async (t) => {
    const scenario = await startScenario(
      t,
      { resources: 'costs', 'start-date': '2025-11-20', 'end-date': '2026-01-10', 'partition-by': 'day' },
      { size: { days: 120, projects: 2, usageSeriesPerProject: 2 }, quirks: error ? { costsFloor: 0 } : {} },
    );
    // Every start before 2025-12-06, 1764979200.
    const query = { group_by: /^api_key_id$/, start_time: /^(176[0-3]|1764[0-8]|17649[0-6])/ };
    const fault = {
      match: { path: '/organization/costs', query },
      kind: 'status',
      status: 400,
      body: { error },
    } as const;
    if (error) scenario.simulator.faults.add(fault);
    const night = await scenario.night();
    assert.equal(night.exitCode, 0, night.log.text);
    const expected = [
      ...expectedCosts(scenario, secondsOf('2025-11-20'), ['project_id', 'line_item'], FLOOR),
      ...expectedCosts(scenario, FLOOR, ['project_id', 'line_item', 'api_key_id'], secondsOf('2026-01-10')),
    ];
    assert.deepEqual((await scenario.rows('costs')).sort(), expected.sort());
    const { entries } = JSON.parse(await scenario.read('data/_manifests/costs.json'));
    for (const { period, refused } of entries)
      assert.deepEqual(refused, period < '2025-12-06' ? ['api_key_id'] : undefined, period);
    const notices = night.log.annotations.map(({ message }) => message);
    assert.deepEqual(notices, [
      'costs: the API does not group by api_key_id before 2025-12-06; those days are exported without it. See docs/troubleshooting.md#grouping-refused',
    ]);
  });
}

test('dimensions of which several are refused are left out one by one until the rest is served', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'costs', 'start-date': '2025-11-25', 'end-date': '2025-12-10', 'partition-by': 'day' },
    { size: { days: 120, projects: 2, usageSeriesPerProject: 2 } },
  );
  const night = await scenario.night({ inputs: { config: 'group-by: [line_item, api_key_id, user_id]' } });
  assert.equal(night.exitCode, 0, night.log.text);
  const expected = [
    ...expectedCosts(scenario, secondsOf('2025-11-25'), ['line_item'], FLOOR),
    ...expectedCosts(scenario, FLOOR, ['line_item', 'api_key_id', 'user_id'], secondsOf('2025-12-10')),
  ];
  assert.deepEqual((await scenario.rows('costs')).sort(), expected.sort());
  const { entries } = JSON.parse(await scenario.read('data/_manifests/costs.json'));
  assert.deepEqual(entries[0].refused, ['api_key_id', 'user_id']);
  assert.equal(entries.at(-1).refused, undefined);
});

for (const { groupBy, sent } of [
  { groupBy: 'none', sent: [] },
  { groupBy: '[project_id]', sent: ['project_id'] },
  { groupBy: '[project_id, user_id]', sent: ['project_id', 'user_id'] },
  { groupBy: 'default', sent: ['project_id', 'line_item', 'api_key_id'] },
]) {
  test(`costs grouped by ${groupBy} are asked for so, and add up`, async (t) => {
    const scenario = await startScenario(t, { resources: 'costs', 'start-date': '2026-02-01' });
    const night = await scenario.night({ inputs: { config: `group-by: ${groupBy}` } });
    assert.equal(night.exitCode, 0, night.log.text);
    assert.deepEqual(queriesOf(night, '/organization/costs').at(-1)?.getAll('group_by'), sent);
    assert.deepEqual(
      (await scenario.rows('costs')).sort(),
      expectedCosts(scenario, secondsOf('2026-02-01'), sent).sort(),
    );
  });
}

for (const lookbackNamesDate of [true, false]) {
  test(`what the API's history no longer reaches (date ${lookbackNamesDate ? 'named' : 'not named'}) is reported, noted, and not asked for again`, async (t) => {
    const scenario = await startScenario(
      t,
      { resources: 'usage_completions', 'start-date': '2025-11-01', 'partition-by': 'day' },
      { size: { days: 150, projects: 2 }, historyDays: 60, quirks: { lookbackNamesDate } },
    );
    const night = await scenario.night();
    assert.equal(night.exitCode, 0, night.log.text);
    const notices = night.log.annotations.map(({ message }) => message);
    assert.deepEqual(notices, [
      "usage_completions: the API's history does not reach back to 2025-11-01; it begins at 2026-01-01. See docs/troubleshooting.md#history-limit",
    ]);
    const { truth, clock } = scenario.simulator;
    const groupBy = ['project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier'];
    const expected = truth.buckets('usage_completions', secondsOf('2026-01-01'), clock.now(), { groupBy });
    assert.deepEqual((await scenario.rows('usage_completions')).sort(), expected.sort());
    const manifest = JSON.parse(await scenario.read('data/_manifests/usage_completions.json'));
    assert.deepEqual(manifest.unavailable, [['2025-11-01', '2026-01-01']]);
    assert.deepEqual(manifest.ranges, [['2026-01-01', '2026-03-02']]);

    const second = await scenario.night({ at: '2026-03-04T04:17:00Z' });
    assert.equal(second.exitCode, 0, second.log.text);
    assert.deepEqual(second.log.annotations, []);
    const starts = queriesOf(second, '/organization/usage/completions').map((query) => Number(query.get('start_time')));
    assert.ok(
      starts.every((start) => start >= secondsOf('2026-02-26')),
      starts.join(),
    );
    const later = truth.buckets('usage_completions', secondsOf('2026-01-01'), clock.now(), { groupBy });
    assert.deepEqual((await scenario.rows('usage_completions')).sort(), later.sort());
  });
}

test('a period that the API refuses by now keeps the partition that was read in time', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'usage_completions', 'start-date': '2026-01-10', 'partition-by': 'month' },
    { size: { days: 60 }, historyDays: 60 },
  );
  await scenario.night();
  const january = await scenario.read('data/usage_completions/month=2026-01/usage_completions.jsonl');
  const night = await scenario.night({ at: '2026-03-25T04:17:00Z', inputs: { 'refresh-from': '2026-01-01' } });
  assert.equal(night.exitCode, 0, night.log.text);
  const kept = linesOf(await scenario.read('data/usage_completions/month=2026-01/usage_completions.jsonl'));
  const lost = linesOf(january).filter((line) => !kept.includes(line));
  assert.deepEqual(lost, []);
});

for (const { width, partitionBy, folder } of [
  { width: '1h', partitionBy: 'hour', folder: /^data\/usage_completions\/date=2026-03-0[12]\/hour=\d\d\// },
  { width: '1h', partitionBy: 'month', folder: /^data\/usage_completions\/month=2026-03\// },
  { width: '1m', partitionBy: 'day', folder: /^data\/usage_completions\/date=2026-03-0[12]\// },
]) {
  test(`buckets of ${width} in partitions by ${partitionBy} hold every bucket once`, async (t) => {
    const scenario = await startScenario(t, { resources: 'usage_completions', 'start-date': '2026-03-01' });
    const night = await scenario.night({ inputs: { 'partition-by': partitionBy, config: `bucket-width: ${width}` } });
    assert.equal(night.exitCode, 0, night.log.text);
    const { truth, clock } = scenario.simulator;
    const groupBy = ['project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier'];
    const options = { width: width as '1h' | '1m', groupBy };
    const expected = truth.buckets('usage_completions', secondsOf('2026-03-01'), clock.now(), options);
    assert.ok(expected.length > 0);
    assert.deepEqual((await scenario.rows('usage_completions')).sort(), expected.sort());
    const files = Object.keys(night.after).filter((path) => path.endsWith('.jsonl'));
    for (const path of files) assert.match(path, folder);
    assert.ok(queriesOf(night, '/organization/usage/completions').every((query) => query.get('bucket_width') !== '1d'));
    const again = await scenario.night({ inputs: { 'partition-by': partitionBy, config: `bucket-width: ${width}` } });
    assert.deepEqual(again.after, night.after);
  });
}

for (const { partitionBy, file } of [
  { partitionBy: 'hour', file: /^data\/audit_logs\/date=2026-0[23]-\d\d\/hour=\d\d\/audit_logs\.jsonl$/ },
  { partitionBy: 'month', file: /^data\/audit_logs\/month=2026-0[23]\/audit_logs\.jsonl$/ },
]) {
  test(`events in partitions by ${partitionBy} are all there, and nothing changes when they are read again`, async (t) => {
    const scenario = await startScenario(t, {
      resources: 'audit_logs',
      'start-date': '4d',
      'partition-by': partitionBy,
    });
    const night = await scenario.night();
    assert.equal(night.exitCode, 0, night.log.text);
    const from = secondsOf(partitionBy === 'hour' ? '2026-02-26T04:00:00Z' : '2026-02-01');
    const { truth, clock } = scenario.simulator;
    assert.deepEqual(await scenario.rows('audit_logs'), truth.events(from, clock.now() + 1, { remembered: true }));
    for (const path of Object.keys(night.after).filter((name) => name.endsWith('.jsonl'))) assert.match(path, file);
    const again = await scenario.night();
    assert.deepEqual(again.after, night.after);
  });
}

test('`earliest` reads all that the API still has: events from the first one on, usage and costs from where history begins', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'audit_logs,costs', 'start-date': 'earliest', 'partition-by': 'month' },
    { size: { days: 60 }, historyDays: 90 },
  );
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  const { truth, clock } = scenario.simulator;
  assert.deepEqual(await scenario.rows('audit_logs'), truth.events(0, clock.now() + 1));
  const costs = expectedCosts(scenario, secondsOf('2025-12-02'), ['project_id', 'line_item', 'api_key_id']);
  assert.deepEqual((await scenario.rows('costs')).sort(), costs.sort());
  const manifest = JSON.parse(await scenario.read('data/_manifests/costs.json'));
  assert.equal(manifest.unavailable.length, 1);
  const again = await scenario.night();
  assert.deepEqual(again.after, night.after);
});
