import { createGunzip } from 'node:zlib';
import type { Answer } from './answer.ts';
import { type Bucket, findObject, openBucket, type StoredObject } from './buckets.ts';
import type { Exchange } from './exchange.ts';
import { etagOf, hashHeader, objectResource } from './object-resource.ts';
import { checkPreconditions } from './preconditions.ts';
import { GcsRefusal, noSuchObject } from './refusal.ts';
import { type Caller, demand } from './tokens.ts';
import { userProjectOf } from './uploads.ts';

/** https://cloud.google.com/storage/docs/json_api/v1/objects/get */
export function getObject(exchange: Exchange): Answer {
  const { world, fault } = exchange;
  const object = readableObject(exchange);
  return { status: 200, headers: { etag: etagOf(object) }, json: objectResource(world, object, fault) };
}

/** The same with alt=media: the bytes, or a range of them. */
export function downloadObject(exchange: Exchange): Answer {
  const { request, fault } = exchange;
  const object = readableObject(exchange);
  const { bytes, fields } = object;
  const gzipped = fields.contentEncoding === 'gzip';
  const asStored = !gzipped || /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const headers = { ...mediaHeaders(object), 'x-goog-hash': hashHeader(object, fault) };
  // https://cloud.google.com/storage/docs/transcoding#decompressive_transcoding
  if (!asStored) return { status: 200, headers, stream: bytes.stream().pipe(createGunzip()) };
  const encoded = { ...headers, ...(fields.contentEncoding && { 'content-encoding': fields.contentEncoding }) };
  const range = parseRange(request.headers.range, bytes.size);
  if (range === undefined) {
    const whole = { ...encoded, 'content-length': String(bytes.size) };
    return { status: 200, headers: whole, stream: bytes.stream() };
  }
  const [start, end] = range;
  const part = { 'content-length': String(end - start + 1), 'content-range': `bytes ${start}-${end}/${bytes.size}` };
  return { status: 206, headers: { ...encoded, ...part }, stream: bytes.stream(start, end) };
}

/** The object, or the refusal that fits the caller: who may not list is not told what there is. */
export function existingObject(bucket: Bucket, name: string, generation: string | null, caller: Caller): StoredObject {
  const object = findObject(bucket, name, generation);
  if (object !== undefined) return object;
  demand(caller, 'list');
  throw noSuchObject(bucket.name, name);
}

function readableObject(exchange: Exchange): StoredObject {
  const { world, route, query, caller } = exchange;
  const bucket = openBucket(world, route.bucket ?? '', query, userProjectOf(exchange));
  demand(caller, 'get');
  const object = existingObject(bucket, route.name ?? '', query.get('generation'), caller);
  checkPreconditions(world, query, object, true);
  return object;
}

function mediaHeaders(object: StoredObject): Record<string, string> {
  const { fields, bytes } = object;
  return {
    'content-type': fields.contentType ?? 'application/octet-stream',
    etag: etagOf(object),
    'last-modified': new Date(object.updated).toUTCString(),
    'x-goog-generation': String(object.generation),
    'x-goog-metageneration': String(object.metageneration),
    'x-goog-storage-class': object.storageClass,
    'x-goog-stored-content-encoding': fields.contentEncoding ?? 'identity',
    'x-goog-stored-content-length': String(bytes.size),
    ...(fields.cacheControl && { 'cache-control': fields.cacheControl }),
    ...(fields.contentDisposition && { 'content-disposition': fields.contentDisposition }),
  };
}

function parseRange(header: string | undefined, size: number): [number, number] | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const last = size - 1;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? last : Math.min(Number(match[2]), last);
  if (start > last) {
    throw new GcsRefusal(416, 'requestedRangeNotSatisfiable', 'Request range not satisfiable');
  }
  return [start, end];
}
