import type { Column, Resource } from '../catalogue/resource.ts';
import { seenFields } from '../catalogue/seen-fields.ts';
import { didYouMean, nearestName } from '../text/nearest-name.ts';
import { advance, begin, firstOf, isMatched, type Pattern, parsePattern } from './column-patterns.ts';
import type { PrivacyColumns, PrivacyOptions } from './privacy-options.ts';

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
      if (!resources.some((resource) => mayReach(pattern, resource))) {
        const columns = resources.filter(({ name }) => advance([[pattern, 0]], name).length > 0).flatMap(pathsOf);
        return [`${what} is no column${nearestColumn(pattern, columns)}. ${beyondTheCatalogue(pattern)}`];
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

/**
 * Returns true if a pattern may take a field of the resource: a column, an object that holds columns, or what is inside of JSON. What
 * stands behind a `**`, and the fields of the user's own resources, nobody knows beforehand.
 */
function mayReach(pattern: Pattern, resource: Resource): boolean {
  const start = begin([pattern], resource.name);
  if (start.length === 0) return false;
  if (resource.custom || pattern.includes('**')) return true;
  return knownFields(resource).some(({ name, type }) => {
    let progress = start;
    for (const step of name.split('__')) {
      progress = advance(progress, step);
      if (isMatched(progress)) return true;
    }
    return type === 'json' && progress.length > 0;
  });
}

/** Returns the columns of a resource, and what else was seen in its rows. */
function knownFields({ name, columns }: Resource): Pick<Column, 'name' | 'type'>[] {
  return [...columns, ...(seenFields[name] ?? []).map((field) => ({ name: field, type: 'text' as const }))];
}

/** Returns the columns of a resource and the objects that hold them, below its name. */
function pathsOf(resource: Resource): string[] {
  return knownFields(resource).flatMap(({ name }) => {
    const steps = name.split('__');
    return steps.map((_, index) => steps.slice(0, index + 1).join('.'));
  });
}

function nearestColumn([first = '', ...steps]: Pattern, columns: readonly string[]): string {
  const nearest = nearestName(steps.join('.'), [...new Set(columns)]);
  return nearest === undefined ? '' : ` (did you mean "${first}.${nearest}"?)`;
}

/** Returns the way to a field that the API has added since this release. */
function beyondTheCatalogue(pattern: Pattern): string {
  return `A field that this release does not know yet is written ${pattern[0]}.**.${pattern.at(-1)}`;
}

/** Returns true if a pattern takes a field by which rows are told apart. */
function identifies(pattern: Pattern, resource: Resource): boolean {
  const start = begin([pattern], resource.name);
  return [...resource.parentIds, ...resource.key].some((field) => isMatched(advance(start, field)));
}
