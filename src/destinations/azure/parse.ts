import { loopbackHost } from '../../text/addresses.ts';
import { bucketAndPrefix, prefixOf } from '../store-kind.ts';
import type { AzureCredentials, AzureLocation } from './location.ts';

/** Names of containers. */
export const CONTAINER = /^[a-z0-9](?:-?[a-z0-9]){2,62}$/;

/**
 * Returns the container and prefix of `az://container/prefix`, whose account the environment names, or of the container's
 * https URL, which may carry a shared access signature.
 */
export function parseAzure(given: string, env: NodeJS.ProcessEnv): AzureLocation | { problem: string } {
  const [address = '', query] = given.split('?', 2);
  if (query !== undefined && !new URLSearchParams(query).has('sig'))
    return { problem: 'what follows "?" is not a shared access signature: it has no `sig=`' };
  if (address.includes('#')) return { problem: 'expected a prefix without "#"' };
  const signature: AzureCredentials | undefined = query === undefined ? undefined : { kind: 'sas', query };
  if (/^az:\/\//i.test(address)) {
    const place = bucketAndPrefix(address, { scheme: 'az', form: CONTAINER, called: 'container' });
    if ('problem' in place) return place;
    const accountUrl = accountUrlIn(env);
    if (accountUrl === undefined) {
      return {
        problem:
          'the account is not known: set AZURE_STORAGE_ACCOUNT or AZURE_STORAGE_CONNECTION_STRING in the `env` of the step, or give the https URL of the container',
      };
    }
    const credentials = signature ?? credentialsIn(env);
    return { kind: 'azure', accountUrl, container: place.bucket, prefix: place.prefix, credentials };
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && !loopbackHost.test(url.hostname))) {
    return {
      problem:
        'expected the https URL of an Azure container: https://<account>.blob.core.windows.net/<container>/<prefix>',
    };
  }
  const steps = decodedSteps(url.pathname);
  if (steps === undefined) return { problem: 'expected a percent sign to be written as %25' };
  // Emulators and private endpoints by number have the account as the first step of the path.
  const firstStep = /^(localhost|\d+(\.\d+){3}|\[.*\])$/.test(url.hostname) ? steps.shift() : undefined;
  const [container = '', ...rest] = steps;
  const prefix = prefixOf(rest.join('/'));
  if (!CONTAINER.test(container) || prefix === undefined) {
    return { problem: 'expected the name of a container, and then a prefix without empty steps or dots alone' };
  }
  const accountUrl = url.origin + (firstStep === undefined ? '' : `/${firstStep}`);
  const credentials = signature ?? credentialsIn(env, firstStep ?? url.hostname.split('.')[0]);
  const known = credentials.kind === 'connection-string' ? accountUrlIn(env) : accountUrl;
  if (known !== accountUrl) {
    return {
      problem: `AZURE_STORAGE_CONNECTION_STRING is for another account, ${known}: give that of this one, or az://`,
    };
  }
  return { kind: 'azure', accountUrl, container, prefix, credentials };
}

/** Returns the steps of a URL's path; undefined if it holds a percent sign that encodes nothing. */
function decodedSteps(pathname: string): string[] | undefined {
  try {
    return pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/**
 * Returns the first of the ways to sign in that Azure's own tools know by these variables.
 * @param accountInUrl the account whose key it is, if no variable names one.
 */
function credentialsIn(env: NodeJS.ProcessEnv, accountInUrl?: string): AzureCredentials {
  const {
    AZURE_STORAGE_CONNECTION_STRING: connectionString,
    AZURE_STORAGE_KEY: key,
    AZURE_STORAGE_SAS_TOKEN: sas,
  } = env;
  const account = env.AZURE_STORAGE_ACCOUNT || accountInUrl;
  if (connectionString) return { kind: 'connection-string', connectionString };
  if (account && key) return { kind: 'account-key', account, key };
  if (sas) return { kind: 'sas', query: sas.replace(/^\?/, '') };
  return { kind: 'default' };
}

function accountUrlIn(env: NodeJS.ProcessEnv): string | undefined {
  const parts = new Map(
    (env.AZURE_STORAGE_CONNECTION_STRING ?? '').split(';').map((part): [string, string] => {
      const at = part.indexOf('=');
      return [part.slice(0, at), part.slice(at + 1)];
    }),
  );
  const endpoint = parts.get('BlobEndpoint');
  if (endpoint) return endpoint.replace(/\/+$/, '');
  const account = parts.get('AccountName') ?? env.AZURE_STORAGE_ACCOUNT;
  return account ? `https://${account}.blob.${parts.get('EndpointSuffix') ?? 'core.windows.net'}` : undefined;
}
