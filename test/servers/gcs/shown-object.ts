import type { StoredObject } from './buckets.ts';
import { objectResource } from './object-resource.ts';
import type { World } from './world.ts';

/** One generation of an object, as a test looks at it. */
export interface ShownObject {
  generation: number;
  metageneration: number;
  current: boolean;
  size: number;
  contentType: string | undefined;
  storageClass: string;
  /** As it was given, without the key's version. */
  kmsKeyName: string | undefined;
  /** The custom metadata. */
  metadata: Record<string, string>;
  /** The whole resource, as the API shows it. */
  resource: Record<string, unknown>;
  content(): Buffer;
}

/** All generations of an object, oldest first. */
export function shownObject(world: World, bucketName: string, name: string): ShownObject[] {
  const bucket = world.buckets.get(bucketName);
  if (bucket === undefined) return [];
  const live = bucket.live.get(name);
  const objects = bucket.noncurrent.filter((object) => object.name === name);
  return [...objects, ...(live === undefined ? [] : [live])].map((object) => show(world, object, object === live));
}

/** The bytes of all current objects, in the order of a listing. */
export function shownObjects(world: World, bucketName: string): Map<string, Buffer> {
  const objects = [...(world.buckets.get(bucketName)?.live.values() ?? [])];
  objects.sort((a, b) => Buffer.from(a.name).compare(Buffer.from(b.name)));
  return new Map(objects.map((object) => [object.name, object.bytes.content()]));
}

function show(world: World, object: StoredObject, current: boolean): ShownObject {
  return {
    generation: object.generation,
    metageneration: object.metageneration,
    current,
    size: object.bytes.size,
    contentType: object.fields.contentType,
    storageClass: object.storageClass,
    kmsKeyName: object.kmsKeyName,
    metadata: object.fields.metadata ?? {},
    resource: objectResource(world, object),
    content: () => object.bytes.content(),
  };
}
