import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { BUCKET_RESOURCES } from '../../simulator/bucket-resources.ts';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { type DataFiles, openDataFiles } from './data-files.ts';
import { type Scenario, secondsOf, startScenario } from './scenario.ts';
import { assertSameRow } from './table-agreement.ts';

const SEEDS = { withLimit: 1, withoutLimit: 2 };

/** Everything that there is: presets, the reads of single entries, what OpenAI does not describe. */
async function exportEverything(t: TestContext, format: string, seed: number): Promise<[Scenario, DataFiles]> {
  const scenario = await startScenario(t, {}, { seed, membersPath: true, auditLogDetail: true });
  const { truth, clock } = scenario.simulator;
  const events = truth.events(secondsOf('2026-02-20'), clock.now()).slice(0, 3);
  const ids = events.map((line) => JSON.parse(line).id);
  const names = allResources.filter(({ idsRequired }) => !idsRequired).map(({ name }) => name);
  const checkpoints = scenario.simulator.organization.list('checkpoints').entries();
  const resources = [
    ...names,
    { name: 'audit_log', ids },
    { name: 'checkpoint_permissions', ids: checkpoints.map(({ id }) => id) },
  ];
  const night = await scenario.night({
    inputs: {
      resources: JSON.stringify(resources),
      format,
      'start-date': '2026-02-20',
      config: 'csv-escape-formulas: false',
    },
  });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(
    night.log.annotations.map(({ message }) => message),
    [],
  );
  assert.equal(night.requests.filter(({ status }) => status >= 400 && status !== 404).length, 0);
  return [scenario, await openDataFiles(t, join(scenario.workspace, 'data'))];
}

/** What a perfect export of a resource holds. */
function expectedRows({ simulator }: Scenario, resource: string): string[] {
  const { truth, clock } = simulator;
  const now = clock.now() + 1;
  const from = secondsOf('2026-02-20');
  if (resource === 'audit_logs') return truth.events(from, now, { remembered: true });
  if (resource === 'audit_log') return truth.events(from, now).slice(0, 3).sort(byId);
  if (resource === 'organization_members') return truth.snapshot('users');
  // Nothing is asked of an archived project, not even itself: its row is in the list.
  if (resource === 'project') return truth.snapshot('project').filter((line) => JSON.parse(line).status !== 'archived');
  const buckets = BUCKET_RESOURCES[resource];
  if (buckets === undefined) return truth.snapshot(resource);
  const groupBy = buckets.dimensions.filter((name) => resource !== 'costs' || name !== 'user_id');
  return truth.buckets(resource, secondsOf('2026-02-01'), now, { groupBy });
}

function byId(one: string, other: string): number {
  return JSON.parse(one).id < JSON.parse(other).id ? -1 : 1;
}

/** A certificate's text is in no list: it shows only where one is read with its content. */
function withoutContent(line: string): string {
  const row = JSON.parse(line);
  assert.match(row.certificate_details.content, /^-----BEGIN CERTIFICATE-----\n/);
  delete row.certificate_details.content;
  return JSON.stringify(row);
}

for (const { format, seed } of [
  { format: 'jsonl,csv.gz', seed: SEEDS.withLimit },
  { format: 'jsonl.zst,csv.zst', seed: SEEDS.withoutLimit },
]) {
  test(`DuckDB finds in ${format} what the organisation has, resource by resource and row by row`, async (t) => {
    const [scenario, files] = await exportEverything(t, format, seed);
    let filled = 0;
    for (const { name, kind } of allResources) {
      const expected = expectedRows(scenario, name);
      const exported = await files.json(name);
      const compared = name === 'certificate' ? exported.map(withoutContent) : exported;
      if (kind === 'buckets') assert.deepEqual(compared.toSorted(), expected.toSorted(), name);
      else assert.deepEqual(compared, expected, name);
      const table = await files.table(name);
      assert.equal(table.length, exported.length, name);
      table.forEach((row, index) => {
        assertSameRow(row, exported[index] ?? '', `${name}, row ${index}`);
      });
      if (expected.length > 0) filled += 1;
    }
    assert.ok(filled >= allResources.length - 4, `only ${filled} resources had rows at all`);
  });
}

test('DuckDB sums what was spent from CSV and JSONL alike', async (t) => {
  const scenario = await startScenario(t, { resources: 'costs', format: 'jsonl,csv.gz', 'start-date': '2026-01-01' });
  await scenario.night();
  const { query } = await openDataFiles(t, scenario.workspace);
  const files = join(scenario.workspace, 'data/costs/*/costs');
  const [csv] = await query(
    `SELECT sum(amount__value::DECIMAL(38, 9))::VARCHAR AS total FROM read_csv('${files}.csv.gz')`,
  );
  const [json] = await query(
    `SELECT sum((json->>'$.amount.value')::DECIMAL(38, 9))::VARCHAR AS total FROM read_ndjson_objects('${files}.jsonl')`,
  );
  const { truth, clock } = scenario.simulator;
  const billionths = truth
    .buckets('costs', secondsOf('2026-01-01'), clock.now(), { groupBy: ['project_id', 'line_item', 'api_key_id'] })
    .map((line) => BigInt(Math.round(Number(JSON.parse(line).amount.value) * 1e9)))
    .reduce((sum, value) => sum + value, 0n);
  assert.ok(billionths > 0n);
  const text = `${billionths / 1_000_000_000n}.${String(billionths % 1_000_000_000n).padStart(9, '0')}`;
  assert.deepEqual([csv, json], [{ total: text }, { total: text }]);
});
