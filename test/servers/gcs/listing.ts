import type { Answer } from './answer.ts';
import { type Bucket, openBucket, type StoredObject } from './buckets.ts';
import type { Exchange } from './exchange.ts';
import { objectResource } from './object-resource.ts';
import { invalid } from './refusal.ts';
import { demand, type Permission, permissionName } from './tokens.ts';
import { userProjectOf } from './uploads.ts';

/** The service gives no more at a time, whatever is asked for. */
const LARGEST_PAGE = 1000;

/** https://cloud.google.com/storage/docs/json_api/v1/objects/list */
export function listObjects(exchange: Exchange): Answer {
  const { world, route, query, caller } = exchange;
  const bucket = openBucket(world, route.bucket ?? '', query, userProjectOf(exchange));
  demand(caller, 'list');
  const size = Math.min(pageSize(query.get('maxResults')), world.options.pageSize ?? LARGEST_PAGE);
  const entries = entriesOf(bucket, query);
  const token = query.get('pageToken');
  const after = token === null ? undefined : Buffer.from(token, 'base64url');
  const left = entries.filter(({ key }) => after === undefined || Buffer.from(key).compare(after) > 0);
  const page = left.slice(0, size);
  const items = page.flatMap(({ objects }) => objects).map((object) => objectResource(world, object));
  const prefixes = page.filter(({ objects }) => objects.length === 0).map(({ key }) => key);
  const last = page.at(-1);
  const more = last !== undefined && left.length > page.length;
  const json = {
    kind: 'storage#objects',
    // The service leaves out what is empty.
    ...(more && { nextPageToken: Buffer.from(last.key).toString('base64url') }),
    ...(prefixes.length > 0 && { prefixes }),
    ...(items.length > 0 && { items }),
  };
  return { status: 200, json };
}

/** https://cloud.google.com/storage/docs/json_api/v1/buckets/get */
export function getBucket(exchange: Exchange): Answer {
  const { world, route, query, caller } = exchange;
  const bucket = openBucket(world, route.bucket ?? '', query, userProjectOf(exchange));
  demand(caller, 'buckets.get');
  const { name, options, timeCreated } = bucket;
  const json = {
    kind: 'storage#bucket',
    id: name,
    name,
    location: 'US',
    storageClass: options.storageClass ?? 'STANDARD',
    timeCreated: new Date(timeCreated).toISOString(),
    metageneration: '1',
    ...(options.versioned && { versioning: { enabled: true } }),
    ...(options.requesterPays && { billing: { requesterPays: true } }),
    ...(options.retainSeconds && { retentionPolicy: { retentionPeriod: String(options.retainSeconds) } }),
  };
  return { status: 200, json };
}

/** https://cloud.google.com/storage/docs/json_api/v1/buckets/testIamPermissions */
export function testPermissions(exchange: Exchange): Answer {
  const { world, route, query, caller } = exchange;
  openBucket(world, route.bucket ?? '', query, userProjectOf(exchange));
  const held = [...caller.permissions].map((permission) => permissionName(permission as Permission));
  const permissions = query.getAll('permissions').filter((permission) => held.includes(permission));
  const json = { kind: 'storage#testIamPermissionsResponse', ...(permissions.length > 0 && { permissions }) };
  return { status: 200, json };
}

/** A name with its generations, or a prefix without any. */
interface Entry {
  key: string;
  objects: StoredObject[];
}

function entriesOf(bucket: Bucket, query: URLSearchParams): Entry[] {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const [from, to] = [query.get('startOffset') ?? '', query.get('endOffset') ?? ''];
  const all = query.get('versions') === 'true' ? [...bucket.noncurrent, ...bucket.live.values()] : bucket.live.values();
  const entries = new Map<string, Entry>();
  for (const object of all) {
    const { name } = object;
    if (!name.startsWith(prefix) || byteOrder(name, from) < 0 || (to !== '' && byteOrder(name, to) >= 0)) continue;
    const cut = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
    const key = cut < 0 ? name : name.slice(0, cut + delimiter.length);
    const entry = entries.get(key) ?? { key, objects: [] };
    if (cut < 0) entry.objects.push(object);
    entries.set(key, entry);
  }
  return [...entries.values()].sort((a, b) => byteOrder(a.key, b.key));
}

/** By the bytes of UTF-8: JavaScript's own order differs beyond U+FFFF. */
function byteOrder(a: string, b: string): number {
  return Buffer.from(a).compare(Buffer.from(b));
}

function pageSize(maxResults: string | null): number {
  if (maxResults === null) return LARGEST_PAGE;
  const size = Number(maxResults);
  if (!Number.isInteger(size) || size < 1) throw invalid(`Invalid unsigned integer value: '${maxResults}'.`);
  return Math.min(size, LARGEST_PAGE);
}
