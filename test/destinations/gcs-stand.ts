import type { TestContext } from 'node:test';
import type { GcsLocation } from '../../src/destinations/gcs/location.ts';
import { openLocation } from '../../src/destinations/registry.ts';
import { redirectGoogleHosts } from '../servers/gcs/google-hosts.ts';
import { PERMISSIONS } from '../servers/gcs/tokens.ts';
import { type FaultKind, type GcsOptions, type Permission, startGcsServer } from '../servers/gcs-server.ts';
import { type Opening, type StoreFault, type StoreStand, storeOptions, until, warningLog } from './contract/stand.ts';

const BUCKET = 'exports';
const PREFIX = 'openai/audit';
const PROVIDER = 'projects/123456789012/locations/global/workloadIdentityPools/fake-pool/providers/fake-provider';

const LACKING: Record<NonNullable<Opening['without']>, Permission> = {
  read: 'get',
  list: 'list',
  write: 'create',
  remove: 'delete',
};

const KINDS: Record<StoreFault, FaultKind> = {
  throttled: '429',
  'lost-answer': 'lost-response',
  'wrong-checksum': 'wrong-md5',
  'cut-answer': 'cut-answer',
  silence: 'silence',
};

const OPERATIONS = {
  read: 'download',
  write: 'insert',
  'write-part': 'resumable-put',
  'write-last': 'resumable-put',
} as const;

/** A Cloud Storage service on loopback that the SDK takes for Google's own, signed in by the workflow's identity. */
export async function gcsStand(
  t: Pick<TestContext, 'after'>,
  options: GcsOptions = {},
  place: Partial<GcsLocation> = {},
) {
  // Read by the server at each exchange of tokens.
  const rights: GcsOptions = {
    pageSize: 5,
    ...options,
    checkSubjectToken: (token) =>
      ({ good: undefined, expired: 'The given credential has expired.' })[token] ??
      (token === 'good' ? undefined : 'The credential is rejected.'),
  };
  const server = await startGcsServer(rights);
  const undo = redirectGoogleHosts(server.url);
  t.after(async () => {
    undo();
    await server.close();
  });
  server.createBucket(BUCKET);
  server.createBucket('retained', { retainSeconds: 3600 });
  const warnings: string[] = [];
  const variables = { METADATA_SERVER_DETECTION: 'none' };
  delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
  Object.assign(process.env, variables);

  const stand: StoreStand = {
    warnings,
    async open(opening = {}) {
      const { credentials = 'good', without } = opening;
      rights.federatedPermissions = PERMISSIONS.filter((permission) => !without || permission !== LACKING[without]);
      const location: GcsLocation = {
        kind: 'gcs',
        bucket: opening.retained ? 'retained' : BUCKET,
        prefix: PREFIX,
        ...(credentials === 'none' ? {} : { workloadIdentityProvider: PROVIDER }),
        ...place,
      };
      const destination = await openLocation(
        location,
        storeOptions({
          ...opening,
          log: warningLog(warnings),
          proxyEnvironment: {},
          identityToken: async () => credentials,
        }),
      );
      // Tokens are asked for at the first call; the next destination may have other rights.
      await destination.read('probe').catch(() => undefined);
      return destination;
    },
    contents: async () =>
      new Map([...server.objects(BUCKET)].map(([key, bytes]) => [key.replace(`${PREFIX}/`, ''), bytes])),
    fault(fault, { call, path, times: count = 1, skip = 0 }) {
      const operation = OPERATIONS[call];
      // Of three parts; checksums come with the answer to the last one alone.
      const isLast = call === 'write-last' || (fault === 'wrong-checksum' && call === 'write-part');
      server.fault({
        kind: KINDS[fault],
        operation,
        name: `${PREFIX}/${path}`,
        count,
        skip: skip + (isLast ? 2 : 0),
        afterBytes: 20_000,
      });
    },
    clearFaults: () => server.clearFaults(),
    async described(path) {
      const object = server.generations(BUCKET, `${PREFIX}/${path}`).at(-1);
      return { contentType: object?.contentType, metadata: object?.metadata ?? {} };
    },
    openUploads: () => server.openUploads().length,
    partArrived: () => until(() => server.openUploads().some(({ received }) => received > 0)),
    writes: () =>
      server.requests.filter(({ operation }) => operation === 'insert' || operation === 'resumable-start').length,
  };
  return { ...stand, server, bucket: BUCKET, prefix: PREFIX };
}
