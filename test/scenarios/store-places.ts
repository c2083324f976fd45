import type { TestContext } from 'node:test';
import {
  BlobServiceClient,
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import type { FolderContent } from '../harness/workspace.ts';
import { startAzurite } from '../servers/azurite.ts';
import { startFaultProxy } from '../servers/fault-proxy.ts';
import { PERMISSIONS } from '../servers/gcs/tokens.ts';
import { type GcsOptions, startGcsServer } from '../servers/gcs-server.ts';
import { startOidcServer } from '../servers/oidc-server.ts';
import { ALL_PERMISSIONS } from '../servers/s3/access-keys.ts';
import { type Permission, startS3Server } from '../servers/s3-server.ts';

/** A store on loopback as a workflow sees it, and as nobody but the test does. */
export interface StorePlace {
  /** Input `destination`. */
  destination: string;
  /** The same in a bucket that refuses to replace and remove; undefined where the store has none here. */
  retained: string | undefined;
  /** A place for manifests apart from it. */
  manifests: string;
  /** Further entries of `destination-options`. */
  options: Record<string, unknown>;
  /** Variables of the next steps, which may do everything, or write and nothing else. */
  env(access?: 'full' | 'write-only'): Record<string, string>;
  /** What is visible at a place, by path below it. */
  contents(place: string): Promise<FolderContent>;
  /** Requests so far that changed something, beside those that store run records. */
  changes(): number;
}

type Cleanup = Pick<TestContext, 'after'>;

const PROVIDER = 'projects/123456789012/locations/global/workloadIdentityPools/fake-pool/providers/fake-provider';

/** A record tells of one run, and is no part of what runs leave identical. */
export function isRunRecord(path: string): boolean {
  return /(^|\/)_runs\//.test(path);
}

/** True for a request that stores a run record. */
function isOfRecord(request: unknown): boolean {
  return JSON.stringify(request).includes('_runs');
}

/** Objects below a prefix as the content of a folder, without run records. */
export function contentOf(objects: Iterable<[string, Buffer]>, prefix: string): FolderContent {
  const inside = [...objects]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, bytes]) => [key.slice(prefix.length), bytes] as const)
    .filter(([path]) => !isRunRecord(path));
  return Object.fromEntries(inside.sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => [path, textOf(bytes)]));
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : `base64:${bytes.toString('base64')}`;
}

/** Bucket and prefix of `scheme://bucket/prefix`, the prefix with its slash. */
export function splitPlace(place: string): [bucket: string, prefix: string] {
  const [bucket = '', ...rest] = place.replace(/^\w+:\/\//, '').split('/');
  return [bucket, `${rest.join('/')}/`];
}

/** Whom a token is for. */
function audienceOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).aud;
}

/** S3, with a role taken on by the workflow's own identity. */
export async function s3Place(t: Cleanup): Promise<StorePlace> {
  const oidc = await startOidcServer();
  const permissions: Permission[] = [];
  const checkToken = (token: string) => (audienceOf(token) === 'sts.amazonaws.com' ? 'valid' : 'invalid');
  const server = await startS3Server({ pageSize: 7, sts: { checkToken, permissions } });
  t.after(() => Promise.all([oidc.close(), server.close()]));
  for (const name of ['exports', 'manifests']) server.createBucket(name);
  server.createBucket('retained', { worm: true, retainSeconds: 1e9 });
  return {
    destination: 's3://exports/openai/audit',
    retained: 's3://retained/audit',
    manifests: 's3://manifests/audit',
    options: {
      role: 'arn:aws:iam::111122223333:role/exporter',
      region: server.region,
      endpoint: server.url,
      'path-style': true,
    },
    env(access = 'full') {
      permissions.length = 0;
      permissions.push(...ALL_PERMISSIONS.filter((name) => access === 'full' || name === 'put' || name === 'abort'));
      return { ...server.environment('none'), ...oidc.environment() };
    },
    async contents(place) {
      const [bucket, prefix] = splitPlace(place);
      return contentOf(server.objects(bucket), prefix);
    },
    changes: () => server.requests.filter((request) => request.method !== 'GET' && !isOfRecord(request)).length,
  };
}

/** Cloud Storage, signed in by the workflow's own identity. */
export async function gcsPlace(t: Cleanup): Promise<StorePlace> {
  const oidc = await startOidcServer();
  const rights: GcsOptions = {
    checkSubjectToken: (token) =>
      audienceOf(token) === `https://iam.googleapis.com/${PROVIDER}`
        ? undefined
        : 'The audience is not that of the provider.',
  };
  const server = await startGcsServer(rights);
  t.after(() => Promise.all([oidc.close(), server.close()]));
  for (const name of ['exports', 'manifests']) server.createBucket(name);
  server.createBucket('retained', { retainSeconds: 1e9 });
  return {
    destination: 'gs://exports/openai/audit',
    retained: 'gs://retained/audit',
    manifests: 'gs://manifests/audit',
    options: { 'workload-identity-provider': PROVIDER },
    env(access = 'full') {
      rights.federatedPermissions = access === 'full' ? PERMISSIONS : ['create', 'delete'];
      return { ...server.googleHostsEnvironment(), ...oidc.environment() };
    },
    async contents(place) {
      const [bucket, prefix] = splitPlace(place);
      return contentOf(server.objects(bucket), prefix);
    },
    changes: () =>
      server.requests.filter((one) => one.bucket !== undefined && one.method !== 'GET' && !isOfRecord(one)).length,
  };
}

/** Azure, with a connection string. */
export async function azurePlace(t: Cleanup): Promise<StorePlace> {
  const azurite = await startAzurite();
  const proxy = await startFaultProxy(new URL(azurite.url).origin);
  t.after(() => Promise.all([proxy.close(), azurite.stop()]));
  const throughProxy = (text: string) => text.replaceAll(new URL(azurite.url).origin, proxy.url);
  const service = new BlobServiceClient(azurite.url, new StorageSharedKeyCredential(azurite.account, azurite.key));
  await service.createContainer('manifests');
  const sas = generateBlobSASQueryParameters(
    {
      containerName: azurite.container,
      permissions: ContainerSASPermissions.parse('cw'),
      expiresOn: new Date(Date.now() + 3_600_000),
    },
    new StorageSharedKeyCredential(azurite.account, azurite.key),
  ).toString();
  return {
    destination: `az://${azurite.container}/openai/audit`,
    retained: undefined,
    manifests: 'az://manifests/audit',
    options: {},
    env: (access = 'full') => ({
      AZURE_STORAGE_CONNECTION_STRING: throughProxy(
        access === 'full' ? azurite.connectionString : `BlobEndpoint=${azurite.url};SharedAccessSignature=${sas}`,
      ),
    }),
    async contents(place) {
      const [name, prefix] = splitPlace(place);
      const container = service.getContainerClient(name);
      const objects: [string, Buffer][] = [];
      for await (const blob of container.listBlobsFlat({ prefix })) {
        objects.push([blob.name, await container.getBlobClient(blob.name).downloadToBuffer()]);
      }
      return contentOf(objects, prefix);
    },
    changes: () => proxy.requests.filter((line) => !/^(GET|HEAD) /.test(line) && !isOfRecord(line)).length,
  };
}

/** Every kind of store, by the name under which its tests run. */
export const storePlaces: Record<string, (t: Cleanup) => Promise<StorePlace>> = {
  s3: s3Place,
  gcs: gcsPlace,
  azure: azurePlace,
};
