import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Manifest } from '../../../src/archive/manifest.ts';
import { readAuditData } from '../../../src/audit/read/read-audit-data.ts';
import type { ReadOptions } from '../../../src/audit/read/reading-context.ts';
import { rendered } from '../../../src/notices/notice.ts';
import { outcomeOf } from '../../reporting/reports.ts';
import { entryOf, manifestOf, memoryDestination } from './memory-destination.ts';

const secondsAt = (iso: string) => Date.parse(iso) / 1000;
const NOW = secondsAt('2026-11-24T04:17:00Z');

function read(files: Record<string, string | Buffer>, manifests: Manifest[], options: Partial<ReadOptions> = {}) {
  return readAuditData({
    destination: memoryDestination(files),
    manifests: new Map(manifests.map((manifest) => [manifest.resource, manifest])),
    outcomes: manifests.map(({ resource }) => outcomeOf(resource, { dataUntil: NOW })),
    now: NOW,
    eventTypes: new Set(['login.failed']),
    windowDays: 30,
    ...options,
  });
}

const users = (fields: Partial<Manifest> = {}) =>
  manifestOf('users', { entries: [entryOf('users/users.jsonl')], read_on: '2026-11-24', ...fields });
const usersFile = { 'users/users.jsonl': '{"id":"user-1","added_at":1772450000,"shoe":{"size":43},"hat":null}\n' };

test('reads a snapshot as cells, the columns of the catalogue and those that the row fills', async () => {
  const data = await read(usersFile, [users()]);
  const [row] = data.snapshots.get('users')?.rows ?? [];
  assert.equal(row?.added_at, '2026-03-02T11:13:20Z');
  assert.equal(row?.email, null);
  assert.equal(row?.shoe__size, '43');
  assert.ok(row && !('hat' in row));
});

test('undoes what tables do to formulas', async () => {
  const files = { 'users/users.csv.gz': gzipSync("id,name,email\nuser-1,'=1+1,'plain\n") };
  const data = await read(files, [users({ entries: [entryOf('users/users.csv.gz')] })]);
  const [row] = data.snapshots.get('users')?.rows ?? [];
  assert.deepEqual([row?.name, row?.email, row?.role], ['=1+1', "'plain", null]);
});

const complete: [
  name: string,
  fields: Partial<Manifest>,
  status: 'ok' | 'failed' | 'skipped' | undefined,
  expected: boolean,
][] = [
  ['it was read in this run', { read_on: '2026-11-20' }, 'ok', true],
  ['the read failed', {}, 'failed', false],
  ['rows of a parent were kept', { stale_parents: ['proj_a'] }, 'ok', false],
  ['an earlier run of today read it', {}, undefined, true],
  ['it was last read yesterday', { read_on: '2026-11-23' }, undefined, false],
  ['it was skipped', { read_on: '2026-11-23' }, 'skipped', false],
];

for (const [name, fields, status, expected] of complete) {
  test(`a snapshot is ${expected ? 'complete' : 'incomplete'} where ${name}`, async () => {
    const outcomes = status === undefined ? [] : [outcomeOf('users', { status })];
    const data = await read(usersFile, [users(fields)], { outcomes });
    assert.equal(data.snapshots.get('users')?.complete, expected);
  });
}

test('tells a missing and a damaged file as problems, and takes their resources for incomplete', async () => {
  const projects = manifestOf('projects', { entries: [entryOf('projects/projects.jsonl.gz')], read_on: '2026-11-24' });
  const data = await read({ 'projects/projects.jsonl.gz': 'no gzip' }, [users(), projects]);
  assert.deepEqual([data.snapshots.get('users')?.complete, data.snapshots.get('projects')?.complete], [false, false]);
  assert.deepEqual(
    data.problems?.map(({ resource }) => resource),
    ['users', 'projects'],
  );
  assert.match(rendered(data.problems?.[0]?.notice ?? ''), /users\/users\.jsonl is missing in the folder data/);
  assert.match(
    rendered(data.problems?.[1]?.notice ?? ''),
    /projects\/projects\.jsonl\.gz in the folder data: .*no whole gz file/,
  );
});

test('reads the newest snapshot of the history where there is no current file', async () => {
  const history = ['a', 'b'].map((hash, index) => ({
    read_on: `2026-11-2${index}`,
    path: `_history/users/date=2026-11-2${index}/users-${hash}.jsonl`,
    rows: 1,
    bytes: 1,
    sha256: hash,
  }));
  const files = { [history[0]?.path ?? '']: '{"id":"old"}\n', [history[1]?.path ?? '']: '{"id":"new"}\n' };
  const data = await read(files, [users({ entries: [], history })]);
  assert.equal(data.snapshots.get('users')?.rows[0]?.id, 'new');
});

const event = (id: string, time: string, type = 'login.failed') =>
  `{"id":"${id}","type":"${type}","effective_at":${secondsAt(time)},"actor":{"type":"session"}}\n`;
const auditLogs = (fields: Partial<Manifest> = {}) =>
  manifestOf('audit_logs', {
    partitionBy: 'day',
    ranges: [[secondsAt('2026-11-20'), secondsAt('2026-11-24')]],
    entries: [
      entryOf('audit_logs/date=2026-11-22/audit_logs.jsonl', { period: '2026-11-22' }),
      entryOf('audit_logs/date=2026-11-22/late-0123.jsonl', { period: '2026-11-22' }),
      entryOf('audit_logs/date=2026-11-22/audit_logs.csv', { period: '2026-11-22' }),
    ],
    ...fields,
  });
const eventFiles = {
  'audit_logs/date=2026-11-22/audit_logs.jsonl':
    event('b', '2026-11-22T10:00:00Z') + event('c', '2026-11-22T11:30:00Z', 'user.added'),
  // Another order of fields, a type further in, characters of several bytes.
  'audit_logs/date=2026-11-22/late-0123.jsonl': `{"actor":{"type":"x"},"project":{"name":"Größe"},"effective_at":${secondsAt('2026-11-22T09:00:00Z')},"type":"login.failed","id":"a"}\n`,
};

test('counts all events and keeps those of the asked types, each once, with what came late', async () => {
  const { events, problems } = await read(eventFiles, [auditLogs()]);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    events?.entries.map(({ id, project__name }) => [id, project__name]),
    [
      ['a', 'Größe'],
      ['b', null],
    ],
  );
  assert.deepEqual(Object.fromEntries(events?.counts.byType ?? []), { 'login.failed': 2, 'user.added': 1 });
  assert.deepEqual(events?.counts.byHour.slice(9, 12), [1, 1, 1]);
  assert.deepEqual([...(events?.counts.byDay ?? [])], [['2026-11-22', 3]]);
  assert.deepEqual([events?.newest, events?.since, events?.complete], ['2026-11-22T11:30:00Z', '2026-11-20', true]);
});

test('counts the same events in a table, also where a cell holds line ends and quotes', async () => {
  const rows = [
    'id,type,effective_at,project__id,project__name,actor__type',
    'a,login.failed,2026-11-22T09:00:00Z,p,"Two ""lines""\nof, text",session',
    '"b",login.failed,2026-11-22T10:00:00Z,,,session',
    'c,user.added,2026-11-22T11:30:00Z,,"",session',
  ];
  const entries = [entryOf('audit_logs/date=2026-11-22/audit_logs.csv', { period: '2026-11-22' })];
  const files = { 'audit_logs/date=2026-11-22/audit_logs.csv': `${rows.join('\n')}\n` };
  const { events, problems } = await read(files, [auditLogs({ entries })]);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    events?.entries.map(({ id, project__name }) => [id, project__name]),
    [
      ['a', 'Two "lines"\nof, text'],
      ['b', null],
    ],
  );
  assert.deepEqual([...(events?.counts.byDay ?? [])], [['2026-11-22', 3]]);
});

test('events are incomplete where a day between is missing, the read failed or was none, or a filter leaves types out', async () => {
  const gap: Manifest['ranges'] = [
    [secondsAt('2026-11-10'), secondsAt('2026-11-15')],
    [secondsAt('2026-11-20'), secondsAt('2026-11-24')],
  ];
  const failed = { outcomes: [outcomeOf('audit_logs', { status: 'failed' as const })] };
  const late = auditLogs({ ranges: [[secondsAt('2026-11-20'), secondsAt('2026-11-23')]] });
  assert.equal((await read(eventFiles, [auditLogs({ ranges: gap })])).events?.complete, false);
  assert.equal((await read(eventFiles, [auditLogs()], failed)).events?.complete, false);
  assert.equal((await read(eventFiles, [late], { outcomes: [] })).events?.complete, false);
  const shape = { formats: ['jsonl'], partition_by: 'day', filters: { event_types: ['user.added'] } };
  assert.equal((await read(eventFiles, [auditLogs({ shape })])).events?.complete, false);
});

test('adds costs up by day, project and line item, whatever amounts are written as', async () => {
  const row = (day: string, amount: string, more = '') =>
    `{"start_time":${secondsAt(day)},"end_time":${secondsAt(day) + 86_400},"amount":{"value":${amount},"currency":"usd"},"line_item":"x"${more}}\n`;
  const manifest = manifestOf('costs', {
    partitionBy: 'month',
    ranges: [[secondsAt('2026-10-01'), secondsAt('2026-11-01')]],
    entries: [
      entryOf('costs/month=2026-11/costs.jsonl', { period: '2026-11', settled: false }),
      entryOf('costs/month=2026-10/costs.jsonl', { period: '2026-10', settled: true }),
      entryOf('costs/month=2026-10/rev=2/costs.jsonl', {
        period: '2026-10',
        supersedes: ['costs/month=2026-10/costs.jsonl'],
      }),
    ],
  });
  const files = {
    'costs/month=2026-10/costs.jsonl': row('2026-10-01', '99'),
    'costs/month=2026-10/rev=2/costs.jsonl': row('2026-10-01', '1.5') + row('2026-10-01', '"2.25"'),
    'costs/month=2026-11/costs.jsonl': row('2026-11-20', '4', ',"project_id":"proj_a"'),
  };
  const { costs } = await read(files, [manifest]);
  assert.deepEqual(costs?.daily, [
    { day: '2026-10-01', project: null, lineItem: 'x', amount: 3.75 },
    { day: '2026-11-20', project: 'proj_a', lineItem: 'x', amount: 4 },
  ]);
  assert.deepEqual(costs?.covered, [['2026-10-01', '2026-11-24']]);
  const earlier = await read(files, [manifest], { outcomes: [] });
  assert.deepEqual(earlier.costs?.covered, [['2026-10-01', '2026-11-21']], 'as far as rows tell');
  assert.equal(earlier.costs?.complete, false);
});

test('after a run that failed, an open month is not taken for one that was never read', async () => {
  const [settled, newest] = [secondsAt('2026-10-31'), secondsAt('2026-11-22')];
  const row = (start: number) =>
    `{"start_time":${start},"end_time":${start + 86_400},"amount":{"value":1,"currency":"usd"},"line_item":"x"}\n`;
  const monthly = (resource: string) =>
    manifestOf(resource, {
      partitionBy: 'month',
      ranges: [[settled, secondsAt('2026-11-01')]],
      entries: [entryOf(`${resource}/month=2026-11/${resource}.jsonl`, { period: '2026-11', settled: false })],
    });
  const manifests = [monthly('costs'), monthly('usage_images')];
  const files = Object.fromEntries(
    manifests.map(({ resource }) => [`${resource}/month=2026-11/${resource}.jsonl`, row(newest)]),
  );
  const until = async (options: Partial<ReadOptions>) =>
    Object.fromEntries((await read(files, manifests, options)).dataUntil);
  assert.deepEqual(await until({}), { costs: '2026-11-24', usage_images: '2026-11-24' });
  const outcomes = manifests.map(({ resource }) => outcomeOf(resource, { status: 'failed' }));
  assert.deepEqual(await until({ outcomes }), { costs: '2026-11-23' }, 'rows of costs tell, usage is not looked at');
  const later = { outcomes, now: secondsAt('2026-12-03T04:17:00Z') };
  assert.deepEqual(await until(later), { costs: '2026-11-23', usage_images: '2026-11-01' });
});
