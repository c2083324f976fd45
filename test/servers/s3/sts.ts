import type { IncomingMessage, ServerResponse } from 'node:http';
import { addSession, type Permission } from './access-keys.ts';
import { nextId, type S3State } from './call.ts';
import { xmlDocument } from './xml.ts';

/** What becomes of a token; `denied` is a good one that the role's trust policy does not name. */
export type TokenVerdict = 'valid' | 'invalid' | 'expired' | 'denied';

export interface StsOptions {
  /** Looks at the token of an `AssumeRoleWithWebIdentity`. */
  checkToken(token: string, roleArn: string): TokenVerdict;
  /** How long the credentials last, unless the request asks for a time of its own. */
  lifetimeSeconds?: number;
  /** What the credentials may do: everything. */
  permissions?: readonly Permission[];
}

/** An `AssumeRoleWithWebIdentity` as the tests see it afterwards. */
export interface StsRequest {
  roleArn: string;
  sessionName: string;
  token: string;
  durationSeconds: number | undefined;
  status: number;
}

interface Refusal {
  status: number;
  code: string;
  message: string;
}

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const DEFAULT_LIFETIME_SECONDS = 3600;
/** Spec: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const MIN_SECONDS = 900;
const MAX_SECONDS = 43_200;

const REFUSALS: Record<Exclude<TokenVerdict, 'valid'>, Refusal> = {
  invalid: { status: 400, code: 'InvalidIdentityToken', message: 'The web identity token could not be validated' },
  expired: { status: 400, code: 'ExpiredTokenException', message: 'Token expired' },
  denied: { status: 403, code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' },
};

/** Whether a request is for the token service rather than for a bucket. */
export function isStsRequest(request: IncomingMessage): boolean {
  const type = request.headers['content-type'] ?? '';
  return request.method === 'POST' && request.url === '/' && type.startsWith('application/x-www-form-urlencoded');
}

/** Gives a session's credentials in exchange for a token. */
export async function handleSts(
  state: S3State,
  options: StsOptions | undefined,
  requests: StsRequest[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  const duration = form.get('DurationSeconds');
  const asked = {
    roleArn: form.get('RoleArn') ?? '',
    sessionName: form.get('RoleSessionName') ?? '',
    token: form.get('WebIdentityToken') ?? '',
    durationSeconds: duration === null ? undefined : Number(duration),
  };
  const refusal = refusalOf(options, form.get('Action'), asked);
  const status = refusal?.status ?? 200;
  requests.push({ ...asked, status });
  const requestId = nextId(state, 'request');
  const body = refusal === undefined ? granted(state, options, asked, requestId) : refused(refusal, requestId);
  const date = new Date(state.now()).toUTCString();
  response.writeHead(status, { date, 'content-type': 'text/xml', 'x-amzn-requestid': requestId }).end(body);
}

type Asked = Omit<StsRequest, 'status'>;

function refusalOf(options: StsOptions | undefined, action: string | null, asked: Asked): Refusal | undefined {
  if (options === undefined || action !== 'AssumeRoleWithWebIdentity') {
    return { status: 400, code: 'InvalidAction', message: `Could not find operation ${action}` };
  }
  const { durationSeconds, roleArn, sessionName, token } = asked;
  const tooShortOrLong =
    durationSeconds !== undefined && !(durationSeconds >= MIN_SECONDS && durationSeconds <= MAX_SECONDS);
  if (
    tooShortOrLong ||
    !/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(roleArn) ||
    !/^[\w+=,.@-]{2,64}$/.test(sessionName)
  ) {
    return { status: 400, code: 'ValidationError', message: 'The request does not satisfy the constraints' };
  }
  const verdict = options.checkToken(token, roleArn);
  return verdict === 'valid' ? undefined : REFUSALS[verdict];
}

function granted(state: S3State, options: StsOptions | undefined, asked: Asked, requestId: string): string {
  const { lifetimeSeconds = DEFAULT_LIFETIME_SECONDS, permissions } = options ?? {};
  const seconds = asked.durationSeconds ?? lifetimeSeconds;
  // Spec: whole seconds, since the answer tells the time so.
  const expiresAt = Math.floor(state.now() / 1000 + seconds) * 1000;
  const key = addSession(state.keys, expiresAt, permissions);
  const fields = {
    AssumeRoleWithWebIdentityResult: {
      Credentials: {
        AccessKeyId: key.accessKeyId,
        SecretAccessKey: key.secretAccessKey,
        SessionToken: key.sessionToken,
        Expiration: new Date(expiresAt).toISOString(),
      },
      AssumedRoleUser: {
        Arn: `${asked.roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${asked.sessionName}`,
        AssumedRoleId: `AROAFAKE:${asked.sessionName}`,
      },
      Provider: 'token.actions.githubusercontent.com',
    },
    ResponseMetadata: { RequestId: requestId },
  };
  return xmlDocument('AssumeRoleWithWebIdentityResponse', fields, NAMESPACE);
}

function refused({ status, code, message }: Refusal, requestId: string): string {
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
  return xmlDocument('ErrorResponse', { Error: error, RequestId: requestId }, NAMESPACE);
}
