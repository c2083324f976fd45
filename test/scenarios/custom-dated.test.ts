import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verify } from '../verify/exported.ts';
import { below, type Scenario, secondsOf, startScenario } from './scenario.ts';

const DAY = 86_400;
const FIRST = secondsOf('2026-01-01');
const NIGHTS = ['2026-03-02T04:17:00Z', '2026-03-03T04:17:00Z', '2026-03-20T04:17:00Z'] as const;

const BUCKETS = {
  name: 'usage_videos',
  kind: 'buckets',
  path: '/organization/usage/videos',
  'group-by': ['project_id', 'model'],
  params: { api: 'beta' },
};
const EVENTS = {
  name: 'deliveries',
  kind: 'events',
  path: '/organization/deliveries',
  'time-field': 'created_at',
  'primary-key': 'id',
};

/** A usage endpoint that the catalogue lacks: a row a day for each of two projects; `seconds(day)` says what it counts. */
function answerBuckets(scenario: Scenario, seconds: (day: number) => number): void {
  scenario.simulator.customAnswers.set(BUCKETS.path, (query) => {
    // The first request of a run only meets the server.
    if (!query.has('end_time')) return { object: 'page', data: [], has_more: false, next_page: null };
    assert.deepEqual(query.getAll('group_by'), ['project_id', 'model']);
    assert.equal(query.get('api'), 'beta');
    assert.equal(query.get('bucket_width'), '1d');
    const [from, to] = [Number(query.get('start_time')), Number(query.get('end_time'))];
    const days: number[] = [];
    for (let day = Math.max(FIRST, from - (from % DAY)); day < to; day += DAY) days.push(day);
    const start = Number(query.get('page') ?? 0);
    const shown = days.slice(start, start + Number(query.get('limit')));
    const next = start + shown.length;
    const data = shown.map((day) => ({
      object: 'bucket',
      start_time: day,
      end_time: day + DAY,
      results: ['proj_1', 'proj_2'].map((project_id) => ({ seconds: seconds(day), project_id, model: 'video-1' })),
    }));
    return { object: 'page', data, has_more: next < days.length, next_page: next < days.length ? String(next) : null };
  });
}

/** A log that the catalogue lacks: an event an hour up to the clock. */
function answerEvents(scenario: Scenario): void {
  scenario.simulator.customAnswers.set(EVENTS.path, (query) => {
    const [from, to] = [Number(query.get('created_at[gte]') ?? 0), Number(query.get('created_at[lt]') ?? Infinity)];
    const events: { id: string; created_at: number; kind: string }[] = [];
    const end = Math.min(to, scenario.simulator.clock.now());
    for (let at = secondsOf('2026-02-20'); at < end; at += 3600)
      if (at >= from) events.unshift({ id: `d_${at}`, created_at: at, kind: 'sent' });
    const start = events.findIndex(({ id }) => id === query.get('after')) + 1;
    const data = events.slice(start, start + 20);
    return { data, last_id: data.at(-1)?.id ?? null, has_more: start + 20 < events.length };
  });
}

test('a usage endpoint that the catalogue lacks is exported by months, restated ones again', async (t) => {
  const scenario = await startScenario(t, {
    resources: JSON.stringify([BUCKETS]),
    'start-date': '2026-01-01',
    format: 'jsonl,csv',
  });
  answerBuckets(scenario, () => 7);
  const first = await scenario.night({ at: NIGHTS[0] });
  assert.equal(first.exitCode, 0, first.log.text);
  const files = Object.keys(below(first.after, 'data/usage_videos')).filter((path) => path.endsWith('.jsonl'));
  assert.deepEqual(files.sort(), [
    'month=2026-01/usage_videos.jsonl',
    'month=2026-02/usage_videos.jsonl',
    'month=2026-03/usage_videos.jsonl',
  ]);
  assert.equal((await scenario.rows('usage_videos')).length, 2 * (31 + 28 + 2));
  assert.equal(
    (await scenario.rows('usage_videos'))[0],
    `{"start_time":${FIRST},"end_time":${FIRST + DAY},"seconds":7,"project_id":"proj_1","model":"video-1"}`,
  );
  // February is within the lookback and restated, January is not read again.
  answerBuckets(scenario, (day) => (day < secondsOf('2026-02-01') ? 99 : 8));
  const second = await scenario.night({ at: NIGHTS[1] });
  assert.equal(second.exitCode, 0, second.log.text);
  const counted = (await scenario.rows('usage_videos')).map((row) => JSON.parse(row).seconds);
  assert.deepEqual([counted.filter((one) => one === 7).length, counted.filter((one) => one === 8).length], [62, 62]);
  const manifest = JSON.parse(await scenario.read('data/_manifests/usage_videos.json'));
  assert.deepEqual(manifest.shape.group_by, ['project_id', 'model']);
  assert.equal(manifest.shape.bucket_width, '1d');
  const third = await scenario.night({ at: NIGHTS[2] });
  const months = third.requests.filter(({ path }) => path === BUCKETS.path).map(({ query }) => query);
  assert.ok(
    months.every((query) => Number(new URLSearchParams(query).get('start_time')) >= secondsOf('2026-02-01')),
    months.join('\n'),
  );
});

test('a log that the catalogue lacks is exported by days, and what is settled is not read again', async (t) => {
  const scenario = await startScenario(t, { resources: JSON.stringify([EVENTS]), 'start-date': '2026-02-20' });
  answerEvents(scenario);
  const first = await scenario.night({ at: NIGHTS[0] });
  assert.equal(first.exitCode, 0, first.log.text);
  const rows = await scenario.rows('deliveries');
  assert.equal(rows.length, 24 * 10 + 5);
  assert.equal(rows[0], `{"id":"d_${secondsOf('2026-02-20')}","created_at":${secondsOf('2026-02-20')},"kind":"sent"}`);
  assert.ok('data/deliveries/date=2026-02-20/deliveries.jsonl' in first.after);
  const second = await scenario.night({ at: NIGHTS[1] });
  assert.equal((await scenario.rows('deliveries')).length, 24 * 11 + 5);
  const asked = second.requests.filter(({ path, query }) => path === EVENTS.path && query.includes('lt'));
  assert.ok(asked.every(({ query }) => !query.includes('tenant_only')));
  const from = Math.min(
    ...asked.map(({ query }) => Number(new URLSearchParams(query.replaceAll('%5B', '[')).get('created_at[gte]'))),
  );
  assert.ok(from >= secondsOf('2026-02-26'), String(from));
  assert.deepEqual(
    below(second.after, 'data/deliveries/date=2026-02-20'),
    below(first.after, 'data/deliveries/date=2026-02-20'),
  );
});

test('events without a time or with one that is no number fail the night, and nothing is stored of them', async (t) => {
  const scenario = await startScenario(t, { resources: JSON.stringify([EVENTS]), 'start-date': '2026-02-20' });
  for (const created_at of [undefined, '2026-02-20T00:00:00Z']) {
    scenario.simulator.customAnswers.set(EVENTS.path, () => ({ data: [{ id: 'd_1', created_at }], has_more: false }));
    const night = await scenario.night();
    assert.equal(night.exitCode, 1, night.log.text);
    assert.match(
      night.log.text,
      /"created_at" that is no whole number of seconds.*resource of your own: compare its rows/,
    );
    assert.deepEqual(await scenario.rows('deliveries'), []);
  }
});

test('events whose times are milliseconds, or that are not filtered by them, fail with what to look at', async (t) => {
  const scenario = await startScenario(t, { resources: JSON.stringify([EVENTS]), 'start-date': '2026-02-20' });
  const created_at = secondsOf('2026-02-21') * 1000;
  scenario.simulator.customAnswers.set(EVENTS.path, () => ({ data: [{ id: 'd_1', created_at }], has_more: false }));
  const night = await scenario.night();
  assert.equal(night.exitCode, 1);
  assert.match(
    night.log.text,
    /may not take `created_at\[gte\]` and `created_at\[lt\]`, or its times are no Unix seconds/,
  );
  assert.deepEqual(await scenario.rows('deliveries'), []);
});

test('what a kind needs or does not have is a mistake with its name', async (t) => {
  const scenario = await startScenario(t, {});
  const cases: [object, RegExp][] = [
    [{ ...EVENTS, 'time-field': undefined }, /"deliveries": events need a time-field/],
    [{ ...EVENTS, 'primary-key': undefined }, /"deliveries": events need a primary-key/],
    [{ ...EVENTS, 'group-by': ['a'] }, /group-by is nothing that a resource of kind events has/],
    [{ ...BUCKETS, 'time-field': 'at' }, /time-field is nothing that a resource of kind buckets has/],
    [{ ...BUCKETS, 'group-by': ['a b'] }, /"a b" is no name of a field/],
    [{ ...BUCKETS, path: '/projects/{project_id}/usage' }, /path holds \{placeholders\}/],
    [{ ...BUCKETS, kind: 'usage' }, /expected snapshot, buckets or events/],
    [{ ...BUCKETS, 'bucket-width': '2d' }, /expected 1m, 1h or 1d/],
    [
      { name: 'things', path: '/things', 'time-field': 'at' },
      /time-field is nothing that a resource of kind snapshot has/,
    ],
  ];
  for (const [resource, message] of cases) {
    const night = await scenario.night({ inputs: { resources: JSON.stringify([resource]) } });
    assert.equal(night.exitCode, 1);
    assert.match(night.log.text, message);
  }
});

test('an endpoint that takes hours alone is asked for hours', async (t) => {
  const scenario = await startScenario(t, {
    resources: JSON.stringify([{ ...BUCKETS, 'bucket-width': '1h', 'group-by': undefined, params: undefined }]),
    'start-date': '2026-03-01',
  });
  scenario.simulator.customAnswers.set(BUCKETS.path, (query) => {
    if (query.has('end_time')) assert.equal(query.get('bucket_width'), '1h');
    assert.deepEqual(query.getAll('group_by'), []);
    const start_time = Number(query.get('start_time'));
    const data = [{ object: 'bucket', start_time, end_time: start_time + 3600, results: [{ seconds: 1 }] }];
    return { object: 'page', data, has_more: false, next_page: null };
  });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.ok((await scenario.rows('usage_videos')).length > 0);
});

for (const groupBy of ['all', 'line_item', 'project_id']) {
  test(`what verify reads of buckets of one's own stands in their order if the run is grouped by ${groupBy}`, async (t) => {
    const resources = JSON.stringify(['costs', { ...BUCKETS, params: undefined }]);
    const config = `group-by: ${groupBy}`;
    const scenario = await startScenario(t, { resources, config, 'start-date': '2026-02-01' });
    // In every order but that of the rows' text.
    const results = [
      { seconds: 9, project_id: 'proj_1', model: 'b' },
      { seconds: 2, project_id: 'proj_2', model: 'a' },
    ];
    scenario.simulator.customAnswers.set(BUCKETS.path, (query) => {
      const start_time = Number(query.get('start_time'));
      const data = [{ object: 'bucket', start_time, end_time: start_time + DAY, results }];
      return { object: 'page', data: query.has('end_time') ? data : [], has_more: false, next_page: null };
    });
    const night = await scenario.night();
    assert.equal(night.exitCode, 0, night.log.text);
    const { shape } = JSON.parse(await scenario.read('data/_manifests/usage_videos.json'));
    assert.deepEqual(shape.group_by, groupBy === 'project_id' ? ['project_id'] : BUCKETS['group-by']);
    const { code, page } = await verify(scenario);
    assert.equal(code, 0, page);
  });
}
