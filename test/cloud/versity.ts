import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { createTemporaryFolder } from '../harness/workspace.ts';
import { startServerProcess } from '../servers/server-process.ts';
import { freePort } from './free-port.ts';
import { installGoProgram } from './install.ts';
import { versity } from './programs.ts';

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * A Versity S3 Gateway with one bucket. It checks signatures, clocks, regions, checksums and conditions. Keys are paths
 * in a folder, so three things differ from S3: no object `a` beside `a/b`; `//`, `.` and `..` in a key are resolved; and
 * a name between slashes has 255 bytes at most. And a file that is read while it is replaced can come with the ETag of the next
 * version: it is no judge of writers that race.
 */
export interface Versity {
  endpoint: string;
  region: string;
  /** The name of the bucket. */
  bucket: string;
  /** The key of the administrator, whom no policy binds. */
  credentials: AccessKey;
  /** The variables by which the SDK finds the server and a key; the administrator's, if none is given. */
  environment(key?: AccessKey): Record<string, string>;
  /** The vendor's client, to look at what was stored. */
  client(key?: AccessKey, config?: S3ClientConfig): S3Client;
  createBucket(name: string, options?: { objectLock?: boolean }): Promise<void>;
  /** A key that may do to the bucket and its objects only what is listed, such as `s3:PutObject`. */
  createUser(actions: string[]): Promise<AccessKey>;
  stop(): Promise<void>;
}

const ADMINISTRATOR: AccessKey = { accessKeyId: 'FAKEADMIN', secretAccessKey: 'fake-administrator-secret' };
const BUCKET = 'exports';

/** Starts the gateway on a free port with an empty folder; the caller stops it. */
export async function startVersity({ region = 'us-east-1' }: { region?: string } = {}): Promise<Versity> {
  const program = await installGoProgram(versity);
  const folder = await createTemporaryFolder('versity');
  const below = Object.fromEntries(['data', 'versions', 'metadata', 'users'].map((name) => [name, join(folder, name)]));
  for (const path of Object.values(below)) await mkdir(path);
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const { accessKeyId, secretAccessKey } = ADMINISTRATOR;
  const server = await startServerProcess({
    name: 'versitygw',
    command: { program },
    args: [
      ...['--port', new URL(endpoint).host, '--region', region, '--access', accessKeyId, '--secret', secretAccessKey],
      ...['--keep-alive', '--quiet', '--iam-dir', `${below.users}`],
      // Metadata in files of its own: not every temporary folder is on a file system with extended attributes.
      ...['posix', '--versioning-dir', `${below.versions}`, '--sidecar', `${below.metadata}`, `${below.data}`],
    ],
    ready: { url: endpoint },
  });
  const statements: object[] = [];
  let users = 0;

  const gateway: Versity = {
    endpoint,
    region,
    bucket: BUCKET,
    credentials: ADMINISTRATOR,
    environment: (key = ADMINISTRATOR) => ({
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    }),
    client: (key = ADMINISTRATOR, config = {}) =>
      new S3Client({ endpoint, region, forcePathStyle: true, maxAttempts: 1, credentials: key, ...config }),
    async createBucket(name, { objectLock = false } = {}) {
      await administer(new CreateBucketCommand({ Bucket: name, ObjectLockEnabledForBucket: objectLock }));
    },
    async createUser(actions) {
      users += 1;
      const key = { accessKeyId: `FAKEUSER${users}`, secretAccessKey: `fake-secret-${users}` };
      await promisify(execFile)(program, [
        ...['admin', '--access', accessKeyId, '--secret', secretAccessKey, '--region', region],
        ...['--endpoint-url', endpoint, 'create-user'],
        ...['--access', key.accessKeyId, '--secret', key.secretAccessKey, '--role', 'user'],
      ]);
      for (const action of actions) {
        const resource = `arn:aws:s3:::${BUCKET}${ON_BUCKETS.has(action) ? '' : '/*'}`;
        statements.push({ Effect: 'Allow', Principal: key.accessKeyId, Action: action, Resource: resource });
      }
      const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
      if (statements.length > 0) await administer(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: policy }));
      return key;
    },
    async stop() {
      administrator.destroy();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  const administrator = gateway.client();
  const administer = (command: CreateBucketCommand | PutBucketPolicyCommand) =>
    administrator.send(command as CreateBucketCommand);
  await gateway.createBucket(BUCKET);
  return gateway;
}

/** Actions on the bucket itself; all others are on objects. */
const ON_BUCKETS = new Set(['s3:ListBucket', 's3:ListBucketMultipartUploads', 's3:GetBucketLocation']);

/** Starts the gateway for one test or one file. */
export async function useVersity(t: Pick<TestContext, 'after'>, options?: { region?: string }): Promise<Versity> {
  const gateway = await startVersity(options);
  t.after(gateway.stop);
  return gateway;
}
