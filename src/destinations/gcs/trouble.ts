import type { Trouble } from '../store/object-store.ts';

/** Returns what an error of Cloud Storage, of Google's token services, or of the way there means. */
export function explainGcs(error: unknown, isAnonymous = false): Trouble {
  const { message = String(error), errors } = error as Error & { errors?: { reason?: string }[] };
  const code = codeOf(error);
  const reason = errors?.[0]?.reason;
  const facts = [code, reason].filter((fact) => fact !== undefined).join(', ');
  const detail = `${message.replace(/\.\s*$/, '')}${facts === '' ? '' : ` (${facts})`}`;
  const kind = kindOf(error, message, code, reason);
  return { kind: isAnonymous && code === 401 ? 'no-credentials' : kind, detail };
}

function kindOf(
  error: unknown,
  message: string,
  code: number | string | undefined,
  reason: string | undefined,
): Trouble['kind'] {
  if ((error as Error).name === 'IdentityTokenError') return 'no-credentials';
  if (
    /default credentials|anonymous caller|GOOGLE_APPLICATION_CREDENTIALS|does not exist, or it is not a file/i.test(
      message,
    )
  ) {
    return 'no-credentials';
  }
  if (code === 401 || /invalid_grant|invalid_client|invalid_request|invalid_target/i.test(message)) {
    return /expired/i.test(message) ? 'expired-credentials' : 'wrong-credentials';
  }
  if (code === 403) {
    const isKept =
      reason === 'retentionPolicyNotMet' ||
      /retention policy|event-based hold|temporary hold|active hold/i.test(message);
    return isKept ? 'retention' : 'forbidden';
  }
  if (code === 404 && isBucketMissing(error)) return 'no-bucket';
  if (code === 429 || code === 503) return 'throttled';
  if (typeof code === 'string' && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)) return 'unreachable';
  return 'other';
}

/** HTTP status, or the code of a connection error. */
export function codeOf(error: unknown): number | string | undefined {
  const { code, status } = error as { code?: number | string; status?: number };
  return typeof code === 'string' && /^\d+$/.test(code) ? Number(code) : (code ?? status);
}

/** Returns true if not the object but its bucket is missing. */
export function isBucketMissing(error: unknown): boolean {
  return /bucket does not exist/i.test((error as Error).message);
}
