import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { runAction } from '../harness/run-action.ts';
import { changeUsers, startPair } from '../scenarios/store-pair.ts';
import { contentOf, type StorePlace, splitPlace } from '../scenarios/store-places.ts';
import { startFakeGcs } from './fake-gcs.ts';
import { startVersity } from './versity.ts';

type Cleanup = Pick<TestContext, 'after'>;

async function versityPlace(t: Cleanup): Promise<StorePlace> {
  const gateway = await startVersity();
  t.after(() => gateway.stop());
  await gateway.createBucket('manifests');
  const client = gateway.client();
  return {
    destination: `s3://${gateway.bucket}/openai/audit`,
    retained: undefined,
    manifests: 's3://manifests/audit',
    options: { 'path-style': true },
    env: () => gateway.environment(),
    async contents(place) {
      const [bucket, prefix] = splitPlace(place);
      const objects: [string, Buffer][] = [];
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key: key = '' } of page.Contents ?? []) {
          const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
          objects.push([key, Buffer.from((await body?.transformToByteArray()) ?? [])]);
        }
      }
      return contentOf(objects, prefix);
    },
    changes: () => Number.NaN,
  };
}

async function fakeGcsPlace(t: Cleanup): Promise<StorePlace> {
  const server = await startFakeGcs();
  t.after(() => server.stop());
  await server.createBucket('manifests');
  return {
    destination: `gs://${server.bucket}/openai/audit`,
    retained: undefined,
    manifests: 'gs://manifests/audit',
    options: { endpoint: server.endpoint },
    env: () => ({}),
    async contents(place) {
      const [bucket, prefix] = splitPlace(place);
      const [files] = await server.bucketClient.storage.bucket(bucket).getFiles({ prefix });
      const objects = files.map(async (file): Promise<[string, Buffer]> => [file.name, (await file.download())[0]]);
      return contentOf(await Promise.all(objects), prefix);
    },
    changes: () => Number.NaN,
  };
}

for (const [name, startPlace] of Object.entries({ versity: versityPlace, 'fake-gcs-server': fakeGcsPlace })) {
  test(`${name}: two nights, the second without a cache, leave what they leave in a folder`, async (t) => {
    const pair = await startPair(t, startPlace);
    const first = await pair.night();
    assert.equal(first.exitCode, 0, first.log.text);
    await pair.assertSame();
    changeUsers(pair);
    pair.store.cache.evict();
    pair.folder.cache.evict();
    const second = await pair.night({ at: '2026-03-03T04:17:00Z' });
    assert.equal(second.exitCode, 0, second.log.text);
    assert.ok(Number(second.outputs.changes) > 0);
    await pair.assertSame();
    const again = await pair.night();
    assert.equal(again.outputs.changed, 'false');
    assert.deepEqual(again.log.annotations, []);
    await pair.assertSame();
  });

  test(`${name}: manifests apart, and each period written once`, async (t) => {
    const pair = await startPair(t, startPlace, {}, { 'settled-only': true, 'manifest-prefix': true });
    for (const at of ['2026-03-02T04:17:00Z', '2026-03-09T04:17:00Z', '2026-04-08T04:17:00Z']) {
      const night = await pair.night({ at });
      assert.equal(night.exitCode, 0, night.log.text);
      await pair.assertSame();
    }
  });
}

// Versity's gateway is no judge of writers that race: see versity.ts.
test('fake-gcs-server: two jobs of a matrix at once share one resource', async (t) => {
  const pair = await startPair(t, fakeGcsPlace, { resources: 'audit_logs' });
  const env = pair.place.env();
  const halves = [
    { 'start-date': '2026-02-19', 'end-date': '2026-02-24' },
    { 'start-date': '2026-02-24', 'end-date': '2026-02-28' },
  ].map((inputs) => pair.store.runOptions({ inputs, run: { env } }));
  for (const result of await Promise.all(halves.map(runAction))) assert.equal(result.exitCode, 0, result.log.text);
  await pair.folder.night({ inputs: { 'start-date': '2026-02-19', 'end-date': '2026-02-28' } });
  await pair.assertSame();
});
