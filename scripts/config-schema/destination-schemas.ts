import type { Location } from '../../src/destinations/location.ts';
import { destinationFields } from '../../src/settings/destination-options.ts';
import type { JsonSchema } from '../../src/settings/field-types.ts';
import { anyOf, mapping, type Properties, schemaOf, setting } from './schema-parts.ts';

type Kind = Location['kind'];

const step = '(?!\\.{1,2}(?:/|\\s*$))[^/\\\\?#\\u0000-\\u001f]+';
const prefix = `(?:/+(?:${step}(?:/${step})*)?/*)?\\s*$`;
const signature = '(?:\\?(?:.*&)?sig=.*)?\\s*$';

/** What destinations of each kind look like. */
const forms: Record<Kind, string> = {
  s3: `^\\s*[sS]3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]${prefix}`,
  gcs: `^\\s*[gG][sS]://[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]${prefix}`,
  azure: `^\\s*(?:[aA][zZ]://[a-z0-9](?:-?[a-z0-9]){2,62}(?:/[^?#]*)?|https?://[^/?#\\s]+/[^?#]+)${signature}`,
  folder: '^(?!\\s*[a-zA-Z][a-zA-Z0-9+.-]+://)[^\\u0000\\r\\n]+$',
};

/** By which the options are told apart. */
const schemes: Record<Kind, string> = {
  s3: '^\\s*[sS]3://',
  gcs: '^\\s*[gG][sS]://',
  azure: '^\\s*(?:[aA][zZ]|[hH][tT][tT][pP][sS]?)://',
  folder: '^(?!\\s*(?:[sS]3|[gG][sS]|[aA][zZ]|[hH][tT][tT][pP][sS]?)://)\\s*\\S',
};

const kinds = Object.keys(destinationFields) as Kind[];

/** What each option does. */
const descriptions: Record<string, string> = {
  access: 'write-only: nothing is read, listed or removed; what is known comes from the cached state. Default: full.',
  'settled-only': 'For stores that refuse overwriting: each period is written once, when it is settled.',
  history: 'Keep every different snapshot below _history/, for `as-of`.',
  'manifest-prefix':
    'Where manifests lie, if apart: another bucket or container by its URL, or a prefix in the same one.',
  region: 'S3: region of the bucket.',
  endpoint: 'URL of a store that speaks the same language, or of a private endpoint.',
  'path-style': 'S3: whether the bucket stands in the path of the URL.',
  role: "S3: ARN of the role to take on by the workflow's own identity.",
  encryption: 'S3: server-side encryption.',
  'kms-key': 'The key with which the store encrypts.',
  'storage-class': 'Storage class of new objects.',
  tags: 'Tags of new objects.',
  'bucket-owner': 'S3: account that must own the bucket.',
  'workload-identity-provider': "Google: provider that accepts the workflow's own identity.",
  'service-account': 'Google: account to act as, with a workload identity provider.',
  'user-project': 'Google: project that pays for requests.',
  'tenant-id': "Azure: tenant of the application to sign in as by the workflow's own identity.",
  'client-id': 'Azure: that application.',
  tier: 'Azure: access tier of new blobs.',
  'encryption-scope': 'Azure: encryption scope of new blobs.',
};

/** Returns what `destination` takes. */
export function destinationSchema(): JsonSchema {
  return { type: 'string', ...anyOf(...kinds.map((kind) => ({ pattern: forms[kind] }))) };
}

function optionsOf(kind: Kind): Properties {
  return Object.fromEntries(
    Object.entries(destinationFields[kind]).map(([name, field]) => [name, setting(schemaOf(field))]),
  );
}

/** Returns what `destination-options` takes, whatever the destination: a workflow may name it, and the config its options. */
export function destinationOptionsSchema(): JsonSchema {
  const all = new Map<string, JsonSchema[]>();
  for (const kind of kinds) {
    for (const [name, field] of Object.entries(destinationFields[kind])) {
      all.set(name, [...(all.get(name) ?? []), schemaOf(field)]);
    }
  }
  const properties = [...all].map(([name, schemas]) => [name, setting(anyOf(...schemas), descriptions[name])]);
  return mapping(Object.fromEntries(properties));
}

/** What options hold where the config names the destination too. */
export const optionsByDestination: readonly JsonSchema[] = kinds.map((kind) => {
  const properties = optionsOf(kind);
  return {
    if: { required: ['destination'], properties: { destination: { type: 'string', pattern: schemes[kind] } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema.
    then: { properties: { 'destination-options': { propertyNames: { enum: Object.keys(properties) }, properties } } },
  };
});
