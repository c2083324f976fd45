import assert from 'node:assert/strict';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { type KillPoint, runWatched } from '../harness/kill-points.ts';
import { type FolderContent, readFolder } from '../harness/workspace.ts';
import { linesOf, type Night, type NightOptions, type Scenario, secondsOf, startScenario } from './scenario.ts';

const APRIL = '2026-04-08T04:17:00Z';
const DIMENSIONS = ['project_id', 'line_item', 'api_key_id'];

/** An export in which no file is ever replaced; the manifests lie apart. */
function startOnce(t: TestContext, inputs: Record<string, string>, options: object = {}): Promise<Scenario> {
  const config = JSON.stringify({
    'destination-options': { 'settled-only': true, 'manifest-prefix': 'meta', ...options },
  });
  return startScenario(t, { 'start-date': '2026-02-19', config, ...inputs });
}

/** Runs a night that must end well, and in which no file of the data may change or go. */
async function onceMore(scenario: Scenario, options: NightOptions = {}): Promise<Night> {
  const night = await scenario.night(options);
  assert.equal(night.exitCode, 0, night.log.text);
  for (const [path, text] of Object.entries(night.before)) {
    if (path.startsWith('data/')) assert.equal(night.after[path], text, `${path} was replaced or removed`);
  }
  return night;
}

async function entriesOf(scenario: Scenario, resource: string): Promise<Record<string, unknown>[]> {
  return JSON.parse(await scenario.read(`meta/_manifests/${resource}.json`)).entries;
}

/** The rows of all JSONL files that the manifest lists for a resource. */
async function listedRows(scenario: Scenario, resource: string): Promise<string[]> {
  const paths = (await entriesOf(scenario, resource)).flatMap(({ path }) =>
    String(path).endsWith('.jsonl') ? [String(path)] : [],
  );
  const texts = await Promise.all(paths.map((path) => scenario.read(`data/${path}`)));
  return texts.flatMap(linesOf).sort();
}

/** Every file that is there stands in the manifest, and the other way round. */
async function assertListed(scenario: Scenario, resource: string): Promise<void> {
  const entries = await entriesOf(scenario, resource);
  const listed = entries.flatMap(({ path, supersedes = [] }) => [path, ...(supersedes as string[])]);
  const files = Object.keys(await readFolder(join(scenario.workspace, 'data', resource)));
  assert.deepEqual([...new Set(listed.filter(Boolean))].sort(), files.map((path) => `${resource}/${path}`).sort());
}

test('a late event of a settled day goes beside it, in every format, and is found there the next time', async (t) => {
  const scenario = await startOnce(t, { resources: 'audit_logs', format: 'csv, jsonl' });
  const { organization, truth } = scenario.simulator;
  await onceMore(scenario, { at: '2026-03-09T04:17:00Z' });
  organization.events.add(
    { id: 'audit_log-late', type: 'login.failed', effective_at: secondsOf('2026-02-25T10:00:00Z') },
    { visibleFrom: secondsOf('2026-03-09T20:00:00Z') },
  );
  const again = { 'refresh-from': '2026-02-24' };
  const night = await onceMore(scenario, { at: '2026-03-10T04:17:00Z', inputs: again });
  const late = Object.keys(night.after).filter((path) => path.includes('/late-'));
  assert.deepEqual(
    late.map((path) => path.replace(/[0-9a-f]{12}/, '<hash>')),
    ['csv', 'jsonl'].map((ending) => `data/audit_logs/date=2026-02-25/late-<hash>.${ending}`),
  );
  const expected = truth.events(secondsOf('2026-02-19'), secondsOf('2026-03-07'), { remembered: true });
  assert.deepEqual(await listedRows(scenario, 'audit_logs'), [...expected].sort());
  await assertListed(scenario, 'audit_logs');
  const third = await onceMore(scenario, { inputs: again });
  assert.deepEqual(third.after, night.after);
  assert.equal(third.outputs.files, '0');
});

test('costs that are restated after they were settled are a revision of their own, which supersedes the one before', async (t) => {
  const scenario = await startOnce(t, { resources: 'costs', 'start-date': '2026-02-01' });
  const { organization, truth } = scenario.simulator;
  await onceMore(scenario, { at: APRIL });
  for (const revision of [2, 3]) {
    organization.usage.change('costs', secondsOf('2026-02-20'), (entry) => ({
      ...entry,
      metrics: { ...entry.metrics, amount: (entry.metrics.amount ?? 0) + 1_000_000_000 },
    }));
    const at = `2026-04-${10 + revision}T04:17:00Z`;
    const night = await onceMore(scenario, { at, inputs: { 'refresh-from': '2026-02-01' } });
    assert.ok(`data/costs/month=2026-02/costs.rev-${revision}.jsonl` in night.after, night.log.text);
    const [entry] = await entriesOf(scenario, 'costs');
    assert.equal(entry?.path, `costs/month=2026-02/costs.rev-${revision}.jsonl`);
    assert.deepEqual(
      entry?.supersedes,
      ['costs/month=2026-02/costs.jsonl', 'costs/month=2026-02/costs.rev-2.jsonl'].slice(0, revision - 1),
    );
    const costs = truth.buckets('costs', secondsOf('2026-02-01'), secondsOf('2026-03-01'), { groupBy: DIMENSIONS });
    assert.deepEqual(await listedRows(scenario, 'costs'), costs.sort());
    await assertListed(scenario, 'costs');
  }
  const same = await onceMore(scenario, { inputs: { 'refresh-from': '2026-02-01' } });
  assert.equal(same.outputs.files, '0');
});

/** The sum of all costs below the destination that DuckDB finds by the names of folders, and the months that it finds. */
async function readAsPartitions(folder: string): Promise<{ months: unknown; files: unknown }> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    const sql = `SELECT list(DISTINCT month ORDER BY month) AS months, count(DISTINCT filename)::INT AS files
      FROM read_json('${folder}/costs/**/*.jsonl', hive_partitioning = true, union_by_name = true, filename = true)`;
    const [row] = (await connection.runAndReadAll(sql)).getRowObjectsJS();
    return { months: row?.months, files: row?.files };
  } finally {
    connection.closeSync();
  }
}

test('an archive with a revision is read by its folders as partitions, and one of an earlier release is continued', async (t) => {
  const scenario = await startOnce(t, { resources: 'costs', 'start-date': '2026-02-01' });
  const restate = () =>
    scenario.simulator.organization.usage.change('costs', secondsOf('2026-02-20'), (entry) => ({
      ...entry,
      metrics: { ...entry.metrics, amount: (entry.metrics.amount ?? 0) + 1_000_000_000 },
    }));
  const inputs = { 'refresh-from': '2026-02-01' };
  await onceMore(scenario, { at: APRIL });
  restate();
  await onceMore(scenario, { at: '2026-04-12T04:17:00Z', inputs });
  const found = await readAsPartitions(join(scenario.workspace, 'data'));
  assert.deepEqual(found, { months: ['2026-02'], files: 2 });

  // As an earlier release left it.
  const [now, before] = ['costs.rev-2.jsonl', 'rev=2/costs.jsonl'];
  const month = join(scenario.workspace, 'data/costs/month=2026-02');
  await mkdir(join(month, 'rev=2'));
  await rename(join(month, now), join(month, before));
  const manifest = await scenario.read('meta/_manifests/costs.json');
  await scenario.write('meta/_manifests/costs.json', manifest.replaceAll(now, before));
  const quiet = await onceMore(scenario, { at: '2026-04-13T04:17:00Z', inputs, cache: false });
  assert.equal(quiet.outputs.files, '0', quiet.log.text);
  restate();
  await onceMore(scenario, { at: '2026-04-14T04:17:00Z', inputs, cache: false });
  const entry = (await entriesOf(scenario, 'costs')).find(({ period }) => period === '2026-02');
  assert.equal(entry?.path, 'costs/month=2026-02/costs.rev-3.jsonl');
  assert.deepEqual(entry?.supersedes, ['costs/month=2026-02/costs.jsonl', 'costs/month=2026-02/rev=2/costs.jsonl']);
  await assertListed(scenario, 'costs');
});

test('snapshots are kept by content, in every format, and never replaced', async (t) => {
  const scenario = await startOnce(t, { resources: 'users', format: 'jsonl, jsonl.gz, csv' });
  const { organization, truth } = scenario.simulator;
  await onceMore(scenario);
  organization.list('users').remove(organization.list('users').entries()[0]?.id ?? '');
  const night = await onceMore(scenario, { at: '2026-03-03T04:17:00Z' });
  assert.equal(night.outputs.changes, '1');
  const entries = await entriesOf(scenario, 'users');
  assert.deepEqual(
    entries.map(({ path }) => String(path).replace(/[0-9a-f]{12}/, '<hash>')).sort(),
    ['csv', 'jsonl', 'jsonl.gz'].map((ending) => `_history/users/date=2026-03-03/users-<hash>.${ending}`),
  );
  for (const { path } of entries) {
    const text = night.after[`data/${path}`] ?? '';
    const plain = text.startsWith('base64:') ? gunzipSync(Buffer.from(text.slice(7), 'base64')).toString() : text;
    if (!String(path).endsWith('.csv')) assert.deepEqual(linesOf(plain), truth.snapshot('users'), String(path));
  }
  const again = await onceMore(scenario);
  assert.deepEqual([again.outputs.files, again.outputs.changed], ['0', 'false']);
});

test('days that lacked the events of the tenant get them beside what is there, once', async (t) => {
  const scenario = await startOnce(t, { resources: 'audit_logs' });
  const { simulator } = scenario;
  const match = { path: '/organization/audit_logs', query: { tenant_only: 'true' } };
  simulator.faults.add({ match, kind: 'status', status: 403 });
  await onceMore(scenario, { at: '2026-03-09T04:17:00Z' });
  simulator.faults.clear();
  await onceMore(scenario, { at: '2026-03-09T05:17:00Z' });
  const quiet = await onceMore(scenario, { at: '2026-03-09T06:17:00Z' });
  const entries = await entriesOf(scenario, 'audit_logs');
  assert.ok(
    entries.every(({ refused }) => refused === undefined),
    JSON.stringify(entries.find(({ refused }) => refused)),
  );
  assert.equal(quiet.outputs.files, '0');
  const expected = simulator.truth.events(secondsOf('2026-02-19'), secondsOf('2026-03-06'), { remembered: true });
  assert.deepEqual(await listedRows(scenario, 'audit_logs'), [...expected].sort());
});

/** What a killed run was just writing stays for a day, beside the data and never in its place. */
function withoutTemporary(files: FolderContent): FolderContent {
  return Object.fromEntries(
    Object.entries(files).filter(([path]) => !/\/\.openai-admin-export-[0-9a-f]+\./.test(path)),
  );
}

test('a run killed at any step and run again leaves the same bytes, every file listed', async (t) => {
  const inputs = { resources: 'audit_logs, users, costs', format: 'csv, jsonl', 'start-date': '2026-02-24' };
  const [stage, whole] = await Promise.all([startOnce(t, inputs), startOnce(t, inputs)]);
  const start = async (scenario: Scenario, killPoint?: KillPoint) => {
    await rm(join(scenario.workspace, 'data'), { recursive: true, force: true });
    await rm(join(scenario.workspace, 'meta'), { recursive: true, force: true });
    scenario.cache.evict();
    return runWatched(scenario.runOptions({ at: APRIL }), [scenario.workspace], killPoint);
  };
  const right = await start(whole);
  const expected: FolderContent = await readFolder(whole.workspace);
  const steps = right.steps.flatMap((name, index) =>
    /^(link|rename|writeFile) (data|meta)\//.test(name) ? [index + 1] : [],
  );
  assert.ok(steps.length > 30, `too few steps are seen: ${right.steps.slice(0, 9).join('; ')}`);
  // Some of them: files of every kind are among them.
  for (const step of steps.filter((_, index) => index % 7 === 0)) {
    const killed = await start(stage, { step });
    assert.equal(killed.result.signal, 'SIGKILL');
    const again = await stage.night();
    assert.equal(again.exitCode, 0, again.log.text);
    assert.deepEqual(
      withoutTemporary(await readFolder(stage.workspace)),
      expected,
      `killed before ${killed.steps.at(-1)}`,
    );
  }
});
