import { list } from '../text/list.ts';
import type { SchemaOptions } from './schema-options.ts';

/** Most names and periods that a sentence lists; beyond that, it counts them. */
const MOST_NAMED = 20;
const MOST_PERIODS = 5;

/**
 * Returns why a resource was not written as a whole, and what to do.
 * @param periods names of the partitions that were left as they are; none for a snapshot.
 */
export function frozenText(
  resource: string,
  mode: SchemaOptions['mode'],
  fields: Iterable<string>,
  periods: readonly string[] = [],
): string {
  const names = [...new Set(fields)].sort();
  const what = periods.length === 0 ? 'the snapshot' : list(periods, MOST_PERIODS);
  const why =
    mode === 'freeze'
      ? '`on-schema-change` is `freeze`'
      : `\`${mode}\` cannot leave out a field that distinguishes rows`;
  return [
    `The API sends fields that this release does not know, or knows in another structure: ${list(names, MOST_NAMED)}.`,
    `Because ${why}, nothing was written of ${what}: what is stored stays as it was.`,
    `To let them in, set \`resource-options: {${resource}: {known-fields: [${list(names.map(quoted), MOST_NAMED)}]}}\` in \`config\`, or another \`on-schema-change\`.`,
  ].join(' ');
}

/** As YAML takes it inside a list. */
function quoted(name: string): string {
  return /^[a-z][\w.]*$/i.test(name) ? name : JSON.stringify(name);
}
