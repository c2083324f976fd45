import type { DestinationConfig } from '../destinations/location.ts';
import {
  type AzureLocation,
  type GcsLocation,
  type Location,
  nameOf,
  type S3Location,
} from '../destinations/location.ts';
import { destinationFolder } from './destination-folder.ts';

import { destinationFields } from './destination-options.ts';
import type { Roots } from './environment.ts';
import { type Mistakes, quote } from './mistakes.ts';
import { type Parsed, parseFields, type Setting, settingsIn } from './settings.ts';
import { parseAzure, parseGcs, parseS3 } from './store-location.ts';

type Fields = typeof destinationFields;
type OptionsOf<Kind extends Location['kind']> = Parsed<Fields[Kind]>;

function kindOf(given: string): Location['kind'] {
  const scheme = /^(s3|gs|az|https?):\/\//i.exec(given)?.[1]?.toLowerCase();
  if (scheme === undefined) return 'folder';
  return scheme === 's3' ? 's3' : scheme === 'gs' ? 'gcs' : 'azure';
}

/** Returns the place that a text names, or undefined after adding a mistake. */
function locationOf(
  { value, label }: Setting,
  env: NodeJS.ProcessEnv,
  roots: Roots,
  mistakes: Mistakes,
): Location | undefined {
  const given = String(value).trim();
  const kind = kindOf(given);
  if (kind === 'folder') return destinationFolder(given, label, roots, mistakes);
  const place = kind === 's3' ? parseS3(given) : kind === 'gcs' ? parseGcs(given) : parseAzure(given, env);
  if (!('problem' in place)) return place;
  mistakes.add(`${label} is ${quote(given)}: ${place.problem}`);
  return undefined;
}

function withS3Options(location: S3Location, options: OptionsOf<'s3'>): S3Location {
  const encryption = options.encryption ?? (options['kms-key'] === undefined ? undefined : 'aws:kms');
  return {
    ...location,
    ...defined({
      region: options.region,
      endpoint: options.endpoint,
      pathStyle: options['path-style'],
      role: options.role,
      encryption,
      kmsKey: options['kms-key'],
      storageClass: options['storage-class'],
      tags: textsOf(options.tags),
      bucketOwner: options['bucket-owner'],
    }),
  };
}

function withGcsOptions(
  location: GcsLocation,
  options: OptionsOf<'gcs'>,
  env: NodeJS.ProcessEnv,
  mistakes: Mistakes,
): GcsLocation {
  if (options['service-account'] !== undefined && options['workload-identity-provider'] === undefined) {
    mistakes.add("'service-account' under destination-options needs 'workload-identity-provider' beside it");
  }
  return {
    ...location,
    ...defined({
      endpoint: options.endpoint,
      workloadIdentityProvider: options['workload-identity-provider'],
      serviceAccount: options['service-account'],
      credentials: googleCredentials(env, mistakes),
      kmsKey: options['kms-key'],
      storageClass: options['storage-class'],
      userProject: options['user-project'],
    }),
  };
}

function googleCredentials(env: NodeJS.ProcessEnv, mistakes: Mistakes): Record<string, unknown> | undefined {
  if (!env.GOOGLE_CREDENTIALS) return undefined;
  try {
    const parsed: unknown = JSON.parse(env.GOOGLE_CREDENTIALS);
    if (typeof parsed === 'object' && parsed !== null && 'type' in parsed) return parsed as Record<string, unknown>;
  } catch {
    // What is wrong with it is not told: the text is a secret.
  }
  mistakes.add(
    'GOOGLE_CREDENTIALS is no JSON of a service account or an external account: check how the secret was pasted',
  );
  return undefined;
}

function withAzureOptions(location: AzureLocation, options: OptionsOf<'azure'>, mistakes: Mistakes): AzureLocation {
  const { 'tenant-id': tenant, 'client-id': client } = options;
  if ((tenant === undefined) !== (client === undefined)) {
    mistakes.add("'tenant-id' and 'client-id' under destination-options belong together: one of them is missing");
  }
  return {
    ...location,
    ...(tenant && client ? { credentials: { kind: 'federated', tenant, client } } : {}),
    ...defined({ tier: options.tier, encryptionScope: options['encryption-scope'], tags: textsOf(options.tags) }),
  };
}

/** The manifests' own place: another bucket by its URL, or a prefix in the same one. */
function manifestsOf(
  given: string,
  data: Location,
  env: NodeJS.ProcessEnv,
  roots: Roots,
  mistakes: Mistakes,
): Location | undefined {
  const label = "'manifest-prefix' under destination-options";
  const hasScheme = kindOf(given) !== 'folder';
  const scheme = { s3: 's3', gcs: 'gs', azure: '', folder: '' }[data.kind];
  const root =
    'bucket' in data ? `${scheme}://${data.bucket}` : 'container' in data ? `${data.accountUrl}/${data.container}` : '';
  const value = hasScheme || data.kind === 'folder' ? given : `${root}/${given}`;
  const place = locationOf({ value, label }, env, roots, mistakes);
  if (place === undefined) return undefined;
  if (place.kind !== data.kind) {
    mistakes.add(`${label} is ${quote(given)}: expected a place of the same kind as the destination`);
  } else if (nameOf(place) === nameOf(data)) {
    mistakes.add(`${label} is ${quote(given)}: that is the destination itself`);
  }
  const isElsewhere = place.kind === 'azure' && data.kind === 'azure' && place.accountUrl !== data.accountUrl;
  const hasKeyOfAccount =
    'credentials' in data && ['connection-string', 'account-key', 'sas'].includes(String(data.credentials?.kind));
  if (isElsewhere && hasKeyOfAccount && !given.includes('?')) {
    mistakes.add(
      `${label} is in another account, for which the credentials of the destination are not: give its URL with a signature`,
    );
  }
  // The same options, and where the URL brings none of its own, the same credentials.
  const own = given.includes('?') && place.kind === 'azure' ? { credentials: place.credentials } : {};
  const { kind, ...where } = place;
  return { ...data, ...where, ...('credentials' in data ? { credentials: data.credentials } : {}), ...own } as Location;
}

/**
 * Returns where to write and what may be done there, or undefined after adding a mistake.
 * @param options the setting `destination-options`, if given.
 */
export function readDestination(
  destination: Setting,
  options: Setting | undefined,
  env: NodeJS.ProcessEnv,
  roots: Roots,
  mistakes: Mistakes,
): DestinationConfig | undefined {
  const place = locationOf(destination, env, roots, mistakes);
  if (place === undefined) return undefined;
  const mapping = options?.value ?? {};
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) {
    mistakes.add(`${options?.label} is ${quote(mapping)}: expected a mapping such as {region: eu-central-1}`);
    return undefined;
  }
  const read = <Kind extends Location['kind']>(kind: Kind): OptionsOf<Kind> => {
    const fields = destinationFields[kind];
    return parseFields(
      fields,
      settingsIn(mapping, Object.keys(fields), ' under destination-options', mistakes),
      mistakes,
    ) as OptionsOf<Kind>;
  };
  const given = read(place.kind);
  const location = withOptions(place, given, env, mistakes);
  const prefix = given['manifest-prefix'];
  const manifests = prefix === undefined ? undefined : manifestsOf(prefix, location, env, roots, mistakes);
  const identity = nameOf(location);
  const endpoint = endpointOf(location, env);
  return {
    location,
    ...(manifests && { manifests }),
    identity,
    binding: endpoint === undefined ? identity : `${identity} at ${endpoint}`,
    writeOnly: given.access === 'write-only',
    settledOnly: given['settled-only'] ?? false,
    history: given.history ?? false,
  };
}

/** Where the store is, if not where stores of its kind are. */
function endpointOf(location: Location, env: NodeJS.ProcessEnv): string | undefined {
  if (location.kind === 's3')
    return location.endpoint ?? (env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || undefined);
  return location.kind === 'gcs' ? location.endpoint : undefined;
}

function withOptions(
  place: Location,
  options: OptionsOf<Location['kind']>,
  env: NodeJS.ProcessEnv,
  mistakes: Mistakes,
): Location {
  switch (place.kind) {
    case 'folder':
      return place;
    case 's3':
      return withS3Options(place, options);
    case 'gcs':
      return withGcsOptions(place, options, env, mistakes);
    case 'azure':
      return withAzureOptions(place, options, mistakes);
  }
}

function textsOf(tags: Record<string, string | number | boolean> | undefined): Record<string, string> | undefined {
  return tags && Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, String(value)]));
}

/** The fields that have a value. */
function defined<Values extends object>(values: Values): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof defined<Values>
  >;
}
