import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { below, linesOf, type Scenario, startScenario } from './scenario.ts';

const PAGE = 3;
const ROWS = Array.from({ length: 8 }, (_, index) => ({ id: `thing-${index}`, size: index, tags: ['a', 'b'] }));

/** A page of the rows after a cursor; `wrap` makes the envelope of it. */
function paged(parameter: string, wrap: (rows: object[], last: string, more: boolean) => object) {
  return (query: URLSearchParams): object => {
    const cursor = query.get(parameter);
    const start = cursor === null ? 0 : ROWS.findIndex(({ id }) => id === cursor) + 1;
    const rows = ROWS.slice(start, start + PAGE);
    return wrap(rows, rows.at(-1)?.id ?? '', start + PAGE < ROWS.length);
  };
}

const ALL = ROWS.map((row) => JSON.stringify(row));

async function exportCustom(scenario: Scenario, resources: object[], inputs: Record<string, string> = {}) {
  const night = await scenario.night({ inputs: { resources: JSON.stringify(resources), ...inputs } });
  assert.equal(night.exitCode, 0, night.log.text);
  return night;
}

for (const { pagination, answer } of [
  {
    pagination: 'last_id',
    answer: paged('after', (data, last_id, has_more) => ({ object: 'list', data, last_id, has_more })),
  },
  {
    pagination: 'next',
    answer: paged('after', (data, next, has_more) => ({ data, has_more, next: has_more ? next : null })),
  },
  {
    pagination: 'next_page',
    answer: paged('page', (data, next_page, has_more) => ({ data, has_more, next_page: has_more ? next_page : null })),
  },
]) {
  test(`a custom list that pages by ${pagination} is read to its end, sorted by its key`, async (t) => {
    const scenario = await startScenario(t);
    scenario.simulator.customAnswers.set('/organization/things', answer);
    const night = await exportCustom(scenario, [
      {
        name: 'things',
        path: '/organization/things',
        pagination,
        'primary-key': 'id',
        params: { kind: 'all', deep: true },
      },
    ]);
    assert.deepEqual(await scenario.rows('things'), ALL);
    // The first request of a run only meets the server.
    const asked = night.requests.slice(1);
    assert.equal(asked.length, 3);
    assert.ok(asked.every(({ query }) => query.includes('kind=all&deep=true')));
  });
}

test('a custom list may lie deep in its answer, its cursor beside it', async (t) => {
  const scenario = await startScenario(t);
  const { customAnswers } = scenario.simulator;
  customAnswers.set(
    '/organization/things',
    paged('after', (items, last_id, has_more) => ({ result: { items, last_id, has_more }, took: 3 })),
  );
  await exportCustom(scenario, [
    { name: 'things', path: '/organization/things', data_selector: 'result.items', primary_key: ['id'] },
  ]);
  assert.deepEqual(await scenario.rows('things'), ALL);
});

test('a custom object is one row, a list without a key keeps its order', async (t) => {
  const scenario = await startScenario(t);
  const { customAnswers } = scenario.simulator;
  customAnswers.set('/organization/plan', () => '{ "plan": "gold", "seats": 12.50, "10": 1, "2": 2 }');
  customAnswers.set('/organization/notes', () => ({ data: [{ text: 'z' }, { text: 'a' }, { text: 'z' }] }));
  await exportCustom(
    scenario,
    [
      { name: 'plan', path: '/organization/plan', pagination: 'none' },
      { name: 'notes', path: '/organization/notes' },
    ],
    { format: 'jsonl,csv' },
  );
  assert.deepEqual(await scenario.rows('plan'), ['{"plan":"gold","seats":12.50,"10":1,"2":2}']);
  assert.deepEqual(await scenario.rows('notes'), ['{"text":"z"}', '{"text":"a"}', '{"text":"z"}']);
  const table = parse(await scenario.read('data/plan/plan.csv'), { columns: true, bom: true });
  assert.deepEqual(table, [{ '10': '1', '2': '2', plan: 'gold', seats: '12.50' }]);
});

test('a custom resource below projects is read for each one that is active, and below a custom one likewise', async (t) => {
  const scenario = await startScenario(t);
  const { customAnswers, truth } = scenario.simulator;
  const projects = truth.snapshot('projects').map((line) => JSON.parse(line));
  const active = projects.filter(({ status }) => status !== 'archived').map(({ id }) => id);
  for (const id of active) {
    customAnswers.set(`/projects/${id}/vaults`, () => ({ data: [{ name: `vault of ${id}`, vault: `v-${id}` }] }));
    customAnswers.set(`/projects/${id}/vaults/v-${id}/doors`, () => ({ data: [{ door: 1 }, { door: 2 }] }));
  }
  const night = await exportCustom(scenario, [
    { name: 'doors', path: '/projects/{project_id}/vaults/{vault}/doors', parent: 'vaults', 'primary-key': 'door' },
    { name: 'vaults', path: '/projects/{project_id}/vaults', parent: 'projects', 'primary-key': 'vault' },
  ]);
  const sorted = active.toSorted();
  assert.deepEqual(
    await scenario.rows('vaults'),
    sorted.map((id) => `{"project_id":"${id}","name":"vault of ${id}","vault":"v-${id}"}`),
  );
  assert.deepEqual(
    await scenario.rows('doors'),
    sorted.flatMap((id) => [1, 2].map((door) => `{"project_id":"${id}","vault":"v-${id}","door":${door}}`)),
  );
  assert.equal(night.requests.filter(({ path }) => path.endsWith('/vaults')).length, active.length);
});

test('what changes in a custom resource is told by its key, and without one by its place', async (t) => {
  const scenario = await startScenario(t);
  const { customAnswers } = scenario.simulator;
  let size = 1;
  const data = () => ({
    data: [
      { name: 'b', size: 0 },
      { name: 'a', size },
    ],
  });
  customAnswers.set('/organization/keyed', data);
  customAnswers.set('/organization/placed', data);
  const resources = [
    { name: 'keyed', path: '/organization/keyed', 'primary-key': 'name' },
    { name: 'placed', path: '/organization/placed' },
  ];
  await exportCustom(scenario, resources);
  size = 2;
  const night = await exportCustom(scenario, resources);
  const change = '"before":{"size":1},"after":{"size":2}}';
  const linesIn = (name: string) => Object.values(below(night.after, `data/_changes/${name}`)).flatMap(linesOf);
  assert.deepEqual(linesIn('keyed'), [`{"change":"changed","key":{"name":"a"},${change}`]);
  assert.deepEqual(linesIn('placed'), [`{"change":"changed","key":{},${change}`]);
});

test('a custom path that the API does not know fails by name and costs the others nothing', async (t) => {
  const scenario = await startScenario(t);
  const resources = ['users', { name: 'things', path: '/organization/thongs' }];
  const night = await scenario.night({ inputs: { resources: JSON.stringify(resources) } });
  assert.equal(night.exitCode, 1);
  assert.equal(night.outputs['failed-resources'], 'things');
  assert.match(night.log.text, /answered 404.*or the `path` of a custom resource/);
  assert.deepEqual(await scenario.rows('users'), scenario.simulator.truth.snapshot('users'));
});

const DOORS = { name: 'doors', path: '/organization/vaults/{vault}/doors', parent: 'vaults', 'primary-key': 'door' };
const VAULTS = { name: 'vaults', path: '/organization/vaults', 'primary-key': 'vault' };

test('a parent without its key, or with one that a path cannot hold, is an error by name, and the others are read', async (t) => {
  const scenario = await startScenario(t);
  const { customAnswers } = scenario.simulator;
  const vaults = [{ vault: 'a' }, { name: 'no key' }, { vault: '.' }, { vault: '..' }, { vault: '' }, { vault: null }];
  customAnswers.set('/organization/vaults', () => ({ data: vaults }));
  customAnswers.set('/organization/vaults/a/doors', () => ({ data: [{ door: 1 }] }));
  const night = await scenario.night({ inputs: { resources: JSON.stringify([DOORS, VAULTS]) } });
  assert.equal(night.exitCode, 1, night.log.text);
  assert.match(night.log.text, /vaults has an entry without a usable `vault`/);
  assert.deepEqual(await scenario.rows('doors'), ['{"vault":"a","door":1}']);
  // The first one only meets the server: it asks for the list at the top, and never for a path with a placeholder in it.
  assert.deepEqual(night.requests.map(({ path }) => path).sort(), [
    '/organization/vaults',
    '/organization/vaults',
    '/organization/vaults/a/doors',
  ]);
});

test('a custom list that others are read for cannot be left out alone', async (t) => {
  const scenario = await startScenario(t);
  const night = await scenario.night({ inputs: { resources: JSON.stringify([DOORS, VAULTS, '!vaults']) } });
  assert.equal(night.exitCode, 1);
  assert.match(night.log.text, /"doors" is read for each entry of "vaults", which !vaults leaves out/);
  assert.deepEqual(night.requests, []);
});
