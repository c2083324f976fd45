import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newTally } from '../../src/export/job/outcome.ts';
import { collectingLog, type Log } from '../../src/notices/log.ts';
import { type Message, rendered } from '../../src/notices/notice.ts';
import { logReport } from '../../src/reporting/run-log.ts';
import { count, countOf, size } from '../../src/text/amounts.ts';
import { factsWith, outcomeOf } from './reports.ts';

const second = (text: string) => Date.parse(text) / 1000;

/** A log whose lines are kept as `level: message`. */
function keptLog(): { lines: string[]; log: Log } {
  const lines: string[] = [];
  const keep = (level: keyof Log) => (message: Message) => void lines.push(`${level}: ${rendered(message)}`);
  const log = {
    debug: keep('debug'),
    info: keep('info'),
    notice: keep('notice'),
    warning: keep('warning'),
    error: keep('error'),
  };
  return { lines, log };
}

const inPhase = <Result>(_title: string, work: () => Promise<Result>) => work();

test('a line for each resource, then what went wrong, and one that closes', async () => {
  const total = { ...newTally(), records: 1234, rows: 56, files: 1, bytes: 999, changes: 2 };
  const range = { from: second('2026-02-01'), to: second('2026-03-02T04:17:00Z') };
  const outcomes = [
    outcomeOf('audit_logs', { tally: { ...total, removed: 1 }, range, kept: 2, unknownTypes: new Set(['z', 'a']) }),
    outcomeOf('users', { status: 'failed', problems: ['one.', 'two.'] }),
    outcomeOf('groups', { status: 'skipped' }),
  ];
  const { lines, log } = keptLog();
  await logReport(factsWith(outcomes, { total }), 1.25, log, inPhase);
  assert.deepEqual(lines, [
    'info: audit_logs: 1,234 rows read, 56 written in 1 file, 2026-02-01 to 2026-03-02T04:17Z, 1 file removed, 2 changes, 2 rows kept that the API did not give again',
    'info: users: 0 rows read, no file written, incomplete',
    'notice: audit_logs: exported event types that this release does not know: a, z. See docs/troubleshooting.md#unknown-event-types',
    'error: users: one.',
    'error: users: two.',
    'info: Read 1,234 rows of 2 resources and wrote 56 rows in 1 file (999 bytes) and 2 entries of the change log to data in 1.3 s; 1 resource failed, 1 skipped.',
  ]);
});

test('a run that was stopped names what is left, and of what nothing could be finished', async () => {
  const outcomes = [
    outcomeOf('users'),
    outcomeOf('audit_logs', { status: 'stopped', tally: { ...newTally(), files: 1 } }),
    outcomeOf('costs', { status: 'stopped' }),
  ];
  const { lines, log } = keptLog();
  await logReport(factsWith(outcomes, { stopped: 'The 9 requests are made.' }), 1, log, inPhase);
  assert.deepEqual(lines.slice(3, 5), [
    'warning: The 9 requests are made. Not read to the end: audit_logs and costs. What was read is published; the next run carries on. See docs/troubleshooting.md#run-stopped',
    "warning: No file could be finished of costs. If the next run ends there too, allow it more: `stop-after`, or the job's `timeout-minutes`. See docs/troubleshooting.md#run-stopped",
  ]);
  assert.match(lines.at(-1) ?? '', /nothing failed, 2 left for the next run\.$/);
});

test('a run without trouble closes by saying so', async () => {
  const { lines, log } = keptLog();
  await logReport(factsWith([outcomeOf('users')]), 0.04, log, inPhase);
  assert.equal(lines.at(-1), 'info: Read 0 rows of 1 resource and wrote nothing new to data in 0.0 s; nothing failed.');
});

test('what failed after everything was read is no success, and the closing line is the last one', async () => {
  const closings: [Parameters<typeof factsWith>[1], RegExp][] = [
    [{ isNotCommitted: true, troubles: ['The branch is protected.'] }, /; it could not be committed\.$/],
    [{ troubles: ['The comment could not be written.'] }, /; not everything was delivered\.$/],
    [{ failsOn: [{ notice: 'The data is too old.' }] }, /; nothing failed\.$/],
  ];
  for (const [fields, ending] of closings) {
    const { lines, log } = keptLog();
    await logReport(factsWith([outcomeOf('users')], fields), 1, log, inPhase);
    assert.match(lines.at(-1) ?? '', ending);
    assert.match(lines.at(-2) ?? '', /^error: /);
  }
});

test('what repeats an error is folded, so that it hides nothing', async () => {
  const titles: string[] = [];
  const inGroup = <Result>(title: string, work: () => Promise<Result>) => {
    titles.push(title);
    return work().finally(() => titles.push('end'));
  };
  const told: string[] = [];
  const { log } = keptLog();
  const problems = ['GET /x answered 503: busy.'];
  const outcomes = ['users', 'groups'].map((name) => outcomeOf(name, { status: 'failed', problems }));
  const info = (message: Message) => void told.push(`${titles.at(-1)}: ${rendered(message)}`);
  await logReport(factsWith(outcomes), 1, { ...log, info }, inGroup);
  assert.ok(told.includes('Every other problem: groups: GET /x answered 503: busy.'), told.join('\n'));
});

test('a collecting log replays what it was told, in its order and at its levels', () => {
  const collected = collectingLog();
  const { lines, log } = keptLog();
  collected.warning('first');
  collected.info('second');
  collected.error('third');
  assert.deepEqual(lines, []);
  collected.replay(log);
  assert.deepEqual(lines, ['warning: first', 'info: second', 'error: third']);
});

test('amounts are written for people', () => {
  assert.deepEqual([0, 999, 1000, 1_234_567].map(count), ['0', '999', '1,000', '1,234,567']);
  assert.deepEqual([countOf(0, 'file'), countOf(1, 'file'), countOf(2, 'file')], ['0 files', '1 file', '2 files']);
  const sizes: [number, string][] = [
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [4_200_000, '4.2 MB'],
    [5e9, '5.0 GB'],
    [5e15, '5000.0 TB'],
  ];
  for (const [bytes, expected] of sizes) assert.equal(size(bytes), expected);
});

test('what was left out is one line a resource, names and counts alone: a warning where rows are missing', async () => {
  const fields = new Map([
    ['zone', 1200],
    ['seat', 1],
  ]);
  const many = new Map(Array.from({ length: 30 }, (_, index) => [`${'f'.repeat(200)}${index}`, 1]));
  const outcomes = [
    outcomeOf('users', { discarded: { mode: 'discard-columns', rows: 1200, fields } }),
    outcomeOf('projects', { discarded: { mode: 'discard-columns', rows: 1200, fields } }),
    outcomeOf('costs', { discarded: { mode: 'discard-rows', rows: 1, fields } }),
    outcomeOf('groups', { discarded: { mode: 'discard-columns', rows: 1, fields: many } }),
  ];
  const { lines, log } = keptLog();
  await logReport(factsWith(outcomes), 1, log, inPhase);
  const told = lines.filter((line) => !line.startsWith('info:'));
  assert.deepEqual(told.slice(0, 2), [
    'warning: costs: 1 row left out by on-schema-change, for these fields: seat (1 value), zone (1,200 values). What was stored of them stays. See docs/troubleshooting.md#rows-left-out',
    'notice: users: fields left out of 1,200 rows by on-schema-change: seat (1 value), zone (1,200 values). The same for projects. See docs/troubleshooting.md#rows-left-out',
  ]);
  assert.match(told[2] ?? '', /f{100}… \(1 value\) and 10 more\. See docs\/troubleshooting\.md#rows-left-out$/);
});
