import type { Column, ColumnType } from './resource.ts';

const columnTypes: readonly string[] = ['text', 'number', 'boolean', 'time', 'json'] satisfies ColumnType[];

function isColumnType(text: string): text is ColumnType {
  return columnTypes.includes(text);
}

function column(name: string, type: string, mark: string | undefined): Column {
  if (!isColumnType(type) || (mark !== undefined && mark !== 'volatile')) {
    throw new Error(`Failed to declare column "${name}": unknown type "${type}" or mark "${mark}"`);
  }
  return mark === undefined ? { name, type } : { name, type, volatile: true };
}

/**
 * Returns the columns that a terse text declares, in its order: that of OpenAI's description, then what only the official
 * package has.
 *
 * Fields are separated by white space. `name` is text; `name:time` has another type; `name:time:volatile` moves without
 * anybody having changed anything; `owner(id name)` is a nested object, whose fields become `owner__id`, `owner__name`.
 * Throws on a text that is not of this form: a mistake of the catalogue, never of a user.
 */
export function columns(notation: string): Column[] {
  const found: Column[] = [];
  const nesting: string[] = [];
  for (const [, token = '', opens] of notation.matchAll(/([^\s()]+|\))(\()?/g)) {
    if (opens) nesting.push(token);
    else if (token === ')') nesting.pop();
    else {
      const [name = '', type = 'text', mark] = token.split(':');
      found.push(column([...nesting, name].join('__'), type, mark));
    }
  }
  return found;
}
