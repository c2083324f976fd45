import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unpackArchive } from './archive.ts';
import type { FolderContent } from './workspace.ts';

/** What the service can be told to do wrong; every one holds until it is changed. */
export type CacheFault =
  /** The token may not write: reservations are answered with `ok: false`. */
  | 'read-only'
  /** The token may not read: look-ups are answered with 403. */
  | 'read-denied'
  /** Every key is taken already. */
  | 'conflict'
  /** Too many requests, try again in a minute. */
  | 'rate-limited'
  /** Finds nothing, whatever is stored. */
  | 'miss'
  /** Serves archives with their bytes damaged. */
  | 'corrupt'
  /** Serves archives cut short, with the length of the whole. */
  | 'cut'
  /** Refuses the upload itself. */
  | 'upload-refused';

export interface CacheEntry {
  key: string;
  version: string;
  bytes: number;
}

/** An Actions cache service on loopback, of the kind that `@actions/cache` calls version 2. */
export interface CacheService {
  url: string;
  /** The variables by which the runner tells an action of its cache. */
  environment(): Record<string, string>;
  /** What is stored, oldest first. */
  entries(): CacheEntry[];
  /** The files in an entry's archive. */
  contents(key: string): Promise<FolderContent>;
  /** Calls so far: `CreateCacheEntry`, `PUT blob`, ... */
  calls: string[];
  /** Removes all entries, as the service does after a week, but for the oldest `keep`. */
  evict(keep?: number): void;
  /** Switches a fault on; undefined switches it off. */
  fault(fault: CacheFault | undefined): void;
  close(): Promise<void>;
}

interface Stored {
  key: string;
  version: string;
  archive: Buffer;
  blocks: Map<string, Buffer>;
  finished: boolean;
}

interface State {
  stored: Stored[];
  fault: CacheFault | undefined;
  calls: string[];
  url: string;
}

interface Answer {
  status: number;
  body: Buffer | object;
  headers?: Record<string, string>;
  /** Ends the connection after this many bytes of the body. */
  cutAfter?: number;
}

const TOKEN = 'fake-runtime-token';
const METHODS = '/twirp/github.actions.results.api.v1.CacheService/';
/** The path that the storage SDK expects of a server without a host name of its own: account, container, blob. */
const BLOBS = '/devstoreaccount1/cache/';

/** Starts a cache service on a free port; the caller closes it. */
export async function startCacheService(): Promise<CacheService> {
  const state: State = { stored: [], fault: undefined, calls: [], url: '' };
  const server = createServer((request, response) => {
    handle(state, request).then(
      (answer) => send(response, answer),
      (error) => send(response, { status: 500, body: { code: 'internal', msg: String(error) } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const finished = () => state.stored.filter((entry) => entry.finished);
  return {
    url: state.url,
    environment: () => ({
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: `${state.url}/`,
      ACTIONS_RUNTIME_TOKEN: TOKEN,
    }),
    entries: () => finished().map(({ key, version, archive }) => ({ key, version, bytes: archive.length })),
    contents: async (key) => {
      const entry = finished().find((candidate) => candidate.key === key);
      if (entry === undefined) throw new Error(`the cache holds no ${key}`);
      return unpackArchive(entry.archive);
    },
    calls: state.calls,
    evict: (keep = 0) => {
      state.stored.length = Math.min(keep, state.stored.length);
    },
    fault: (fault) => {
      state.fault = fault;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(state: State, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', state.url);
  const body = await bodyOf(request);
  if (url.pathname.startsWith(BLOBS)) {
    state.calls.push(`${request.method} blob`);
    return handleBlob(state, request.method ?? 'GET', url, body);
  }
  const method = url.pathname.startsWith(METHODS) ? url.pathname.slice(METHODS.length) : '';
  state.calls.push(method);
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return refusal(401, 'unauthenticated', 'bad token');
  if (state.fault === 'rate-limited') {
    return { ...refusal(429, 'resource_exhausted', 'too many cache requests'), headers: { 'retry-after': '60' } };
  }
  const message = JSON.parse(body.toString('utf8'));
  if (method === 'CreateCacheEntry') return reserve(state, message);
  if (method === 'FinalizeCacheEntryUpload') return finalize(state, message);
  if (method === 'GetCacheEntryDownloadURL') return lookUp(state, message);
  return refusal(404, 'bad_route', `no method ${method}`);
}

function reserve(state: State, { key, version }: { key: string; version: string }): Answer {
  if (state.fault === 'read-only') {
    return { status: 200, body: { ok: false, message: 'cache write denied: token has no writable scopes' } };
  }
  const taken = state.stored.some((entry) => entry.key === key && entry.version === version);
  if (taken || state.fault === 'conflict') {
    const text = 'cache entry with the same key, version, and scope already exists';
    return refusal(409, 'already_exists', text);
  }
  state.stored.push({ key, version, archive: Buffer.alloc(0), blocks: new Map(), finished: false });
  return { status: 200, body: { ok: true, signed_upload_url: blobUrl(state, state.stored.length - 1) } };
}

function finalize(state: State, message: { key: string; version: string; size_bytes: string }): Answer {
  const index = state.stored.findIndex((entry) => entry.key === message.key && entry.version === message.version);
  const entry = state.stored[index];
  if (entry === undefined) return refusal(404, 'not_found', 'no such reservation');
  if (Number(message.size_bytes) !== entry.archive.length) {
    return { status: 200, body: { ok: false, message: 'the size differs from what was uploaded' } };
  }
  entry.finished = true;
  return { status: 200, body: { ok: true, entry_id: String(index + 1) } };
}

/** The exact key, then each key in order as a prefix, newest first: entries of another version are never found. */
function lookUp(state: State, message: { key: string; restore_keys?: string[]; version: string }): Answer {
  if (state.fault === 'read-denied') {
    return refusal(403, 'permission_denied', 'cache read denied: token has no readable scopes');
  }
  const candidates = state.stored.filter((entry) => entry.finished && entry.version === message.version).reverse();
  const keys = [message.key, ...(message.restore_keys ?? [])];
  const found =
    candidates.find((entry) => entry.key === message.key) ??
    keys.map((key) => candidates.find((entry) => entry.key.startsWith(key))).find((entry) => entry !== undefined);
  if (found === undefined || state.fault === 'miss') return { status: 200, body: { ok: false } };
  const signed_download_url = blobUrl(state, state.stored.indexOf(found));
  return { status: 200, body: { ok: true, signed_download_url, matched_key: found.key } };
}

/** https://learn.microsoft.com/en-us/rest/api/storageservices/put-blob, and its neighbours put-block, put-block-list */
function handleBlob(state: State, method: string, url: URL, body: Buffer): Answer {
  const entry = state.stored[Number(url.pathname.slice(BLOBS.length))];
  if (entry === undefined) return { status: 404, body: Buffer.alloc(0) };
  if (method === 'GET') {
    if (state.fault === 'cut') return { status: 200, body: entry.archive, cutAfter: entry.archive.length >> 1 };
    return { status: 200, body: state.fault === 'corrupt' ? Buffer.from(entry.archive).fill(7) : entry.archive };
  }
  if (method !== 'PUT') return { status: 405, body: Buffer.alloc(0) };
  if (state.fault === 'upload-refused') {
    const error = '<Error><Code>AuthenticationFailed</Code><Message>The signature has expired</Message></Error>';
    return { status: 403, body: Buffer.from(error), headers: { 'content-type': 'application/xml' } };
  }
  const part = url.searchParams.get('comp');
  if (part === 'block') entry.blocks.set(url.searchParams.get('blockid') ?? '', body);
  else if (part === 'blocklist') entry.archive = joinBlocks(entry.blocks, body.toString('utf8'));
  else entry.archive = body;
  return { status: 201, body: Buffer.alloc(0), headers: { etag: '"1"', 'x-ms-request-id': 'fake-request' } };
}

function joinBlocks(blocks: Map<string, Buffer>, list: string): Buffer {
  const ids = [...list.matchAll(/<(?:Latest|Uncommitted)>([^<]*)</g)].map((match) => match[1] ?? '');
  return Buffer.concat(ids.map((id) => blocks.get(id) ?? Buffer.alloc(0)));
}

function blobUrl(state: State, index: number): string {
  return `${state.url}${BLOBS}${index}?sig=fake-signature-${index}`;
}

function refusal(status: number, code: string, msg: string): Answer {
  return { status, body: { code, msg } };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, body, headers, cutAfter }: Answer): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...headers });
  if (cutAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, cutAfter), () => response.destroy());
}
