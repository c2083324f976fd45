import type { Answer } from './answer.ts';
import { openBucket, removeObject, storeObject } from './buckets.ts';
import { type Exchange, wholeBody } from './exchange.ts';
import { existingObject } from './object-reads.ts';
import { mergeFields, objectResource } from './object-resource.ts';
import { checkPreconditions } from './preconditions.ts';
import { demand } from './tokens.ts';
import { checkPlan, userProjectOf } from './uploads.ts';

/** https://cloud.google.com/storage/docs/json_api/v1/objects/delete */
export function deleteObject(exchange: Exchange): Answer {
  const { world, route, query, caller } = exchange;
  const bucket = openBucket(world, route.bucket ?? '', query, userProjectOf(exchange));
  demand(caller, 'delete');
  const generation = query.get('generation');
  const object = existingObject(bucket, route.name ?? '', generation, caller);
  checkPreconditions(world, query, object);
  removeObject(world, bucket, object, generation !== null);
  return { status: 204 };
}

/** https://cloud.google.com/storage/docs/json_api/v1/objects/patch */
export async function patchObject(exchange: Exchange): Promise<Answer> {
  const { world, route, query, caller, fault } = exchange;
  const bucket = openBucket(world, route.bucket ?? '', query, userProjectOf(exchange));
  demand(caller, 'update');
  const given = JSON.parse((await wholeBody(exchange)).toString('utf8') || '{}');
  const object = existingObject(bucket, route.name ?? '', query.get('generation'), caller);
  checkPreconditions(world, query, object);
  object.fields = mergeFields(object.fields, given);
  object.metageneration += 1;
  object.updated = world.now();
  return { status: 200, json: objectResource(world, object, fault) };
}

/** https://cloud.google.com/storage/docs/json_api/v1/objects/rewrite, always in one step, and objects.copy. */
export async function copyObject(exchange: Exchange): Promise<Answer> {
  const { world, route, query, caller, request } = exchange;
  const userProject = userProjectOf(exchange);
  const from = openBucket(world, route.bucket ?? '', query, userProject);
  const to = openBucket(world, route.target?.bucket ?? '', query, userProject);
  demand(caller, 'get');
  demand(caller, 'create');
  const given = JSON.parse((await wholeBody(exchange)).toString('utf8') || '{}');
  const source = existingObject(from, route.name ?? '', query.get('sourceGeneration'), caller);
  const name = route.target?.name ?? '';
  checkPlan(exchange, { bucket: to, name, metadata: given, query });
  const object = storeObject(world, to, {
    name,
    bytes: source.bytes,
    // Metadata in the request stands in for the source's, all of it.
    fields: Object.keys(given).length === 0 ? source.fields : mergeFields({}, given),
    storageClass: given.storageClass ?? undefined,
    kmsKeyName: query.get('destinationKmsKeyName') ?? undefined,
  });
  const resource = objectResource(world, object, exchange.fault);
  if (request.url?.includes('/copyTo/')) return { status: 200, json: resource };
  const size = String(source.bytes.size);
  const json = { kind: 'storage#rewriteResponse', totalBytesRewritten: size, objectSize: size, done: true, resource };
  return { status: 200, json };
}
