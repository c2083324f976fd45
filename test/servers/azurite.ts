import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BlobServiceClient, type ContainerClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { startServerProcess } from './server-process.ts';

export interface AzuriteOptions {
  /** The storage account; any name, since the key below is made for this one server. */
  account?: string;
  /** Name of the container that is there from the start; three characters at least. */
  container?: string;
  /** Whether service versions that Azurite does not know yet are taken as its newest. */
  skipApiVersionCheck?: boolean;
  /** Serves https with this certificate (files in PEM) and takes bearer tokens, whose signature it does not check. */
  tls?: { certificate: string; key: string };
}

/** Microsoft's own storage emulator, with one container. */
export interface Azurite {
  /** `http://127.0.0.1:<port>/<account>`, below which containers are. */
  url: string;
  account: string;
  /** The account's key, in base64. */
  key: string;
  connectionString: string;
  /** The name of the container. */
  container: string;
  /** The container as the SDK sees it, to look at what was stored. */
  containerClient: ContainerClient;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(import.meta.resolve('azurite/dist/src/blob/main.js'));
/** Azurite loads thousands of modules; Node keeps them compiled here, which saves a quarter of the start. */
const COMPILED = join(tmpdir(), 'openai-admin-export-azurite-compiled');

/** Starts Azurite on a free port and nothing stored; the caller stops it. */
export async function startAzurite(options: AzuriteOptions = {}): Promise<Azurite> {
  const { account = 'fakeaccount', container = 'exports', tls } = options;
  const key = randomBytes(64).toString('base64');
  const args = [
    '--blobHost',
    '127.0.0.1',
    '--blobPort',
    '0',
    '--inMemoryPersistence',
    '--silent',
    '--disableTelemetry',
  ];
  if (options.skipApiVersionCheck) args.push('--skipApiVersionCheck');
  if (tls) args.push('--cert', tls.certificate, '--key', tls.key, '--oauth', 'basic');
  const server = await startServerProcess({
    name: 'Azurite',
    command: { module: MAIN },
    args,
    environment: { AZURITE_ACCOUNTS: `${account}:${key}`, NODE_COMPILE_CACHE: COMPILED },
    ready: /successfully listens on (\S+)/,
  });
  const url = `${server.url}/${account}`;
  const containerClient = new BlobServiceClient(url, new StorageSharedKeyCredential(account, key)).getContainerClient(
    container,
  );
  // Over https the SDK would have to trust the certificate, which a test does in the process that it starts.
  if (!tls) await containerClient.create();
  const protocol = tls ? 'https' : 'http';
  const connectionString = [
    `DefaultEndpointsProtocol=${protocol}`,
    `AccountName=${account}`,
    `AccountKey=${key}`,
    `BlobEndpoint=${url}`,
  ].join(';');
  return { url, account, key, connectionString, container, containerClient, stop: server.stop };
}

/** Starts Azurite for one test. */
export async function useAzurite(t: Pick<TestContext, 'after'>, options?: AzuriteOptions): Promise<Azurite> {
  const azurite = await startAzurite(options);
  t.after(azurite.stop);
  return azurite;
}
