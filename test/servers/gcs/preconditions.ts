import type { StoredObject } from './buckets.ts';
import { conditionNotMet, GcsRefusal } from './refusal.ts';
import type { World } from './world.ts';

/**
 * Refuses a request whose conditions on the object do not hold; generation 0 stands for "there is none".
 * https://cloud.google.com/storage/docs/request-preconditions
 */
export function checkPreconditions(
  world: World,
  query: URLSearchParams,
  object: StoredObject | undefined,
  reading = false,
): void {
  if (world.options.ignorePreconditions) return;
  const generation = String(object?.generation ?? 0);
  const metageneration = object === undefined ? undefined : String(object.metageneration);
  const differs = (name: string, actual: string | undefined) => query.has(name) && query.get(name) !== actual;
  const equals = (name: string, actual: string | undefined) => query.has(name) && query.get(name) === actual;
  if (differs('ifGenerationMatch', generation) || differs('ifMetagenerationMatch', metageneration)) {
    throw conditionNotMet('If-Match');
  }
  const unchanged = equals('ifGenerationNotMatch', generation);
  if (unchanged || equals('ifMetagenerationNotMatch', metageneration)) {
    // To a reader it is good news: what they have is what there is.
    throw reading ? new GcsRefusal(304, 'notModified', '') : conditionNotMet('If-None-Match');
  }
}
