import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CRC32C, IdempotencyStrategy, Storage, type StorageOptions } from '@google-cloud/storage';
import { gaxios, IdentityPoolClient } from 'google-auth-library';
import { knownHost } from '../store/known-host.ts';
import type { Condition, Content, ObjectStore, StoreOptions, Written } from '../store/object-store.ts';
import type { StoredObject } from '../store/resuming-read.ts';
import type { GcsLocation } from './location.ts';
import { codeOf, explainGcs, isBucketMissing } from './trouble.ts';

/** Bytes of one request of a resumable upload: held in memory to be sent again. A multiple of 256 KiB, as the API asks. */
const CHUNK_SIZE = 4 * 1024 * 1024;

/** Ranges of statuses after which asking again may help. */
const TRANSIENT = [
  [408, 408],
  [429, 429],
  [500, 599],
];

/** What the SDK waits between attempts, all together and at most. */
const LONGEST_WAITS = 60_000;

/** What an upload answers with: https://cloud.google.com/storage/docs/json_api/v1/objects#resource */
interface ObjectResource {
  generation?: string | number;
  size?: string | number;
  md5Hash?: string;
  crc32c?: string;
}

/** Returns a bucket of Google Cloud Storage. Credentials come from the default chain, or from what the location names. */
export function openGcs(location: GcsLocation, options: StoreOptions): ObjectStore {
  const storage = new Storage(clientOptions(location, options));
  // Resumable uploads go by this alone whether to sign in: the SDK does not pass `useAuthWithCustomEndpoint` on to them.
  if (location.endpoint !== undefined && !isAnonymous(location, options)) {
    storage.universeDomain = new URL(location.endpoint).hostname;
  }
  const transport = isAnonymous(location, options) ? new gaxios.Gaxios() : storage.authClient;
  const bucket = storage.bucket(
    location.bucket,
    location.userProject === undefined ? {} : { userProject: location.userProject },
  );
  // The SDK looks for a host that nobody knows for a minute, in each call, whatever its options say: https://github.com/googleapis/retry-request
  const findHost = knownHost(storage.baseUrl, options.proxyEnvironment);
  const closing = new AbortController();
  // The SDK waits for an answer for ever: https://github.com/googleapis/teeny-request hands its time-out to a fetch that has none.
  const patience = options.requestTimeoutSeconds * (options.retries + 1) * 1000 + LONGEST_WAITS;
  /** Resumable uploads under way, by the URL of their session. */
  const sessions = new Set<string>();

  function writeOptions(content: Content, condition: Condition) {
    return {
      validation: false,
      contentType: content.contentType,
      metadata: {
        contentType: content.contentType,
        metadata: content.metadata,
        // The store refuses bytes that do not match.
        md5Hash: content.digest.md5.toString('base64'),
        ...(location.storageClass && { storageClass: location.storageClass }),
      },
      ...(condition.kind === 'none'
        ? {}
        : { preconditionOpts: { ifGenerationMatch: condition.kind === 'absent' ? 0 : condition.version } }),
    };
  }

  function fileOf(key: string, generation?: string) {
    return bucket.file(key, {
      ...(location.kmsKey === undefined ? {} : { kmsKeyName: location.kmsKey }),
      ...(generation === undefined ? {} : { generation }),
    });
  }

  async function uploadFile(
    key: string,
    path: string,
    content: Content,
    condition: Condition,
  ): Promise<ObjectResource> {
    const file = fileOf(key);
    const settings = writeOptions(content, condition);
    const idle = new AbortController();
    const breakOff = () => idle.abort(new Error(`no answer within ${patience / 1000} s`));
    let timer = setTimeout(breakOff, patience);
    let session: string | undefined;
    try {
      const target = file.createWriteStream({ ...settings, resumable: true, chunkSize: CHUNK_SIZE });
      target.on('uri', (uri: string) => {
        session = uri;
        sessions.add(uri);
      });
      target.on('progress', () => {
        options.onPartSent?.();
        clearTimeout(timer);
        timer = setTimeout(breakOff, patience);
      });
      const signal = AbortSignal.any([closing.signal, idle.signal]);
      await pipeline(createReadStream(path, { highWaterMark: 1 << 18 }), target, { signal });
      return file.metadata as ObjectResource;
    } catch (error) {
      if (session !== undefined) await forget(session);
      // A lost answer counts as a failure, although the object is whole.
      const stored = closing.signal.aborted ? undefined : await metadataOf(key).catch(() => undefined);
      if (stored?.md5Hash === content.digest.md5.toString('base64')) return stored;
      throw error;
    } finally {
      clearTimeout(timer);
      if (session !== undefined) sessions.delete(session);
    }
  }

  /**
   * The bytes of one generation; undefined if it is no longer there. Asked for by the SDK's own transport: what the SDK makes of it (`createReadStream`) fails
   * where it has to ask twice.
   */
  async function download(key: string, generation: string, start: number): Promise<StoredObject | undefined> {
    const request: gaxios.GaxiosOptions = {
      url: `${storage.baseUrl}/b/${location.bucket}/o/${encodeURIComponent(key)}`,
      params: { alt: 'media', generation, ...(location.userProject && { userProject: location.userProject }) },
      headers: { 'user-agent': options.userAgent, ...(start > 0 ? { range: `bytes=${start}-` } : {}) },
      responseType: 'stream',
      timeout: options.requestTimeoutSeconds * 1000,
      retry: true,
      retryConfig: { retry: options.retries, noResponseRetries: options.retries, statusCodesToRetry: TRANSIENT },
      signal: closing.signal,
    };
    try {
      const { data } = await transport.request<Readable>(request);
      return { body: data, version: generation };
    } catch (error) {
      if (codeOf(error) === 404 && !isBucketMissing(error)) return undefined;
      throw error;
    }
  }

  async function metadataOf(key: string): Promise<ObjectResource | undefined> {
    try {
      const [metadata] = await within(patience, fileOf(key).getMetadata());
      return metadata as ObjectResource;
    } catch (error) {
      if (codeOf(error) === 404 && !isBucketMissing(error)) return undefined;
      throw error;
    }
  }

  /** Ends a session, so that nothing of it is kept; one that is left would end by itself within a week. */
  async function forget(uri: string): Promise<void> {
    sessions.delete(uri);
    await transport.request({ url: uri, method: 'DELETE', validateStatus: () => true }).catch(() => undefined);
  }

  return {
    async list(prefix) {
      await findHost();
      const keys: string[] = [];
      let token: string | undefined;
      do {
        // The SDK's own query for the next page forgets that pages are asked for one by one, and never ends.
        const query = {
          prefix,
          autoPaginate: false,
          fields: 'items(name),nextPageToken',
          ...(token && { pageToken: token }),
        };
        const [files, next] = (await within(patience, bucket.getFiles(query))) as [
          { name: string }[],
          { pageToken?: string } | null,
          unknown,
        ];
        for (const { name } of files) keys.push(name);
        if (next && next.pageToken === token) throw new Error('the list says that it goes on, but not from where');
        token = next?.pageToken;
      } while (token !== undefined);
      return keys;
    },
    async get(key, from) {
      await findHost();
      if (from) return download(key, from.version, from.offset);
      for (let attempt = 0; attempt <= options.retries; attempt += 1) {
        const metadata = await metadataOf(key);
        if (!metadata) return undefined;
        const version = String(metadata.generation);
        // A range of nothing is refused.
        if (Number(metadata.size) === 0) return { body: Readable.from([]), version };
        const stored = await download(key, version, 0);
        if (stored) return stored;
        // It was replaced between the two requests; then there is a newer one.
      }
      throw new Error('it was replaced each time before it could be read');
    },
    async has(key) {
      await findHost();
      return (await metadataOf(key)) !== undefined;
    },
    async put(key, content, condition): Promise<Written> {
      await findHost();
      const { source } = content;
      try {
        let stored: ObjectResource;
        if ('bytes' in source) {
          const file = fileOf(key);
          await within(patience, file.save(source.bytes, { ...writeOptions(content, condition), resumable: false }));
          stored = file.metadata as ObjectResource;
        } else {
          stored = await uploadFile(key, source.file, content, condition);
        }
        return { kind: 'written', version: String(stored.generation), checksum: await compare(stored, content) };
      } catch (error) {
        if (condition.kind !== 'none' && codeOf(error) === 412) return { kind: 'refused' };
        if (codeOf(error) === 400 && /md5|crc32c|hash|checksum/i.test((error as Error).message))
          return { kind: 'damaged' };
        throw error;
      }
    },
    async delete(key) {
      await findHost();
      await within(patience, fileOf(key).delete({ ignoreNotFound: true }));
    },
    explain: (error) => explainGcs(error, isAnonymous(location, options)),
    async close() {
      closing.abort();
      await Promise.all([...sessions].map(forget));
    },
  };
}

/** Returns true for an emulator that asks for no credentials if there are none. */
function isAnonymous({ endpoint, credentials, workloadIdentityProvider }: GcsLocation, options: StoreOptions): boolean {
  const { STORAGE_EMULATOR_HOST: emulator, GOOGLE_APPLICATION_CREDENTIALS: file } = options.proxyEnvironment;
  if (endpoint === undefined) return Boolean(emulator);
  return endpoint.startsWith('http:') && !credentials && !workloadIdentityProvider && !file;
}

/** Rejects where an answer is so late that none will come; the call itself cannot be stopped. */
async function within<Result>(milliseconds: number, call: Promise<Result>): Promise<Result> {
  const timer = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`no answer within ${milliseconds / 1000} s`);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

function clientOptions(location: GcsLocation, options: StoreOptions): StorageOptions {
  const { workloadIdentityProvider: provider, serviceAccount, credentials } = location;
  return {
    userAgent: options.userAgent,
    // No call here is about a project. Left out, some credentials have it looked up at a host that nobody expects.
    projectId: 'none',
    timeout: options.requestTimeoutSeconds * 1000,
    retryOptions: {
      autoRetry: options.retries > 0,
      maxRetries: options.retries,
      // Each write puts the same bytes under the same name, or has a precondition: it can always be repeated.
      idempotencyStrategy: IdempotencyStrategy.RetryAlways,
    },
    ...(location.endpoint === undefined
      ? {}
      : { apiEndpoint: location.endpoint, useAuthWithCustomEndpoint: !isAnonymous(location, options) }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(provider === undefined
      ? {}
      : {
          authClient: new IdentityPoolClient({
            type: 'external_account',
            audience: `//iam.googleapis.com/${provider}`,
            subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
            token_url: 'https://sts.googleapis.com/v1/token',
            ...(serviceAccount && {
              service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${serviceAccount}:generateAccessToken`,
            }),
            scopes: ['https://www.googleapis.com/auth/devstorage.read_write'],
            // Asked again before the access token ends: a long run does not run out.
            subject_token_supplier: {
              getSubjectToken: () => options.identityToken(`https://iam.googleapis.com/${provider}`),
            },
          }),
        }),
  };
}

/** Compares what the store computed with ours: MD5, which it has of all objects but composed ones, else CRC-32C. */
async function compare(
  stored: ObjectResource,
  { source, digest }: Content,
): Promise<'equal' | 'different' | 'unknown'> {
  if (stored.md5Hash) return stored.md5Hash === digest.md5.toString('base64') ? 'equal' : 'different';
  if (!stored.crc32c) return 'unknown';
  const crc32c = 'bytes' in source ? new CRC32C() : await CRC32C.fromFile(source.file);
  if ('bytes' in source) crc32c.update(source.bytes);
  return crc32c.toString() === stored.crc32c ? 'equal' : 'different';
}
