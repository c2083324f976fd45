import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FolderContent } from '../harness/workspace.ts';
import type { Gateway } from '../servers/gateway.ts';
import { type NightResult, rowsOf, START, startNights } from './nights.ts';
import type { Json } from './wrong-values.ts';

const DAY = 86_400;
const FROM = Date.parse('2026-02-20') / 1000;
const COSTS = { groupBy: ['project_id', 'line_item', 'api_key_id'] };

/** A gateway that takes `effective_at[gte]`, `event_types[]` and the like for broken parameters. */
const WITHOUT_BRACKETS: Partial<Gateway> = {
  ask(_path, query) {
    for (const name of [...query.keys()]) if (name.includes('[')) query.delete(name);
  },
};

/** A gateway that changes the lists that pass. */
function editing(change: (list: Json, path: string, query: URLSearchParams) => void): Partial<Gateway> {
  return {
    rewrite(answer) {
      const body: Json = JSON.parse(answer.body.toString());
      if (answer.status !== 200 || !Array.isArray(body.data)) return answer;
      change(body, answer.path, answer.query);
      return { ...answer, body: Buffer.from(JSON.stringify(body)) };
    },
  };
}

function manifestOf({ data }: { data: FolderContent }, resource: string) {
  const { ranges, entries } = JSON.parse(data[`_manifests/${resource}.json`] ?? '{}');
  return { ranges, entries: entries as { period: string; settled: boolean; rows: number }[] };
}

function assertTold({ problems, result }: NightResult, resource: string, topic: string): void {
  assert.equal(result.outcomes.find((outcome) => outcome.resource === resource)?.status, 'failed');
  assert.ok(
    problems.some((text) => text.includes(`#${topic}`)),
    problems.join('\n'),
  );
}

/** Files of data, without manifests and the like. */
function dataOf(data: FolderContent): FolderContent {
  return Object.fromEntries(Object.entries(data).filter(([path]) => !path.startsWith('_')));
}

for (const [how, auditEvents, inputs] of [
  ['a short list', 90, {}],
  ['a list so long that its reading is split', 6000, {}],
  ['every day again', 900, { 'refresh-from': '2026-02-20' }],
] as const) {
  test(`a gateway that drops parameters in brackets: ${how}`, async (t) => {
    const { night, simulator } = await startNights(t, { resources: 'audit_logs' }, { auditEvents });
    const isAgain = 'refresh-from' in inputs;
    if (isAgain) await night(0);
    const before = simulator.truth.events(FROM, simulator.clock.now());
    const bad = await night(Number(isAgain), WITHOUT_BRACKETS, inputs);
    assertTold(bad, 'audit_logs', 'other-than-asked');
    const stored = rowsOf(bad.data, 'audit_logs');
    assert.equal(new Set(stored).size, stored.length);
    const truth = new Set(simulator.truth.events(FROM, simulator.clock.now()));
    assert.ok(stored.length > 0 && stored.every((row) => truth.has(row)));
    if (isAgain) assert.ok(stored.length >= before.length);
    assert.ok(bad.requests < 60, `${bad.requests} requests`);
    assert.ok(manifestOf(bad, 'audit_logs').entries.every(({ settled }) => !settled));
    const next = await night(1 + Number(isAgain));
    const good = manifestOf(next, 'audit_logs');
    assert.deepEqual(rowsOf(next.data, 'audit_logs'), simulator.truth.events(FROM, simulator.clock.now()));
    assert.equal(good.ranges.length, 1);
    assert.ok(good.entries.some(({ settled }) => settled));
  });
}

test('what was read of a long list before the rest became hopeless is kept', async (t) => {
  const { night } = await startNights(t, { resources: 'audit_logs' }, { auditEvents: 6000 });
  const { data } = await night(0, WITHOUT_BRACKETS);
  const days = Object.keys(data).filter((path) => path.startsWith('audit_logs/'));
  assert.ok(days.length > 3, days.join());
  assert.deepEqual(manifestOf({ data }, 'audit_logs').ranges, []);
});

test('times in milliseconds change nothing that is stored, and heal', async (t) => {
  const { night, simulator } = await startNights(t, { resources: 'costs, usage_completions, audit_logs' });
  const good = await night(0);
  const bad = await night(
    1,
    editing(({ data }) => {
      for (const row of data as Json[]) {
        for (const field of ['start_time', 'end_time', 'effective_at'])
          if (typeof row[field] === 'number') row[field] *= 1000;
      }
    }),
  );
  for (const resource of ['costs', 'usage_completions', 'audit_logs']) {
    assertTold(bad, resource, 'other-than-asked');
    assert.deepEqual(rowsOf(bad.data, resource), rowsOf(good.data, resource));
    assert.deepEqual(manifestOf(bad, resource).ranges, manifestOf(good, resource).ranges);
  }
  const next = await night(2);
  assert.deepEqual(rowsOf(next.data, 'audit_logs'), simulator.truth.events(FROM, START + 2 * DAY));
  const costs = simulator.truth.buckets('costs', Date.parse('2026-02-01') / 1000, START + 2 * DAY, COSTS);
  assert.deepEqual(rowsOf(next.data, 'costs').sort(), costs.sort());
});

test('pages that include their edges give each row once', async (t) => {
  const resources = ['users', 'projects', 'project_users'];
  const size = { users: 31, projects: 7, usersPerProject: 9 };
  const { night, simulator } = await startNights(
    t,
    { resources: [...resources, 'costs', 'usage_completions', 'audit_logs'].join(', '), 'partition-by': 'day' },
    size,
  );
  const edges = new Map<string, unknown>();
  const inclusive = editing((list, path, query) => {
    const rows = list.data as unknown[];
    const asked = new URLSearchParams(query);
    const isFirst = !asked.has('after') && !asked.has('page');
    for (const name of ['after', 'page']) asked.delete(name);
    const edge = edges.get(`${path}?${asked}`);
    const last = rows.at(-1) ?? edge;
    if (!isFirst) rows.unshift(edge);
    edges.set(`${path}?${asked}`, last);
  });
  const ask: Gateway['ask'] = (_path, query) => {
    if (query.has('limit')) query.set('limit', String(Math.min(4, Number(query.get('limit')))));
  };
  const { data, result, problems } = await night(0, { ...inclusive, ask });
  assert.ok(
    result.outcomes.every(({ status }) => status === 'ok'),
    problems.join('\n'),
  );
  for (const resource of resources)
    assert.deepEqual(rowsOf(data, resource).sort(), simulator.truth.snapshot(resource).sort());
  assert.deepEqual(rowsOf(data, 'costs').sort(), simulator.truth.buckets('costs', FROM, START, COSTS).sort());
  assert.deepEqual(rowsOf(data, 'audit_logs'), simulator.truth.events(FROM, START));
});

for (const partitionBy of ['day', 'month']) {
  test(`a bucket that comes twice with other numbers leaves its ${partitionBy} as it is, and heals`, async (t) => {
    const inputs = { resources: 'costs', 'partition-by': partitionBy };
    const { night, simulator } = await startNights(t, inputs);
    const good = await night(0);
    const contradicted = new Set<string>();
    const bad = await night(
      1,
      editing(({ data }) => {
        const bucket = (data as Json[]).findLast(({ results }) => (results as Json[]).length > 0);
        if (!bucket) return;
        const other = structuredClone(bucket) as { results: { amount: { value: number } }[] };
        for (const { amount } of other.results) amount.value = 7777;
        (data as unknown[]).push(other);
        const day = new Date((bucket.start_time as number) * 1000).toISOString().slice(0, 10);
        contradicted.add(partitionBy === 'day' ? `date=${day}` : `month=${day.slice(0, 7)}`);
      }),
    );
    assertTold(bad, 'costs', 'rows-contradict');
    assert.ok(contradicted.size > 0);
    for (const folder of contradicted)
      assert.equal(bad.data[`costs/${folder}/costs.jsonl`], good.data[`costs/${folder}/costs.jsonl`]);
    const next = await night(2);
    const from = partitionBy === 'day' ? FROM : Date.parse('2026-02-01') / 1000;
    const truth = simulator.truth.buckets('costs', from, START + 2 * DAY, COSTS);
    assert.deepEqual(rowsOf(next.data, 'costs').sort(), truth.sort());
  });
}

for (const position of [0, 1, 2]) {
  test(`a month of hours, every third window from ${position} in milliseconds: no row is doubled or lost`, async (t) => {
    const inputs = {
      resources: 'usage_completions',
      'partition-by': 'month',
      config: JSON.stringify({ 'bucket-width': '1h' }),
    };
    const { night } = await startNights(t, inputs);
    const good = await night(0);
    const starts: string[] = [];
    const bad = await night(
      1,
      editing(({ data }, _path, query) => {
        const start = String(query.get('start_time'));
        if (!starts.includes(start)) starts.push(start);
        if (starts.indexOf(start) % 3 !== position) return;
        for (const bucket of data as { start_time: number; end_time: number }[]) {
          bucket.start_time *= 1000;
          bucket.end_time *= 1000;
        }
      }),
    );
    assertTold(bad, 'usage_completions', 'other-than-asked');
    const rows = rowsOf(bad.data, 'usage_completions');
    const identity = (text: string) => text.replace(/"(input|output|num)_\w+":[^,}]+/g, '');
    assert.equal(new Set(rows.map(identity)).size, rows.length);
    const kept = new Set(rows.map(identity));
    assert.ok(rowsOf(good.data, 'usage_completions').every((row) => kept.has(identity(row))));
    const next = await night(2);
    const undisturbed = await startNights(t, inputs);
    for (const number of [0, 1]) await undisturbed.night(number);
    assert.deepEqual(dataOf(next.data), dataOf((await undisturbed.night(2)).data));
  });
}

test('a refusal for billing is met once by each resource, however many parents and windows there are', async (t) => {
  const resources = 'audit_logs, project_users, costs';
  const { night } = await startNights(t, { resources }, { projects: 30, auditEvents: 6000 });
  const error = { message: 'You exceeded your current quota.', type: 'insufficient_quota', code: 'insufficient_quota' };
  let passing = 0;
  const refusing = (isRefused: (path: string) => boolean): Partial<Gateway> => ({
    rewrite: (answer) =>
      isRefused(answer.path)
        ? { ...answer, status: 429, body: Buffer.from(JSON.stringify({ error: { ...error, param: null } })) }
        : answer,
  });
  const all = await night(
    0,
    refusing(() => true),
  );
  assert.ok(all.requests <= 8, `${all.requests} requests`);
  for (const resource of resources.split(', ')) assertTold(all, resource, 'billing');
  const fanned = await night(
    0,
    refusing((path) => path.endsWith('/users')),
  );
  assert.ok(fanned.requests < 130, `${fanned.requests} requests`);
  const inBetween = await night(
    0,
    refusing(() => {
      passing += 1;
      return passing > 20;
    }),
    { resources: 'audit_logs', 'refresh-from': '2026-02-20' },
  );
  assert.ok(inBetween.requests <= 20 + 8, `${inBetween.requests} requests`);
});

test('a server that ignores cursors and gives new ones is asked a few times', async (t) => {
  const { night } = await startNights(
    t,
    { resources: 'audit_logs, users, groups, project_users, costs, usage_completions' },
    { users: 300, projects: 12, auditEvents: 6000, usersPerProject: 150 },
  );
  let count = 0;
  const deaf = editing((list) => {
    count += 1;
    for (const field of ['next', 'next_page', 'last_id']) if (field in list) list[field] = `cursor-${count}`;
    list.has_more = true;
  });
  const ask: Gateway['ask'] = (_path, query) => {
    for (const name of ['after', 'page']) query.delete(name);
  };
  const { result, requests } = await night(0, { ...deaf, ask });
  assert.ok(requests < 50, `${requests} requests`);
  assert.ok(result.outcomes.every(({ status }) => status === 'failed'));
  // Of the many windows of events, three are tried.
  assert.equal(result.outcomes.find(({ resource }) => resource === 'audit_logs')?.problems.length, 3);
});
