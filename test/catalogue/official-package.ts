import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A read of the official package: which path it asks for, and which type it says comes back. */
export interface OfficialRead {
  /** With `{}` for every placeholder. */
  path: string;
  /** Name of the type of one object, to be given to `leavesOf`. */
  type: string;
  file: string;
}

/** Kind of a leaf as the types tell it; Unix times are numbers there. */
export type LeafType = 'text' | 'number' | 'boolean' | 'json';

const folder = join(import.meta.dirname, '../../node_modules/openai/resources');

/** What takes an admin key: permissions of checkpoints do, although they lie outside of `admin`. */
const ADMINISTRATION = /^(admin\/|fine-tuning\/checkpoints\/permissions\.)/;

const declarations = new Map<string, string>();
for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (ADMINISTRATION.test(file) && file.endsWith('.d.ts') && !file.endsWith('index.d.ts')) {
    const text = readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
    declarations.set(file, text);
  }
}

/** The body between the braces that open at or after a position. */
function bodyAt(text: string, start: number): string {
  const open = text.indexOf('{', start);
  let depth = 0;
  for (let position = open; position < text.length; position += 1) {
    if (text[position] === '{') depth += 1;
    if (text[position] === '}') depth -= 1;
    if (depth === 0) return text.slice(open + 1, position);
  }
  throw new Error('Failed to find the end of a declaration');
}

/** The text in which a dotted name is declared, and where its own body is. */
function interfaceBody(text: string, name: string): { fields: string; inner: string } | undefined {
  let scope = text;
  const steps = name.split('.');
  for (const step of steps.slice(0, -1)) {
    const found = new RegExp(`namespace ${step} \\{`).exec(scope);
    if (!found) return undefined;
    scope = bodyAt(scope, found.index);
  }
  const last = steps.at(-1);
  const found = new RegExp(`interface ${last} (extends [^{]+)?\\{`).exec(scope);
  const namespace = new RegExp(`namespace ${last} \\{`).exec(scope);
  if (!found) return undefined;
  if (found[1]) throw new Error(`Failed to read ${name}: it extends another type`);
  return { fields: bodyAt(scope, found.index), inner: namespace ? bodyAt(scope, namespace.index) : '' };
}

/** A type may stand in the file, in the innermost namespace around it, or (`RolesAPI.Role`) in another file. */
function resolve(type: string, file: string, around: string[]): { file: string; name: string } | undefined {
  for (let depth = around.length; depth >= 0; depth -= 1) {
    const name = [...around.slice(0, depth), type].join('.');
    if (interfaceBody(declarations.get(file) ?? '', name)) return { file, name };
  }
  const name = type.split('.').slice(1).join('.');
  const other = [...declarations].find(([, text]) => name !== '' && interfaceBody(text, name));
  return other && { file: other[0], name };
}

/** A named union (`type CostQuantityUnit = …`) as its definition, any other type as it is. */
function withoutAlias(type: string): string {
  for (const text of declarations.values()) {
    const [, definition] = new RegExp(`^export type ${type.split('.').at(-1)} = ([^;]+);$`, 'm').exec(text) ?? [];
    if (/^\w[\w.]*$/.test(type) && definition !== undefined) return definition;
  }
  return type;
}

function leafType(given: string): LeafType {
  const type = withoutAlias(given);
  if (/\bArray<|^\{|unknown|Record</.test(type)) return 'json';
  if (/\bnumber\b/.test(type)) return 'number';
  if (/\bboolean\b/.test(type)) return 'boolean';
  if (/'|\bstring\b/.test(type)) return 'text';
  return 'json';
}

/** Returns the leaves of an object type, by path joined with `__`: arrays and free-form maps are one leaf. */
export function leavesOf(type: string, file: string, prefix = '', around: string[] = []): Map<string, LeafType> {
  const target = resolve(type, file, around);
  if (!target) throw new Error(`Failed to find the type ${type} of ${file}`);
  const leaves = new Map<string, LeafType>();
  const fields = interfaceBody(declarations.get(target.file) ?? '', target.name)?.fields ?? '';
  for (const [, name = '', given = ''] of fields.matchAll(/^\s*('?[\w.]+'?)\??: ([^;]+);$/gm)) {
    const members = given.split(' | ').filter((member) => member !== 'null');
    const inside = [...target.name.split('.')];
    const objects = members.filter((member) => resolve(member, target.file, inside));
    for (const object of objects) {
      for (const [leaf, kind] of leavesOf(object, target.file, `${prefix}${name}__`, inside)) leaves.set(leaf, kind);
    }
    if (objects.length === 0) leaves.set(prefix + name.replaceAll("'", ''), leafType(members.join(' | ')));
  }
  return leaves;
}

/** Returns every GET that the package makes with an admin key, each path once. */
export function officialReads(): OfficialRead[] {
  const reads: OfficialRead[] = [];
  for (const [file, types] of declarations) {
    const code = readFileSync(join(folder, file.replace('.d.ts', '.js')), 'utf8');
    const calls =
      /^ {4}(\w+)\([^)]*\) \{(?:(?!^ {4}\}).)*?_client\.get(?:APIList)?\(\s*(?:\(0, path_1\.path\) ?)?[`'"]([^`'"]+)[`'"]/gms;
    for (const call of code.matchAll(calls)) {
      const [, method = '', path = ''] = call;
      const rest = code.slice(call.index, code.indexOf('\n    }\n', call.index));
      // Some lists are the answer to a POST.
      if (rest.includes("method: 'post'")) continue;
      const promise = new RegExp(
        `^ {4}${method}\\([\\s\\S]*?\\): (?:PagePromise<\\w+, ([\\w.]+)>|APIPromise<([\\w.]+)>);`,
        'm',
      );
      const [, item, object] = promise.exec(types) ?? [];
      const type = item ?? object;
      if (type === undefined) throw new Error(`Failed to find what ${method} of ${file} returns`);
      const read = { path: path.replaceAll(/\$\{[^}]*\}/g, '{}'), type, file };
      // Permissions of a checkpoint are read as one page too, by a method that is deprecated.
      if (item !== undefined || !reads.some((other) => other.path === read.path)) reads.push(read);
    }
  }
  return reads;
}

/** Returns the types of audit events that the package names. */
export function officialEventTypes(): Set<string> {
  const text = declarations.get('admin/organization/audit-logs.d.ts') ?? '';
  const union = /event_types\?: Array<([^>]*)>/.exec(text)?.[1] ?? '';
  return new Set([...union.matchAll(/'([^']+)'/g)].map(([, type = '']) => type));
}

/** Returns the query parameters of the usage and cost endpoints, and what `group_by` takes, by path. */
export function officialBucketParameters(): Map<string, { names: Set<string>; dimensions: string[] }> {
  const text = declarations.get('admin/organization/usage.d.ts') ?? '';
  const found = new Map<string, { names: Set<string>; dimensions: string[] }>();
  for (const { path, type } of officialReads()) {
    const name = /^Usage(\w+)Response$/.exec(type)?.[1];
    if (name === undefined) continue;
    const fields = interfaceBody(text, `Usage${name}Params`)?.fields ?? '';
    const names = new Set([...fields.matchAll(/^\s*(\w+)\??:/gm)].map(([, field = '']) => field));
    const grouping = /group_by\?: Array<([^>]*)>/.exec(fields)?.[1] ?? '';
    found.set(path, { names, dimensions: [...grouping.matchAll(/'(\w+)'/g)].map(([, field = '']) => field) });
  }
  return found;
}
