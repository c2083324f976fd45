import { isObject } from '../api/row-shape.ts';
import { allResources, resourceNamed } from '../catalogue/catalogue.ts';
import type { Resource } from '../catalogue/resource.ts';
import { didYouMean } from '../text/nearest-name.ts';
import { checkOwnOptions } from './cross-checks.ts';
import { type Mistakes, quote } from './mistakes.ts';
import { type OwnOptions, parseFields, type RunOptions, type Setting, settingsIn } from './settings.ts';
import { optionFields, optionsOf } from './table.ts';

/** Returns where a setting for one resource stands, for messages. */
export function placeOf(name: string): string {
  return ` under resource-options.${name}`;
}

/**
 * Returns the options of each resource under `resource-options`. A known resource that is not exported here may stand there
 * too, so that jobs can share one config.
 */
export function readOwnOptions(
  setting: Setting | undefined,
  chosen: readonly Resource[],
  run: RunOptions,
  mistakes: Mistakes,
): Map<string, OwnOptions> {
  const found = new Map<string, OwnOptions>();
  if (setting === undefined) return found;
  if (!isObject(setting.value)) {
    mistakes.add(`${setting.label} is ${quote(setting.value)}: expected a mapping such as {costs: {format: csv}}`);
    return found;
  }
  const known = [...allResources, ...chosen].map(({ name }) => name);
  for (const [name, given] of Object.entries(setting.value)) {
    const resource = chosen.find((resource) => resource.name === name) ?? resourceNamed(name);
    if (resource === undefined) {
      mistakes.add(() => `${setting.label} names ${quote(name)}, which is not a resource${didYouMean(name, known)}`);
    } else if (given !== null && !isObject(given)) {
      mistakes.add(
        () => `${setting.label} holds ${quote(given)} for ${quote(name)}: expected a mapping such as {format: csv}`,
      );
    } else {
      const settings = settingsIn(given ?? {}, optionsOf(resource), placeOf(name), mistakes);
      const own = parseFields(optionFields, settings, mistakes);
      checkOwnOptions(resource, own, run, placeOf(name), mistakes);
      found.set(name, own);
    }
  }
  return found;
}
