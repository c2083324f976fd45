import type { Answer } from './answer.ts';
import { type Exchange, wholeBody } from './exchange.ts';
import { badCredentials } from './refusal.ts';
import { bearerOf, PERMISSIONS, type TokenRequest } from './tokens.ts';
import type { World } from './world.ts';

/** What the server's own OpenID Connect endpoint hands out. */
export const OWN_SUBJECT_TOKEN = 'fake-subject-token';
/** What a caller of that endpoint has to show. */
export const OWN_REQUEST_TOKEN = 'fake-request-token';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const SUBJECT_TYPES = ['urn:ietf:params:oauth:token-type:jwt', 'urn:ietf:params:oauth:token-type:id_token'];
const PROVIDER =
  /^\/\/iam\.googleapis\.com\/projects\/[^/]+\/locations\/global\/workloadIdentityPools\/[^/]+\/providers\/[^/]+$/;
/** A service account's token lives no longer, unless its organisation allows it. */
const LONGEST_SECONDS = 3600;

/** A service account's signed token for an access token. */
export async function exchangeAssertion(exchange: Exchange): Promise<Answer> {
  const { world } = exchange;
  const form = await formOf(exchange);
  if (form.grant_type !== JWT_BEARER) return oauthError('unsupported_grant_type', 'Invalid grant_type');
  const fault = world.account.faultOf(form.assertion ?? '');
  if (fault !== undefined) return oauthError(fault.error, fault.description);
  const { token, seconds } = issue(world, { principal: world.account.email });
  return { status: 200, json: { access_token: token, expires_in: seconds, token_type: 'Bearer' } };
}

/** A foreign token for a federated one: https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
export async function exchangeSubjectToken(exchange: Exchange): Promise<Answer> {
  const { world } = exchange;
  const form = await formOf(exchange);
  if (form.grant_type !== TOKEN_EXCHANGE) return oauthError('unsupported_grant_type', 'Invalid grant_type');
  if (!SUBJECT_TYPES.includes(form.subject_token_type ?? '')) {
    return oauthError('invalid_request', 'Invalid value for "subject_token_type".');
  }
  const { audience } = world.options;
  if (audience === undefined ? !PROVIDER.test(form.audience ?? '') : form.audience !== audience) {
    const why = 'the pool or provider is disabled or deleted or because it does not exist.';
    return oauthError('invalid_target', `The target service indicated by the "audience" is invalid: ${why}`);
  }
  const wrong = await (world.options.checkSubjectToken ?? ownTokensOnly)(form.subject_token ?? '');
  if (wrong !== undefined) return oauthError('invalid_grant', wrong);
  const permissions = world.options.federatedPermissions ?? world.options.permissions ?? PERMISSIONS;
  const principal = `principal:${form.audience?.replace(/\/providers\/.*/, '')}/subject/fake-subject`;
  const { token, seconds } = issue(world, { principal, permissions, federated: true });
  const json = { access_token: token, issued_token_type: ACCESS_TOKEN, token_type: 'Bearer', expires_in: seconds };
  return { status: 200, json };
}

/** A federated token for that of a service account: projects.serviceAccounts.generateAccessToken. */
export async function impersonate(exchange: Exchange): Promise<Answer> {
  const { world, route, request, record } = exchange;
  const body: { lifetime?: string; scope?: string[] } = JSON.parse(
    (await wholeBody(exchange)).toString('utf8') || '{}',
  );
  record.form = body;
  const holder = world.tokens.holder(bearerOf(request.headers.authorization) ?? '');
  if (holder === undefined) return apiError(401, 'UNAUTHENTICATED', badCredentials().message);
  if (!holder.federated || route.email !== world.account.email) {
    const permission = "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).";
    return apiError(403, 'PERMISSION_DENIED', permission);
  }
  const asked = Number(/^(\d+)s$/.exec(body.lifetime ?? `${LONGEST_SECONDS}s`)?.[1]);
  if (!(asked <= LONGEST_SECONDS) || body.scope === undefined) {
    return apiError(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.');
  }
  const { token, expiresAt } = issue(world, { principal: world.account.email });
  return { status: 200, json: { accessToken: token, expireTime: new Date(expiresAt).toISOString() } };
}

/** The runner's endpoint for OpenID Connect tokens, where no other server plays it. */
export function ownSubjectToken({ request }: Exchange): Answer {
  if (request.headers.authorization !== `Bearer ${OWN_REQUEST_TOKEN}`) return { status: 401, json: {} };
  return { status: 200, json: { value: OWN_SUBJECT_TOKEN } };
}

function ownTokensOnly(token: string): string | undefined {
  return token === OWN_SUBJECT_TOKEN ? undefined : 'The subject token is not one of the provider.';
}

function issue(world: World, request: TokenRequest): { token: string; seconds: number; expiresAt: number } {
  const seconds = world.options.tokenLifetimeSeconds ?? LONGEST_SECONDS;
  const expiresAt = world.now() + seconds * 1000;
  const permissions = request.permissions ?? world.options.permissions ?? PERMISSIONS;
  return { token: world.tokens.issue({ ...request, permissions, expiresAt }), seconds, expiresAt };
}

async function formOf(exchange: Exchange): Promise<Record<string, string>> {
  const form = Object.fromEntries(new URLSearchParams((await wholeBody(exchange)).toString('utf8')));
  exchange.record.form = form;
  return form;
}

function oauthError(error: string, error_description: string): Answer {
  return { status: 400, json: { error, error_description } };
}

function apiError(code: number, status: string, message: string): Answer {
  return { status: code, json: { error: { code, message, status } } };
}
