import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import { Upload } from '@aws-sdk/lib-storage';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { crc32Bytes, digestBytes, type FileDigest } from '../store/digest.ts';
import {
  type Condition,
  type ObjectStore,
  partSizeOf,
  type StoreOptions,
  type Written,
} from '../store/object-store.ts';
import type { S3Location } from './location.ts';
import { codeOf, DAMAGED, explainS3 } from './trouble.ts';

/** Parts of a large file under way at once: several files go up side by side, and each part is held in memory. */
const PARTS_AT_ONCE = 1;

/** Returns a bucket of S3, or of a store that speaks it. Credentials come from the SDK's default chain, or from a role given. */
export function openS3(location: S3Location, options: StoreOptions): ObjectStore {
  const { bucket } = location;
  const client = new S3Client(clientConfig(location, options));
  const closing = new AbortController();
  const uploads = new Set<Promise<unknown>>();
  const owner = location.bucketOwner === undefined ? {} : { ExpectedBucketOwner: location.bucketOwner };

  /** Parts of a file; they are removed from the store if one fails or the run is stopped. */
  async function uploadParts(
    file: string,
    size: number,
    params: PutObjectCommandInput,
  ): Promise<PutObjectCommandOutput> {
    // The library gives no way to stop a part under way; sent like this they stop, and what clears up after them does not.
    const stoppable: S3Client = Object.create(client, {
      send: {
        value: async (command: Parameters<S3Client['send']>[0]) => {
          const isClearingUp = command instanceof AbortMultipartUploadCommand;
          const answer = await client.send(command, isClearingUp ? {} : { abortSignal: closing.signal });
          options.onPartSent?.();
          return answer;
        },
      },
    });
    const upload = new Upload({
      client: stoppable,
      params: { ...params, Body: createReadStream(file) },
      partSize: partSizeOf(size),
      queueSize: PARTS_AT_ONCE,
    }).done();
    uploads.add(upload);
    try {
      return await upload;
    } finally {
      uploads.delete(upload);
    }
  }

  /**
   * The object, if it is the one that was to be written. An upload that is finished twice, since the first answer was lost, is
   * no longer known the second time.
   */
  async function identified(key: string, digest: FileDigest): Promise<Written | undefined> {
    const command = new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED', ...owner });
    // Who may not look goes by the first error.
    const head = await client.send(command).catch(() => undefined);
    const isSame = head !== undefined && compare(head, digest) === 'equal';
    return isSame ? { kind: 'written', version: head.ETag ?? '', checksum: 'equal' } : undefined;
  }

  return {
    async list(prefix) {
      const keys: string[] = [];
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token, ...owner }),
        );
        for (const { Key: key } of page.Contents ?? []) if (key !== undefined) keys.push(key);
        token = page.NextContinuationToken;
        // Ending here would silently leave out the rest of the list.
        if (page.IsTruncated && !token) throw new Error('the list says that it goes on, but not from where');
      } while (token !== undefined);
      return keys;
    },
    async get(key, from) {
      const part = from && { Range: `bytes=${from.offset}-`, IfMatch: from.version };
      try {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...part, ...owner }));
        return { body: answer.Body as Readable, version: answer.ETag ?? '' };
      } catch (error) {
        if (['NoSuchKey', 'NotFound', 'PreconditionFailed'].includes(codeOf(error))) return undefined;
        throw error;
      }
    },
    async has(key) {
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ...owner }));
        return true;
      } catch (error) {
        if (codeOf(error) === 'NotFound') return false;
        throw error;
      }
    },
    async put(key, content, condition): Promise<Written> {
      const { source, digest } = content;
      const params: PutObjectCommandInput = {
        Bucket: bucket,
        Key: key,
        ContentType: content.contentType,
        Metadata: content.metadata,
        ...owner,
        ...storedAs(location),
        ...(condition.kind === 'absent' ? { IfNoneMatch: '*' } : {}),
        ...(condition.kind === 'version' ? { IfMatch: condition.version } : {}),
      };
      try {
        const answer =
          'bytes' in source
            ? await client.send(
                new PutObjectCommand({ ...params, Body: source.bytes, ContentMD5: digest.md5.toString('base64') }),
                { abortSignal: closing.signal },
              )
            : await uploadParts(source.file, digest.size, params);
        return { kind: 'written', version: answer.ETag ?? '', checksum: compare(answer, digest) };
      } catch (error) {
        if (condition.kind !== 'none' && isRefusedCondition(error, condition)) return { kind: 'refused' };
        if (DAMAGED.has(codeOf(error))) return { kind: 'damaged' };
        if (codeOf(error) === 'NoSuchUpload') return (await identified(key, digest)) ?? { kind: 'damaged' };
        throw error;
      }
    },
    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, ...owner }));
    },
    explain: explainS3,
    async close() {
      closing.abort();
      await Promise.allSettled(uploads);
      client.destroy();
    },
  };
}

function clientConfig(location: S3Location, options: StoreOptions): S3ClientConfig {
  const { proxyEnvironment: env, requestTimeoutSeconds } = options;
  // `proxyEnv` needs Node 24.5; the SDK itself knows no proxy. https://nodejs.org/api/http.html#built-in-proxy-support
  const agentOptions = { keepAlive: true, proxyEnv: env } as http.AgentOptions;
  const isConfigured = env.AWS_REGION || env.AWS_PROFILE || env.AWS_CONFIG_FILE;
  // Any region will do to begin with: the store says where the bucket is, and the client goes there.
  const region = location.region ?? (isConfigured ? undefined : (env.AWS_DEFAULT_REGION ?? 'us-east-1'));
  const { role } = location;
  return {
    ...(region === undefined ? {} : { region }),
    ...(location.endpoint === undefined ? {} : { endpoint: location.endpoint }),
    ...(location.pathStyle === undefined ? {} : { forcePathStyle: location.pathStyle }),
    followRegionRedirects: true,
    retryStrategy: ownRetries(options.retries + 1),
    // Checked while it is read, a body that was cut off would pass for a damaged one, and not be read on.
    responseChecksumValidation: 'WHEN_REQUIRED',
    customUserAgent: options.userAgent,
    requestHandler: {
      requestTimeout: requestTimeoutSeconds * 1000,
      throwOnRequestTimeout: true,
      connectionTimeout: 10_000,
      httpAgent: new http.Agent(agentOptions),
      httpsAgent: new https.Agent(agentOptions),
    },
    ...(role === undefined
      ? {}
      : {
          // Called again before the session ends, with a new token each time: a long run does not run out.
          credentials: async (properties) =>
            fromWebToken({
              roleArn: role,
              roleSessionName: 'openai-admin-export',
              webIdentityToken: await options.identityToken('sts.amazonaws.com'),
            })(properties),
        }),
  };
}

/** What the client asks the part that decides on retries. */
type RetryStrategy = Pick<
  StandardRetryStrategy,
  'acquireInitialRetryToken' | 'refreshRetryTokenForRetry' | 'recordSuccess'
>;

/**
 * Returns the SDK's own way to retry, with backoff and longer waits where the store asks to slow down; but each request has its own
 * attempts. Left to itself, the client has one budget for all of them, and in a bad minute none is left for the next request.
 */
function ownRetries(attempts: number): RetryStrategy {
  const strategies = new WeakMap<object, StandardRetryStrategy>();
  function remember<Token extends object>(token: Token, strategy: StandardRetryStrategy): Token {
    strategies.set(token, strategy);
    return token;
  }
  return {
    async acquireInitialRetryToken(scope) {
      const strategy = new StandardRetryStrategy(attempts);
      return remember(await strategy.acquireInitialRetryToken(scope), strategy);
    },
    async refreshRetryTokenForRetry(token, error) {
      const strategy = strategies.get(token) ?? new StandardRetryStrategy(attempts);
      return remember(await strategy.refreshRetryTokenForRetry(token, error), strategy);
    },
    recordSuccess() {},
  };
}

/** Returns how objects are to be kept. */
function storedAs(location: S3Location): Partial<PutObjectCommandInput> {
  const { encryption, kmsKey, storageClass, tags } = location;
  return {
    ...(encryption && { ServerSideEncryption: encryption }),
    ...(kmsKey && { SSEKMSKeyId: kmsKey }),
    ...(storageClass && { StorageClass: storageClass as PutObjectCommandInput['StorageClass'] }),
    ...(tags && { Tagging: new URLSearchParams(tags).toString() }),
  };
}

/** Compares what the store computed with ours: its CRC-32, else its ETag, which is an MD5 only without KMS. */
function compare(
  answer: Pick<PutObjectCommandOutput, 'ChecksumCRC32' | 'ETag'>,
  digest: FileDigest,
): 'equal' | 'different' | 'unknown' {
  const { ChecksumCRC32: stored, ETag: etag = '' } = answer;
  const count = digest.parts.length;
  if (stored !== undefined) {
    const composite = `${crc32Bytes(digestBytes(Buffer.concat(digest.parts.map((part) => crc32Bytes(part.crc32)))).crc32).toString('base64')}-${count}`;
    const expected = stored.endsWith(`-${count}`) ? composite : crc32Bytes(digest.crc32).toString('base64');
    return stored === expected ? 'equal' : 'different';
  }
  const whole = digest.md5.toString('hex');
  const parts = createHash('md5')
    .update(Buffer.concat(digest.parts.map(({ md5 }) => md5)))
    .digest('hex');
  return etag === `"${whole}"` || etag === `"${parts}-${count}"` ? 'equal' : 'unknown';
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
function isRefusedCondition(error: unknown, condition: Condition): boolean {
  const name = codeOf(error);
  if (['PreconditionFailed', 'ConditionalRequestConflict'].includes(name)) return true;
  return condition.kind === 'version' && name === 'NoSuchKey';
}
