import { resourceNamed } from './catalogue.ts';
import type { Resource, SnapshotResource } from './resource.ts';

/**
 * Returns the list of this name that others are read below.
 * @param own resources of the run, among which are those that the catalogue lacks.
 */
export function listNamed(name: string, own: readonly Resource[]): SnapshotResource {
  const resource = own.find((candidate) => candidate.custom && candidate.name === name) ?? resourceNamed(name);
  if (resource?.kind !== 'snapshot') throw new Error(`The parent resource "${name}" is no snapshot`);
  return resource;
}

/** Returns the lists that a resource is read below, the nearest first. */
export function listsAbove(resource: Resource, own: readonly Resource[]): SnapshotResource[] {
  const lists: SnapshotResource[] = [];
  for (let at = resource; at.parent; at = listNamed(at.parent.resource, own)) {
    lists.push(listNamed(at.parent.resource, own));
  }
  return lists;
}
