import type { Answer } from './answer.ts';
import { type Bucket, openBucket, storeObject } from './buckets.ts';
import type { StoredBytes } from './byte-spool.ts';
import { bodyOf, type Exchange } from './exchange.ts';
import { readRelated } from './multipart.ts';
import { mergeFields, objectResource } from './object-resource.ts';
import { checkPreconditions } from './preconditions.ts';
import { invalid } from './refusal.ts';
import { demand } from './tokens.ts';

/** An object to be written, before its bytes are there. */
export interface Plan {
  bucket: Bucket;
  name: string;
  /** The request's metadata, checksums among it. */
  metadata: Record<string, unknown>;
  /** The query by which the object is to be written, preconditions among it. */
  query: URLSearchParams;
}

/** https://cloud.google.com/storage/docs/json_api/v1/objects/insert, in one request. */
export async function insertObject(exchange: Exchange): Promise<Answer> {
  const { world, request, route, query, caller, fault } = exchange;
  const bucket = openBucket(world, route.bucket ?? '', query, userProjectOf(exchange));
  demand(caller, 'create');
  const type = request.headers['content-type'] ?? '';
  const related = query.get('uploadType') === 'multipart' ? await readRelated(bodyOf(exchange), type) : undefined;
  const spool = world.newSpool();
  try {
    for await (const chunk of related?.media ?? bodyOf(exchange)) spool.write(chunk);
  } catch (error) {
    spool.discard();
    throw error;
  }
  const mediaType = related === undefined ? type : related.mediaType;
  const metadata: Record<string, unknown> = { ...(mediaType && { contentType: mediaType }), ...related?.metadata };
  const name = requiredName(route.name ?? metadata.name);
  exchange.record.name = name;
  const plan = { bucket, name, metadata, query };
  checkPlan(exchange, plan);
  return storePlanned(exchange, plan, spool.finish({ corrupt: fault?.kind === 'corrupt-bytes' }));
}

/** Refuses what the caller may not write, or not under these conditions. */
export function checkPlan({ world, caller }: Exchange, { bucket, name, query }: Plan): void {
  const object = bucket.live.get(name);
  const first = world.options.deleteRightFirst ?? false;
  if (first && object !== undefined) demand(caller, 'delete');
  checkPreconditions(world, query, object);
  // Overwriting is deleting: https://cloud.google.com/storage/docs/access-control/iam-permissions#object_permissions
  if (!first && object !== undefined) demand(caller, 'delete');
}

/** Stores an object whose bytes have all arrived, and shows it. */
export function storePlanned(exchange: Exchange, plan: Plan, bytes: StoredBytes): Answer {
  const { world, request, fault } = exchange;
  const { bucket, name, metadata, query } = plan;
  // A fault damages the bytes after the service has checked them.
  if (fault?.kind !== 'corrupt-bytes') checkSums(metadata, request.headers['x-goog-hash'], bytes);
  const object = storeObject(world, bucket, {
    name,
    bytes,
    fields: mergeFields({}, metadata),
    storageClass: textOf(metadata.storageClass),
    kmsKeyName: query.get('kmsKeyName') ?? textOf(metadata.kmsKeyName),
  });
  return { status: 200, json: objectResource(world, object, fault) };
}

/** The project that pays may be named in a header as well. */
export function userProjectOf({ request }: Exchange): string | undefined {
  return textOf(request.headers['x-goog-user-project']);
}

export function requiredName(name: unknown): string {
  if (typeof name !== 'string' || name === '') throw invalid('Required object name is missing', 'required');
  if (Buffer.byteLength(name) > 1024) throw invalid('The maximum object name length is 1024 characters');
  return name;
}

function checkSums(metadata: Record<string, unknown>, header: string | string[] | undefined, bytes: StoredBytes): void {
  const listed = String(header ?? '').split(',');
  const inHeader = (name: string) => listed.map((entry) => entry.trim()).find((entry) => entry.startsWith(`${name}=`));
  const given = {
    CRC32C: textOf(metadata.crc32c) ?? inHeader('crc32c')?.slice('crc32c='.length),
    MD5: textOf(metadata.md5Hash) ?? inHeader('md5')?.slice('md5='.length),
  };
  const actual = { CRC32C: bytes.crc32c, MD5: bytes.md5Hash };
  for (const sum of ['CRC32C', 'MD5'] as const) {
    if (given[sum] === undefined || given[sum] === actual[sum]) continue;
    throw invalid(`Provided ${sum} hash "${given[sum]}" doesn't match calculated ${sum} hash "${actual[sum]}".`);
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
