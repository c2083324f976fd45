import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noticeOf } from '../../src/api/explain.ts';
import { ApiError } from '../../src/notices/errors.ts';
import { collectingLog, type Log } from '../../src/notices/log.ts';
import { type Message, notice, rendered, reworded } from '../../src/notices/notice.ts';
import { groupNotice, groupNotices, named, replayTogether } from '../../src/notices/notice-groups.ts';

const answered = (path: string, status: number, requestId: string) =>
  noticeOf(new ApiError('request-refused', `GET ${path} answered ${status}: no, request ${requestId}`, { status }));

/** A log whose lines are kept as `level: message`. */
function keptLog(): { lines: string[]; log: Log } {
  const lines: string[] = [];
  const keep = (level: keyof Log) => (message: Message) => void lines.push(`${level}: ${rendered(message)}`);
  const levels = ['debug', 'info', 'notice', 'warning', 'error'] as const;
  return { lines, log: Object.fromEntries(levels.map((level) => [level, keep(level)])) as unknown as Log };
}

test('what differs in path, period, request and resource alone is one trouble; that of most resources comes first', () => {
  const period = (text: string) => `2026-02-24 to 2026-02-25: ${text}`;
  const groups = groupNotices([
    { resource: 'costs', notice: answered('/organization/costs', 500, 'req_1') },
    { resource: 'users', notice: answered('/organization/users', 403, 'req_2') },
    { resource: 'groups', notice: answered('/organization/groups', 403, 'req_3') },
    { resource: 'audit_logs', notice: reworded(answered('/a', 500, 'req_4'), period) },
    { resource: 'audit_logs', notice: answered('/a', 500, 'req_5') },
    { resource: 'invites', notice: answered('/organization/invites', 404, 'req_6') },
  ]);
  assert.deepEqual(
    groups.map(({ first, resources, all }) => [first.resource, resources, all.length]),
    [
      ['costs', ['costs', 'audit_logs'], 3],
      ['users', ['users', 'groups'], 2],
      ['invites', ['invites'], 1],
    ],
  );
  assert.deepEqual(
    groups.map((group) => rendered(groupNotice(group)).replace(/^.*req_\d\.?/, '')),
    [
      ' The same for audit_logs. See docs/troubleshooting.md#request-refused',
      ' The same for groups. See docs/troubleshooting.md#request-refused',
      ' See docs/troubleshooting.md#request-refused',
    ],
  );
});

test('more of the same in one resource is counted', () => {
  const days = ['01', '02', '03'].map((day) => `2026-02-${day} to 2026-03-01: no.`);
  const [group] = groupNotices(
    days.map((text) => ({ resource: 'audit_logs', notice: notice(text, 'network', { kind: 'no' }) })),
  );
  assert.equal(
    group && rendered(groupNotice(group)),
    '2026-02-01 to 2026-03-01: no. 2 more like it in audit_logs. See docs/troubleshooting.md#network',
  );
});

test('notices of other words are one trouble if their kind is one, and those of the same words are two if it is not', () => {
  const group = (...notices: ReturnType<typeof notice>[]) =>
    groupNotices(notices.map((each, index) => ({ resource: `resource-${index}`, notice: each }))).length;
  assert.equal(group(notice('a: no', 'network', { kind: 'no' }), notice('b: no', 'network', { kind: 'no' })), 1);
  assert.equal(group(notice('a: no', 'network'), notice('b: no', 'network')), 2);
  assert.equal(group(notice('no', 'network', { kind: 'one' }), notice('no', 'network', { kind: 'two' })), 2);
  assert.equal(group(notice('no', 'network'), notice('no', 'proxy')), 2);
});

test('names are listed, and many are counted', () => {
  assert.deepEqual(
    [named([]), named(['a']), named(['a', 'b']), named(['a', 'b', 'c']), named(['a', 'b', 'c', 'd'], 3)],
    ['', 'a', 'a and b', 'a, b and c', 'a, b and 2 more'],
  );
});

test('the notices and warnings of several resources are told once each, all else as it comes', () => {
  const logs = ['usage_images', 'usage_embeddings', 'costs'].map((resource) => ({ resource, ...collectingLog() }));
  for (const { resource, ...log } of logs) {
    log.info(`${resource}: begun`);
    log.notice(notice(`${resource}: the API's history begins at 2026-01-01.`, 'history-limit', { kind: '2026-01-01' }));
    log.notice(notice(`${resource}: the API's history begins at 2026-01-01.`, 'history-limit', { kind: '2026-01-01' }));
    log.debug(`${resource}: done`);
  }
  logs[2]?.warning('costs: alone');
  const { lines, log } = keptLog();
  replayTogether(logs, log);
  assert.deepEqual(lines, [
    'info: usage_images: begun',
    "notice: usage_images: the API's history begins at 2026-01-01. 1 more like it in usage_images. The same for usage_embeddings and costs. See docs/troubleshooting.md#history-limit",
    'debug: usage_images: done',
    'info: usage_embeddings: begun',
    'debug: usage_embeddings: done',
    'info: costs: begun',
    'debug: costs: done',
    'warning: costs: alone',
  ]);
});
