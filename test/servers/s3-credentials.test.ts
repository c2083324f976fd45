import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { getIDToken } from '@actions/core';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fakeToken, type OidcServer, startOidcServer } from './oidc-server.ts';
import { refusalOf } from './s3-client.ts';
import { type S3Server, startS3Server, type TokenVerdict } from './s3-server.ts';

const ROLE = 'arn:aws:iam::111122223333:role/exporter';
const AUDIENCE = 'sts.amazonaws.com';
const VERDICTS: Record<string, TokenVerdict> = { [fakeToken(AUDIENCE)]: 'valid', old: 'expired', foreign: 'denied' };

let now = Date.now();
let server: S3Server;
let oidc: OidcServer;
let folder: string;
const environment = { ...process.env };

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 's3-credentials-'));
  oidc = await startOidcServer();
  const checkToken = (token: string) => VERDICTS[token] ?? 'invalid';
  server = await startS3Server({ now: () => now, sts: { checkToken, lifetimeSeconds: 600, permissions: ['put'] } });
  server.createBucket('exports');
  const variables = { AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'), AWS_ROLE_ARN: ROLE };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, oidc.environment(), server.environment('none'), variables);
});

after(async () => {
  process.env = environment;
  await Promise.all([server.close(), oidc.close(), rm(folder, { recursive: true })]);
});

async function putWith(token: string) {
  await writeFile(join(folder, 'token'), token);
  const client = new S3Client({ maxAttempts: 1, forcePathStyle: true });
  const put = () => client.send(new PutObjectCommand({ Bucket: 'exports', Key: 'a', Body: 'x' }));
  await put();
  return put;
}

test('gives credentials for the token of a job, and refuses them once they are over', async () => {
  const put = await putWith(await getIDToken(AUDIENCE));
  assert.deepEqual(oidc.audiences, [AUDIENCE]);
  const [asked] = server.stsRequests;
  assert.deepEqual([asked?.roleArn, asked?.status], [ROLE, 200]);
  assert.match(server.requests.at(-1)?.accessKeyId ?? '', /^ASIA/);
  // The client's clock still says that they are good.
  now += 600_000;
  assert.equal(await refusalOf(put()), '400 ExpiredToken');
  now -= 600_000;
});

for (const [token, expected] of [
  ['nonsense', 'InvalidIdentityTokenException'],
  ['old', 'ExpiredTokenException'],
  ['foreign', 'AccessDenied'],
]) {
  test(`gives no credentials for a token that is ${expected}`, async () => {
    await assert.rejects(putWith(token ?? ''), { name: expected });
  });
}

test('gives no token when the endpoint fails', async () => {
  oidc.fault(404);
  await assert.rejects(getIDToken(AUDIENCE), /ID Token/);
  oidc.fault(undefined);
});
