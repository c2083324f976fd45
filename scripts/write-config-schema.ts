import { readFile, writeFile } from 'node:fs/promises';
import type { JsonSchema } from '../src/settings/field-types.ts';
import { privacyColumns } from '../src/settings/privacy-options.ts';
import { configNames, type SettingName, table } from '../src/settings/table.ts';
import { checksSchema, exceptionsSchema } from './config-schema/check-schemas.ts';
import {
  destinationOptionsSchema,
  destinationSchema,
  optionsByDestination,
} from './config-schema/destination-schemas.ts';
import {
  namesUnderResourceOptions,
  optionsDefinitions,
  resourceDefinitions,
  resourceOptionsSchema,
  resourcesSchema,
} from './config-schema/resource-schemas.ts';
import { schemaOf, setting } from './config-schema/schema-parts.ts';
import { shareRepeated } from './config-schema/share-repeated.ts';

/** The file that this script writes. */
export const configSchemaPath = 'config.schema.json';

/** Settings that are read by something else than a field. */
const ownSchemas: Record<string, JsonSchema> = {
  resources: resourcesSchema(),
  destination: destinationSchema(),
  'destination-options': destinationOptionsSchema(),
  'resource-options': resourceOptionsSchema,
  'privacy-columns': schemaOf(privacyColumns),
  checks: checksSchema,
  exceptions: exceptionsSchema,
};

function settingSchema(name: string): JsonSchema {
  const { text, field, default: value } = table[name as SettingName];
  return setting(ownSchemas[name] ?? (field && schemaOf(field)) ?? {}, text, value);
}

/** Returns the schema of the config file. */
export function configSchema(): JsonSchema {
  return shareRepeated({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Config of OpenAI Admin Export',
    description: 'Made by `node scripts/write-config-schema.ts` from the declarations that the config is read by.',
    type: ['object', 'null'],
    properties: Object.fromEntries(configNames.map((name) => [name, settingSchema(name)])),
    additionalProperties: false,
    allOf: [...optionsByDestination, namesUnderResourceOptions],
    definitions: {
      'not-given': { type: ['string', 'null'], maxLength: 0 },
      ...resourceDefinitions,
      ...optionsDefinitions,
    },
  });
}

/** Returns the text of the file: compact, with a line for each setting and each definition, so a diff shows which of them changed. */
export function configSchemaText(): string {
  const { properties, definitions, ...rest } = configSchema() as Record<string, Record<string, unknown>>;
  const lines = (of: Record<string, unknown> = {}) =>
    Object.entries(of).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const block = (name: string, of: string[]) => `"${name}":{\n${of.join(',\n')}\n}`;
  const parts = [...lines(rest), block('properties', lines(properties)), block('definitions', lines(definitions))];
  return `{\n${parts.join(',\n')}\n}\n`;
}

if (import.meta.main) {
  const text = configSchemaText();
  const isCurrent = (await readFile(configSchemaPath, 'utf8').catch(() => '')) === text;
  if (!isCurrent) await writeFile(configSchemaPath, text);
}
