import type { AzureLocation } from './location.ts';
import type { Trouble } from './object-store.ts';

/** What an error of Blob Storage, of Microsoft's sign-in, or of the way there means. Codes: https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
export function explainAzure(error: unknown, location: AzureLocation): Trouble {
  const { message = String(error), statusCode } = error as Error & { statusCode?: number };
  const code = codeOf(error);
  const [sentence = ''] = message.split(/\r?\n/);
  const facts = [code, statusCode].filter((fact) => fact !== '' && fact !== undefined).join(', ');
  const detail = `${sentence.replace(/\.\s*$/, '')}${facts === '' ? '' : ` (${facts})`}`;
  return { kind: kindOf(error as Error, code, statusCode, location), detail };
}

function kindOf(
  error: Error,
  code: string,
  status: number | undefined,
  { credentials }: AzureLocation,
): Trouble['kind'] {
  const { name, message } = error;
  if (['CredentialUnavailableError', 'AggregateAuthenticationError', 'IdentityTokenError'].includes(name))
    return 'no-credentials';
  if (/^BlobImmutableDueTo|^BlobHasLegalHold/.test(code)) return 'retention';
  if (code === 'ContainerNotFound') return 'no-bucket';
  const isUnauthenticated =
    status === 401 ||
    name === 'AuthenticationError' ||
    code === 'AuthenticationFailed' ||
    /failed to authenticate/i.test(message);
  if (isUnauthenticated || (status === 403 && isExpired(credentials))) {
    return isExpired(credentials) || /expired|valid in the specified time frame/i.test(message)
      ? 'expired-credentials'
      : 'wrong-credentials';
  }
  if (status === 403) return 'forbidden';
  if (status === 503 || status === 429) return 'throttled';
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code) ? 'unreachable' : 'other';
}

/** True where a shared access signature says that its time is over. */
function isExpired(credentials: AzureLocation['credentials']): boolean {
  const end = credentials.kind === 'sas' ? new URLSearchParams(credentials.query).get('se') : null;
  return end !== null && Date.parse(end) < Date.now();
}

/** The service's code of an error, or that of a connection error. */
export function codeOf(error: unknown): string {
  const { code, details, cause } = error as {
    code?: string;
    details?: { errorCode?: string };
    cause?: { code?: string };
  };
  return details?.errorCode ?? (code === 'REQUEST_SEND_ERROR' ? cause?.code : undefined) ?? code ?? '';
}
