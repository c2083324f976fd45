import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quote, withoutSecrets } from '../../src/settings/mistakes.ts';
import { readPlace } from '../../src/settings/place.ts';
import { secretsIn } from '../../src/settings/secrets.ts';

test('what looks like a secret is blacked out in what a message repeats', () => {
  const cases: [string, string][] = [
    ['https://user:pa@ss/word@host/v1', 'https://***@host/v1'],
    ['https://token@host/v1', 'https://***@host/v1'],
    ['https://host:8443/v1', 'https://host:8443/v1'],
    ['file:///node_modules/@azure/core.js:1:2', 'file:///node_modules/@azure/core.js:1:2'],
    ['sk-admin-fake0123', 'sk-***'],
    ['give a key (sk-admin-…)', 'give a key (sk-admin-…)'],
    ['https://a.example/c?sv=1&sig=fake%2B&x=1', 'https://a.example/c?sv=1&sig=***'],
  ];
  for (const [text, expected] of cases) assert.equal(withoutSecrets(text), expected);
  assert.equal(quote('sk-proj-fake0123'), '"sk-***"');
});

test('the password of a proxy is masked, as it is written and as it is sent', () => {
  const masked = secretsIn({ HTTPS_PROXY: 'http://user:fake%40word@127.0.0.1:9' });
  assert.deepEqual(masked, ['fake%40word', 'fake@word', Buffer.from('user:fake@word').toString('base64')]);
  assert.deepEqual(secretsIn({ HTTPS_PROXY: 'http://127.0.0.1:9', http_proxy: 'no address' }), []);
});

test('a proxy whose address is none is a mistake, told without it', async () => {
  const env = { https_proxy: 'http://user:fake#word@127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' };
  await assert.rejects(readPlace({ destination: 'data', config: undefined }, env), (error: Error) => {
    assert.match(error.message, /- https_proxy is no address such as http:\/\/proxy\.example:3128: /);
    assert.doesNotMatch(error.message, /fake|HTTP_PROXY is/);
    return true;
  });
});
