import { allResources, resourceNamed } from './catalogue.ts';
import { customBuckets, customEvents, mistakesOfKind } from './custom-dated.ts';
import type { CustomDefinition } from './custom-definition.ts';
import { parentOf, placeholders } from './declare.ts';
import { presets } from './presets.ts';
import type { Resource, SnapshotResource } from './resource.ts';

/** What names, paths and selectors of custom resources look like. */
export const safeName = /^[a-z][a-z0-9_]{0,63}$/;
export const safePath = /^(\/([\w.~:@-]+|\{[a-z][a-z0-9_]*\}))+$/;
export const safeSelector = /^[^\s.]+(\.[^\s.]+)*$/;

/** Names of devices on Windows, where no folder can have them: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
export const deviceNames: readonly string[] = [
  ...['con', 'prn', 'aux', 'nul'],
  ...['com', 'lpt'].flatMap((name) => Array.from({ length: 10 }, (_, number) => `${name}${number}`)),
];

function mistakesIn(definition: CustomDefinition, timesGiven: ReadonlyMap<string, number>): string[] {
  const { name, path, dataSelector, parent, pagination, kind = 'snapshot' } = definition;
  const found = mistakesOfKind(definition);
  if (!safeName.test(name)) found.push('name must be lower-case letters, digits and "_", beginning with a letter');
  if (resourceNamed(name) || presets.has(name)) found.push('name is taken by a resource or preset of the catalogue');
  if (deviceNames.includes(name)) {
    found.push('name is a device on Windows, where no file below it could be checked out: choose another one');
  }
  if ((timesGiven.get(name) ?? 0) > 1) found.push('name is given to more than one custom resource');
  const leavesTheApi = path.split('/').some((segment) => segment === '.' || segment === '..');
  if (!safePath.test(path) || leavesTheApi) {
    found.push(
      `path must be a plain path below base-url, such as /organization/things or /projects/{project_id}/things`,
    );
  }
  if (
    dataSelector !== undefined &&
    !safeSelector.test(dataSelector) &&
    !(dataSelector === '' && pagination === 'none')
  ) {
    found.push('data_selector must be a path such as data or result.items');
  }
  if (kind !== 'snapshot') return found;
  if (placeholders(path).length > 0 && parent === undefined) {
    found.push('path holds {placeholders}, so parent must name the list that fills them');
  }
  if (placeholders(path).length === 0 && parent !== undefined) {
    found.push('parent is given, but path holds no {placeholder} for its ids');
  }
  return found;
}

function declare(definition: CustomDefinition, parent: SnapshotResource | undefined): Resource {
  if (definition.kind === 'buckets') return customBuckets(definition);
  if (definition.kind === 'events') return customEvents(definition);
  const { name, path, params, primaryKey, pagination = 'last_id' } = definition;
  return {
    kind: 'snapshot',
    custom: true,
    name,
    path,
    pagination,
    dataSelector: definition.dataSelector ?? (pagination === 'none' ? '' : 'data'),
    columns: [],
    key: primaryKey ?? [],
    parentIds: placeholders(path),
    ...(params && { query: params }),
    ...(parent && { parent: parentOf(path, parent) }),
  };
}

function whyNoParent(parent: CustomDefinition | undefined): string {
  if (parent === undefined) return 'is not a list that can be read';
  const { kind = 'snapshot' } = parent;
  return kind === 'snapshot' ? 'leads back to itself' : `is of kind ${kind}: a parent is a list that is read whole`;
}

/**
 * Returns the declarations of the user's own resources, in the order given, and every mistake in them, one sentence each.
 * A parent may be a snapshot of the catalogue or another custom resource, wherever it stands in the list.
 */
export function customResources(definitions: CustomDefinition[]): {
  resources: Resource[];
  mistakes: string[];
} {
  const timesGiven = new Map<string, number>();
  for (const { name } of definitions) timesGiven.set(name, (timesGiven.get(name) ?? 0) + 1);
  const mistakes = definitions.flatMap((definition) =>
    mistakesIn(definition, timesGiven).map((mistake) => `custom resource "${definition.name}": ${mistake}`),
  );
  const readable = new Map<string, SnapshotResource>();
  for (const resource of allResources) {
    if (resource.kind === 'snapshot' && !resource.idsRequired) readable.set(resource.name, resource);
  }
  const isReadable = ({ parent }: CustomDefinition) => parent === undefined || readable.has(parent);
  const waiting = new Map<string, CustomDefinition[]>();
  for (const definition of definitions) {
    if (isReadable(definition)) continue;
    const parent = definition.parent ?? '';
    const others = waiting.get(parent) ?? [];
    others.push(definition);
    waiting.set(parent, others);
  }
  const declared = new Map<CustomDefinition, Resource>();
  // It grows while it is gone through: by those whose parent is declared now.
  const ready = definitions.filter(isReadable);
  for (const definition of ready) {
    const { name, parent } = definition;
    const resource = declare(definition, parent === undefined ? undefined : readable.get(parent));
    declared.set(definition, resource);
    if (resourceNamed(name) || resource.kind !== 'snapshot') continue;
    readable.set(name, resource);
    ready.push(...(waiting.get(name) ?? []));
    waiting.delete(name);
  }
  for (const definition of definitions.filter((definition) => !declared.has(definition))) {
    const why = whyNoParent(definitions.find(({ name }) => name === definition.parent));
    mistakes.push(`custom resource "${definition.name}": parent "${definition.parent}" ${why}`);
  }
  return { resources: definitions.flatMap((definition) => declared.get(definition) ?? []), mistakes };
}
