import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Location } from '../../src/destinations/registry.ts';
import { openLocation } from '../../src/destinations/registry.ts';
import { testDestination, testSharedDestination } from '../destinations/contract/destination-contract.ts';
import { type Stand, storeOptions, warningLog } from '../destinations/contract/stand.ts';
import { type FakeGcs, startFakeGcs } from './fake-gcs.ts';
import { startVersity, type Versity } from './versity.ts';

const PREFIX = 'openai/audit';

/** One server for all tests of the file, each of which has a prefix of its own. */
let versity: Promise<Versity> | undefined;
let fakeGcs: Promise<FakeGcs> | undefined;
let prefixes = 0;

after(async () => {
  await (await versity)?.stop();
  await (await fakeGcs)?.stop();
});

function newPrefix(): string {
  prefixes += 1;
  return `${PREFIX}/${prefixes}`;
}

function standAt(location: Location, contents: Stand['contents']): Stand {
  const warnings: string[] = [];
  const log = warningLog(warnings);
  return {
    warnings,
    contents,
    open: (opening = {}) => openLocation(location, storeOptions({ ...opening, log, proxyEnvironment: process.env })),
  };
}

async function versityStand(_t: TestContext): Promise<Stand> {
  versity ??= startVersity();
  const gateway = await versity;
  Object.assign(process.env, gateway.environment());
  const prefix = newPrefix();
  const client = gateway.client();
  return standAt({ kind: 's3', bucket: gateway.bucket, prefix, pathStyle: true }, async () => {
    const found = new Map<string, Buffer>();
    const { Contents: listed = [] } = await client.send(
      new ListObjectsV2Command({ Bucket: gateway.bucket, Prefix: `${prefix}/` }),
    );
    for (const { Key: key = '' } of listed) {
      const { Body: body } = await client.send(new GetObjectCommand({ Bucket: gateway.bucket, Key: key }));
      found.set(key.slice(prefix.length + 1), Buffer.from((await body?.transformToByteArray()) ?? []));
    }
    return found;
  });
}

async function fakeGcsStand(_t: TestContext): Promise<Stand> {
  fakeGcs ??= startFakeGcs();
  const server = await fakeGcs;
  const prefix = newPrefix();
  return standAt({ kind: 'gcs', bucket: server.bucket, prefix, endpoint: server.endpoint }, async () => {
    const [files] = await server.bucketClient.getFiles({ prefix: `${prefix}/` });
    const bodies = await Promise.all(files.map(async (file) => (await file.download())[0]));
    return new Map(files.map((file, index) => [file.name.slice(prefix.length + 1), bodies[index] as Buffer]));
  });
}

testDestination('versity', versityStand);
// Not the part about sharing: the gateway takes a file's body and its ETag one after the other, so that a reader can get the
// body of one version with the ETag of the next, which S3 never gives.
testDestination('fake-gcs-server', fakeGcsStand);
testSharedDestination('fake-gcs-server', fakeGcsStand);

test('versity: a wrong key is told as one', async () => {
  versity ??= startVersity();
  const gateway = await versity;
  Object.assign(process.env, gateway.environment({ accessKeyId: 'FAKEADMIN', secretAccessKey: 'wrong' }));
  const location: Location = { kind: 's3', bucket: gateway.bucket, prefix: PREFIX, pathStyle: true };
  const destination = await openLocation(
    location,
    storeOptions({ log: warningLog([]), proxyEnvironment: process.env }),
  );
  await assert.rejects(destination.list('users/'), {
    name: 'StorageError',
    endsRun: true,
    message: /check the credentials/,
  });
  await destination.close();
});
