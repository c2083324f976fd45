import type { Trouble } from '../store/object-store.ts';

/** A body, or a part, that arrived otherwise than it was sent. */
export const DAMAGED = new Set([
  'BadDigest',
  'InvalidDigest',
  'InvalidPart',
  'XAmzContentSHA256Mismatch',
  'XAmzContentChecksumMismatch',
]);

const KINDS: Record<string, Trouble['kind']> = {
  CredentialsProviderError: 'no-credentials',
  IdentityTokenError: 'no-credentials',
  ExpiredToken: 'expired-credentials',
  ExpiredTokenException: 'expired-credentials',
  TokenRefreshRequired: 'expired-credentials',
  InvalidAccessKeyId: 'wrong-credentials',
  InvalidClientTokenId: 'wrong-credentials',
  InvalidIdentityToken: 'wrong-credentials',
  InvalidToken: 'wrong-credentials',
  SignatureDoesNotMatch: 'wrong-credentials',
  NoSuchBucket: 'no-bucket',
  NotImplemented: 'no-conditions',
  SlowDown: 'throttled',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  // Signed for another region than that of the bucket.
  AuthorizationHeaderMalformed: 'unreachable',
  PermanentRedirect: 'unreachable',
  ECONNREFUSED: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ENOTFOUND: 'unreachable',
};

/** Returns what an error of S3, of its token service, or of the way there means. Codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function explainS3(error: unknown): Trouble {
  const {
    message = String(error),
    $metadata: metadata,
    code,
  } = error as Error & {
    $metadata?: { httpStatusCode?: number; requestId?: string };
    code?: string;
  };
  const status = metadata?.httpStatusCode;
  const name = codeOf(error);
  const known = KINDS[name] ?? KINDS[code ?? ''];
  const facts = [
    ['Error', 'IdentityTokenError'].includes(name) ? code : name,
    status,
    metadata?.requestId && `request ${metadata.requestId}`,
  ];
  const told = facts.filter((fact) => fact !== undefined).join(', ');
  const detail = message.replace(/\.$/, '') + (told === '' ? '' : ` (${told})`);
  if (known) return { kind: known, detail };
  // The role does not trust this workflow; the bucket was never asked.
  if (/sts:AssumeRole/.test(message)) return { kind: 'wrong-credentials', detail };
  if (status === 403) {
    // Names of people's own buckets and roles may hold any word.
    const words = message.replaceAll(/arn:\S+|"[^"]*"|'[^']*'/g, '');
    const isKept =
      /object lock|under retention|retention (period|policy|mode|date)|worm.protected|legal hold|immutable/i.test(
        words,
      );
    return { kind: isKept ? 'retention' : 'forbidden', detail };
  }
  return { kind: status === 503 || status === 429 ? 'throttled' : 'other', detail };
}

/** Returns the code of an error, as the SDK gives it. */
export function codeOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
