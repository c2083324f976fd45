import type { Client, Query } from '../api/client.ts';
import { isUnknownPath } from '../api/explain.ts';
import { withFields } from '../api/json-text.ts';
import { type RawRow, readList, readObject } from '../api/pages.ts';
import { resourceNamed } from '../catalogue/catalogue.ts';
import type { SnapshotResource } from '../catalogue/resource.ts';
import { ApiError } from '../errors.ts';
import type { Log } from '../log.ts';
import { drain } from './drain.ts';

/** The values of a path's placeholders. */
export type Ids = Record<string, string>;

/** A parent (or part of the hierarchy below one) whose rows could not be read. */
export interface StaleParent {
  ids: Ids;
  error: ApiError;
}

/** Reads whole snapshots, each list of parents once a run. */
export interface SnapshotReader {
  /**
   * Reads a resource below all its parents.
   * @param take gets the rows of one parent at a time, in the API's order, parents' ids in front.
   * @returns the parents that could not be read. Throws where nothing could.
   */
  read(
    resource: SnapshotResource,
    options: { ids?: string[] | undefined; projects: string[] },
    take: (rows: RawRow[]) => Promise<void>,
  ): Promise<StaleParent[]>;
}

/** One request (or list) to make: what fills the path and what is asked along. */
interface Target {
  ids: Ids;
  query: Query;
}

/** So many parents refused, and none read: the key lacks the permission for all of them. */
const REFUSALS_ENOUGH = 8;

/** A reader that asks for at most `concurrency` parents of one resource at once. */
export function createSnapshotReader(options: {
  client: Client;
  log: Log;
  concurrency: number;
  custom: SnapshotResource[];
}): SnapshotReader {
  const parents = new Map<string, Promise<{ rows: RawRow[]; stale: StaleParent[] }>>();

  /** The rows of a list that others fan out over; kept, because several do. */
  function readParents(name: string, projects: string[]) {
    const key = `${name}\0${projects.join('\0')}`;
    let read = parents.get(key);
    if (!read) {
      const rows: RawRow[] = [];
      const resource = parentNamed(name);
      read = reader
        .read(resource, { projects }, async (page) => {
          rows.push(...page.filter(({ value }) => isActive(resource, value, projects)));
        })
        .then((stale) => ({ rows, stale }));
      parents.set(key, read);
    }
    return read;
  }

  function parentNamed(name: string): SnapshotResource {
    const resource = options.custom.find((custom) => custom.name === name) ?? resourceNamed(name);
    if (resource?.kind !== 'snapshot') throw new Error(`The parent resource "${name}" is no snapshot`);
    return resource;
  }

  async function targetsOf(
    resource: SnapshotResource,
    ids: string[] | undefined,
    projects: string[],
  ): Promise<{ targets: Target[]; stale: StaleParent[] }> {
    const query: Query = Object.entries(resource.query ?? {});
    const { parent, idParameter } = resource;
    if (ids && idParameter) {
      // The ids stand for the rows of the list; what is above that list is still read.
      const above = parent && parentNamed(parent.resource);
      const { targets, stale } =
        above?.parent === undefined
          ? { targets: [{ ids: {}, query: [] }], stale: [] }
          : await targetsOf(above, undefined, projects);
      return {
        stale,
        targets: targets.flatMap((target) => ids.map((id) => ({ ids: { ...target.ids, [idParameter]: id }, query }))),
      };
    }
    if (!parent) return { targets: [{ ids: {}, query }], stale: [] };
    const { rows, stale } = await readParents(parent.resource, projects);
    const targets = rows.map(({ value }) => ({
      ids: Object.fromEntries(Object.entries(parent.parameters).map(([name, field]) => [name, String(value[field])])),
      query: [
        ...query,
        ...Object.entries(parent.query ?? {})
          .filter(([, field]) => typeof value[field] === 'string')
          .map(([name, field]): [string, string] => [name, String(value[field])]),
      ],
    }));
    return { targets, stale };
  }

  async function readTarget(resource: SnapshotResource, target: Target): Promise<RawRow[]> {
    const path = fillPath(resource.path, target.ids);
    const lane = resource.name;
    try {
      const { pagination, pageSize, dataSelector } = resource;
      const rows =
        dataSelector === ''
          ? [await readObject(options.client, { path, query: target.query, lane })]
          : await readList(options.client, { path, query: target.query, pagination, pageSize, dataSelector, lane });
      return rows.map((row) => withParentIds(resource, row, target.ids));
    } catch (error) {
      // A parent that has gone has no rows, nor has a setting that was never made. An unknown path is no such answer.
      const mayBeAbsent = resource.parent !== undefined || (resource.dataSelector === '' && !resource.idParameter);
      if (mayBeAbsent && error instanceof ApiError && error.status === 404 && !isUnknownPath(error)) return [];
      throw error;
    }
  }

  const reader: SnapshotReader = {
    async read(resource, { ids, projects }, take) {
      const { targets, stale } = await targetsOf(resource, ids, projects);
      let done = 0;
      const failed: StaleParent[] = [];
      await drain(
        targets,
        options.concurrency,
        () => 0,
        async (target) => {
          if (done === 0 && failed.length >= REFUSALS_ENOUGH && failed.every(({ error }) => error.status === 403))
            return [];
          try {
            await take(await readTarget(resource, target));
            done += 1;
          } catch (error) {
            if (!(error instanceof ApiError) || isUnknownPath(error)) throw error;
            failed.push({ ids: target.ids, error });
          }
          return [];
        },
      );
      const first = failed[0] ?? stale[0];
      if (first && done === 0) throw first.error;
      return [...stale, ...failed];
    },
  };

  return {
    async read(resource, readOptions, take) {
      try {
        return await reader.read(resource, readOptions, take);
      } catch (error) {
        const fallback = resource.fallback;
        if (fallback === undefined || !(error instanceof ApiError) || !isUnknownPath(error)) throw error;
        options.log.notice(`${resource.name}: the API has no ${resource.path}; reading ${fallback} in its stead.`);
        return reader.read(parentNamed(fallback), readOptions, take);
      }
    },
  };
}

/** Archived projects refuse every read below them; they stay in the list itself. */
function isActive(resource: SnapshotResource, value: Record<string, unknown>, projects: string[]): boolean {
  if (resource.name !== 'projects') return true;
  const archived = value.status === 'archived' || typeof value.archived_at === 'number';
  return !archived && (projects.length === 0 || projects.includes(String(value.id)));
}

function fillPath(path: string, ids: Ids): string {
  return path.replace(/\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
}

function withParentIds(resource: SnapshotResource, row: RawRow, ids: Ids): RawRow {
  const missing = resource.parentIds.filter((name) => !Object.hasOwn(row.value, name));
  if (missing.length === 0) return row;
  const fields = Object.fromEntries(missing.map((name) => [name, ids[name] ?? '']));
  return { text: withFields(row.text, fields), value: { ...fields, ...row.value } };
}
