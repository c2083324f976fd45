import type { TestContext } from 'node:test';
import { type Bucket, Storage } from '@google-cloud/storage';
import { startServerProcess } from '../servers/server-process.ts';
import { freePort } from './free-port.ts';
import { installGoProgram } from './install.ts';
import { fakeGcs } from './programs.ts';

/**
 * A fake-gcs-server with one bucket. It honours generation preconditions of uploads, checks the digests it is sent and
 * tells those it computed. Unlike Cloud Storage it asks for no credentials, deletes whatever the precondition, keeps
 * nothing from being deleted or replaced (retention, holds), says no more than "Not Found" of a missing bucket, forgets
 * the digests that an upload in several requests began with, and takes the question how far such an upload has come for
 * its end: the SDK asks it of a session that was begun apart, unless it is told `offset: 0`.
 */
export interface FakeGcs {
  /** To be given as `apiEndpoint`: the paths that the SDK takes with `STORAGE_EMULATOR_HOST` are not served. */
  endpoint: string;
  /** The name of the bucket. */
  bucket: string;
  /** The bucket as the SDK sees it, to look at what was stored. */
  bucketClient: Bucket;
  createBucket(name: string): Promise<Bucket>;
  stop(): Promise<void>;
}

const BUCKET = 'exports';

/** Starts the server on a free port, with all in memory; the caller stops it. */
export async function startFakeGcs(): Promise<FakeGcs> {
  const program = await installGoProgram(fakeGcs);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = await startServerProcess({
    name: 'fake-gcs-server',
    command: { program },
    args: [
      ...['-scheme', 'http', '-host', '127.0.0.1', '-port', String(port), '-backend', 'memory', '-log-level', 'warn'],
      // Where resumable uploads are sent on to.
      ...['-external-url', endpoint],
    ],
    ready: { url: endpoint },
  });
  const storage = new Storage({ apiEndpoint: endpoint, projectId: 'fake-project', retryOptions: { autoRetry: false } });
  const createBucket = async (name: string) => (await storage.createBucket(name))[0];
  return { endpoint, bucket: BUCKET, bucketClient: await createBucket(BUCKET), createBucket, stop: server.stop };
}

/** Starts the server for one test or one file. */
export async function useFakeGcs(t: Pick<TestContext, 'after'>): Promise<FakeGcs> {
  const server = await startFakeGcs();
  t.after(server.stop);
  return server;
}
