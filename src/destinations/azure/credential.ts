import type { StoreOptions } from '../store/object-store.ts';
import type { AzureCredentials } from './location.ts';

/** The part of the SDK by which one signs in. */
type Identity = typeof import('@azure/identity');

type TokenCredential = Pick<InstanceType<Identity['ChainedTokenCredential']>, 'getToken'>;
type AccessToken = Awaited<ReturnType<TokenCredential['getToken']>>;

/** A way to sign in that remembers whether it ever worked. */
export interface SignIn extends TokenCredential {
  hasWorked(): boolean;
}

/**
 * How the metadata service is asked, once it is there: other clouds' services, on the same address, know no such path, and
 * the SDK takes that for a passing trouble. As many attempts as the SDK makes take it up to 25 seconds.
 */
const METADATA_RETRIES = { maxRetries: 3, retryDelayInMs: 800 };

/** A token is renewed so long before its end; where that fails, it serves on for most of this time. */
const RENEWAL_MILLISECONDS = 120_000;
/** What a token must still be good for to be sent. */
const LAST_MILLISECONDS = 5000;
/** How long a renewal that failed is not tried again, while there still is a token. */
const PAUSE_MILLISECONDS = 20_000;

/**
 * Signs in by the workflow's own identity token, or by the sign-in of an earlier step. Keeps the token, and hands it on
 * as one that ends at once, so that the SDK asks here before every request and waits for the answer. Left to itself, the SDK
 * renews in the background, where nobody waits and a failure ends the process; and where a store wants a token of another
 * tenant, it asks again and again until the older token ends, be it for an hour:
 * https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/core/core-rest-pipeline/src/util/tokenCycler.ts
 */
export async function signInTo(
  credentials: Extract<AzureCredentials, { kind: 'federated' | 'default' }>,
  options: StoreOptions,
): Promise<SignIn> {
  const identity = await import('@azure/identity');
  let credential: TokenCredential | undefined;
  let held: AccessToken | undefined;
  let renewAt = 0;
  return {
    hasWorked: () => held !== undefined,
    async getToken(scopes, tokenOptions) {
      const now = Date.now();
      // A store that asks for a token of another kind gets that, and never the one that it refused.
      const isUsual = tokenOptions?.claims === undefined && tokenOptions?.tenantId === undefined;
      if (isUsual && held && now < renewAt) return endingAtOnce(held);
      credential ??= made(identity, () =>
        credentials.kind === 'default'
          ? chain(identity, options)
          : new identity.ClientAssertionCredential(credentials.tenant, credentials.client, () =>
              options.identityToken('api://AzureADTokenExchange'),
            ),
      );
      try {
        const token = await credential.getToken(scopes, tokenOptions);
        held = token;
        renewAt = token.expiresOnTimestamp - RENEWAL_MILLISECONDS;
        return endingAtOnce(token);
      } catch (error) {
        if (!isUsual || !held || now > held.expiresOnTimestamp - LAST_MILLISECONDS) throw error;
        renewAt = Math.min(now + PAUSE_MILLISECONDS, held.expiresOnTimestamp - LAST_MILLISECONDS);
        return endingAtOnce(held);
      }
    },
  };
}

function endingAtOnce({ token, tokenType }: AccessToken): AccessToken {
  return { token, expiresOnTimestamp: 0, ...(tokenType && { tokenType }) };
}

/** Settings that the SDK refuses at once, such as a tenant with a blank in it, are met like any other failed sign-in. */
function made(identity: Identity, make: () => TokenCredential): TokenCredential {
  try {
    return make();
  } catch (cause) {
    throw new identity.CredentialUnavailableError((cause as Error).message, { cause: cause as Error });
  }
}

/**
 * Returns the parts of the SDK's default chain that a workflow can have. What an earlier step signed in comes before what the machine
 * is, because it was asked for, and because asking for a managed identity takes seconds where there is none. Editors
 * and brokers are not there, and PowerShell takes seconds to find nobody. `AZURE_TOKEN_CREDENTIALS` brings the SDK's own
 * chain back: https://learn.microsoft.com/azure/developer/javascript/sdk/authentication/credential-chains
 */
function chain(identity: Identity, options: StoreOptions): TokenCredential {
  const { AZURE_TOKEN_CREDENTIALS, AZURE_FEDERATED_TOKEN_FILE, AZURE_TENANT_ID, AZURE_CLIENT_ID } =
    options.proxyEnvironment;
  if (AZURE_TOKEN_CREDENTIALS) return new identity.DefaultAzureCredential();
  const hasWorkload = AZURE_FEDERATED_TOKEN_FILE && AZURE_TENANT_ID && AZURE_CLIENT_ID;
  const program = { processTimeoutInMs: options.requestTimeoutSeconds * 1000 };
  const machine = {
    ...(AZURE_CLIENT_ID && { clientId: AZURE_CLIENT_ID }),
    retryOptions: METADATA_RETRIES,
    // As in the SDK's own chain, where the option comes from: one second for the service to say anything at all.
    sendProbeRequest: true,
  };
  return new identity.ChainedTokenCredential(
    new identity.EnvironmentCredential(),
    ...(hasWorkload ? [new identity.WorkloadIdentityCredential()] : []),
    new identity.AzureCliCredential(program),
    new identity.AzureDeveloperCliCredential(program),
    new identity.ManagedIdentityCredential(machine),
  );
}
