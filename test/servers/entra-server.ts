import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { refusalBody, refusals, type SignInRefusal } from './entra/refusals.ts';

/** What the machine's metadata service, on an address of its own, does when it is asked. */
export type MetadataService =
  /** No packet is ever answered, as on most machines. */
  | 'silent'
  /** A virtual machine of Azure without an identity; GitHub's own runners are such. */
  | 'no-identity'
  /** Another cloud's service, which knows no such path. */
  | 'not-found'
  /** A virtual machine with a managed identity. */
  | 'identity';

/** What happens next at sign-in; tests change it as they go. */
export interface EntraSettings {
  /** How long the client may use a token before it asks again. */
  lifetimeSeconds: number;
  /** How long the store takes it. */
  validSeconds: number;
  metadata: MetadataService;
  /** Refuses every request for a token like this. */
  refusal: SignInRefusal | undefined;
  /** Breaks the connection instead of answering. */
  broken: boolean;
}

/** Microsoft's sign-in and the metadata service on loopback, for one application in one tenant. */
export interface EntraServer {
  tenant: string;
  client: string;
  secret: string;
  settings: EntraSettings;
  /** Method, host that was meant, and path of every request. */
  requests: string[];
  /** Bodies of the requests for a token. */
  forms: URLSearchParams[];
  /** Tokens given so far. */
  tokens: string[];
  /** The variables by which a process takes this server for Microsoft's. */
  environment(): Record<string, string>;
  close(): Promise<void>;
}

export const TENANT = '11111111-2222-3333-4444-555555555555';
export const CLIENT = '66666666-7777-8888-9999-000000000000';
export const SUBJECT = 'repo:octo-org/audit:ref:refs/heads/main';
export const AUDIENCE = 'api://AzureADTokenExchange';
const SECRET = 'fake~client~secret~of~an~application';
const SCOPE = 'https://storage.azure.com/.default';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const PRELOAD = new URL('./entra/microsoft-hosts-preload.ts', import.meta.url).href;

/** Starts the sign-in on a free port; the caller closes it. */
export async function startEntraServer(given: Partial<EntraSettings> = {}): Promise<EntraServer> {
  const settings: EntraSettings = {
    lifetimeSeconds: 3599,
    validSeconds: 3599,
    metadata: 'silent',
    refusal: undefined,
    broken: false,
    ...given,
  };
  const requests: string[] = [];
  const forms: URLSearchParams[] = [];
  const tokens: string[] = [];

  function grant(response: ServerResponse, extra: object = {}): void {
    const token = accessToken(settings.validSeconds, tokens.length);
    tokens.push(token);
    const expiry = { expires_in: settings.lifetimeSeconds, ext_expires_in: settings.lifetimeSeconds };
    send(response, 200, { token_type: 'Bearer', ...expiry, ...extra, access_token: token });
  }

  function answerMetadata(url: URL, request: IncomingMessage, response: ServerResponse): void {
    if (settings.metadata === 'silent') return;
    const problem =
      request.headers.metadata !== 'true'
        ? 'Required metadata header not specified'
        : settings.metadata === 'no-identity'
          ? 'Identity not found'
          : url.searchParams.get('resource') !== 'https://storage.azure.com'
            ? 'The resource principal was not found'
            : undefined;
    if (settings.metadata === 'not-found') send(response, 404, { message: 'not found' });
    else if (problem) send(response, 400, { error: 'invalid_request', error_description: problem });
    else {
      const expiresOn = Math.floor(Date.now() / 1000) + settings.lifetimeSeconds;
      grant(response, { expires_on: String(expiresOn), resource: 'https://storage.azure.com' });
    }
  }

  function answerSignIn(url: URL, method: string | undefined, body: string, response: ServerResponse): void {
    const [, tenant = '', ...rest] = url.pathname.split('/');
    const path = rest.join('/');
    if (path === 'discovery/instance') send(response, 200, instanceMetadata());
    else if (tenant !== TENANT) refuse(response, refusals.unknownTenant(tenant));
    else if (path === 'v2.0/.well-known/openid-configuration') send(response, 200, configuration());
    else if (method !== 'POST' || path !== 'oauth2/v2.0/token') send(response, 404, { error: 'not_found' });
    else {
      const form = new URLSearchParams(body);
      forms.push(form);
      const refusal = settings.refusal ?? refusalOf(form);
      if (refusal) refuse(response, refusal);
      else grant(response);
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const host = request.headers['x-meant-host'] ?? 'unknown';
    requests.push(`${request.method} ${host}${url.pathname}`);
    const body = await text(request);
    if (host === '169.254.169.254') answerMetadata(url, request, response);
    else if (settings.broken) request.socket.destroy();
    else answerSignIn(url, request.method, body, response);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ tenant: TENANT, client: CLIENT, secret: SECRET, settings, requests, forms, tokens },
    environment: () => ({ NODE_OPTIONS: `--import=${PRELOAD}`, MICROSOFT_HOSTS_URL: url }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What is wrong with a request for a token, in the order in which the real sign-in looks. */
function refusalOf(form: URLSearchParams): SignInRefusal | undefined {
  if (form.get('grant_type') !== 'client_credentials') return refusals.wrongRequest('grant_type');
  if (!form.get('scope')?.split(' ').includes(SCOPE)) return refusals.wrongRequest('scope');
  const client = form.get('client_id') ?? '';
  if (client !== CLIENT) return refusals.unknownClient(client);
  const secret = form.get('client_secret');
  if (secret !== null) return secret === SECRET ? undefined : refusals.wrongSecret(client);
  if (form.get('client_assertion_type') !== ASSERTION) return refusals.wrongRequest('client_assertion_type');
  const { sub, aud, nbf, exp } = claimsOf(form.get('client_assertion') ?? '');
  if (aud !== AUDIENCE) return refusals.otherAudience(aud);
  if (sub !== SUBJECT) return refusals.otherSubject(sub);
  const now = Date.now() / 1000;
  if (now < nbf || now > exp) return refusals.expiredAssertion(isoOf(nbf), isoOf(exp));
  return undefined;
}

/** An identity token of the workflow, with no valid signature, of which no two are alike. */
export function identityToken(audience: string, claims: { sub?: string; validSeconds?: number } = {}): string {
  const { sub = SUBJECT, validSeconds = 300 } = claims;
  const now = Math.floor(Date.now() / 1000);
  counter += 1;
  const iss = 'https://token.actions.githubusercontent.com';
  return token({ iss, sub, aud: audience, nbf: now - 600, exp: now + validSeconds, jti: `identity-${counter}` });
}
let counter = 0;

/** What the store takes, when it is asked over https. */
export function accessToken(validSeconds: number, number = 0): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { aud: 'https://storage.azure.com', iss: `https://sts.windows.net/${TENANT}/`, appid: CLIENT };
  return token({ ...claims, iat: now - 600, nbf: now - 600, exp: now + validSeconds, uti: `access-${number}` });
}

function token(claims: object): string {
  const parts = [{ typ: 'JWT', alg: 'none' }, claims].map((part) => encode(JSON.stringify(part)));
  return [...parts, encode('fake-signature')].join('.');
}

/** The claims of a token. */
export function claimsOf(given: string): { sub: string; aud: string; nbf: number; exp: number; jti: string } {
  return JSON.parse(Buffer.from(given.split('.')[1] ?? '', 'base64url').toString());
}

function instanceMetadata(): object {
  const host = 'login.microsoftonline.com';
  return {
    tenant_discovery_endpoint: `https://${host}/${TENANT}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: 'login.windows.net', aliases: [host, 'login.windows.net'] }],
  };
}

function configuration(): object {
  const root = `https://login.microsoftonline.com/${TENANT}`;
  return {
    token_endpoint: `${root}/oauth2/v2.0/token`,
    issuer: `${root}/v2.0`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    jwks_uri: `${root}/discovery/v2.0/keys`,
  };
}

function refuse(response: ServerResponse, refusal: SignInRefusal): void {
  send(response, refusal.status, refusalBody(refusal));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function encode(part: string): string {
  return Buffer.from(part).toString('base64url');
}
