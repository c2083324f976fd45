import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  type BlobRequestConditions,
  BlobServiceClient,
  type BlockBlobClient,
  ContainerClient,
  type StoragePipelineOptions,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { ConfigurationError } from '../../notices/errors.ts';
import type { Digest } from '../store/digest.ts';
import { knownHost } from '../store/known-host.ts';
import {
  type Condition,
  type Content,
  type ObjectStore,
  partSizeOf,
  type StoreOptions,
  type Written,
} from '../store/object-store.ts';
import { signInTo } from './credential.ts';
import type { AzureLocation } from './location.ts';
import { codeOf, explainAzure } from './trouble.ts';

/** What the SDK waits between attempts, all together and at most. */
const LONGEST_WAITS_SECONDS = 60;

/** Blocks of a large file under way at once: several files go up side by side, and each block is held in memory. */
const BLOCKS_AT_ONCE = 1;

/** Returns a container of Azure Blob Storage. Where the location names no credentials, they come from the default chain. */
export async function openAzure(location: AzureLocation, options: StoreOptions): Promise<ObjectStore> {
  const { container, wasSignedIn } = await containerOf(location, options);
  // The SDK looks for a host that nobody knows as often as it tries again, which takes 20 seconds in each call.
  const findHost = knownHost(container.url, options.proxyEnvironment);
  const closing = new AbortController();
  // The SDK's own limit is only sent to the service; a connection that is dead would hold the job.
  const patience = (options.requestTimeoutSeconds * (options.retries + 1) + LONGEST_WAITS_SECONDS) * 1000;
  const signal = () => AbortSignal.any([closing.signal, AbortSignal.timeout(patience)]);
  const stored = {
    ...(location.tier && { tier: location.tier }),
    ...(location.tags && { tags: location.tags }),
    ...(location.encryptionScope && { encryptionScope: location.encryptionScope }),
  };

  /** Sends a file block by block; nothing is visible until the list of blocks is put at the end. */
  async function uploadBlocks(
    blob: BlockBlobClient,
    path: string,
    content: Content,
    conditions: BlobRequestConditions,
  ): Promise<Written> {
    const { digest } = content;
    const partSize = partSizeOf(digest.size);
    const ids = digest.parts.map((_, index) => blockId(digest.md5, index));
    const file = await open(path);
    let isIntact = true;
    const waiting = digest.parts.entries();
    async function sendBlocks(): Promise<void> {
      const buffer = Buffer.allocUnsafe(partSize);
      for (const [index, part] of waiting) {
        const bytes = buffer.subarray(0, part.size);
        await file.read(bytes, 0, part.size, index * partSize);
        const answer = await blob.stageBlock(ids[index] as string, bytes, part.size, {
          // The store refuses bytes that do not match.
          transactionalContentMD5: part.md5,
          abortSignal: signal(),
          ...(location.encryptionScope && { encryptionScope: location.encryptionScope }),
        });
        isIntact &&= isSame(answer.contentMD5, part) !== 'different';
        options.onPartSent?.();
      }
    }
    try {
      await Promise.all(Array.from({ length: BLOCKS_AT_ONCE }, sendBlocks));
    } finally {
      await file.close();
    }
    const answer = await blob.commitBlockList(ids, {
      ...described(content),
      ...stored,
      conditions,
      abortSignal: signal(),
    });
    return { kind: 'written', version: answer.etag ?? '', checksum: isIntact ? 'equal' : 'different' };
  }

  return {
    async list(prefix) {
      await findHost();
      const keys: string[] = [];
      for await (const { name } of container.listBlobsFlat({ prefix, abortSignal: signal() })) keys.push(name);
      return keys;
    },
    async get(key, from) {
      await findHost();
      const conditions = from && { conditions: { ifMatch: from.version } };
      try {
        const blob = container.getBlobClient(key);
        // A limit on the whole body would break off large ones: silence is noticed by who reads.
        const answer = await blob.download(from?.offset, undefined, { ...conditions, abortSignal: closing.signal });
        return { body: answer.readableStreamBody as Readable, version: answer.etag ?? '' };
      } catch (error) {
        if (['BlobNotFound', 'ConditionNotMet'].includes(codeOf(error))) return undefined;
        throw error;
      }
    },
    async has(key) {
      await findHost();
      return container.getBlobClient(key).exists({ abortSignal: signal() });
    },
    async put(key, content, condition): Promise<Written> {
      await findHost();
      const blob = container.getBlockBlobClient(key);
      const { source, digest } = content;
      const conditions = conditionsOf(condition);
      try {
        if ('file' in source) return await uploadBlocks(blob, source.file, content, conditions);
        const settings = { ...described(content), ...stored, conditions, abortSignal: signal() };
        const answer = await blob.upload(source.bytes, source.bytes.length, settings);
        return { kind: 'written', version: answer.etag ?? '', checksum: isSame(answer.contentMD5, digest) };
      } catch (error) {
        const isRefused = ['BlobAlreadyExists', 'ConditionNotMet'].includes(codeOf(error));
        if (condition.kind !== 'none' && isRefused) return { kind: 'refused' };
        if (['Md5Mismatch', 'InvalidMd5', 'Crc64Mismatch', 'InvalidBlockList'].includes(codeOf(error)))
          return { kind: 'damaged' };
        throw error;
      }
    },
    async delete(key) {
      await findHost();
      await container.getBlobClient(key).deleteIfExists({ abortSignal: signal() });
    },
    explain: (error) => explainAzure(error, location, wasSignedIn()),
    async close() {
      // Blocks that were not put together are nobody's, and the service forgets them within a week.
      closing.abort();
    },
  };
}

/** Returns the container, and whether a sign-in for it has ever worked. */
async function containerOf(
  location: AzureLocation,
  options: StoreOptions,
): Promise<{ container: ContainerClient; wasSignedIn: () => boolean }> {
  const { credentials, accountUrl, container } = location;
  const url = `${accountUrl}/${container}`;
  const pipeline: StoragePipelineOptions = {
    userAgentOptions: { userAgentPrefix: options.userAgent },
    retryOptions: {
      maxTries: options.retries + 1,
      tryTimeoutInMs: options.requestTimeoutSeconds * 1000,
      retryDelayInMs: 800,
      maxRetryDelayInMs: 30_000,
    },
  };
  const withoutSignIn = (client: ContainerClient) => ({ container: client, wasSignedIn: () => false });
  switch (credentials.kind) {
    case 'connection-string':
      return withoutSignIn(serviceOf(credentials.connectionString, pipeline).getContainerClient(container));
    case 'account-key': {
      const key = new StorageSharedKeyCredential(credentials.account, credentials.key);
      return withoutSignIn(new ContainerClient(url, key, pipeline));
    }
    case 'sas':
      return withoutSignIn(new ContainerClient(`${url}?${credentials.query}`, undefined, pipeline));
    default: {
      // Loaded only if somebody signs in: keys and signatures need none of it.
      const signIn = await signInTo(credentials, options);
      return { container: new ContainerClient(url, signIn, pipeline), wasSignedIn: signIn.hasWorked };
    }
  }
}

function serviceOf(connectionString: string, pipeline: StoragePipelineOptions): BlobServiceClient {
  try {
    return BlobServiceClient.fromConnectionString(connectionString, pipeline);
  } catch (cause) {
    // The SDK names the part that is missing and quotes nothing.
    throw new ConfigurationError(
      'credentials-refused',
      `AZURE_STORAGE_CONNECTION_STRING cannot be used: ${(cause as Error).message}`,
      {
        cause,
      },
    );
  }
}

/** All of an upload's ids are equally long, as the service asks, and none is one of another upload's. */
function blockId(md5: Buffer, index: number): string {
  return Buffer.from(`${md5.toString('hex')}-${String(index).padStart(5, '0')}`).toString('base64');
}

function described({ digest, contentType, metadata }: Content) {
  return { blobHTTPHeaders: { blobContentType: contentType, blobContentMD5: digest.md5 }, metadata };
}

function conditionsOf(condition: Condition): BlobRequestConditions {
  if (condition.kind === 'none') return {};
  return condition.kind === 'absent' ? { ifNoneMatch: '*' } : { ifMatch: condition.version };
}

function isSame(stored: Uint8Array | undefined, digest: Digest): 'equal' | 'different' | 'unknown' {
  if (stored === undefined) return 'unknown';
  return digest.md5.equals(Buffer.from(stored)) ? 'equal' : 'different';
}
