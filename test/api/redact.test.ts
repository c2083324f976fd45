import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { redact } from '../../src/api/redact.ts';
import { noAnswer, refusal } from '../../src/api/request-error.ts';

const KEY = 'sk-admin-fake';

test('keys are taken out, whole, masked or cut', () => {
  const cases: [string, string][] = [
    [`Incorrect API key provided: ${KEY}.`, 'Incorrect API key provided: (key).'],
    ['Incorrect API key provided: sk-admi***********fake', 'Incorrect API key provided: (key)'],
    ['sk-proj-…abc is a project key', '(key) is a project key'],
    ['"sk-svcacct_x"', '"(key)"'],
    ['no key: risk-free', 'no key: risk-free'],
    ['', ''],
  ];
  for (const [text, expected] of cases) assert.equal(redact(text, KEY), expected);
});

test('of a key that a gateway has given, what it begins and ends with is taken out', () => {
  const key = 'gateway/fake+0123456789=xyz';
  for (const [text, expected] of [
    [`${key.slice(0, 12)}****`, '(key)****'],
    [`…${key.slice(-9)} is refused`, '…(key) is refused'],
    ['sk-admin-fake/0123+45=… is refused', '(key) is refused'],
    ['gateway is no key', 'gateway is no key'],
  ] as const)
    assert.equal(redact(text, key), expected);
});

test('a key of any form is taken out wherever it stands whole', () => {
  const key = fc.stringMatching(/^[A-Z$^&\\]{8,20}$/);
  const other = fc.stringMatching(/^[a-z0-9 "]{0,20}$/);
  fc.assert(
    fc.property(key, fc.array(other, { minLength: 1 }), (secret, pieces) => {
      assert.equal(redact(pieces.join(secret), secret), pieces.join('(key)'));
    }),
  );
});

test('no part of an error holds a key, neither its detail nor its cause', () => {
  const body = JSON.stringify({ error: { message: `Bad key ${KEY}`, code: KEY, param: KEY } });
  const refused = refusal({ path: '/x', status: 401, requestId: `req_${KEY}`, body, apiKey: KEY, quotesWords: true });
  const unanswered = noAnswer('/x', `socket hang up after ${KEY}`, KEY);
  for (const { message, detail, code, param, requestId, stack, cause } of [refused, unanswered]) {
    assert.doesNotMatch(JSON.stringify({ message, detail, code, param, requestId, stack }), /fake/);
    assert.equal(cause, undefined);
  }
});
