import type { TestContext } from 'node:test';
import {
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import type { AzureCredentials, AzureLocation } from '../../src/destinations/azure/location.ts';
import { openLocation } from '../../src/destinations/registry.ts';
import { type Azurite, startAzurite } from '../servers/azurite.ts';
import { type Meets, type ProxyFault, startFaultProxy } from '../servers/fault-proxy.ts';
import { type Opening, type StoreStand, storeOptions, until, warningLog } from './contract/stand.ts';

// Without credentials the SDK asks the metadata service, and on a machine of some cloud it would get an answer. Here nobody listens.
process.env.MICROSOFT_HOSTS_URL = 'http://127.0.0.1:9';
await import('../servers/entra/microsoft-hosts-preload.ts');

const PREFIX = 'openai/audit';

const LETTERS = { read: 'r', list: 'l', write: 'cw', remove: 'd' };

const FAULTS: Record<string, ProxyFault> = {
  throttled: { kind: 'answer', status: 503, headers: { 'x-ms-error-code': 'ServerBusy' } },
  'lost-answer': { kind: 'lost-answer' },
  'wrong-checksum': { kind: 'headers', headers: { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' } },
  'cut-answer': { kind: 'cut-answer', afterBytes: 20_000 },
  silence: { kind: 'silence' },
};

const IMMUTABLE: ProxyFault = {
  kind: 'answer',
  status: 409,
  headers: { 'x-ms-error-code': 'BlobImmutableDueToPolicy', 'content-type': 'application/xml' },
  body: '<?xml version="1.0" encoding="utf-8"?><Error><Code>BlobImmutableDueToPolicy</Code><Message>This operation is not permitted as the blob is immutable due to a policy.</Message></Error>',
};

/** How the query of each call looks. */
const QUERIES = {
  read: '(\\?|$)',
  write: '(\\?(?!.*comp=)|$)',
  'write-part': '\\?.*comp=block(&|$)',
  'write-last': '\\?.*comp=blocklist(&|$)',
};

/** Azurite, one for all tests of a file: it takes a second to start. */
let shared: Promise<Azurite> | undefined;
let containers = 0;

/** A container of its own in Azurite, seen through a proxy that can go wrong. */
export async function azureStand(t: Pick<TestContext, 'after'>, place: Partial<AzureLocation> = {}) {
  shared ??= startAzurite();
  const azurite = await shared;
  const proxy = await startFaultProxy(new URL(azurite.url).origin);
  t.after(() => proxy.close());
  containers += 1;
  const container = `exports-${containers}`;
  const { containerClient: first } = azurite;
  const { BlobServiceClient } = await import('@azure/storage-blob');
  const sharedKey = new StorageSharedKeyCredential(azurite.account, azurite.key);
  const client = new BlobServiceClient(azurite.url, sharedKey).getContainerClient(container);
  if (first.containerName !== container) await client.create();
  const warnings: string[] = [];
  const meets = (path: string, call: keyof typeof QUERIES): Meets => ({
    path: new RegExp(escapePattern(encodeURIComponent(path).replaceAll('%2F', '/')) + QUERIES[call]),
  });

  function signature(permissions: string, expiresOn: Date): AzureCredentials {
    const query = generateBlobSASQueryParameters(
      { containerName: container, permissions: ContainerSASPermissions.parse(permissions), expiresOn },
      sharedKey,
    ).toString();
    return { kind: 'sas', query };
  }

  function credentialsOf({ credentials, without }: Opening): AzureCredentials {
    const later = new Date(Date.now() + 3_600_000);
    if (without)
      return signature(
        'rcwdl'
          .split('')
          .filter((letter) => !LETTERS[without].includes(letter))
          .join(''),
        later,
      );
    if (credentials === 'expired') return signature('rcwdl', new Date(Date.now() - 60_000));
    if (credentials === 'none') return { kind: 'default' };
    const key = credentials === 'wrong' ? Buffer.alloc(64).toString('base64') : azurite.key;
    return { kind: 'account-key', account: azurite.account, key };
  }

  const stand: StoreStand = {
    warnings,
    async open(opening = {}) {
      if (opening.retained) {
        proxy.fault(IMMUTABLE, { ...meets('users/users.jsonl', 'write'), method: 'PUT', skip: 1, times: 9 });
        proxy.fault(IMMUTABLE, { ...meets('users/users.jsonl', 'write'), method: 'DELETE', times: 9 });
      }
      const location: AzureLocation = {
        kind: 'azure',
        // Nobody is asked: signing in comes first, and bearer tokens are not sent in the open.
        accountUrl: opening.credentials === 'none' ? 'https://127.0.0.1:9/account' : `${proxy.url}/${azurite.account}`,
        container,
        prefix: PREFIX,
        credentials: credentialsOf(opening),
        ...place,
      };
      return openLocation(location, storeOptions({ ...opening, log: warningLog(warnings), proxyEnvironment: {} }));
    },
    async contents() {
      const found = new Map<string, Buffer>();
      for await (const { name } of client.listBlobsFlat()) {
        found.set(name.replace(`${PREFIX}/`, ''), await client.getBlobClient(name).downloadToBuffer());
      }
      return found;
    },
    fault(fault, { call, path, times = 1, skip = 0 }) {
      const method = call === 'read' ? 'GET' : 'PUT';
      proxy.fault(FAULTS[fault] as ProxyFault, { ...meets(path, call), method, times, skip });
    },
    clearFaults: () => proxy.clearFaults(),
    async described(path) {
      const { contentType, metadata = {} } = await client.getBlobClient(`${PREFIX}/${path}`).getProperties();
      return { contentType, metadata };
    },
    openUploads: () => undefined,
    partArrived: () =>
      until(() => proxy.requests.some((line) => line.includes('comp=block&') || line.endsWith('comp=block'))),
    writes: () => proxy.requests.filter((line) => line.startsWith('PUT') && !line.includes('comp=blocklist')).length,
  };
  return { ...stand, azurite, proxy, client, prefix: PREFIX, container };
}

/** Stops what `azureStand` started; for `after` of the file. */
export async function stopAzurite(): Promise<void> {
  await (await shared)?.stop();
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
