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
import { codeOf, explainAzure } from './azure-trouble.ts';
import type { Digest } from './digest.ts';
import type { AzureLocation } from './location.ts';
import {
  type Condition,
  type Content,
  type ObjectStore,
  partSizeOf,
  type StoreOptions,
  type Written,
} from './object-store.ts';
import { resumingRead } from './resuming-read.ts';

/** What the SDK waits between attempts, all together and at most. */
const LONGEST_WAITS_SECONDS = 60;

/** Blocks of a large file under way at once: enough to keep the line busy, little enough for memory. */
const BLOCKS_AT_ONCE = 2;

/** A container of Azure Blob Storage. Where the location names no credentials, they come from the default chain. */
export async function openAzure(location: AzureLocation, options: StoreOptions): Promise<ObjectStore> {
  const container = await containerOf(location, options);
  const limits = { retries: options.retries, idleSeconds: options.requestTimeoutSeconds };
  const closing = new AbortController();
  // The SDK's own limit is only told to the service; a connection that is dead would hold the job.
  const patience = (options.requestTimeoutSeconds * (options.retries + 1) + LONGEST_WAITS_SECONDS) * 1000;
  const signal = () => AbortSignal.any([closing.signal, AbortSignal.timeout(patience)]);
  const stored = {
    ...(location.tier && { tier: location.tier }),
    ...(location.tags && { tags: location.tags }),
    ...(location.encryptionScope && { encryptionScope: location.encryptionScope }),
  };

  async function get(
    key: string,
    offset = 0,
    version?: string,
  ): Promise<{ body: Readable; version: string } | undefined> {
    try {
      const conditions = version === undefined ? {} : { conditions: { ifMatch: version } };
      const answer = await container
        .getBlobClient(key)
        .download(offset, undefined, { ...conditions, abortSignal: signal() });
      return { body: answer.readableStreamBody as Readable, version: answer.etag ?? '' };
    } catch (error) {
      if (['BlobNotFound', 'ConditionNotMet'].includes(codeOf(error))) return undefined;
      throw error;
    }
  }

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
      for (const [index, part] of waiting) {
        const bytes = Buffer.alloc(part.size);
        await file.read(bytes, 0, part.size, index * partSize);
        const answer = await blob.stageBlock(ids[index] as string, bytes, part.size, {
          // The store refuses bytes that do not match.
          transactionalContentMD5: part.md5,
          abortSignal: signal(),
          ...(location.encryptionScope && { encryptionScope: location.encryptionScope }),
        });
        isIntact &&= isSame(answer.contentMD5, part) !== 'different';
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
      const keys: string[] = [];
      for await (const { name } of container.listBlobsFlat({ prefix, abortSignal: signal() })) keys.push(name);
      return keys;
    },
    async get(key) {
      const first = await get(key);
      return (
        first && {
          body: resumingRead(first, (offset, version) => get(key, offset, version), limits),
          version: first.version,
        }
      );
    },
    has: (key) => container.getBlobClient(key).exists({ abortSignal: signal() }),
    async put(key, content, condition): Promise<Written> {
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
      await container.getBlobClient(key).deleteIfExists({ abortSignal: signal() });
    },
    explain: (error) => explainAzure(error, location),
    async close() {
      // Blocks that were not put together are nobody's, and the service forgets them within a week.
      closing.abort();
    },
  };
}

async function containerOf(location: AzureLocation, options: StoreOptions): Promise<ContainerClient> {
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
  switch (credentials.kind) {
    case 'connection-string':
      return BlobServiceClient.fromConnectionString(credentials.connectionString, pipeline).getContainerClient(
        container,
      );
    case 'account-key':
      return new ContainerClient(url, new StorageSharedKeyCredential(credentials.account, credentials.key), pipeline);
    case 'sas':
      return new ContainerClient(`${url}?${credentials.query}`, undefined, pipeline);
    default: {
      // Loaded only where somebody signs in: keys and signatures need none of it.
      const { ClientAssertionCredential, DefaultAzureCredential } = await import('@azure/identity');
      const credential =
        credentials.kind === 'default'
          ? new DefaultAzureCredential()
          : new ClientAssertionCredential(credentials.tenant, credentials.client, () =>
              options.identityToken('api://AzureADTokenExchange'),
            );
      return new ContainerClient(url, credential, pipeline);
    }
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
