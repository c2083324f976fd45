import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { resourceNamed } from '../../../src/catalogue/catalogue.ts';
import type { SnapshotResource } from '../../../src/catalogue/resource.ts';
import { createProgress } from '../../../src/export/job/progress.ts';
import { createSnapshotReader } from '../../../src/export/read/snapshot-reader.ts';
import { answer, impatientClient, serve, silentLog } from '../../api/api-server.ts';

/** Reads a resource from a server that answers each path (the cursor behind it) with a body, or with 500. */
async function read(t: TestContext, name: string, bodies: Record<string, unknown>, ids?: string[]) {
  const asked: string[] = [];
  const url = await serve(t, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const path = `${pathname}${searchParams.get('after') ?? ''}`;
    asked.push(path);
    answer(response, path in bodies ? 200 : 500, bodies[path] ?? { error: { message: 'busy' } });
  });
  const resource = resourceNamed(name) as SnapshotResource;
  const progress = createProgress({ lanes: new Map() });
  const { client } = impatientClient(url, { retries: 5 });
  const reader = createSnapshotReader({ client, log: silentLog, progress, concurrency: 8, selected: [resource] });
  const rows: unknown[] = [];
  const { stale } = await reader.read(resource, { ids, projects: [] }, async (page) => {
    for (const { value } of page) rows.push(value);
  });
  return { rows, stale, asked };
}

const PROJECTS = '/organization/projects';
const list = (data: unknown[], cursor?: string) => ({ data, has_more: cursor !== undefined, last_id: cursor });
const retention = (id: string) => ({ [`${PROJECTS}/${id}/data_retention`]: { type: 'none' } });

test('a project that two pages list is read once', async (t) => {
  const { rows, stale, asked } = await read(t, 'project_data_retention', {
    [PROJECTS]: list([{ id: 'a' }, { id: 'b' }], 'b'),
    [`${PROJECTS}b`]: list([{ id: 'b' }, { id: 'c' }]),
    ...{ ...retention('a'), ...retention('b'), ...retention('c') },
  });
  assert.deepEqual([rows.length, stale.length, asked.length], [3, 0, 5]);
});

test('a project that two pages contradict each other on fails the list, after four readings', async (t) => {
  const bodies = { [PROJECTS]: list([{ id: 'a', name: 'x' }], 'a'), [`${PROJECTS}a`]: list([{ id: 'a', name: 'y' }]) };
  await assert.rejects(read(t, 'projects', bodies), { topic: 'rows-contradict' });
});

test('projects that no path can name are reported, and the others are read', async (t) => {
  const { rows, stale, asked } = await read(t, 'project_data_retention', {
    [PROJECTS]: list([{ id: 'a' }, { id: '..' }, { id: '.' }]),
    ...retention('a'),
  });
  assert.equal(rows.length, 1);
  assert.equal(asked.length, 2);
  assert.ok(stale.length >= 1 && stale.every(({ error }) => error.topic === 'parent-without-key'));
});

for (const odd of [{}, { id: '' }, { id: 7 }, { id: null }]) {
  test(`a list of projects with ${JSON.stringify(odd)} in it is broken, and nothing below it is asked for`, async (t) => {
    const bodies = { [PROJECTS]: list([{ id: 'a' }, odd]), ...retention('a') };
    await assert.rejects(read(t, 'project_data_retention', bodies), { topic: 'broken-answer' });
  });
}

test('an object of another id, and a row of another project, are never taken', async (t) => {
  const other = { '/organization/users/u': { id: 'other' } };
  await assert.rejects(read(t, 'user', other, ['u']), { topic: 'other-than-asked' });
  const groups = (project: string, of: string) => ({
    [`${PROJECTS}/${project}/groups`]: { data: [{ project_id: of, group_id: 'g' }], has_more: false, next: null },
  });
  const bodies = { [PROJECTS]: list([{ id: 'a' }, { id: 'b' }]), ...groups('a', 'a'), ...groups('b', 'a') };
  const { rows, stale } = await read(t, 'project_groups', bodies);
  assert.equal(rows.length, 1);
  assert.deepEqual(
    stale.map(({ ids, error }) => [ids.project_id, error.topic]),
    [['b', 'other-than-asked']],
  );
});

test('an endpoint that fails for all but one of 200 projects costs few requests, and one that fails once costs itself', async (t) => {
  const ids = Array.from({ length: 200 }, (_, index) => `p${index}`);
  const projects = { [PROJECTS]: list(ids.map((id) => ({ id }))) };
  const outage = await read(t, 'project_data_retention', { ...projects, ...retention('p0') });
  assert.ok(outage.asked.length <= 60, String(outage.asked.length));
  assert.deepEqual([outage.rows.length, outage.stale.length], [1, 199]);
  const healthy = Object.assign({}, ...ids.slice(1).map(retention));
  const one = await read(t, 'project_data_retention', { ...projects, ...healthy });
  assert.deepEqual([one.rows.length, one.stale.length, one.asked.length], [199, 1, 206]);
});
