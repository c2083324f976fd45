import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Manifest, parseManifest } from '../../../src/archive/manifest.ts';
import type { AuditData } from '../../../src/audit/audit-data.ts';
import { readAuditData } from '../../../src/audit/read/read-audit-data.ts';
import { folderDestination } from '../../../src/destinations/folder/folder.ts';
import { outcomeOf } from '../../reporting/reports.ts';
import { type Scenario, secondsOf, startScenario } from '../../scenarios/scenario.ts';

const NIGHTS = ['2026-03-02T04:17:00Z', '2026-03-03T04:17:00Z', '2026-03-04T04:17:00Z'];
const TYPES = new Set(['login.failed', 'login.succeeded', 'api_key.created', 'user.added', 'role.updated']);

/** What is read back after some nights with these formats. */
async function dataAfterNights(t: TestContext, format: string): Promise<AuditData> {
  const scenario = await startScenario(t, { resources: 'all', format, 'start-date': '2026-02-20' });
  for (const [index, at] of NIGHTS.entries()) {
    if (index === 1) changeOrganization(scenario);
    const night = await scenario.night({ at });
    assert.equal(night.exitCode, 0, night.log.text);
  }
  const destination = folderDestination(join(scenario.workspace, 'data'), 'data');
  const manifests = new Map<string, Manifest>();
  for (const path of await destination.list('_manifests/')) {
    const manifest = parseManifest((await destination.readText(path))?.text ?? '', path);
    manifests.set(manifest.resource, manifest);
  }
  const now = secondsOf(NIGHTS.at(-1) as string);
  const outcomes = [...manifests.keys()].map((resource) => outcomeOf(resource, { dataUntil: now }));
  return readAuditData({ destination, manifests, outcomes, now, eventTypes: TYPES, windowDays: 30 });
}

/** What tables write differently: a formula, a field that no catalogue knows, a setting, a project that is archived. */
function changeOrganization({ simulator }: Scenario): void {
  const { organization, clock } = simulator;
  const row = { object: 'organization.user', id: 'user-new', name: '=1+1', email: '@new', added_at: 1772450000 };
  organization.list('users').add({ row: { ...row, shoe: { size: 43 } } });
  organization.list('data_retention').update('', { type: 'zero_data_retention' });
  const projects = organization.list('projects');
  const active = projects.view(clock.now()).rows.filter(({ status }) => status === 'active');
  projects.update(String(active.at(-1)?.id), { status: 'archived', archived_at: clock.now() });
}

test('reads the same from JSONL and from compressed tables, after nights of the built action', async (t) => {
  const [fromJson, fromTables] = await Promise.all([dataAfterNights(t, 'jsonl'), dataAfterNights(t, 'csv.gz')]);
  assert.deepEqual(fromTables, fromJson);
  assert.deepEqual(fromJson.problems, []);
  const added = fromJson.changes.entries.find(({ key }) => key.id === 'user-new');
  assert.deepEqual([added?.after.name, added?.after.email, added?.after.shoe__size], ['=1+1', '@new', '43']);
  assert.ok(fromJson.changes.entries.some(({ change, resource }) => change === 'changed' && resource === 'projects'));
  assert.deepEqual(fromJson.costs?.covered, [['2026-02-01', '2026-03-04']]);
  assert.equal(fromJson.dataUntil.get('audit_logs'), '2026-03-04');
  assert.ok((fromJson.events?.entries.length ?? 0) > 0);
  assert.ok(fromJson.events?.complete && [...fromJson.snapshots.values()].every(({ complete }) => complete));
});
