import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Client } from '../../../src/api/client.ts';
import { jsonSource } from '../../../src/api/json-scan.ts';
import { findOwnKey, type OwnKey } from '../../../src/export/own-key/own-key.ts';
import { warnOfExpiry } from '../../../src/export/own-key/warn-of-expiry.ts';
import { watchForOwnKey } from '../../../src/export/own-key/watch-own-key.ts';
import { collectingLog } from '../../../src/notices/log.ts';
import { type Message, rendered } from '../../../src/notices/notice.ts';

const KEY = 'sk-admin-fakeAAAAbbbbCCCCxyz';

const row = (id: string, redacted_value: unknown, expires_at: unknown = null) => ({ id, redacted_value, expires_at });

const cases: { name: string; rows: unknown[]; expected: OwnKey | undefined }[] = [
  { name: 'dots between a beginning and an end', rows: [row('k', 'sk-admin...xyz')], expected: { id: 'k' } },
  { name: 'stars', rows: [row('k', 'sk-admin-fake**************xyz')], expected: { id: 'k' } },
  { name: 'an ellipsis', rows: [row('k', 'sk-admin-…Cxyz', 5)], expected: { id: 'k', expiresAt: 5 } },
  { name: 'an end alone', rows: [row('k', '...CCxyz')], expected: { id: 'k' } },
  { name: 'a beginning alone', rows: [row('k', 'sk-admin-fakeA***')], expected: { id: 'k' } },
  { name: 'another end', rows: [row('k', 'sk-admin...xyZ')], expected: undefined },
  { name: 'another beginning', rows: [row('k', 'sk-admin-real...xyz')], expected: undefined },
  { name: 'too little to tell', rows: [row('k', 'sk-admin-...yz'), row('l', 'sk-admin-***')], expected: undefined },
  { name: 'two that fit', rows: [row('k', 'sk-admin...xyz'), row('l', 'sk-admin-f...xyz')], expected: undefined },
  {
    name: 'one that is read twice',
    rows: [row('k', '...xyz', 5), row('k', '...xyz', 6)],
    expected: { id: 'k', expiresAt: 6 },
  },
  { name: 'the key itself, nothing hidden', rows: [row('k', KEY)], expected: undefined },
  { name: 'more than one gap', rows: [row('k', 'sk-admin...AAAA...xyz')], expected: undefined },
  {
    name: 'rows of another form',
    rows: [null, 5, 'x', {}, row('k', 7), { redacted_value: '...xyz' }],
    expected: undefined,
  },
  { name: 'no row', rows: [], expected: undefined },
];

for (const { name, rows, expected } of cases) {
  test(`the own key in the list: ${name}`, () => {
    assert.deepEqual(findOwnKey(rows, KEY), expected);
  });
}

/** A client that answers with these pages in turn. */
function clientOf(pages: unknown[]): Client {
  const left = [...pages];
  return {
    get: async (): Promise<Answer> => ({ json: jsonSource(''), body: left.shift() }),
    missesHasMore() {},
    onAnswer: undefined,
  };
}

const PATH = '/organization/admin_api_keys';

test('the key is known once the list was read to its end, and no sooner', async () => {
  const pages = [
    { data: [row('k', 'sk-admin...xyz')], has_more: true },
    { data: [row('l', 'sk-admin...abc')], has_more: false },
  ];
  const { client, ownKey } = watchForOwnKey(clientOf(pages), KEY);
  assert.equal(ownKey(), undefined);
  await client.get(PATH, [], 'admin_api_keys');
  assert.equal(ownKey(), undefined);
  await client.get(PATH, [], 'admin_api_keys');
  assert.deepEqual(ownKey(), { id: 'k' });
});

test('what is read elsewhere says nothing of the key, nor does an answer that is no list', async () => {
  const pages = [{ data: [row('k', 'sk-admin...xyz')] }, null, { data: 5 }, { data: [null] }];
  const { client, ownKey } = watchForOwnKey(clientOf(pages), KEY);
  await client.get('/organization/projects/p/api_keys', [], 'project_api_keys');
  for (let count = 0; count < 3; count += 1) await client.get(PATH, [], 'admin_api_keys');
  assert.equal(ownKey(), undefined);
});

test('listeners reach the client that is watched', () => {
  const inner = clientOf([]);
  const { client } = watchForOwnKey(inner, KEY);
  const listener = () => {};
  client.onAnswer = listener;
  assert.equal(inner.onAnswer, listener);
  assert.equal(client.onAnswer, listener);
});

test('the end of the key is told 30, 14 and 3 days before, louder each time, with the day', () => {
  const now = Date.parse('2026-03-02T04:17:00Z') / 1000;
  const told = (days: number | undefined) => {
    const log = collectingLog();
    warnOfExpiry(days === undefined ? { id: 'key_1' } : { id: 'key_1', expiresAt: now + days * 86_400 }, now, log);
    const lines: string[] = [];
    const level = (name: string) => (message: Message) => void lines.push(`${name}: ${rendered(message)}`);
    log.replay({
      debug: level('debug'),
      info: level('info'),
      notice: level('notice'),
      warning: level('warning'),
      error: level('error'),
    });
    return lines.join('\n');
  };
  assert.equal(told(undefined), '');
  assert.equal(told(30.1), '');
  assert.match(told(30), /^notice: The admin key of this export expires on 2026-04-01 \(UTC\), in 30 days\./);
  assert.match(told(14.5), /^notice: .*in 14 days/);
  assert.match(told(14), /^warning: .*2026-03-16/);
  assert.match(told(3.5), /^warning: .*in 3 days/);
  assert.match(told(3), /^error: .*2026-03-05 .* in 3 days.* See docs\/troubleshooting\.md#key-expires$/);
  assert.match(told(1.2), /^error: .*in 1 day\./);
  assert.match(told(0.5), /^error: .*in less than a day/);
  assert.doesNotMatch(told(3), /key_1/);
});
