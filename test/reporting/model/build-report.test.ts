import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells } from '../../../src/audit/audit-data.ts';
import { buildPeople, buildReport } from '../../../src/reporting/model/build-report.ts';
import { buildCoverage } from '../../../src/reporting/model/coverage.ts';
import { buildKeys } from '../../../src/reporting/model/keys.ts';
import { namesOf } from '../../../src/reporting/model/names.ts';
import { problemsOf } from '../../../src/reporting/words/coverage.ts';
import { entryOf, manifestOf } from '../../audit/read/memory-destination.ts';
import { factsWith, outcomeOf } from '../reports.ts';
import { dataOf, NOW } from './audit-data.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;

test('tells keys by age, with owner, project and days since the last use', () => {
  const snapshots: Record<string, Cells[]> = {
    projects: [{ id: 'proj_a', name: 'Search' }],
    users: [{ id: 'user-1', name: 'Ann Example', email: 'ann@example.org' }],
    admin_api_keys: [
      {
        id: 'key_a',
        name: 'ops',
        redacted_value: 'sk-admin…x',
        created_at: '2026-11-20T23:00:00Z',
        last_used_at: '2026-11-23T01:00:00Z',
        expires_at: '2027-01-01T00:00:00Z',
        owner__id: 'user-1',
        owner__name: 'Old name',
      },
    ],
    project_api_keys: [
      {
        id: 'key_b',
        project_id: 'proj_a',
        name: 'ci',
        redacted_value: 'sk-…y',
        created_at: '2026-01-01T00:00:00Z',
        owner__service_account__id: 'sa-1',
        owner__service_account__name: 'builder',
      },
    ],
  };
  const data = dataOf({ snapshots });
  assert.deepEqual(buildKeys(data, namesOf(data)), [
    {
      kind: 'project',
      id: 'key_b',
      name: 'ci',
      redacted: 'sk-…y',
      owner: 'service account builder',
      project: 'Search',
      created: '2026-01-01',
      ageDays: 327,
    },
    {
      kind: 'admin',
      id: 'key_a',
      name: 'ops',
      redacted: 'sk-admin…x',
      owner: 'Ann Example (ann@example.org)',
      created: '2026-11-20',
      lastUsed: '2026-11-23',
      expires: '2027-01-01',
      ageDays: 4,
      idleDays: 1,
    },
  ]);
  assert.equal(buildKeys(dataOf({}), namesOf(dataOf({}))), undefined);
});

test('counts people by role and state', () => {
  const snapshots: Record<string, Cells[]> = {
    users: [{ role: 'owner' }, { role: 'reader' }, { role: 'owner', is_service_account: 'true' }],
    invites: [{ status: 'pending' }, { status: 'accepted' }],
  };
  assert.deepEqual(buildPeople(dataOf({ snapshots })), { members: 2, owners: 1, pendingInvites: 1 });
  assert.equal(buildPeople(dataOf({})), undefined);
});

test('tells how completely resources were read, gaps apart from what the API no longer served', () => {
  const manifests = new Map([
    [
      'audit_logs',
      manifestOf('audit_logs', {
        partitionBy: 'day',
        ranges: [
          [seconds('2026-11-01'), seconds('2026-11-03')],
          [seconds('2026-11-05'), seconds('2026-11-06')],
          [seconds('2026-11-08'), seconds('2026-11-09')],
        ],
        unavailable: [[seconds('2026-11-06'), seconds('2026-11-08')]],
        entries: [
          entryOf('audit_logs/date=2026-11-01/audit_logs.jsonl', { period: '2026-11-01', rows: 7 }),
          entryOf('audit_logs/date=2026-11-01/audit_logs.csv', { period: '2026-11-01', rows: 7 }),
          entryOf('audit_logs/date=2026-11-02/audit_logs.jsonl', { period: '2026-11-02', rows: 2 }),
        ],
      }),
    ],
    ['users', manifestOf('users', { entries: [entryOf('users/users.jsonl', { rows: 3 })], read_on: '2026-11-20' })],
  ]);
  assert.deepEqual(buildCoverage(manifests, [outcomeOf('users', { status: 'failed' })]), [
    {
      resource: 'users',
      kind: 'snapshot',
      status: 'failed',
      rows: 3,
      ranges: [],
      gaps: [],
      unavailable: [],
      readOn: '2026-11-20',
      dataUntil: '2026-11-20T00:00:00Z',
      staleParents: 0,
    },
    {
      resource: 'audit_logs',
      kind: 'events',
      status: 'other run',
      rows: 9,
      ranges: [
        ['2026-11-01', '2026-11-03'],
        ['2026-11-05', '2026-11-06'],
        ['2026-11-08', '2026-11-09'],
      ],
      gaps: [['2026-11-03', '2026-11-05']],
      unavailable: [['2026-11-06', '2026-11-08']],
      staleParents: 0,
      dataUntil: '2026-11-03T00:00:00Z',
    },
  ]);
});

test('counts a month that is open as far as it was read, in whole days', () => {
  const monthOf = (resource: string) =>
    manifestOf(resource, {
      partitionBy: 'month',
      ranges: [[seconds('2025-11-01'), seconds('2026-03-01')]],
      entries: [entryOf(`${resource}/month=2026-03/x.jsonl`, { period: '2026-03', rows: 7, settled: false })],
    });
  const manifests = new Map(['costs', 'audit_logs', 'usage_images'].map((name) => [name, monthOf(name)]));
  const outcomes = [
    outcomeOf('costs', { dataUntil: seconds('2026-03-05T04:17:00Z') }),
    outcomeOf('audit_logs', { status: 'failed' }),
  ];
  const told = buildCoverage(manifests, outcomes, new Map([['audit_logs', seconds('2026-03-04T10:00:00Z')]]));
  assert.deepEqual(
    told.map(({ resource, ranges, gaps }) => [resource, ranges, gaps]),
    [
      ['costs', [['2025-11-01', '2026-03-05']], []],
      ['audit_logs', [['2025-11-01', '2026-03-04']], []],
      ['usage_images', [['2025-11-01', '2026-03-01']], []],
    ],
  );
});

test('puts the model together, and leaves out what is not stored', () => {
  const outcomes = [outcomeOf('users', { status: 'failed', problems: ['No access.'] })];
  const events = {
    since: '2026-11-23',
    complete: true,
    entries: [],
    counts: {
      byType: new Map([
        ['x', 1],
        ['y', 2],
      ]),
      byHour: [3],
      byDay: new Map([['2026-11-23', 3]]),
    },
  };
  const data = { ...dataOf({ events }), problems: [{ resource: 'costs', notice: 'Missing.' }] };
  const report = buildReport({
    run: factsWith(outcomes, { now: NOW }),
    data,
    manifests: new Map(),
    checks: { ran: false, why: 'switched off' },
    comparedWith: 'main',
  });
  assert.deepEqual(
    { day: report.day, now: report.now, changes: report.changes, changeCount: report.changeCount },
    { day: '2026-11-24', now: '2026-11-24T04:17:00Z', changes: [], changeCount: [] },
  );
  assert.deepEqual(problemsOf(report), [
    { resource: 'users', notice: 'No access.' },
    { resource: 'costs', notice: 'Missing.' },
  ]);
  assert.deepEqual(report.activity, {
    from: '2026-11-23',
    to: '2026-11-24',
    byType: [
      { type: 'y', count: 2 },
      { type: 'x', count: 1 },
    ],
    byHour: [3],
    byDay: [
      { day: '2026-11-23', count: 3 },
      { day: '2026-11-24', count: 0 },
    ],
  });
  assert.ok(!('spend' in report) && !('keys' in report) && !('people' in report));
});
