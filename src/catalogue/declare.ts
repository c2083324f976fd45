import { columns } from './columns.ts';
import type { Column, Pagination, Parent, SnapshotResource } from './resource.ts';

/** What most lists take; the description says so, or gives no limit and the official package asks for no more. */
const usualPageSize = 100;

interface ListDeclaration {
  name: string;
  path: string;
  pagination: Exclude<Pagination, 'none'>;
  /** In the notation of `columns`. */
  columns: string;
  /** Field that identifies a row below its parents; `id` where not given. */
  key?: string;
  /** 100 where not given. */
  pageSize?: number;
  query?: Record<string, string>;
  /** The list whose rows fill the placeholders of the path. */
  under?: SnapshotResource;
  fallback?: string;
}

interface EntryDeclaration {
  name: string;
  idParameter: string;
  /** In the notation of `columns`, where the detail holds other fields than the list. */
  columns?: string;
  query?: Record<string, string>;
  /** Query parameter -> field of the list's row. */
  queryFromRow?: Record<string, string>;
}

interface ObjectDeclaration {
  name: string;
  path: string;
  columns: string;
  under?: SnapshotResource;
}

/** Returns the names of the `{placeholders}` of a path, in its order. */
export function placeholders(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/**
 * Returns how a parent's rows fill the placeholders of a path: a placeholder named like one of the ids in front of the
 * parent's rows, or like a field of its key, takes that field; any other takes the first field of the key.
 */
export function parentOf(path: string, parent: SnapshotResource): Parent {
  const key = parent.key[0] ?? 'id';
  const named = [...parent.parentIds, ...parent.key];
  const fields = placeholders(path).map((name) => [name, named.includes(name) ? name : key] as const);
  return { resource: parent.name, parameters: Object.fromEntries(fields) };
}

/** Columns of a resource: ids of its parents first, where the object does not begin with them anyway. */
function withParentIds(parentIds: string[], own: Column[]): Column[] {
  const ids = parentIds.map((name): Column => ({ name, type: 'text' }));
  return [...ids, ...own.filter(({ name }) => !parentIds.includes(name))];
}

/** Returns the declaration of a list that is read in full. */
export function list(declaration: ListDeclaration): SnapshotResource {
  const { name, path, pagination, under, query, fallback } = declaration;
  const parentIds = placeholders(path);
  return {
    kind: 'snapshot',
    name,
    path,
    pagination,
    pageSize: declaration.pageSize ?? usualPageSize,
    dataSelector: 'data',
    columns: withParentIds(parentIds, columns(declaration.columns)),
    key: [declaration.key ?? 'id'],
    parentIds,
    ...(query && { query }),
    ...(under && { parent: parentOf(path, under) }),
    ...(fallback && { fallback }),
  };
}

/** Returns the declaration of the detail read of a list's entries: for the ids that the user gives, or for each row. */
export function entry(of: SnapshotResource, declaration: EntryDeclaration): SnapshotResource {
  const { name, idParameter, query, queryFromRow } = declaration;
  const path = `${of.path}/{${idParameter}}`;
  return {
    kind: 'snapshot',
    name,
    path,
    pagination: 'none',
    dataSelector: '',
    columns: declaration.columns ? withParentIds(of.parentIds, columns(declaration.columns)) : of.columns,
    key: of.key,
    parentIds: of.parentIds,
    parent: { ...parentOf(path, of), ...(queryFromRow && { query: queryFromRow }) },
    idParameter,
    ...(query && { query }),
  };
}

/** Returns the declaration of a single object: one row, or one row a parent. */
export function singleObject({ name, path, under, ...declaration }: ObjectDeclaration): SnapshotResource {
  const parentIds = placeholders(path);
  return {
    kind: 'snapshot',
    name,
    path,
    pagination: 'none',
    dataSelector: '',
    columns: withParentIds(parentIds, columns(declaration.columns)),
    key: [],
    parentIds,
    ...(under && { parent: parentOf(path, under) }),
  };
}
