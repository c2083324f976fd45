import type { BucketFilter } from '../catalogue/filters.ts';
import { hasFilter } from '../catalogue/kinds.ts';
import type { SettingDeclaration } from './declaration.ts';
import { linesOf, trueOrFalse } from './field-types.ts';
import { idsOf } from './fields.ts';

function declared<Field extends NonNullable<SettingDeclaration['field']>>(
  name: BucketFilter,
  text: string,
  field: Field,
  value?: string,
) {
  const own: SettingDeclaration['own'] = (resource) => hasFilter(resource, name);
  return { group: 'what', text, field, own, ...(value !== undefined && { value }) } as const;
}

/** The filters that only usage and costs have, a line each; what they are to the API stands in the catalogue. */
export const usageFilters = {
  users: declared('users', 'Only usage by these users, by line or comma.', idsOf('user ids'), 'ids'),
  'api-keys': declared('api-keys', 'Only usage and costs of these keys, by line or comma.', idsOf('key ids'), 'ids'),
  'line-items': declared(
    'line-items',
    'Only costs of these line items, by their full names, a line each or as a YAML list: names hold commas.',
    linesOf('expected a list of line items'),
    'names',
  ),
  batch: declared('batch', 'Only usage by batch jobs (true), or only other usage (false).', trueOrFalse()),
  sizes: declared('sizes', 'Only images of these sizes, by line or comma, such as 1024x1024.', idsOf('sizes'), 'sizes'),
  sources: declared(
    'sources',
    'Only images of these sources, by line or comma, such as image.generation.',
    idsOf('sources'),
    'names',
  ),
  'context-levels': declared(
    'context-levels',
    'Only web searches of these context levels, by line or comma, such as high.',
    idsOf('context levels'),
    'names',
  ),
  'vector-stores': declared(
    'vector-stores',
    'Only searches in these vector stores, by line or comma.',
    idsOf('vector store ids'),
    'ids',
  ),
} satisfies Partial<Record<BucketFilter, SettingDeclaration>>;
