import type { TestContext } from 'node:test';
import { openLocation } from '../../src/destinations/registry.ts';
import type { S3Location } from '../../src/destinations/s3/location.ts';
import { ALL_PERMISSIONS } from '../servers/s3/access-keys.ts';
import type { Permission } from '../servers/s3-server.ts';
import { type AccessKey, type FaultKind, type S3ServerOptions, startS3Server } from '../servers/s3-server.ts';
import { type Opening, type StoreFault, type StoreStand, storeOptions, until, warningLog } from './contract/stand.ts';

const BUCKET = 'exports';
const PREFIX = 'openai/audit';

const LACKING: Record<NonNullable<Opening['without']>, Permission> = {
  read: 'get',
  list: 'list',
  write: 'put',
  remove: 'delete',
};

const KINDS: Record<StoreFault, FaultKind> = {
  throttled: 'slow-down',
  'lost-answer': 'lost-response',
  'wrong-checksum': 'wrong-checksum',
  'cut-answer': 'cut-answer',
  silence: 'never-answer',
};

const OPERATIONS = {
  read: 'GetObject',
  write: 'PutObject',
  'write-part': 'UploadPart',
  'write-last': 'CompleteMultipartUpload',
} as const;

/** An S3 service on loopback that checks what the real one checks. */
export async function s3Stand(
  t: Pick<TestContext, 'after'>,
  options: S3ServerOptions = {},
  place: Partial<S3Location> = {},
) {
  const server = await startS3Server({ pageSize: 5, ...options });
  t.after(() => server.close());
  server.createBucket(BUCKET, { owner: '111122223333' });
  server.createBucket('retained', { worm: true, retainSeconds: 3600 });
  const warnings: string[] = [];

  function keyOf({ credentials, without }: Opening): AccessKey | 'none' {
    if (credentials === 'none') return 'none';
    if (credentials === 'wrong') return { ...server.credentials, secretAccessKey: 'another-secret' };
    if (credentials === 'expired') return server.issueSession((options.now ?? Date.now)() - 1);
    if (without) return server.addKey(ALL_PERMISSIONS.filter((permission) => permission !== LACKING[without]));
    return server.credentials;
  }

  const stand: StoreStand = {
    warnings,
    async open(opening = {}) {
      const location: S3Location = {
        kind: 's3',
        bucket: opening.retained ? 'retained' : BUCKET,
        prefix: PREFIX,
        pathStyle: true,
        ...place,
      };
      const variables = server.environment(keyOf(opening));
      for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
      Object.assign(process.env, variables);
      const log = warningLog(warnings);
      const destination = await openLocation(location, storeOptions({ ...opening, log, proxyEnvironment: variables }));
      // Credentials are looked up at the first call; the next destination may have others.
      await destination.read('probe').catch(() => undefined);
      return destination;
    },
    contents: async () =>
      new Map([...server.objects(BUCKET)].map(([key, bytes]) => [key.replace(`${PREFIX}/`, ''), bytes])),
    fault(fault, { call, path, times = 1, skip = 0 }) {
      const operation = OPERATIONS[call];
      server.fault(KINDS[fault], { operation, key: `${PREFIX}/${path}`, times, skip });
    },
    clearFaults: () => server.clearFaults(),
    async described(path) {
      const object = server.object(BUCKET, `${PREFIX}/${path}`);
      return { contentType: object?.contentType, metadata: object?.metadata ?? {} };
    },
    openUploads: () => server.openUploads().length,
    partArrived: () =>
      until(() => server.requests.some(({ operation, status }) => operation === 'UploadPart' && status === 200)),
    writes: () =>
      server.requests.filter(({ operation }) => operation === 'PutObject' || operation === 'UploadPart').length,
  };
  return { ...stand, server, bucket: BUCKET, prefix: PREFIX };
}
