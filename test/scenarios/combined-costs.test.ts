import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CombinationRefusal } from '../../simulator/options.ts';
import { type Night, type Scenario, secondsOf, startScenario } from './scenario.ts';

const ALL = ['project_id', 'line_item', 'api_key_id', 'user_id', 'api_source'];
const WITHOUT_USER = ['project_id', 'line_item', 'api_key_id', 'api_source'];
const FROM = secondsOf('2026-01-26');

function costsScenario(
  t: Parameters<typeof startScenario>[0],
  combinedCosts?: CombinationRefusal,
  config: object = { 'group-by': 'all' },
): Promise<Scenario> {
  return startScenario(
    t,
    {
      resources: 'costs',
      'start-date': '2026-01-26',
      'partition-by': 'day',
      config: JSON.stringify(config),
    },
    { size: { days: 120, projects: 3, usageSeriesPerProject: 3 }, quirks: { ...(combinedCosts && { combinedCosts }) } },
  );
}

/** All but the first, which only meets the server. */
function costRequests(night: Night): { status: number; groupBy: string[]; query: URLSearchParams }[] {
  return night.requests
    .slice(1)
    .filter(({ path }) => path === '/organization/costs')
    .map(({ status, query }) => {
      const asked = new URLSearchParams(query);
      return { status, groupBy: asked.getAll('group_by'), query: asked };
    });
}

function refusedIn(night: Night): number {
  return costRequests(night).filter(({ status }) => status === 400).length;
}

function truth({ simulator }: Scenario, groupBy: string[], from = FROM, to = simulator.clock.now()): string[] {
  return simulator.truth.buckets('costs', from, to, { groupBy });
}

async function assertCosts(scenario: Scenario, expected: string[]): Promise<void> {
  assert.ok(expected.length > 10);
  assert.deepEqual((await scenario.rows('costs')).sort(), expected.sort());
}

async function manifestOf(scenario: Scenario) {
  return JSON.parse(await scenario.read('data/_manifests/costs.json'));
}

test('costs grouped by all have users and sources, and each entry says so', async (t) => {
  const scenario = await costsScenario(t);
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(night.log.annotations, []);
  await assertCosts(scenario, truth(scenario, ALL));
  const { shape, entries, refusals } = await manifestOf(scenario);
  assert.equal(shape.group_by, 'all');
  assert.equal(refusals, undefined);
  for (const entry of entries) assert.deepEqual([entry.dimensions, entry.refused], [ALL, undefined]);
});

for (const says of ['names', 'words', 'nothing'] as const) {
  test(`a combination that is refused by ${says} costs the user alone, is asked once a month, and comes back`, async (t) => {
    const combinedCosts: CombinationRefusal = { says };
    const scenario = await costsScenario(t, combinedCosts);
    const first = await scenario.night();
    assert.equal(first.exitCode, 0, first.log.text);
    await assertCosts(scenario, truth(scenario, WITHOUT_USER));
    assert.deepEqual(
      first.log.annotations.map(({ message }) => message),
      [
        'costs: the API does not group by user_id together with project_id; those days are exported without user_id. It is asked again next month. See docs/troubleshooting.md#grouping-refused',
      ],
    );
    assert.ok(refusedIn(first) <= 5, String(refusedIn(first)));
    const { entries, refusals } = await manifestOf(scenario);
    for (const entry of entries) assert.deepEqual([entry.dimensions, entry.refused], [WITHOUT_USER, ['user_id']]);
    assert.deepEqual(refusals, [{ dimension: 'user_id', with: ['project_id'], from: '2026-01-26', month: '2026-03' }]);

    const second = await scenario.night({ at: '2026-03-04T04:17:00Z' });
    assert.equal(second.exitCode, 0, second.log.text);
    assert.deepEqual([refusedIn(second), second.log.annotations], [0, []]);
    assert.ok(costRequests(second).every(({ groupBy }) => groupBy.join() === WITHOUT_USER.join()));
    await assertCosts(scenario, truth(scenario, WITHOUT_USER));

    const third = await scenario.night({ at: '2026-04-01T04:17:00Z' });
    assert.ok(refusedIn(third) >= 1);
    assert.deepEqual((await manifestOf(scenario)).refusals, [
      { dimension: 'user_id', with: ['project_id'], from: '2026-01-28', month: '2026-04' },
    ]);
    assert.equal(refusedIn(await scenario.night({ at: '2026-04-02T04:17:00Z' })), 0);

    // By then the organisation has it: what is still read again has users, what is settled stays as it is.
    Object.assign(combinedCosts, { within: [0, 1] });
    const fourth = await scenario.night({ at: '2026-05-01T04:17:00Z' });
    assert.equal(fourth.exitCode, 0, fourth.log.text);
    const boundary = secondsOf('2026-02-26');
    const settled = (await manifestOf(scenario)).entries.filter(
      (entry: { refused?: string[] }) => entry.refused !== undefined,
    );
    assert.equal(settled.at(-1).period, '2026-02-25');
    const rows = (await scenario.rows('costs')).map((line) => JSON.parse(line));
    for (const row of rows) assert.equal('user_id' in row, row.start_time >= boundary);
    const withUsers = (await scenario.rows('costs')).filter((line) => JSON.parse(line).start_time >= boundary);
    assert.deepEqual(withUsers.sort(), truth(scenario, ALL, boundary).sort());
    assert.equal((await manifestOf(scenario)).refusals, undefined);
  });
}

for (const { part, within, refused, notice } of [
  {
    part: 'the older days',
    within: ['2026-01-01', '2026-02-10'],
    refused: ['2026-01-26', '2026-02-10'],
    notice: ' before 2026-02-10',
  },
  {
    part: 'the newest days',
    within: ['2026-02-25', '2027-01-01'],
    refused: ['2026-02-25', undefined],
    notice: ' from 2026-02-25 on',
  },
  {
    part: 'days in the middle',
    within: ['2026-02-05', '2026-02-08'],
    refused: ['2026-02-05', '2026-02-08'],
    notice: ' from 2026-02-05 to 2026-02-08',
  },
] as const) {
  for (const partitionBy of ['day', 'month']) {
    test(`${part} alone do without users where they are refused, and no cost is there twice (by ${partitionBy})`, async (t) => {
      const [from, to] = [secondsOf(within[0]), secondsOf(within[1])];
      const scenario = await costsScenario(t, { says: 'nothing', within: [from, to] });
      const start = partitionBy === 'day' ? FROM : secondsOf('2026-01-01');
      const inputs = { 'partition-by': partitionBy };
      const expected = () => [
        ...truth(scenario, ALL, start, from),
        ...truth(scenario, WITHOUT_USER, Math.max(start, from), Math.min(to, scenario.simulator.clock.now())),
        ...(to < scenario.simulator.clock.now() ? truth(scenario, ALL, to) : []),
      ];
      const first = await scenario.night({ inputs });
      assert.equal(first.exitCode, 0, first.log.text);
      await assertCosts(scenario, expected());
      const [said = ''] = first.log.annotations.map(({ message }) => message);
      assert.ok(said.includes(`user_id together with project_id${notice}; those days`), said);
      const { refusals } = await manifestOf(scenario);
      const begins = partitionBy === 'month' && part === 'the older days' ? '2026-01-01' : refused[0];
      assert.deepEqual(
        refusals.map((one: { from: string; to?: string }) => [one.from, one.to]),
        [[begins, refused[1]]],
      );
      const second = await scenario.night({ at: '2026-03-04T04:17:00Z', inputs });
      assert.equal(second.exitCode, 0, second.log.text);
      assert.equal(refusedIn(second), 0);
      // Restated meanwhile.
      await assertCosts(scenario, expected());
    });
  }
}

test('what is refused for two reasons keeps the most that each day can have', async (t) => {
  const floor = secondsOf('2026-02-12');
  const scenario = await startScenario(
    t,
    { resources: 'costs', 'start-date': '2026-01-26', 'partition-by': 'day', config: 'group-by: all' },
    { size: { days: 120, projects: 3 }, quirks: { costsFloor: floor, combinedCosts: { says: 'nothing' } } },
  );
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  await assertCosts(scenario, [
    ...truth(scenario, ['project_id', 'line_item', 'api_source'], FROM, floor),
    ...truth(scenario, WITHOUT_USER, floor),
  ]);
  const { refusals } = await manifestOf(scenario);
  assert.deepEqual(refusals, [
    { dimension: 'api_key_id', from: '2026-01-26', to: '2026-02-12', month: '2026-03' },
    { dimension: 'user_id', with: ['project_id'], from: '2026-01-26', month: '2026-03' },
  ]);
});

for (const { groupBy, kept, together } of [
  { groupBy: ['user_id'], kept: [], together: 'the filter `projects`' },
  { groupBy: ['project_id', 'user_id'], kept: ['project_id'], together: 'project_id and the filter `projects`' },
]) {
  test(`users are refused together with the filter of projects too, grouped by ${groupBy}`, async (t) => {
    const scenario = await costsScenario(t, { says: 'words' });
    const { simulator } = scenario;
    const [line = ''] = truth(scenario, ['project_id']);
    const project = JSON.parse(line).project_id;
    const inputs = { config: JSON.stringify({ 'group-by': groupBy, projects: [project] }) };
    const night = await scenario.night({ inputs });
    assert.equal(night.exitCode, 0, night.log.text);
    const [said = ''] = night.log.annotations.map(({ message }) => message);
    assert.ok(said.includes(`does not group by user_id together with ${together};`), said);
    const filters = { project_id: [project] };
    await assertCosts(
      scenario,
      simulator.truth.buckets('costs', FROM, simulator.clock.now(), { groupBy: kept, filters }),
    );
    assert.equal(refusedIn(await scenario.night({ at: '2026-03-04T04:17:00Z', inputs })), 0);
  });
}

for (const [what, error, query] of [
  ['a page too large', { message: "Invalid 'limit'.", param: 'limit' }, { limit: /^180$/ }],
  ['everything', { message: 'Bad request.' }, {}],
] as const) {
  test(`a refusal of ${what} is not taken for one of the grouping`, async (t) => {
    const scenario = await costsScenario(t);
    scenario.simulator.faults.add({
      match: { path: '/organization/costs', query: { group_by: /./, ...query } },
      kind: 'status',
      status: 400,
      body: { error },
    });
    const night = await scenario.night();
    assert.equal(night.exitCode, 1, night.log.text);
    assert.ok(!night.log.text.includes('does not group by'), night.log.text);
    assert.deepEqual(await scenario.rows('costs'), []);
    assert.ok(night.requests.length < 60, String(night.requests.length));
  });
}

test('if only long ranges are refused, shorter ones are asked for, and none too long on the next night', async (t) => {
  const scenario = await costsScenario(t, { says: 'words', beyondDays: 11 });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(night.log.annotations, []);
  await assertCosts(scenario, truth(scenario, ALL));
  assert.deepEqual((await manifestOf(scenario)).refusals, [
    { dimension: 'user_id', with: ['project_id'], from: '2026-01-26', longest_days: 9, month: '2026-03' },
  ]);
  const second = await scenario.night({ at: '2026-03-04T04:17:00Z' });
  assert.equal(second.exitCode, 0, second.log.text);
  assert.equal(refusedIn(second), 0);
  await assertCosts(scenario, truth(scenario, ALL));
});

test('a kind of usage that does not know its source is exported without it, and not asked for it again', async (t) => {
  const scenario = await startScenario(t, {
    resources: 'usage_completions',
    'start-date': '2026-02-20',
    config: 'group-by: all',
  });
  const match = { path: '/organization/usage/completions', query: { group_by: /^api_source$/ } };
  scenario.simulator.faults.add({ match, kind: 'status', status: 400, body: { error: { message: 'Bad request.' } } });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  const groupBy = ['project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier'];
  const { truth: facts, clock } = scenario.simulator;
  const expected = facts.buckets('usage_completions', secondsOf('2026-02-01'), clock.now(), { groupBy });
  assert.deepEqual((await scenario.rows('usage_completions')).sort(), expected.sort());
  const second = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.deepEqual(
    second.requests.filter(({ status }) => status !== 200),
    [],
  );
  assert.equal(second.requests.filter(({ query }) => query.includes('api_source')).length, 0);
});

test('what was served once and is refused by now is restated without users, and nothing of it is there twice', async (t) => {
  const combinedCosts: CombinationRefusal = { says: 'names', within: [0, 1] };
  const scenario = await costsScenario(t, combinedCosts);
  const inputs = { 'partition-by': 'month' };
  assert.equal((await scenario.night({ inputs })).exitCode, 0);
  const start = secondsOf('2026-01-01');
  await assertCosts(scenario, truth(scenario, ALL, start));
  Object.assign(combinedCosts, { within: undefined });
  const night = await scenario.night({ at: '2026-03-10T04:17:00Z', inputs });
  assert.equal(night.exitCode, 0, night.log.text);
  // January is read a last time that night.
  const settled = (await manifestOf(scenario)).entries.filter(({ settled }: { settled: boolean }) => settled);
  assert.deepEqual(
    settled.map(({ period, refused }: { period: string; refused?: string[] }) => [period, refused]),
    [['2026-01', ['user_id']]],
  );
  await assertCosts(scenario, truth(scenario, WITHOUT_USER, start));
  const next = await scenario.night({ at: '2026-03-11T04:17:00Z', inputs });
  assert.equal(refusedIn(next), 0);
});

test('a place that nobody may read is remembered by the cache', async (t) => {
  const scenario = await costsScenario(
    t,
    { says: 'nothing' },
    {
      'group-by': 'all',
      'destination-options': { access: 'write-only' },
    },
  );
  assert.ok(refusedIn(await scenario.night()) > 0);
  const second = await scenario.night({ at: '2026-03-04T04:17:00Z' });
  assert.equal(second.exitCode, 0, second.log.text);
  assert.equal(refusedIn(second), 0);
});

test('a history limit and a refused combination are kept apart, whichever the API looks at first', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'costs', 'start-date': 'earliest', 'partition-by': 'month', config: 'group-by: all' },
    { size: { days: 60 }, historyDays: 40, quirks: { combinedCosts: { says: 'nothing', comesFirst: true } } },
  );
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  await assertCosts(scenario, truth(scenario, WITHOUT_USER, secondsOf('2026-01-21')));
  assert.deepEqual((await manifestOf(scenario)).unavailable, [['2020-06-01', '2026-01-21']]);
  const second = await scenario.night({ at: '2026-03-04T04:17:00Z' });
  assert.equal(second.exitCode, 0, second.log.text);
  // January is read again as far as it is there. What lay before was never seen to be refused for its grouping alone.
  const withUsers = costRequests(second).filter(({ groupBy }) => groupBy.includes('user_id'));
  assert.deepEqual(
    withUsers.map(({ query }) => Number(query.get('end_time'))),
    [secondsOf('2026-01-21')],
  );
});

test('a 400 without a word of the API counts by what is served with fewer dimensions', async (t) => {
  const scenario = await costsScenario(t);
  scenario.simulator.faults.add({
    match: { path: '/organization/costs', query: { group_by: /^user_id$/ } },
    kind: 'status',
    status: 400,
    body: {},
  });
  const night = await scenario.night({ inputs: { config: '{group-by: all, retries: 0}' } });
  assert.equal(night.exitCode, 0, night.log.text);
  await assertCosts(scenario, truth(scenario, WITHOUT_USER));
});
