import type { DestinationOption } from '../../src/destinations/destination-kind.ts';
import { kinds, type Location } from '../../src/destinations/registry.ts';
import { anyCase } from '../../src/destinations/store-kind.ts';
import { commonFields, ownFields } from '../../src/settings/destination-options.ts';
import type { JsonSchema } from '../../src/settings/field-types.ts';
import { anyOf, mapping, type Properties, schemaOf, setting } from './schema-parts.ts';

type Kind = Location['kind'];

/** Returns what addresses of these schemes begin with, of which the options are told apart. */
function schemePattern(schemes: readonly string[]): string {
  const any = schemes.map(anyCase).join('|');
  return `\\s*${schemes.length === 1 ? any : `(?:${any})`}://`;
}

const everyScheme = kinds.flatMap(({ schemes }) => [...schemes]);

/** By which the options are told apart: what has no scheme that is known is a folder. */
function patternOf(schemes: readonly string[]): string {
  return schemes.length > 0 ? `^${schemePattern(schemes)}` : `^(?!${schemePattern(everyScheme)})\\s*\\S`;
}

/** What each common option does. */
const commonTexts: Readonly<Record<keyof typeof commonFields, string>> = {
  access: 'write-only: nothing is read, listed or removed; what is known comes from the cached state. Default: full.',
  'settled-only': 'For stores that refuse overwriting: each period is written once, when it is settled.',
  history: 'Keep every different snapshot below _history/, for `as-of`.',
  'manifest-prefix':
    'Where manifests lie, if apart: another bucket or container by its URL, or a prefix in the same one.',
};

const ownTexts = kinds.flatMap(({ options }) =>
  Object.entries<DestinationOption>(options).map(([name, { text }]): [string, string] => [name, text]),
);
const descriptions = new Map([...Object.entries(commonTexts), ...ownTexts]);

function fieldsOf(kind: Kind) {
  return Object.entries({ ...commonFields, ...ownFields[kind] });
}

/** Returns what `destination` takes. */
export function destinationSchema(): JsonSchema {
  return { type: 'string', ...anyOf(...kinds.map(({ form }) => ({ pattern: form }))) };
}

function optionsOf(kind: Kind): Properties {
  return Object.fromEntries(fieldsOf(kind).map(([name, field]) => [name, setting(schemaOf(field))]));
}

/** Returns what `destination-options` takes, whatever the destination: a workflow may name it, and the config its options. */
export function destinationOptionsSchema(): JsonSchema {
  const all = new Map<string, JsonSchema[]>();
  for (const { kind } of kinds) {
    for (const [name, field] of fieldsOf(kind)) {
      all.set(name, [...(all.get(name) ?? []), schemaOf(field)]);
    }
  }
  const properties = [...all].map(([name, schemas]) => [name, setting(anyOf(...schemas), descriptions.get(name))]);
  return mapping(Object.fromEntries(properties));
}

/** What options hold where the config names the destination too. */
export const optionsByDestination: readonly JsonSchema[] = kinds.map(({ kind, schemes }) => {
  const properties = optionsOf(kind);
  return {
    if: { required: ['destination'], properties: { destination: { type: 'string', pattern: patternOf(schemes) } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema.
    then: { properties: { 'destination-options': { propertyNames: { enum: Object.keys(properties) }, properties } } },
  };
});
