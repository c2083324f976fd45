/** What a request asks for. */
export type Operation =
  | 'insert'
  | 'resumable-start'
  | 'resumable-put'
  | 'resumable-status'
  | 'resumable-cancel'
  | 'get'
  | 'download'
  | 'list'
  | 'delete'
  | 'patch'
  | 'copy'
  | 'bucket-get'
  | 'test-permissions'
  | 'token'
  | 'sts'
  | 'impersonate'
  | 'oidc'
  | 'unknown';

export interface Route {
  operation: Operation;
  bucket?: string;
  /** The object's name; for a resumable upload's later requests the front fills it in from the session. */
  name?: string;
  /** Where a copy goes. */
  target?: { bucket: string; name: string };
  /** The resumable upload's id. */
  uploadId?: string;
  /** The service account to be impersonated. */
  email?: string;
}

const UPLOAD = /^\/upload(?:\/storage\/v1)?\/b\/([^/]+)\/o$/;
const BUCKET = /^(?:\/storage\/v1)?\/b\/([^/]+)(\/o|\/iam\/testPermissions)?$/;
const COPY = /^(?:\/storage\/v1)?\/b\/([^/]+)\/o\/([^/]+)\/(?:rewriteTo|copyTo)\/b\/([^/]+)\/o\/([^/]+)$/;
const OBJECT = /^(?:\/download)?(?:\/storage\/v1)?\/b\/([^/]+)\/o\/(.+)$/;
const IMPERSONATE = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):generateAccessToken$/;

/**
 * Reads a request line. Both families of paths are known: `/storage/v1/b/...`, and `/b/...`, which the SDK uses when
 * STORAGE_EMULATOR_HOST is set. `path` is taken as sent: a URL parser would fold the dots in an object's name.
 */
export function parseRoute(method: string, path: string, query: URLSearchParams, status: boolean): Route {
  const upload = UPLOAD.exec(path);
  if (upload !== null) return uploadRoute(method, decode(upload[1]), query, status);
  const copy = COPY.exec(path);
  if (copy !== null && method === 'POST') {
    const [, bucket, name, targetBucket, targetName] = copy.map(decode);
    const target = { bucket: targetBucket as string, name: targetName as string };
    return { operation: 'copy', bucket: bucket as string, name: name as string, target };
  }
  const object = OBJECT.exec(path);
  if (object !== null) return objectRoute(method, path, query, decode(object[1]), decode(object[2]));
  const bucket = BUCKET.exec(path);
  if (bucket !== null && method === 'GET') {
    const operations: Record<string, Operation> = { '/o': 'list', '/iam/testPermissions': 'test-permissions' };
    return { operation: operations[bucket[2] ?? ''] ?? 'bucket-get', bucket: decode(bucket[1]) };
  }
  return tokenRoute(method, path);
}

function uploadRoute(method: string, bucket: string, query: URLSearchParams, status: boolean): Route {
  const name = query.get('name');
  const uploadId = query.get('upload_id');
  const named = { bucket, ...(name !== null && { name }) };
  if (uploadId === null) {
    if (method !== 'POST') return { operation: 'unknown' };
    return { operation: query.get('uploadType') === 'resumable' ? 'resumable-start' : 'insert', ...named };
  }
  if (method === 'DELETE') return { operation: 'resumable-cancel', uploadId, ...named };
  return { operation: status ? 'resumable-status' : 'resumable-put', uploadId, ...named };
}

function objectRoute(method: string, path: string, query: URLSearchParams, bucket: string, name: string): Route {
  const media = query.get('alt') === 'media' || path.startsWith('/download/');
  const operations: Record<string, Operation> = {
    GET: media ? 'download' : 'get',
    DELETE: 'delete',
    PATCH: 'patch',
    PUT: 'patch',
  };
  return { operation: operations[method] ?? 'unknown', bucket, name };
}

function tokenRoute(method: string, path: string): Route {
  if (method === 'GET' && path === '/github-oidc') return { operation: 'oidc' };
  if (method !== 'POST') return { operation: 'unknown' };
  if (path === '/token') return { operation: 'token' };
  if (path === '/v1/token') return { operation: 'sts' };
  const email = IMPERSONATE.exec(path)?.[1];
  return email === undefined ? { operation: 'unknown' } : { operation: 'impersonate', email: decode(email) };
}

function decode(text: string | undefined): string {
  return decodeURIComponent(text ?? '');
}
