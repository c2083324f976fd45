import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesBelow } from '../harness/workspace.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { exportOnce, nightly, verify, verifyJson } from './exported.ts';

interface Stored {
  [field: string]: unknown;
  ranges: [string, string][];
  entries: { [field: string]: unknown; period?: string; path?: string; rows: number }[];
}

async function edited(scenario: Scenario, resource: string, edit: (manifest: Stored) => void) {
  const path = join(scenario.workspace, `data/_manifests/${resource}.json`);
  const text = await readFile(path, 'utf8');
  const manifest = JSON.parse(text);
  edit(manifest);
  await writeFile(path, JSON.stringify(manifest, null, 2));
  return { restore: () => writeFile(path, text) };
}

function change(entries: Stored['entries'], edit: (entry: Stored['entries'][number]) => void): void {
  for (const entry of entries) edit(entry);
}

const edits: [name: string, resource: string, edit: (manifest: Stored) => void, told: RegExp][] = [
  [
    'another count of rows',
    'users',
    ({ entries }) =>
      change(entries, (entry) => {
        entry.rows += 1;
      }),
    /users\/users\.jsonl: it holds 4 rows, its manifest says 5/,
  ],
  [
    'another hash',
    'users',
    ({ entries }) =>
      change(entries, (entry) => {
        entry.sha256 = '0'.repeat(64);
      }),
    /users\/users\.jsonl: the SHA-256 of its content is not that of its manifest/,
  ],
  [
    'an entry that was taken out',
    'audit_logs',
    ({ entries }) => entries.splice(0, 2),
    /the manifest calls 2026-02-20 to 2026-02-21 covered, and lists nothing of it/,
  ],
  [
    'a range that was taken out',
    'audit_logs',
    (manifest) => {
      manifest.ranges = [
        ['2026-02-20', '2026-02-24'],
        ['2026-02-26', '2026-03-02'],
      ];
      for (const entry of manifest.entries) entry.settled = false;
    },
    /nothing was read of 2026-02-24 to 2026-02-26, which lies between periods that were/,
  ],
  [
    'a period that is settled and in no range',
    'audit_logs',
    (manifest) => {
      manifest.ranges = [['2026-02-22', '2026-03-02']];
    },
    /the manifest calls 2026-02-20 settled, which lies in none of its ranges/,
  ],
  [
    'a period that is settled and not over',
    'costs',
    ({ entries }) =>
      change(entries, (entry) => {
        entry.settled = true;
      }),
    /the manifest calls 2026-03 settled, which is not over/,
  ],
  [
    'formats that differ in rows',
    'users',
    ({ entries }) =>
      change(entries, (entry) => {
        entry.rows += String(entry.path).endsWith('csv') ? 1 : 0;
      }),
    /the formats of one partition differ in rows, says the manifest: users\/users\.csv has 5, users\/users\.jsonl has 4/,
  ],
  [
    'columns that the files do not have',
    'users',
    ({ entries }) =>
      change(entries, (entry) => {
        entry.unknown_columns = ['shoe_size'];
      }),
    /users\.csv: its header does not end in the unknown columns of its manifest \(shoe_size\)/,
  ],
  [
    'a path twice',
    'users',
    ({ entries }) => entries.push({ ...(entries[0] as Stored['entries'][number]) }),
    /the manifest lists users\/users\.csv twice/,
  ],
  [
    'a path that leads elsewhere',
    'users',
    ({ entries }) => entries.push({ path: 'projects/projects.jsonl', rows: 1 }),
    /Failed to read the manifest _manifests\/users\.json.*is no entry of users/,
  ],
  [
    'the manifest of another resource',
    'users',
    (manifest) => Object.assign(manifest, { resource: 'invites', entries: [] }),
    /`_manifests\/users\.json` is the manifest of invites/,
  ],
  [
    'another organisation',
    'users',
    (manifest) => Object.assign(manifest, { organization: 'ffffffffffffffff' }),
    /the manifests are of 2 organisations/,
  ],
];

test('a manifest that was edited is told', async (t) => {
  const scenario = await exportOnce(t, { format: 'jsonl,csv' });
  for (const [name, resource, edit, told] of edits) {
    await t.test(name, async () => {
      const { restore } = await edited(scenario, resource, edit);
      const { code, page } = await verify(scenario);
      await restore();
      assert.equal(code, 1, page);
      assert.match(page.replaceAll('\\', ''), told);
    });
  }

  await t.test('only what is asked for is looked at', async () => {
    const { restore } = await edited(scenario, 'users', ({ entries }) => entries.splice(0, 1));
    const others = await verifyJson(scenario, ['--resources', 'costs,audit_logs']);
    await restore();
    assert.deepEqual([others.code, others.resources.map(({ resource }) => resource)], [0, ['audit_logs', 'costs']]);
    const misspelt = await verify(scenario, ['--resources', 'usres']);
    assert.equal(misspelt.code, 1);
    assert.match(misspelt.page, /usres was never exported to the folder data/);
  });

  await t.test('a folder without manifests is no good export', async () => {
    const elsewhere = await verify({ ...scenario, workspace: scenario.temp });
    assert.equal(elsewhere.code, 1);
    assert.match(elsewhere.page, /^\*\*Not all right: 1 could not be verified/);
    assert.match(elsewhere.page, /holds no manifests/);
  });

  await t.test('nothing is touched, not even what another run is just writing', async () => {
    await writeFile(join(scenario.workspace, 'data/users/users.jsonl.partial'), 'half');
    const before = await filesBelow(scenario.workspace);
    const { code } = await verify(scenario);
    assert.deepEqual([code, await filesBelow(scenario.workspace)], [0, before]);
    await rm(join(scenario.workspace, 'data/users/users.jsonl.partial'));
    assert.ok((await readdir(scenario.temp)).every((name) => !name.startsWith('openai-admin-verify')));
  });
});

test('what could not be had is worth knowing, and no fault', async (t) => {
  const scenario = await exportOnce(t, { resources: 'costs,projects,project_users', 'start-date': '2025-11-01' });
  const { simulator } = scenario;
  const [project] = simulator.truth.reads('project_users');
  simulator.faults.add({ match: { path: project?.path ?? '' }, kind: 'status', status: 500 });
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z', inputs: { config: 'retries: 0' } });
  assert.equal(night.exitCode, 1, night.log.text);
  simulator.faults.clear();
  const { code, page } = await verify(scenario, [], { at: '2026-03-03T05:00:00Z' });
  assert.equal(code, 0, page);
  assert.match(page, /costs: 2025-11, 2025-12 without the dimension api_key_id: the API refused to group by it/);
  assert.match(page, /project_users: rows below proj_\w+ are from an earlier read/);
  const late = await verify(scenario, [], { at: '2026-05-20T05:00:00Z' });
  assert.equal(late.code, 0, late.page);
  assert.match(
    late.page,
    /costs: 2026-01, 2026-02, 2026-03 should be settled by now \(35 days.*`refresh-from: 2026-01-01`/,
  );
});

test('the change log is read, and followed where it can be', async (t) => {
  const scenario = await exportOnce(t, { resources: 'projects' });
  const projects = scenario.simulator.organization.list('projects');
  const [{ id = '' } = {}] = projects.entries();
  for (const day of ['03', '04', '05']) {
    projects.update(id, { name: `Project of day ${day}` });
    await nightly(scenario, `2026-03-${day}T04:17:00Z`);
  }
  const at = { at: '2026-03-05T05:00:00Z' };
  const good = await verifyJson(scenario, [], at);
  assert.deepEqual([good.code, good.resources[0]?.files, good.resources[0]?.notes], [0, 4, []]);
  const [, middle = '', last = ''] = (await filesBelow(join(scenario.workspace, 'data'))).filter((path) =>
    path.startsWith('_changes/'),
  );
  const text = await scenario.read(`data/${last}`);
  await scenario.write(`data/${last}`, text.slice(0, -9));
  const broken = await verify(scenario, [], at);
  assert.equal(broken.code, 1);
  assert.match(broken.page, /_changes\/projects\/date=2026-03-05.* a line is not JSON/);
  await scenario.write(`data/${last}`, text);
  await scenario.remove(`data/${middle}`);
  const gone = await verify(scenario, [], at);
  assert.equal(gone.code, 0, gone.page);
  assert.match(gone.page, /the change log breaks off before `_changes\/projects\/date=2026-03-05/);
  await scenario.remove(`data/${last}`);
  assert.match((await verify(scenario, [], at)).page, /the change log does not lead to the snapshot that is stored/);
});
