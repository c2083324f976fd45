import { baseUrlForm, loopbackHost } from '../../text/addresses.ts';
import { type AddMistake, destinationKind, textOption } from '../destination-kind.ts';
import type { StoreGuide } from '../store/store-guide.ts';
import { bucketPlaces, defined, endpointProblem, openedStore, storeOptions, wordOption } from '../store-kind.ts';
import type { GcsLocation } from './location.ts';

const places = bucketPlaces<GcsLocation>('gcs', 'gs', /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/);

/** What users read in an error. The same lines stand in docs/destinations/gcs.md. */
const guide: StoreGuide = {
  lookedFor:
    'GOOGLE_CREDENTIALS, GOOGLE_APPLICATION_CREDENTIALS, the gcloud login of this machine, and the metadata server; `destination-options: {workload-identity-provider: …}` was not given or could not be used',
  signIn: [
    '    permissions:',
    '      id-token: write',
    '    steps:',
    '      - uses: google-github-actions/auth@7c6bc770dae815cd3e89ee6cdf493a5fab2cc093 # v3.0.0',
    '        with:',
    '          workload_identity_provider: projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER',
  ].join('\n'),
  permissions: {
    read: 'storage.objects.get',
    list: 'storage.objects.list',
    write: 'storage.objects.create (and storage.objects.delete, to replace what is there)',
    remove: 'storage.objects.delete',
  },
  page: 'docs/destinations/gcs.md',
};

/** Buckets of Google Cloud Storage. */
export const gcsKind = destinationKind({
  ...places,
  options: {
    endpoint: {
      ...storeOptions.endpoint,
      form: baseUrlForm,
      // Google's requests carry a token that anybody who reads it can use; those to S3 are only signed.
      problem(text) {
        const url = URL.canParse(text) ? new URL(text) : undefined;
        if (url?.protocol === 'http:' && !loopbackHost.test(url.hostname)) {
          return 'expected https: the token would travel in the open (plain http is for this machine alone)';
        }
        return endpointProblem(text);
      },
    },
    'workload-identity-provider': textOption(
      /^projects\/\d+\/locations\/[\w-]+\/workloadIdentityPools\/[\w-]+\/providers\/[\w-]+$/,
      'expected projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>',
      "Google: provider that accepts the workflow's own identity.",
    ),
    'service-account': textOption(
      /^[^@\s]+@[^@\s]+$/,
      "expected a service account's address",
      'Google: account to act as, with a workload identity provider.',
    ),
    'kms-key': textOption(
      /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/,
      'expected projects/…/cryptoKeys/…',
      storeOptions['kms-key'].text,
    ),
    'storage-class': storeOptions['storage-class'],
    'user-project': wordOption('Google: project that pays for requests.'),
  },
  withOptions(place: GcsLocation, options, env, addMistake) {
    if (options['service-account'] !== undefined && options['workload-identity-provider'] === undefined) {
      addMistake("'service-account' under destination-options needs 'workload-identity-provider' beside it");
    }
    return {
      ...place,
      ...defined({
        endpoint: options.endpoint,
        workloadIdentityProvider: options['workload-identity-provider'],
        serviceAccount: options['service-account'],
        credentials: googleCredentials(env, addMistake),
        kmsKey: options['kms-key'],
        storageClass: options['storage-class'],
        userProject: options['user-project'],
      }),
    };
  },
  endpointOf: ({ endpoint }) => endpoint,
  secretsIn(env) {
    const key = /"private_key"\s*:\s*"([^"]+)"/.exec(env.GOOGLE_CREDENTIALS ?? '')?.[1] ?? '';
    return key.split('\\n').filter((line) => line.length > 20 && !line.startsWith('-----'));
  },
  async open(place, options) {
    // Google's library otherwise asks the network, and other clouds answer: https://github.com/googleapis/gcp-metadata
    process.env.METADATA_SERVER_DETECTION ??= 'bios-only';
    const { openGcs } = await import('./gcs.ts');
    return openedStore(openGcs(place, options), { name: places.nameOf(place), prefix: place.prefix, guide }, options);
  },
});

function googleCredentials(env: NodeJS.ProcessEnv, addMistake: AddMistake): Record<string, unknown> | undefined {
  if (!env.GOOGLE_CREDENTIALS) return undefined;
  try {
    const parsed: unknown = JSON.parse(env.GOOGLE_CREDENTIALS);
    if (typeof parsed === 'object' && parsed !== null && 'type' in parsed) return parsed as Record<string, unknown>;
  } catch {
    // The error would quote the text, which is a secret.
  }
  addMistake(
    'GOOGLE_CREDENTIALS is no JSON of a service account or an external account: check how the secret was pasted',
  );
  return undefined;
}
