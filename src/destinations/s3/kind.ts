import { destinationKind, textOption } from '../destination-kind.ts';
import type { StoreGuide } from '../store/store-guide.ts';
import { bucketPlaces, defined, openedStore, storeOptions, wordOption } from '../store-kind.ts';
import type { S3Location } from './location.ts';

const places = bucketPlaces<S3Location>('s3', 's3', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);

/** What users read in an error. The same lines stand in docs/destinations/s3.md. */
const guide: StoreGuide = {
  lookedFor:
    'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a shared config or credentials file (AWS_PROFILE), AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN, and the metadata of a container or instance; `destination-options: {role: …}` was not given or could not be taken on',
  signIn: [
    '    permissions:',
    '      id-token: write',
    '    steps:',
    '      - uses: aws-actions/configure-aws-credentials@8df5847569e6427dd6c4fb1cf565c83acfa8afa7 # v6.0.0',
    '        with:',
    '          role-to-assume: arn:aws:iam::ACCOUNT:role/ROLE',
    '          aws-region: REGION',
  ].join('\n'),
  permissions: { read: 's3:GetObject', list: 's3:ListBucket', write: 's3:PutObject', remove: 's3:DeleteObject' },
  page: 'docs/destinations/s3.md',
};

/** Buckets of S3, and of stores that speak it. */
export const s3Kind = destinationKind({
  ...places,
  options: {
    region: wordOption('S3: region of the bucket.'),
    endpoint: storeOptions.endpoint,
    'path-style': { type: 'switch', text: 'S3: whether the bucket stands in the path of the URL.' },
    role: textOption(
      /^arn:[\w-]+:iam::\d{12}:role\/\S+$/,
      'expected the ARN of a role: arn:aws:iam::…:role/…',
      "S3: ARN of the role to take on by the workflow's own identity.",
    ),
    encryption: { type: 'word', words: ['AES256', 'aws:kms', 'aws:kms:dsse'], text: 'S3: server-side encryption.' },
    'kms-key': storeOptions['kms-key'],
    'storage-class': storeOptions['storage-class'],
    tags: storeOptions.tags,
    'bucket-owner': textOption(
      /^\d{12}$/,
      'expected the 12 digits of an AWS account',
      'S3: account that must own the bucket.',
    ),
  },
  withOptions: (place: S3Location, options) => ({
    ...place,
    ...defined({
      region: options.region,
      endpoint: options.endpoint,
      pathStyle: options['path-style'],
      role: options.role,
      encryption: options.encryption ?? (options['kms-key'] === undefined ? undefined : ('aws:kms' as const)),
      kmsKey: options['kms-key'],
      storageClass: options['storage-class'],
      tags: options.tags,
      bucketOwner: options['bucket-owner'],
    }),
  }),
  endpointOf: ({ endpoint }, env) => endpoint ?? (env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || undefined),
  whyUnreadable: ({ storageClass = '' }) =>
    ['GLACIER', 'DEEP_ARCHIVE'].includes(storageClass)
      ? `'storage-class' under destination-options is "${storageClass}": what lies there cannot be read back at once, which each run does. Move files there later, by a lifecycle rule of settled periods, or choose GLACIER_IR`
      : undefined,
  async open(place, options) {
    const { openS3 } = await import('./s3.ts');
    return openedStore(openS3(place, options), { name: places.nameOf(place), prefix: place.prefix, guide }, options);
  },
});
