import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type AccessKey, findKey, type KeyRing } from './access-keys.ts';
import type { HeaderFields } from './call.ts';
import { S3Error } from './s3-error.ts';

/** A request as it came over the wire, before anything was decoded. */
export interface WireRequest {
  method: string;
  /** The path with its percent signs. */
  path: string;
  /** The text behind the question mark. */
  query: string;
  headers: HeaderFields;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** Spec: a request older or newer than this is refused, whatever its signature. */
const MAX_SKEW_MS = 15 * 60 * 1000;

/**
 * Recomputes the signature in a request's `Authorization` header and tells whose it is.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function checkSignature(request: WireRequest, keys: KeyRing, region: string, now: number): AccessKey {
  const { headers } = request;
  const { keyId, scope, signedHeaders, signature } = parseAuthorization(headers.authorization);
  const [date, scopeRegion, service, terminator] = scope;
  if (headers['x-amz-content-sha256'] === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const time = headers['x-amz-date'] ?? '';
  requireTime(time, now);
  if (service !== 's3' || terminator !== 'aws4_request' || date !== time.slice(0, 8)) {
    throw new S3Error('AuthorizationHeaderMalformed', 'The credential scope is not valid.');
  }
  const key = findKey(keys, keyId, headers['x-amz-security-token'], now);
  if (scopeRegion !== region) {
    const text = `The authorization header is malformed; the region '${scopeRegion}' is wrong; expecting '${region}'`;
    throw new S3Error('AuthorizationHeaderMalformed', text, { Region: region });
  }
  requireAllSigned(headers, signedHeaders);
  const canonical = canonicalRequest(request, signedHeaders);
  const toSign = [ALGORITHM, time, scope.join('/'), createHash('sha256').update(canonical).digest('hex')].join('\n');
  const secret = scope.reduce<Buffer>(
    (chained, part) => hmac(chained, part),
    Buffer.from(`AWS4${key.secretAccessKey}`),
  );
  const expected = hmac(secret, toSign);
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new S3Error('SignatureDoesNotMatch', undefined, {
      AWSAccessKeyId: keyId,
      StringToSign: toSign,
      CanonicalRequest: canonical,
    });
  }
  return key;
}

/** Percent-encodes as the service does: all but letters, digits, `-`, `.`, `_` and `~`. */
export function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The decoded names and values of a query. */
export function parseQuery(query: string): [name: string, value: string][] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return [decodeUri(name.replaceAll('+', ' ')), decodeUri(rest.join('=').replaceAll('+', ' '))];
    });
}

export function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI');
  }
}

function parseAuthorization(header: string | undefined) {
  if (header === undefined) throw new S3Error('AccessDenied');
  const match = new RegExp(`^${ALGORITHM} Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$`).exec(
    header,
  );
  const [keyId = '', ...scope] = match?.[1]?.split('/') ?? [];
  if (match === null || scope.length !== 4) throw new S3Error('AuthorizationHeaderMalformed');
  return { keyId, scope, signedHeaders: (match[2] as string).split(';'), signature: match[3] as string };
}

function requireTime(text: string, now: number): void {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null)
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Math.abs(time - now) <= MAX_SKEW_MS) return;
  throw new S3Error('RequestTimeTooSkewed', undefined, {
    RequestTime: text,
    ServerTime: new Date(now).toISOString(),
    MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
  });
}

/** Spec: the host and all `x-amz-` headers are signed, so that none can be added on the way. */
function requireAllSigned(headers: HeaderFields, signedHeaders: string[]): void {
  const needed = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  const unsigned = needed.filter((name) => !signedHeaders.includes(name));
  if (unsigned.length === 0) return;
  const text = 'There were headers present in the request which were not signed';
  throw new S3Error('AccessDenied', text, { HeadersNotSigned: unsigned.join(', ') });
}

function canonicalRequest({ method, path, query, headers }: WireRequest, signedHeaders: string[]): string {
  const pairs = parseQuery(query).map(([name, value]) => [encodeUri(name), encodeUri(value)] as const);
  // By name before value: as whole texts, `a-b=` would come before `a=`.
  pairs.sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)));
  const lines = signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`);
  return [
    method,
    path
      .split('/')
      .map((segment) => encodeUri(decodeUri(segment)))
      .join('/'),
    pairs.map((pair) => pair.join('=')).join('&'),
    lines.join(''),
    signedHeaders.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n');
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
