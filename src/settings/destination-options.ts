import * as z from 'zod/mini';
import type { Location } from '../destinations/location.ts';
import { baseUrlForm, headerSafe, loopbackHost } from './api-access.ts';
import { checkedText, matching, oneOf, trueOrFalse } from './field-types.ts';

const encryptions = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;

/** A text of which the store makes a header. */
const word = matching(headerSafe, 'expected a text without blanks');

/** What the URL of a store looks like, for editors. */
const endpointForm = /^\s*https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?\s*$/;

function endpointProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    return 'expected the URL of a store, such as https://minio.example.org';
  }
  return undefined;
}

/** Google's requests carry a token that whoever reads it can use; those to S3 are only signed. */
const googleEndpoint = checkedText(
  (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol === 'http:' && !loopbackHost.test(url.hostname)) {
      return 'expected https: the token would travel in the open (plain http is for this machine alone)';
    }
    return endpointProblem(text);
  },
  { pattern: baseUrlForm.source },
);

const tags = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]), {
  error: 'expected a mapping such as {team: security}',
});

/** Options that every destination has. */
const common = {
  access: oneOf(['full', 'write-only']),
  'settled-only': trueOrFalse(),
  history: trueOrFalse(),
  'manifest-prefix': matching(/\S/, 'expected a place for the manifests'),
};

/** Every option under `destination-options`, by kind of destination. */
export const destinationFields = {
  folder: common,
  s3: {
    ...common,
    region: word,
    endpoint: checkedText(endpointProblem, { pattern: endpointForm.source }),
    'path-style': trueOrFalse(),
    role: matching(/^arn:[\w-]+:iam::\d{12}:role\/\S+$/, 'expected the ARN of a role: arn:aws:iam::…:role/…'),
    encryption: oneOf(encryptions),
    'kms-key': word,
    'storage-class': word,
    tags,
    'bucket-owner': matching(/^\d{12}$/, 'expected the 12 digits of an AWS account'),
  },
  gcs: {
    ...common,
    endpoint: googleEndpoint,
    'workload-identity-provider': matching(
      /^projects\/\d+\/locations\/[\w-]+\/workloadIdentityPools\/[\w-]+\/providers\/[\w-]+$/,
      'expected projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>',
    ),
    'service-account': matching(/^[^@\s]+@[^@\s]+$/, "expected a service account's address"),
    'kms-key': matching(
      /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/,
      'expected projects/…/cryptoKeys/…',
    ),
    'storage-class': word,
    'user-project': word,
  },
  azure: {
    ...common,
    'tenant-id': word,
    'client-id': word,
    tier: oneOf(['Hot', 'Cool', 'Cold']),
    'encryption-scope': word,
    tags,
  },
} satisfies Record<Location['kind'], Record<string, z.ZodMiniType>>;
