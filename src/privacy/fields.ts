import type { PersonalKind, Resource } from '../catalogue/resource.ts';
import { type ColumnNode, columnTree } from '../formats/column-tree.ts';
import { advance, begin, isMatched, type Progress, parsePattern } from './column-patterns.ts';
import { isAboutPerson, isAnyName, isTypeAboutPerson, kindByName, kindOfAddedField } from './field-names.ts';
import type { PrivacyColumns } from './privacy-options.ts';

/** What is to be done with one field of a row: found by walking down from the root along the keys that lead to it. */
export interface Field {
  /** The configuration takes it out: it stays as it is, with all that is in it. */
  untouched: boolean;
  /** What every text in it is; undefined if only what looks like an address is replaced. */
  kind: PersonalKind | undefined;
  /** A name, if the object around it turns out to be about a person. */
  mayBeName: boolean;
  /** Stands for a person: a text in it that is no id is a name. */
  personText: boolean;
  /** The configuration adds it. */
  added: boolean;
  /** Whether what is inside tells of a person. */
  person: boolean;
  column: ColumnNode | undefined;
  include: Progress;
  exclude: Progress;
  children: Map<string, Field>;
}

/** The fields of one resource's rows. */
export interface Fields {
  root: Field;
  child(parent: Field, key: string): Field;
  /** The payload of an audit event of this type. */
  payload(type: string): Field;
  payloadColumn: string | undefined;
}

/** Keys may be data: so many fields below one are remembered, and the others decided each time. */
const MOST_CHILDREN = 2_000;

/** Returns what is to be done with each field of the resource: as the catalogue marks it, adjusted by the configuration. */
export function fieldsOf(resource: Resource, columns: PrivacyColumns): Fields {
  const patterns = (texts: string[]) => begin(texts.map(parsePattern), resource.name);
  const root: Field = {
    untouched: false,
    kind: undefined,
    mayBeName: false,
    personText: false,
    added: false,
    person: false,
    column: columnTree(resource).root,
    include: patterns(columns.include),
    exclude: patterns(columns.exclude),
    children: new Map(),
  };
  const payloads = new Map<string, Field>();

  function decide(parent: Field, key: string): Field {
    const include = advance(parent.include, key);
    const exclude = advance(parent.exclude, key);
    const found = parent.column?.children.get(key);
    const column = found?.known ? found : undefined;
    const mark = column?.position === undefined ? undefined : resource.columns[column.position]?.personal;
    const added = parent.added || isMatched(include);
    const inherited = added ? undefined : parent.kind;
    const byName = column === undefined && isAnyName(key);
    const kind =
      (mark === 'person' ? undefined : mark) ??
      inherited ??
      (added ? kindOfAddedField(key) : column ? undefined : byName && parent.person ? 'name' : kindByName(key));
    return {
      untouched: isMatched(exclude),
      kind,
      mayBeName: byName && kind === undefined,
      personText: mark === 'person' || (column === undefined && isAboutPerson(key, false)),
      added,
      person: mark === 'person' || isAboutPerson(key, parent.person),
      column,
      include,
      exclude,
      children: new Map(),
    };
  }

  function child(parent: Field, key: string): Field {
    if (parent.untouched) return parent;
    const known = parent.children.get(key);
    if (known !== undefined) return known;
    const made = decide(parent, key);
    if (parent.children.size < MOST_CHILDREN) parent.children.set(key, made);
    return made;
  }

  function payload(type: string): Field {
    const known = payloads.get(type);
    if (known !== undefined) return known;
    const made = {
      ...decide(root, resource.payloadColumn ?? type),
      column: undefined,
      person: isTypeAboutPerson(type),
      personText: false,
    };
    if (payloads.size < MOST_CHILDREN) payloads.set(type, made);
    return made;
  }

  return { root, child, payload, payloadColumn: resource.payloadColumn };
}
