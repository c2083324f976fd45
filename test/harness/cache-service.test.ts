import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type CacheService, startCacheService } from './cache-service.ts';

const VERSION = 'fake-version';

test('finds the exact key first, then the newest entry of each prefix in order', async (t) => {
  const service = await start(t);
  for (const key of ['a-1', 'a-10', 'b-1', 'a-2']) await store(service, key, Buffer.from(key));
  assert.equal((await lookUp(service, 'a-1')).matched_key, 'a-1');
  assert.equal((await lookUp(service, 'a-')).matched_key, 'a-2');
  assert.equal((await lookUp(service, 'c-', ['b-', 'a-'])).matched_key, 'b-1');
  assert.deepEqual(await lookUp(service, 'c-'), { ok: false });
  assert.deepEqual(await lookUp(service, 'a-1', [], 'another version'), { ok: false });
});

test('an entry is never replaced, and only what is complete is found', async (t) => {
  const service = await start(t);
  await store(service, 'a-1', Buffer.from('first'));
  const second = await call(service, 'CreateCacheEntry', { key: 'a-1', version: VERSION });
  assert.equal(second.status, 409);
  await call(service, 'CreateCacheEntry', { key: 'a-2', version: VERSION });
  assert.equal((await lookUp(service, 'a-')).matched_key, 'a-1');
  assert.deepEqual(service.entries(), [{ key: 'a-1', version: VERSION, bytes: 5 }]);
});

test('refuses a call without the token of the run', async (t) => {
  const service = await start(t);
  const { status } = await call(service, 'CreateCacheEntry', { key: 'a', version: VERSION }, 'another token');
  assert.equal(status, 401);
});

test('takes an archive in blocks, which the list of blocks puts in order', async (t) => {
  const service = await start(t);
  const reserved = await call(service, 'CreateCacheEntry', { key: 'a', version: VERSION });
  const put = (query: string, body: string) =>
    fetch(`${reserved.body.signed_upload_url}&${query}`, { method: 'PUT', body });
  await put('comp=block&blockid=Mg%3D%3D', 'second');
  await put('comp=block&blockid=MQ%3D%3D', 'first ');
  await put('comp=blocklist', '<BlockList><Latest>MQ==</Latest><Latest>Mg==</Latest></BlockList>');
  await finalize(service, 'a', 'first second'.length);
  const found = await lookUp(service, 'a');
  const answer = await fetch(found.signed_download_url ?? '');
  assert.equal(await answer.text(), 'first second');
});

test('faults can be switched on and off', async (t) => {
  const service = await start(t);
  await store(service, 'a-1', Buffer.from('archive'));
  const reserve = () => call(service, 'CreateCacheEntry', { key: 'a-2', version: VERSION });
  service.fault('read-only');
  assert.deepEqual((await reserve()).body, {
    ok: false,
    message: 'cache write denied: token has no writable scopes',
  });
  service.fault('conflict');
  assert.equal((await reserve()).status, 409);
  service.fault('rate-limited');
  assert.equal((await reserve()).status, 429);
  service.fault('read-denied');
  assert.equal((await lookUp(service, 'a-')).code, 'permission_denied');
  service.fault('miss');
  assert.deepEqual(await lookUp(service, 'a-'), { ok: false });
  service.fault(undefined);
  assert.equal((await reserve()).body.ok, true);
  service.evict();
  assert.deepEqual(await lookUp(service, 'a-'), { ok: false });
});

async function start(t: TestContext): Promise<CacheService> {
  const service = await startCacheService();
  t.after(() => service.close());
  return service;
}

interface Reply {
  status: number;
  body: Record<string, string> & { ok?: boolean };
}

async function call(service: CacheService, method: string, message: object, token?: string): Promise<Reply> {
  const environment = service.environment();
  const path = `twirp/github.actions.results.api.v1.CacheService/${method}`;
  const answer = await fetch(`${environment.ACTIONS_RESULTS_URL}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token ?? environment.ACTIONS_RUNTIME_TOKEN}` },
    body: JSON.stringify(message),
  });
  return { status: answer.status, body: (await answer.json()) as Reply['body'] };
}

async function lookUp(service: CacheService, key: string, restore_keys: string[] = [], version = VERSION) {
  return (await call(service, 'GetCacheEntryDownloadURL', { key, restore_keys, version })).body;
}

async function store(service: CacheService, key: string, archive: Buffer): Promise<void> {
  const reserved = await call(service, 'CreateCacheEntry', { key, version: VERSION });
  await fetch(reserved.body.signed_upload_url ?? '', { method: 'PUT', body: new Uint8Array(archive) });
  await finalize(service, key, archive.length);
}

function finalize(service: CacheService, key: string, bytes: number): Promise<Reply> {
  return call(service, 'FinalizeCacheEntryUpload', { key, version: VERSION, size_bytes: String(bytes) });
}
