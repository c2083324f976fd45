import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { after, type TestContext, test } from 'node:test';
import { createEventLog } from '../../bench/server/event-log.ts';
import { createEventServer } from '../../bench/server/event-server.ts';
import { SHAPES } from '../../bench/server/shapes.ts';
import { startSimulator } from '../../simulator/server.ts';
import { createTemporaryFolder } from '../harness/workspace.ts';
import { type Counts, countedRun } from './counted-run.ts';

// A stopwatch says as much about the machine as about the program; these numbers do not. A change that makes them much larger has to be
// meant, and one that makes them smaller is worth keeping: WRITE_COUNTS=1 node --test test/bench/counts.test.ts

/** For what may lie with the library that answers: how a body is cut into parts. */
const TOLERANCE = 0.1;
/** Where several walks meet is chance; what that costs is played in test/export/read/share-walks.test.ts. */
const ONE_WALK = 'concurrency: 1';
const NOW = Date.parse('2026-11-20T12:00:00Z') / 1000;
const DAYS = 10;
const EVENTS = 5000;

const COUNTS = new URL('counts.json', import.meta.url);
const expected: Record<string, Counts> = JSON.parse(await readFile(COUNTS, 'utf8'));

/** `WRITE_COUNTS=1` takes over what is counted now. */
const WRITES = process.env.WRITE_COUNTS !== undefined;
after(async () => {
  if (WRITES) await writeFile(COUNTS, `${JSON.stringify(expected, null, 2)}\n`);
});

function assertNear(task: string, counts: Counts): void {
  const known = expected[task];
  const isNear = (name: keyof Counts) =>
    known !== undefined && Math.abs(counts[name] - known[name]) <= Math.max(2, known[name] * TOLERANCE);
  const names = Object.keys(counts) as (keyof Counts)[];
  if (WRITES) expected[task] = counts;
  assert.ok(WRITES || names.every(isNear), `${task} costs ${JSON.stringify(counts)}, not ${JSON.stringify(known)}`);
}

async function folders(t: TestContext): Promise<{ workspace: string; temp: string }> {
  const [workspace, temp] = [await createTemporaryFolder('workspace'), await createTemporaryFolder('runner-temp')];
  t.after(() => Promise.all([workspace, temp].map((folder) => rm(folder, { recursive: true }))));
  return { workspace, temp };
}

async function serveEvents(t: TestContext, shape: string): Promise<string> {
  const from = (Math.floor(NOW / 86_400) - DAYS) * 86_400;
  const log = createEventLog(SHAPES[shape] as (typeof SHAPES)[string], EVENTS, from, NOW);
  const server = createEventServer(log, { latency: 0, until: () => NOW }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

for (const shape of Object.keys(SHAPES)) {
  test(`5,000 events, ${shape}: a first night, and one with nothing new`, async (t) => {
    const inputs = {
      'base-url': await serveEvents(t, shape),
      resources: 'audit_logs',
      'start-date': '2026-11-10',
      config: ONE_WALK,
    };
    const places = { ...(await folders(t)), clock: NOW };
    assertNear(shape, await countedRun(inputs, places));
    assertNear(`${shape}, nothing new`, await countedRun(inputs, places));
  });
}

test('access of 20 projects and 30 people', async (t) => {
  const size = { users: 30, projects: 20, archivedProjects: 0, auditEvents: 0, tenantEvents: 0, days: 5 };
  const simulator = await startSimulator({ now: NOW, size });
  t.after(() => simulator.close());
  const inputs = { 'base-url': simulator.url, 'api-key': simulator.adminKey, resources: 'access' };
  const places = { ...(await folders(t)), clock: NOW };
  assertNear('access', await countedRun(inputs, places));
  assertNear('access, nothing new', await countedRun(inputs, places));
});
