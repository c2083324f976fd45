import { generateKeyPairSync, type KeyObject, verify } from 'node:crypto';

/** A service account with a key of its own; the key is made when it is first needed, which takes a while. */
export interface ServiceAccount {
  email: string;
  /** The content of its key file. */
  json(): string;
  /** What is wrong with a signed token; undefined for a good one. */
  faultOf(assertion: string): { error: string; description: string } | undefined;
}

export interface ServiceAccountOptions {
  now: () => number;
  /** Where the key file sends its holder for a token. */
  tokenUrl: string;
}

/** Google allows a signed token an hour. */
const LONGEST_SECONDS = 3600;
/** How far the clocks may be apart. */
const SKEW_SECONDS = 300;
const GOOGLE_TOKEN_URL = 'https://oauth2.googleapis.com/token';
const STORAGE_SCOPE = /^https:\/\/www\.googleapis\.com\/auth\/(cloud-platform|devstorage\.(full_control|read_write))$/;

export function createServiceAccount({ now, tokenUrl }: ServiceAccountOptions): ServiceAccount {
  const email = 'exporter@fake-project.iam.gserviceaccount.com';
  let keys: { publicKey: KeyObject; privateKey: KeyObject } | undefined;
  const pair = () => {
    keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    return keys;
  };
  return {
    email,
    json: () =>
      JSON.stringify({
        type: 'service_account',
        project_id: 'fake-project',
        private_key_id: 'fake-key-id',
        private_key: pair().privateKey.export({ type: 'pkcs8', format: 'pem' }),
        client_email: email,
        client_id: '100000000000000000001',
        token_uri: tokenUrl,
        universe_domain: 'googleapis.com',
      }),
    faultOf: (assertion) => {
      const claims = verifiedClaims(assertion, pair().publicKey);
      if (claims === undefined) return { error: 'invalid_grant', description: 'Invalid JWT Signature.' };
      return claimFault(claims, { email, tokenUrl, seconds: now() / 1000 });
    },
  };
}

type Claims = Record<string, unknown>;

function verifiedClaims(assertion: string, publicKey: KeyObject): Claims | undefined {
  const [header, payload, signature, ...rest] = assertion.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) return undefined;
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}

/** https://developers.google.com/identity/protocols/oauth2/service-account#error-codes */
function claimFault(
  claims: Claims,
  { email, tokenUrl, seconds }: { email: string; tokenUrl: string; seconds: number },
) {
  const { iss, aud, scope } = claims;
  const [iat, exp] = [Number(claims.iat), Number(claims.exp)];
  if (iss !== email) {
    return { error: 'invalid_grant', description: 'Invalid grant: account not found' };
  }
  if (!(exp > seconds && iat <= seconds + SKEW_SECONDS && exp - iat <= LONGEST_SECONDS)) {
    const timing = 'Token must be a short-lived token (60 minutes) and in a reasonable timeframe.';
    return { error: 'invalid_grant', description: `Invalid JWT: ${timing} Check your iat and exp values.` };
  }
  if (aud !== undefined && aud !== GOOGLE_TOKEN_URL && aud !== tokenUrl) {
    return { error: 'invalid_grant', description: 'Invalid JWT: Failed audience check.' };
  }
  if (
    !String(scope)
      .split(' ')
      .some((word) => STORAGE_SCOPE.test(word))
  ) {
    return { error: 'invalid_scope', description: 'Invalid OAuth scope or ID token audience provided.' };
  }
  return undefined;
}
