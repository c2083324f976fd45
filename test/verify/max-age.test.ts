import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Manifest } from '../../src/archive/manifest.ts';
import { auditLogs } from '../../src/catalogue/audit.ts';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import { ageOf, newestRead, staleness } from '../../src/verify/newest-read.ts';
import { manifestOf } from '../audit/read/memory-destination.ts';
import { secondsOf } from '../scenarios/scenario.ts';
import { exportOnce, verify } from './exported.ts';

const HOUR = 3600;
const MAX_AGE = 36 * HOUR;
const nothing = { newestRow: Number.NEGATIVE_INFINITY, settledOnly: false, records: [] };
const users = resourceNamed('users') as Resource;
const costs = resourceNamed('costs') as Resource;

const snapshotOf = (day: string): Manifest => manifestOf('users', { read_on: day });
const eventsOf = (day: string): Manifest =>
  manifestOf('audit_logs', {
    partitionBy: 'day',
    ranges: [[secondsOf('2026-02-01'), secondsOf(day)]],
    entries: [{ period: day, rows: 0, settled: false }],
  });

function isStale(manifest: Manifest, resource: Resource, at: string, known: object = {}): boolean {
  const now = secondsOf(at);
  const read = newestRead(manifest, resource, { ...nothing, now, ...known });
  return staleness(read, resource.name, MAX_AGE, now) !== undefined;
}

for (const hour of ['00', '04', '11', '13', '23']) {
  test(`a nightly export at ${hour}:17 is never too old, and one night that is left out is noticed`, () => {
    for (const [manifest, resource] of [
      [snapshotOf('2026-03-01'), users],
      [eventsOf('2026-03-01'), auditLogs],
    ] as const) {
      // Just before the next run, which is the latest that a healthy one can be looked at.
      assert.equal(isStale(manifest, resource, `2026-03-02T${hour}:16:00Z`), false);
      assert.equal(isStale(manifest, resource, '2026-03-03T00:01:00Z'), true);
    }
  });
}

test('the age of a read is exact to the day, and what is stored narrows it', () => {
  const now = secondsOf('2026-03-03T06:00:00Z');
  const day = newestRead(eventsOf('2026-03-01'), auditLogs, { ...nothing, now });
  assert.equal(ageOf(day as NonNullable<typeof day>, now), 42 * HOUR);
  const newestRow = secondsOf('2026-03-01T22:00:00Z');
  const later = newestRead(eventsOf('2026-03-01'), auditLogs, { ...nothing, now, newestRow });
  assert.equal(ageOf(later as NonNullable<typeof later>, now), 31 * HOUR);
  const told = staleness(day, 'audit_logs', MAX_AGE, now);
  assert.match(
    told?.text ?? '',
    /^the newest complete read is between 30 h and 54 h old \(2026-03-01 was open when it was read\), and may be 36 h old$/,
  );
});

test('of a month that is open only what is certain counts', () => {
  const month = manifestOf('costs', {
    partitionBy: 'month',
    ranges: [[secondsOf('2026-02-01'), secondsOf('2026-03-01')]],
    entries: [{ period: '2026-03', rows: 0, settled: false }],
  });
  assert.equal(isStale(month, costs, '2026-03-31T23:00:00Z'), false);
  assert.equal(isStale(month, costs, '2026-04-02T11:00:00Z'), false);
  assert.equal(isStale(month, costs, '2026-04-02T13:00:00Z'), true);
});

test('what was read up to an end-date counts from there; what is written when it is settled, from then', () => {
  const closed = manifestOf('audit_logs', {
    partitionBy: 'day',
    ranges: [[secondsOf('2026-02-01'), secondsOf('2026-03-01')]],
    entries: [{ period: '2026-02-28', rows: 0, settled: false }],
  });
  assert.equal(isStale(closed, auditLogs, '2026-03-02T11:00:00Z'), false);
  assert.equal(isStale(closed, auditLogs, '2026-03-02T13:00:00Z'), true);
  assert.equal(isStale(closed, auditLogs, '2026-03-05T11:00:00Z', { settledOnly: true }), false);
  assert.equal(isStale(closed, auditLogs, '2026-03-06T01:00:00Z', { settledOnly: true }), true);
});

test('what was never read whole is too old', () => {
  assert.equal(isStale(manifestOf('users', { stale_parents: ['proj_a'] }), users, '2026-03-02'), true);
  assert.equal(isStale(manifestOf('costs', { partitionBy: 'month' }), costs, '2026-03-02'), true);
});

test('too old is told with the resource, its age and what to look at; run records make it exact', async (t) => {
  const scenario = await exportOnce(t, { resources: 'audit_logs,users,costs' });
  const fresh = await verify(scenario, ['--max-age', '36h'], { at: '2026-03-03T11:00:00Z' });
  assert.equal(fresh.code, 0, fresh.page);
  const stale = await verify(scenario, ['--max-age', '36h'], { at: '2026-03-04T08:00:00Z' });
  assert.equal(stale.code, 1);
  assert.match(stale.page, /^\*\*Not all right: 2 resources too old\. Read were/);
  assert.match(stale.page, /^## Too old$/m);
  assert.match(
    stale.page,
    /^- users: the newest complete read is between 32 h and 56 h old \(read on 2026-03-02\), and may be 36 h old\. Look at the last runs/m,
  );
  assert.match(stale.page, /\| users \|.*\| 2026-03-02 \| too old \|/);
  assert.equal((await verify(scenario, [], { at: '2026-03-04T08:00:00Z' })).code, 0);

  const record = {
    started_at: '2026-03-02T04:17:00Z',
    ended_at: '2026-03-02T04:18:00Z',
    status: 'ok',
    resources: ['audit_logs', 'users', 'costs'].map((resource) => ({ resource, status: 'ok' })),
  };
  const folder = join(scenario.workspace, 'data/_runs/date=2026-03-02');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'broken.json'), '{');
  await writeFile(join(folder, '1-1.json'), JSON.stringify(record));
  const inTime = await verify(scenario, ['--max-age', '36h'], { at: '2026-03-03T16:00:00Z' });
  assert.equal(inTime.code, 0, inTime.page);
  const late = await verify(scenario, ['--max-age', '36h'], { at: '2026-03-03T17:00:00Z' });
  assert.match(
    late.page,
    /^- audit_logs, costs, users: the newest complete read is 36 h old \(read by a run that ended/m,
  );
});
