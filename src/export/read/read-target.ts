import type { Client, Query } from '../../api/client.ts';
import { isUnknownPath } from '../../api/explain.ts';
import { withFields } from '../../api/json-text.ts';
import { CursorRefused, type ListRequest, listPages, type RawRow, readObject } from '../../api/pages.ts';
import { shapeOf } from '../../api/row-shape.ts';
import type { SnapshotResource } from '../../catalogue/resource.ts';
import { ApiError } from '../../notices/errors.ts';
import type { Ids } from '../job/snapshot-export.ts';
import { collectListedRows } from './listed-rows.ts';
import { fillPath } from './parent-ids.ts';

/** One object or list to read: what fills the path and what is asked along. */
export interface Target {
  ids: Ids;
  query: Query;
}

/** How often a list that changes while it is read is read again. */
const MOST_READINGS = 4;

/** Returns the rows of one object or list, with its parents' ids in front; none if it, or what it is below, has gone. */
export async function readTarget(client: Client, resource: SnapshotResource, target: Target): Promise<RawRow[]> {
  const path = fillPath(resource.path, target.ids);
  try {
    const rows = await readRows(client, resource, target, path);
    for (const row of rows) checkParents(resource, row, target.ids, path);
    return rows.map((row) => withParentIds(resource, row, target.ids));
  } catch (error) {
    // What was there a page ago has not gone: then only its cursor is not found.
    if (error instanceof CursorRefused) throw error.cause;
    // A parent that has gone has no rows, nor has a setting that was never made. An unknown path is no such answer.
    const mayBeAbsent = resource.parent !== undefined || (resource.dataSelector === '' && !resource.idParameter);
    const isAbsent = error instanceof ApiError && error.isRefusal && error.status === 404 && !isUnknownPath(error);
    if (mayBeAbsent && isAbsent) return [];
    throw error;
  }
}

async function readRows(
  client: Client,
  resource: SnapshotResource,
  { ids, query }: Target,
  path: string,
): Promise<RawRow[]> {
  const { pagination, pageSize, dataSelector, name: lane } = resource;
  const shape = shapeOf(resource);
  if (dataSelector !== '')
    return readListedRows(client, resource, { path, query, pagination, pageSize, dataSelector, lane, shape });
  const row = await readObject(client, { path, query, lane, shape });
  checkObject(resource, row, ids, path);
  return [row];
}

/** Reads a list to its end, and again if its cursor is refused or its pages contradict each other. */
async function readListedRows(client: Client, resource: SnapshotResource, request: ListRequest): Promise<RawRow[]> {
  for (let reading = 1; ; reading += 1) {
    const listed = collectListedRows(resource, request.path);
    try {
      for await (const page of listPages(client, request)) listed.add(page);
      return listed.rows();
    } catch (error) {
      const hasMoved =
        error instanceof CursorRefused || (error instanceof ApiError && error.topic === 'rows-contradict');
      if (!hasMoved || reading >= MOST_READINGS) throw error;
    }
  }
}

/** Throws unless an object that was asked for by its id has that id. */
function checkObject(resource: SnapshotResource, { value }: RawRow, ids: Ids, path: string): void {
  const [field] = resource.key;
  if (resource.idParameter === undefined || field === undefined) return;
  if (value[field] !== ids[resource.idParameter])
    throw otherThanAsked(path, `an object whose \`${field}\` is not the one that was asked for`);
}

/**
 * Throws if a row says that it belongs to another parent. In a custom resource, a field of that name may be the row's own
 * (`{id}` in its path), unless it is called after something else and is no part of the key.
 */
function checkParents(resource: SnapshotResource, { value }: RawRow, ids: Ids, path: string): void {
  for (const name of resource.parentIds) {
    if (!Object.hasOwn(value, name) || String(value[name]) === ids[name]) continue;
    if (resource.custom && (!name.endsWith('_id') || resource.key.includes(name))) continue;
    throw otherThanAsked(path, `rows whose \`${name}\` is not the one that was asked for`);
  }
}

function otherThanAsked(path: string, what: string): ApiError {
  return new ApiError('other-than-asked', `GET ${path} answered with ${what}`, {
    status: 200,
    passes: true,
    remedy:
      'Nothing of the answer is stored. A gateway or cache that answers for another path is the usual cause: check `base-url` and the proxy. The next run reads it again.',
  });
}

function withParentIds(resource: SnapshotResource, row: RawRow, ids: Ids): RawRow {
  const missing = resource.parentIds.filter((name) => !Object.hasOwn(row.value, name));
  if (missing.length === 0) return row;
  const fields = Object.fromEntries(missing.map((name) => [name, ids[name] ?? '']));
  return { text: withFields(row.text, fields), value: { ...fields, ...row.value } };
}
