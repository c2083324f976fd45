import type { AddMistake, DestinationOption, OptionValues } from '../destinations/destination-kind.ts';
import type { DestinationConfig } from '../destinations/location.ts';
import { kindNamedBy, kindOf, type Location, nameOf, placesText } from '../destinations/registry.ts';
import { commonFields, ownFields } from './destination-options.ts';
import type { Roots } from './environment.ts';
import { type Mistakes, quote } from './mistakes.ts';
import { parseFields, type Setting, settingsIn } from './settings.ts';

const SCHEME = /^[a-z][a-z0-9+.-]+:\/\//i;

/** Returns the place that a text names, or undefined after adding a mistake. */
function locationOf({ value, label }: Setting, { env, roots, mistakes }: Reading): Location | undefined {
  const given = String(value).trim();
  const kind = kindNamedBy(given);
  const isUnknown = kind.schemes.length === 0 && SCHEME.test(given);
  const place = isUnknown ? { problem: `expected a ${placesText}` } : kind.parse(given, { env, roots });
  if (!('problem' in place)) return place;
  mistakes.add(`${label} is ${quote(given)}: ${place.problem}`);
  return undefined;
}

/** Returns the manifests' own place: another bucket by its URL, or a prefix in the same one. */
function manifestsOf(given: string, data: Location, reading: Reading): Location | undefined {
  const label = "'manifest-prefix' under destination-options";
  const { mistakes } = reading;
  const kind = kindOf(data);
  const isWhole = kindNamedBy(given).schemes.length > 0 || !kind.rootOf;
  const value = isWhole ? given : `${kind.rootOf?.(data)}/${given}`;
  const place = locationOf({ value, label }, reading);
  if (place === undefined) return undefined;
  if (place.kind !== data.kind) {
    mistakes.add(`${label} is ${quote(given)}: expected a place of the same kind as the destination`);
    return undefined;
  }
  if (nameOf(place) === nameOf(data)) mistakes.add(`${label} is ${quote(given)}: that is the destination itself`);
  const addMistake: AddMistake = (line) => mistakes.add(`${label} ${line}`);
  return kind.manifestsAt?.(data, place, given, addMistake) ?? ({ ...data, ...place } as Location);
}

interface Reading {
  env: NodeJS.ProcessEnv;
  roots: Roots;
  mistakes: Mistakes;
}

/**
 * Returns where to write and what may be done there, or undefined after adding a mistake.
 * @param options the setting `destination-options`, if given.
 */
export function readDestination(
  destination: Setting,
  options: Setting | undefined,
  env: NodeJS.ProcessEnv,
  roots: Roots,
  mistakes: Mistakes,
): DestinationConfig | undefined {
  const reading = { env, roots, mistakes };
  const place = locationOf(destination, reading);
  if (place === undefined) return undefined;
  const mapping = options?.value ?? {};
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) {
    mistakes.add(`${options?.label} is ${quote(mapping)}: expected a mapping such as {region: eu-central-1}`);
    return undefined;
  }
  const kind = kindOf(place);
  const fields = ownFields[place.kind];
  const allowed = [...Object.keys(commonFields), ...Object.keys(fields)];
  const given = settingsIn(mapping, allowed, ' under destination-options', mistakes);
  const common = parseFields(commonFields, given, mistakes);
  const own = withTexts(parseFields(fields, given, mistakes));
  const location = kind.withOptions?.(place, own, env, (line) => mistakes.add(line)) ?? place;
  const prefix = common['manifest-prefix'];
  const manifests = prefix === undefined ? undefined : manifestsOf(prefix, location, reading);
  const identity = nameOf(location);
  const endpoint = kind.endpointOf?.(location, env);
  return {
    location,
    ...(manifests && { manifests }),
    identity,
    binding: endpoint === undefined ? identity : `${identity} at ${endpoint}`,
    writeOnly: common.access === 'write-only',
    settledOnly: common['settled-only'] ?? false,
    history: common.history ?? false,
  };
}

/** Returns the options with tags as texts: YAML takes `true` and `1` for something else. */
function withTexts(given: Readonly<Record<string, unknown>>): OptionValues<Record<string, DestinationOption>> {
  const entries = Object.entries(given).map(([name, value]) => {
    if (typeof value !== 'object' || value === null) return [name, value];
    return [name, Object.fromEntries(Object.entries(value).map(([tag, text]) => [tag, String(text)]))];
  });
  return Object.fromEntries(entries);
}
