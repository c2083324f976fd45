import type { Trouble } from '../store/object-store.ts';
import type { AzureCredentials, AzureLocation } from './location.ts';

/**
 * Returns what an error of Blob Storage, of Microsoft's sign-in, or of the way there means. Codes:
 * https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
 * @param wasSignedIn true if the same sign-in gave a token before.
 */
export function explainAzure(error: unknown, location: AzureLocation, wasSignedIn = false): Trouble {
  const signIn = signInTrouble(error as Error, location.credentials, wasSignedIn);
  if (signIn) return signIn;
  const { message = String(error), statusCode, details } = error as Failure;
  const code = codeOf(error);
  const [sentence = ''] = message.split(/\r?\n/);
  const facts = [code, statusCode].filter((fact) => fact !== '' && fact !== undefined).join(', ');
  const why = details?.authenticationErrorDetail ?? '';
  const kind = kindOf({ code, status: statusCode, text: `${message} ${why}` }, location.credentials);
  const words = (kind === 'expired-credentials' && wordsOfEnd(why, location.credentials)) || withoutPeriod(sentence);
  return { kind, detail: `${words}${facts === '' ? '' : ` (${facts})`}` };
}

interface Failure extends Error {
  statusCode?: number;
  details?: { errorCode?: string; authenticationErrorDetail?: string };
  /** What each member of a chain says. */
  errors?: Error[];
}

function kindOf(
  { code, status, text }: { code: string; status: number | undefined; text: string },
  credentials: AzureCredentials,
): Trouble['kind'] {
  if (/^BlobImmutableDueTo|^BlobHasLegalHold/.test(code)) return 'retention';
  if (code === 'ContainerNotFound') return 'no-bucket';
  const isUnauthenticated = status === 401 || code === 'AuthenticationFailed' || /failed to authenticate/i.test(text);
  if (isUnauthenticated || (status === 403 && isExpired(credentials))) {
    return isExpired(credentials) || /expired|valid in the specified time frame/i.test(text)
      ? 'expired-credentials'
      : 'wrong-credentials';
  }
  if (status === 403) return 'forbidden';
  if (status === 503 || status === 429) return 'throttled';
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code) ? 'unreachable' : 'other';
}

/** When a shared access signature ends, as it says itself. */
function endOf(credentials: AzureCredentials): string | undefined {
  return credentials.kind === 'sas' ? (new URLSearchParams(credentials.query).get('se') ?? undefined) : undefined;
}

function isExpired(credentials: AzureCredentials): boolean {
  return Date.parse(endOf(credentials) ?? '') < Date.now();
}

/** Returns what is over, more plainly than in the service's first sentence. */
function wordsOfEnd(why: string, credentials: AzureCredentials): string | undefined {
  const end = endOf(credentials);
  return end === undefined ? /^[^.]+/.exec(why)?.[0] : `the shared access signature was valid until ${end}`;
}

/** What the SDK's sign-in throws, by name. */
const SIGN_IN_ERRORS: ReadonlySet<string> = new Set([
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
  'CredentialUnavailableError',
  'IdentityTokenError',
]);

/** Codes that say that what was shown held once: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const EXPIRED: ReadonlySet<string> = new Set(['50173', '70043', '700024', '700082', '700084', '7000222']);

function signInTrouble(error: Failure, credentials: AzureCredentials, wasSignedIn: boolean): Trouble | undefined {
  if (!SIGN_IN_ERRORS.has(error.name)) return undefined;
  const errors = [error, ...(error.errors ?? [])].flatMap((each) => [each, each.cause as Error | undefined]);
  const found = errors.filter((each): each is Error => each instanceof Error);
  const identity = found.find(({ name }) => name === 'IdentityTokenError');
  if (identity) return { kind: 'no-credentials', detail: identity.message };
  const text = found.map(({ message }) => message).join('\n');
  const [, code, words = ''] =
    /AADSTS(\d+): ([^\r\n]*?)\s*(?:(?:Trace|Correlation) ID:|- Correlation|[\r\n]|$)/.exec(text) ?? [];
  if (code !== undefined) {
    const advice = adviceFor(code, credentials);
    const kind = EXPIRED.has(code) || wasSignedIn ? 'expired-credentials' : 'wrong-credentials';
    return { kind, detail: `Microsoft's sign-in answers AADSTS${code}: ${withoutPeriod(words)}${advice}` };
  }
  const [, tenant] = /not configured to acquire tokens for tenant ([^\s.]+)/.exec(text) ?? [];
  if (tenant !== undefined) {
    return {
      kind: 'wrong-credentials',
      detail: `the storage account belongs to the tenant ${tenant}, and the sign-in to another`,
    };
  }
  if (/network_error/.test(text) && !error.errors)
    return { kind: 'unreachable', detail: "Microsoft's sign-in could not be reached" };
  const reasons = error.errors?.flatMap(reasonOf) ?? [];
  const detail = error.errors ? `no sign-in to Azure was found: ${reasons.join('; ')}` : firstSentence(error.message);
  return { kind: wasSignedIn ? 'expired-credentials' : 'no-credentials', detail };
}

/** Returns what to look at, as a sentence behind Microsoft's own. */
function adviceFor(code: string, { kind }: AzureCredentials): string {
  const [client, tenant] =
    kind === 'federated' ? ['`client-id`', '`tenant-id`'] : ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID'];
  switch (code) {
    case '70021':
    case '700211':
    case '700212':
    case '700213':
      return `. Give the application of ${client} a federated credential with exactly this subject, the issuer https://token.actions.githubusercontent.com and the audience api://AzureADTokenExchange`;
    case '700016':
      return `. Check that ${client} is the application (client) ID, not the object ID, of an application in the tenant of ${tenant}`;
    case '90002':
    case '900023':
      return `. Check ${tenant}`;
    case '7000215':
    case '7000222':
      return '. Check AZURE_CLIENT_SECRET';
    default:
      return '';
  }
}

/** Returns why one member of the chain had no token; nothing for those that were simply not set up. */
function reasonOf({ message }: Error): string[] {
  if (/^(EnvironmentCredential|WorkloadIdentityCredential)\b/.test(message)) return [];
  const line = message.replaceAll(/\s+/g, ' ');
  const [, machine] = /^ManagedIdentityCredential: .*? Message:? (.*)$/.exec(line) ?? [];
  if (machine === undefined) return [firstSentence(line)];
  const [, described = machine] = /Description: (.*?) - (?:Correlation|Trace) ID/.exec(machine) ?? [];
  return [`managed identity: ${firstSentence(described)}`];
}

function firstSentence(text: string): string {
  return withoutPeriod(/^.*?(?:\.(?=\s)|$)/m.exec(text)?.[0] ?? text);
}

function withoutPeriod(text: string): string {
  return text.replace(/[\s.]+$/, '');
}

/** Returns the service's code of an error, or that of a connection error. */
export function codeOf(error: unknown): string {
  const { code, details, cause } = error as {
    code?: string;
    details?: { errorCode?: string };
    cause?: { code?: string };
  };
  return details?.errorCode ?? (code === 'REQUEST_SEND_ERROR' ? cause?.code : undefined) ?? code ?? '';
}
