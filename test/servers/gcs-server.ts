import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BucketOptions, createBucket } from './gcs/buckets.ts';
import type { Fault, FaultRequest } from './gcs/faults.ts';
import { serve } from './gcs/front.ts';
import { googleFetch } from './gcs/google-fetch.ts';
import { type ShownObject, shownObject, shownObjects } from './gcs/shown-object.ts';
import { OWN_REQUEST_TOKEN } from './gcs/token-endpoints.ts';
import type { TokenRequest } from './gcs/tokens.ts';
import { createWorld, type GcsOptions, type RequestRecord } from './gcs/world.ts';

export type { BucketOptions } from './gcs/buckets.ts';
export type { Fault, FaultKind, FaultRequest } from './gcs/faults.ts';
export type { ShownObject } from './gcs/shown-object.ts';
export type { Permission, TokenRequest } from './gcs/tokens.ts';
export type { GcsOptions, RequestRecord } from './gcs/world.ts';

/** A resumable upload that is neither complete nor cancelled. */
export interface OpenUpload {
  id: string;
  bucket: string;
  name: string;
  /** Bytes that have arrived. */
  received: number;
}

export interface ExternalAccountOptions {
  /** Where the holder gets its subject token; the server's own endpoint if not given. */
  subjectTokenUrl?: string;
  /** What it shows there. */
  requestToken?: string;
  /** The workload identity provider's resource name with its two slashes. */
  audience?: string;
  /** Whether the holder takes on the server's service account, or acts in its own name. */
  impersonate?: boolean;
}

/** A Google Cloud Storage on loopback, with the token endpoints that go with it. */
export interface GcsServer {
  url: string;
  /** The variables that lead the SDK here; it sends a token only with `useAuthWithCustomEndpoint`. */
  environment(): Record<string, string>;
  /** The variables by which a process takes this server for all of Google's hosts, with no option of the SDK set. */
  googleHostsEnvironment(): Record<string, string>;
  createBucket(name: string, options?: BucketOptions): void;
  /** An object's bytes; undefined where there is none. */
  object(bucket: string, name: string): Buffer | undefined;
  /** All current objects of a bucket, by name in the order of a listing. */
  objects(bucket: string): Map<string, Buffer>;
  /** An object's metadata as the API shows it, with its bytes: oldest first, the current one last. */
  generations(bucket: string, name: string): ShownObject[];
  openUploads(): OpenUpload[];
  /** Every request so far. */
  requests: RequestRecord[];
  /** Lets requests go wrong. */
  fault(request: FaultRequest): Fault;
  clearFaults(): void;
  issueToken(request?: TokenRequest): string;
  /** From now on no token issued so far is known. */
  revokeTokens(): void;
  /** A service account's key file. */
  serviceAccountJson(): string;
  /** A credential file for workload identity federation, as google-github-actions/auth writes it. */
  externalAccountJson(options?: ExternalAccountOptions): string;
  /** Sends requests for Google's hosts here, for `clientOptions.transporterOptions.fetchImplementation`. */
  fetch: typeof fetch;
  close(): Promise<void>;
}

/** The audience in a credential file where none is asked for. */
export const FAKE_AUDIENCE =
  '//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/fake-pool/providers/fake-provider';

const PRELOAD = new URL('./gcs/google-hosts-preload.ts', import.meta.url).href;

/** Starts a Cloud Storage server on a free port; the caller closes it. */
export async function startGcsServer(options: GcsOptions = {}): Promise<GcsServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = createWorld(url, options);
  server.on('request', (request, response) => {
    serve(world, request, response).catch((error) => {
      // Our own mistake: no client should take it for an answer of the service.
      console.error(error);
      request.socket.destroy();
    });
  });
  return {
    url,
    environment: () => ({ STORAGE_EMULATOR_HOST: url }),
    googleHostsEnvironment: () => ({ NODE_OPTIONS: `--import=${PRELOAD}`, GOOGLE_HOSTS_URL: url }),
    createBucket: (name, bucketOptions = {}) => createBucket(world, name, bucketOptions),
    object: (bucket, name) => world.buckets.get(bucket)?.live.get(name)?.bytes.content(),
    objects: (bucket) => shownObjects(world, bucket),
    generations: (bucket, name) => shownObject(world, bucket, name),
    openUploads: () =>
      [...world.sessions.values()]
        .filter(({ state, completed }) => state === 'open' && completed === undefined)
        .map(({ id, plan, spool }) => ({ id, bucket: plan.bucket.name, name: plan.name, received: spool.received })),
    requests: world.requests,
    fault: (request) => world.faults.add(request),
    clearFaults: () => world.faults.clear(),
    issueToken: (request) => world.tokens.issue(request),
    revokeTokens: () => world.tokens.revokeAll(),
    serviceAccountJson: () => world.account.json(),
    externalAccountJson: (given) => externalAccount(url, world.account.email, given),
    fetch: googleFetch(url),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          world.tidy();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** https://google.aip.dev/auth/4117 */
function externalAccount(url: string, email: string, options: ExternalAccountOptions = {}): string {
  const audience = options.audience ?? FAKE_AUDIENCE;
  const account = encodeURIComponent(email).replace('%40', '@');
  const impersonation = `${url}/v1/projects/-/serviceAccounts/${account}:generateAccessToken`;
  return JSON.stringify({
    type: 'external_account',
    audience,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${url}/v1/token`,
    universe_domain: 'googleapis.com',
    ...(options.impersonate !== false && { service_account_impersonation_url: impersonation }),
    credential_source: {
      url: options.subjectTokenUrl ?? `${url}/github-oidc?audience=${encodeURIComponent(audience)}`,
      headers: { Authorization: `Bearer ${options.requestToken ?? OWN_REQUEST_TOKEN}` },
      format: { type: 'json', subject_token_field_name: 'value' },
    },
  });
}
