import { type Column, type ColumnType, type PersonalKind, personalKinds } from './resource.ts';

const columnTypes: readonly string[] = ['text', 'number', 'boolean', 'time', 'json'] satisfies ColumnType[];

function isColumnType(text: string): text is ColumnType {
  return columnTypes.includes(text);
}

function isPersonalKind(text: string): text is PersonalKind {
  return (personalKinds as readonly string[]).includes(text);
}

function column(name: string, type: string, marks: string[]): Column {
  const personal = marks.find(isPersonalKind);
  const wrong = marks.find((mark) => mark !== 'volatile' && mark !== personal);
  if (!isColumnType(type) || wrong !== undefined) {
    throw new Error(`Failed to declare column "${name}": unknown type "${type}" or mark "${wrong}"`);
  }
  return { name, type, ...(marks.includes('volatile') && { volatile: true }), ...(personal && { personal }) };
}

/**
 * Returns the columns that a terse text declares, in its order: that of OpenAI's description, then what only the official
 * package has.
 *
 * Fields are separated by white space. `name` is text; `name:time` has another type; `name:time:volatile` moves without
 * anybody having changed anything; `name:text:email` is personal data of that kind; `owner(id name)` is a nested object,
 * whose fields become `owner__id`, `owner__name`.
 * Throws on a text that is not of this form: a mistake of the catalogue, never of a user.
 */
export function columns(notation: string): Column[] {
  const found: Column[] = [];
  const nesting: string[] = [];
  for (const [, token = '', opens] of notation.matchAll(/([^\s()]+|\))(\()?/g)) {
    if (opens) nesting.push(token);
    else if (token === ')') nesting.pop();
    else {
      const [name = '', type = 'text', ...marks] = token.split(':');
      found.push(column([...nesting, name].join('__'), type, marks));
    }
  }
  return found;
}
