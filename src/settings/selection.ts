import type { Selection } from '../archive/selection.ts';
import { allResources } from '../catalogue/catalogue.ts';
import { customResources } from '../catalogue/custom.ts';
import { presets } from '../catalogue/presets.ts';
import type { Resource } from '../catalogue/resource.ts';
import { didYouMean } from '../text/nearest-name.ts';
import { inputs } from './inputs.ts';
import { type Mistakes, quote } from './mistakes.ts';
import type { ResourceList } from './resource-list.ts';

/** A resource to export, before it has its options. */
export type Choice = Omit<Selection, 'options'>;

/** What an id of a single object looks like: it becomes a step of a path, from which `.` and `..` would lead away. */
export const plainId = /^(?!\.{1,2}$)[\x21-\x22\x24\x26-\x2e\x30-\x3e\x40-\x5b\x5d-\x7e]+$/;

function checkIds(resource: Resource, ids: string[] | undefined, mistakes: Mistakes): void {
  const name = `'resources': ${quote(resource.name)}`;
  if (ids !== undefined && resource.idParameter === undefined) {
    mistakes.add(`${name} takes no ids: it is a list or a single object, and is read in full`);
  }
  if (ids?.length === 0 || ids?.some((id) => !plainId.test(id))) {
    mistakes.add(
      () => `${name} has ids ${quote(ids)}: expected at least one, each a plain id, and neither "." nor ".."`,
    );
  }
  if (ids === undefined && resource.idsRequired) {
    mistakes.add(`${name} can only be read by id: write it as {name: ${resource.name}, ids: […]}`);
  }
}

/**
 * Returns what to export, in the catalogue's order, the user's own resources last. What the user named is `named` even where
 * a preset brings it too; `!name` wins over both. A list that names nothing begins with the default preset.
 */
export function chooseResources(list: ResourceList, mistakes: Mistakes): Choice[] {
  const { resources: custom, mistakes: customMistakes } = customResources(list.custom);
  for (const mistake of customMistakes) mistakes.add(`'resources': ${mistake}`);

  const customNames = custom.map(({ name }) => name);
  const allowed = new Set([...allResources.map(({ name }) => name), ...presets.keys(), ...customNames]);
  for (const name of [...list.names, ...list.removed]) {
    if (allowed.has(name)) continue;
    const advice = () => didYouMean(name, [...allowed]) || `; presets are ${[...presets.keys()].join(', ')}`;
    mistakes.add(() => `'resources' holds ${quote(name)}, which is neither a resource nor a preset${advice()}`);
  }
  for (const name of list.ids.keys()) {
    if (presets.has(name)) mistakes.add(`'resources': ${quote(name)} is a preset, which takes no ids`);
  }

  const asked = list.names.length + custom.length > 0 ? list.names : [inputs.resources.default];
  const removed = new Set(list.removed.flatMap((name) => presets.get(name) ?? name));
  const fromPresets = new Set(asked.flatMap((name) => presets.get(name) ?? []));
  const named = new Set([...asked, ...customNames]);
  const choices = [...allResources, ...custom]
    .filter(({ name }) => (named.has(name) || fromPresets.has(name)) && !removed.has(name))
    .map((resource): Choice => {
      const ids = list.ids.get(resource.name);
      checkIds(resource, ids, mistakes);
      return { resource, origin: named.has(resource.name) ? 'named' : 'preset', ...(ids && { ids }) };
    });
  for (const { resource } of choices) {
    const parent = customNames.find((name) => name === resource.parent?.resource);
    if (parent === undefined || choices.some(({ resource: { name } }) => name === parent)) continue;
    mistakes.add(
      `'resources': ${quote(resource.name)} is read for each entry of ${quote(parent)}, which !${parent} leaves out: leave out both or none`,
    );
  }
  const isUnderstood = [...named].every((name) => allowed.has(name));
  if (choices.length === 0 && isUnderstood)
    mistakes.add("'resources' leaves nothing to export: each one is left out by a !name");
  return choices;
}
