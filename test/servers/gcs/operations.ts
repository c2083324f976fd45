import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { getBucket, listObjects, testPermissions } from './listing.ts';
import { copyObject, deleteObject, patchObject } from './object-changes.ts';
import { downloadObject, getObject } from './object-reads.ts';
import { badCredentials, GcsRefusal } from './refusal.ts';
import { cancelUpload, continueUpload, startUpload, uploadStatus } from './resumable.ts';
import type { Operation } from './routes.ts';
import { exchangeAssertion, exchangeSubjectToken, impersonate, ownSubjectToken } from './token-endpoints.ts';
import { ANONYMOUS, bearerOf, type Caller, PERMISSIONS } from './tokens.ts';
import { insertObject } from './uploads.ts';
import type { World } from './world.ts';

type Handler = (exchange: Exchange) => Answer | Promise<Answer>;

const HANDLERS: Record<Operation, Handler> = {
  insert: insertObject,
  'resumable-start': startUpload,
  'resumable-put': continueUpload,
  'resumable-status': uploadStatus,
  'resumable-cancel': cancelUpload,
  get: getObject,
  download: downloadObject,
  list: listObjects,
  delete: deleteObject,
  patch: patchObject,
  copy: copyObject,
  'bucket-get': getBucket,
  'test-permissions': testPermissions,
  token: exchangeAssertion,
  sts: exchangeSubjectToken,
  impersonate,
  oidc: ownSubjectToken,
  unknown: () => {
    throw new GcsRefusal(404, 'notFound', 'Not Found');
  },
};

/** These are how a caller comes by a token, or check the caller themselves. */
const OPEN_TO_ALL: readonly Operation[] = ['token', 'sts', 'impersonate', 'oidc', 'unknown'];

/** Does what a request asks for, once it is known who asks. */
export async function perform(exchange: Exchange): Promise<Answer> {
  const { operation } = exchange.route;
  if (!OPEN_TO_ALL.includes(operation)) {
    exchange.caller = callerOf(exchange.world, exchange.request.headers.authorization);
  }
  return HANDLERS[operation](exchange);
}

function callerOf(world: World, authorization: string | undefined): Caller {
  const token = bearerOf(authorization);
  if (token === undefined) {
    return { principal: ANONYMOUS, permissions: new Set(world.options.anonymousPermissions ?? []) };
  }
  const holder = world.tokens.holder(token);
  if (holder !== undefined) return holder;
  // A service account may sign a token for the service itself, which some client libraries prefer.
  if (token.startsWith('eyJ') && world.account.faultOf(token) === undefined) {
    return { principal: world.account.email, permissions: new Set(world.options.permissions ?? PERMISSIONS) };
  }
  throw badCredentials();
}
