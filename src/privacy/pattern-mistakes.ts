import type { Resource } from '../catalogue/resource.ts';
import type { PrivacyColumns, PrivacyOptions } from '../config.ts';
import { didYouMean } from '../nearest-name.ts';
import { advance, begin, firstOf, isMatched, type Pattern, parsePattern } from './column-patterns.ts';

/** A shorter key can be found by trying: names and addresses are easy to guess. */
export const SHORTEST_KEY = 16;

/**
 * Returns what is wrong with the adjustments of columns, one sentence each.
 * @param resources all that a run may have, the user's own ones too.
 */
export function mistakesInColumns(
  mode: PrivacyOptions['mode'],
  columns: PrivacyColumns,
  resources: readonly Resource[],
): string[] {
  const names = resources.map(({ name }) => name);
  return (['include', 'exclude'] as const).flatMap((list) =>
    columns[list].flatMap((text) => {
      const pattern = parsePattern(text);
      const what = `privacy columns, ${list}: "${text}"`;
      if (pattern.length < 2 || pattern.includes('')) {
        return [`${what} must be a resource and a column, such as audit_logs.actor.session.ip_address or *.name`];
      }
      const first = firstOf(text);
      if (first !== '*' && first !== '**' && !names.includes(first)) {
        return [`${what} begins with no resource${didYouMean(first, names)}`];
      }
      const identified =
        list === 'include' && mode === 'redact' ? resources.find((one) => identifies(pattern, one)) : undefined;
      if (identified === undefined) return [];
      return [
        `${what} would make the rows of ${identified.name} look the same, because it is what tells them apart; pseudonymize keeps them apart`,
      ];
    }),
  );
}

/** True where a pattern takes a field by which rows are told apart. */
function identifies(pattern: Pattern, resource: Resource): boolean {
  const fields =
    resource.kind === 'buckets'
      ? []
      : resource.kind === 'events'
        ? resource.key
        : [...resource.parentIds, ...resource.key];
  const start = begin([pattern], resource.name);
  return fields.some((field) => isMatched(advance(start, field)));
}
