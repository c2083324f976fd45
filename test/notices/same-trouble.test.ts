import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectingLog, type Log } from '../../src/notices/log.ts';
import { named, replayTogether, sameTroubles, wholeText } from '../../src/notices/same-trouble.ts';

const trouble = (resource: string, text: string) => ({ resource, text });

/** A log whose lines are kept as `level: message`. */
function keptLog(): { lines: string[]; log: Log } {
  const lines: string[] = [];
  const keep = (level: keyof Log) => (message: string) => void lines.push(`${level}: ${message}`);
  const levels = ['debug', 'info', 'notice', 'warning', 'error'] as const;
  return { lines, log: Object.fromEntries(levels.map((level) => [level, keep(level)])) as unknown as Log };
}

test('what differs in path, period, request and resource alone is one trouble; that of most resources comes first', () => {
  const groups = sameTroubles([
    trouble('costs', 'GET /organization/costs answered 500: no, request req_1. Wait.'),
    trouble('users', 'GET /organization/users answered 403: no, request req_2. Give users the scope.'),
    trouble('groups', 'GET /organization/groups answered 403: no, request req_3. Give groups the scope.'),
    trouble('audit_logs', '2026-02-24 to 2026-02-25: GET /a answered 500: no, request req_4. Wait.'),
    trouble('audit_logs', '2026-02-27T10:00 to 2026-02-28: GET /a answered 500: no, request req_5. Wait.'),
    trouble('invites', 'GET /organization/invites answered 404: no'),
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
    groups.map((group) => wholeText(group).slice(group.first.text.length)),
    [' The same for audit_logs.', ' The same for groups.', ''],
  );
});

test('more of the same in one resource is counted', () => {
  const [group] = sameTroubles(
    ['01', '02', '03'].map((day) => trouble('audit_logs', `2026-02-${day} to 2026-03-01: no.`)),
  );
  assert.equal(group && wholeText(group), '2026-02-01 to 2026-03-01: no. 2 more like it in audit_logs.');
});

test('what points to the explanation stays at the end', () => {
  const text = 'No access. See docs/troubleshooting.md#missing-scope';
  const [group] = sameTroubles([trouble('users', text), trouble('groups', text)]);
  assert.equal(group && wholeText(group), 'No access. The same for groups. See docs/troubleshooting.md#missing-scope');
});

test('a resource whose name means something to a pattern is only a name', () => {
  assert.equal(sameTroubles([trouble('a.b*(c', 'a.b*(c: no'), trouble('x', 'x: no')]).length, 1);
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
    log.notice(`${resource}: the API's history begins at 2026-01-01.`);
    log.notice(`${resource}: the API's history begins at 2026-01-01.`);
    log.debug(`${resource}: done`);
  }
  logs[2]?.warning('costs: alone');
  const { lines, log } = keptLog();
  replayTogether(logs, log);
  assert.deepEqual(lines, [
    'info: usage_images: begun',
    "notice: usage_images: the API's history begins at 2026-01-01. 1 more like it in usage_images. The same for usage_embeddings and costs.",
    'debug: usage_images: done',
    'info: usage_embeddings: begun',
    'debug: usage_embeddings: done',
    'info: costs: begun',
    'debug: costs: done',
    'warning: costs: alone',
  ]);
});
