import type { Column, Resource } from '../../src/catalogue/resource.ts';
import { audit } from './audit.ts';
import type { ColumnText, Family, ResourceText, SeenField } from './description.ts';
import { keys } from './keys.ts';
import { members } from './members.ts';
import { projects } from './projects.ts';
import { roles } from './roles.ts';
import { settings } from './settings.ts';
import { sharedColumns } from './shared-columns.ts';
import { spend } from './spend.ts';
import { usageFamily } from './usage.ts';

/** Everything that is exported, in the order of the page. */
export const families: readonly Family[] = [audit, members, projects, roles, keys, settings, spend, usageFamily];

/** What a column is, complete. */
export interface DescribedColumn extends ColumnText {
  name: string;
  /** What a value is in JSONL: `text`, `number`, `list of texts`. */
  jsonl: string;
  /** What a cell is in CSV, where that is not the same. */
  csv?: string;
  /** Kind of personal data that `privacy` hides here. */
  hidden?: string;
  volatile?: true;
}

/** Says what a resource is. Throws if nobody has written it down. */
export function describeResource(name: string): ResourceText & { scope: string } {
  for (const { resources, scope } of families) {
    const text = resources[name];
    if (text !== undefined) return { scope, ...text };
  }
  throw new Error(`${name} has no description: write one in docs/data/`);
}

/** Says what a column is: as its resource does, else as the one that the resource is like, else as all. Throws if none does. */
export function describeColumn(resource: Pick<Resource, 'name'>, column: Column): DescribedColumn {
  const own = describeResource(resource.name);
  const alike = own.like === undefined ? undefined : describeResource(own.like);
  const found = own.columns?.[column.name] ?? alike?.columns?.[column.name] ?? sharedColumns[column.name];
  if (found === undefined) {
    throw new Error(`${resource.name}.${column.name} has no description: write one in docs/data/`);
  }
  const text: ColumnText = typeof found === 'string' ? { text: found } : found;
  const isJson = column.type === 'json';
  if (column.type === 'number' && text.unit === undefined)
    throw new Error(`${resource.name}.${column.name} has no unit`);
  if (isJson && text.jsonl === undefined) throw new Error(`${resource.name}.${column.name} does not say what is in it`);
  const isTime = column.type === 'time';
  return {
    ...text,
    name: column.name,
    jsonl: text.jsonl ?? (isTime ? 'number' : column.type),
    ...(isTime && { unit: 'Unix seconds' }),
    ...(isTime && { csv: 'UTC time' }),
    ...(isJson && { csv: 'JSON text' }),
    ...(column.personal && { hidden: column.personal }),
    ...(column.volatile && { volatile: true }),
  };
}

/** Says what a field beyond the catalogue is; it is never converted. */
export function describeSeen(name: string, seen: SeenField): DescribedColumn {
  return { jsonl: 'text', ...seen, name };
}
