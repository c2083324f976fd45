import type { Client, Query } from '../api/client.ts';
import { isUnknownPath } from '../api/explain.ts';
import { withFields } from '../api/json-text.ts';
import { type RawRow, readList, readObject } from '../api/pages.ts';
import { shapeOf } from '../api/row-shape.ts';
import { resourceNamed } from '../catalogue/catalogue.ts';
import type { Resource, SnapshotResource } from '../catalogue/resource.ts';
import { ApiError } from '../errors.ts';
import type { Log } from '../log.ts';
import { drain } from './drain.ts';
import type { RunProgress } from './progress.ts';

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
  progress: RunProgress;
  concurrency: number;
  /** All resources of the run: a list that others need is shared with its own export. */
  selected: Resource[];
}): SnapshotReader {
  const lists = new Map<string, Promise<{ rows: RawRow[]; stale: StaleParent[] }>>();
  const custom = options.selected.filter((resource) => resource.kind === 'snapshot' && resource.custom);
  const parents = new Set<string>();
  for (const resource of options.selected) {
    for (let at = resource; at.kind === 'snapshot' && at.parent; at = parentNamed(at.parent.resource)) {
      parents.add(at.parent.resource);
    }
  }

  /** The rows of a list that others fan out over: read once, though several do, and though it may be exported itself. */
  function readParents(resource: SnapshotResource, projects: string[]) {
    const scope = resource.parentIds.includes('project_id') ? projects : [];
    const key = [resource.name, ...scope].join('\0');
    let read = lists.get(key);
    if (!read) {
      const rows: RawRow[] = [];
      const keep = async (page: RawRow[]) => {
        for (const row of page) rows.push(row);
      };
      read = readTargets(resource, { projects: scope }, keep).then((stale) => ({ rows, stale }));
      lists.set(key, read);
    }
    return read;
  }

  function parentNamed(name: string): SnapshotResource {
    const resource = custom.find((candidate) => candidate.name === name) ?? resourceNamed(name);
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
    const list = parentNamed(parent.resource);
    const { rows, stale } = await readParents(list, projects);
    const targets = rows
      .filter(({ value }) => isActive(list, value, projects))
      .map(({ value }) => ({
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
          ? [await readObject(options.client, { path, query: target.query, lane, shape: shapeOf(resource) })]
          : await readList(options.client, {
              path,
              query: target.query,
              pagination,
              pageSize,
              dataSelector,
              lane,
              shape: shapeOf(resource),
            });
      return rows.map((row) => withParentIds(resource, row, target.ids));
    } catch (error) {
      // A parent that has gone has no rows, nor has a setting that was never made. An unknown path is no such answer.
      const mayBeAbsent = resource.parent !== undefined || (resource.dataSelector === '' && !resource.idParameter);
      const isAbsent = error instanceof ApiError && error.isRefusal && error.status === 404 && !isUnknownPath(error);
      if (mayBeAbsent && isAbsent) return [];
      throw error;
    }
  }

  const readTargets: SnapshotReader['read'] = async (resource, { ids, projects }, take) => {
    const { targets, stale } = await targetsOf(resource, ids, projects);
    let done = 0;
    const failed: StaleParent[] = [];
    const progress = options.progress.of(resource.name);
    progress.plan(targets.length);
    await drain(
      targets,
      options.concurrency,
      () => 0,
      async (target) => {
        if (done === 0 && refusesAll(failed)) return [];
        try {
          const rows = await readTarget(resource, target);
          await take(rows);
          progress.read(rows.length);
          done += 1;
        } catch (error) {
          if (!(error instanceof ApiError) || isUnknownPath(error)) throw error;
          failed.push({ ids: target.ids, error });
        }
        progress.finish(1);
        return [];
      },
    );
    const first = failed[0] ?? stale[0];
    if (first && done === 0) throw first.error;
    return [...stale, ...failed];
  };

  const readOwn: SnapshotReader['read'] = async (resource, readOptions, take) => {
    if (readOptions.ids || !parents.has(resource.name)) return readTargets(resource, readOptions, take);
    const { rows, stale } = await readParents(resource, readOptions.projects);
    await take(rows);
    return stale;
  };

  return {
    async read(resource, readOptions, take) {
      try {
        return await readOwn(resource, readOptions, take);
      } catch (error) {
        const fallback = resource.fallback;
        if (fallback === undefined || !(error instanceof ApiError) || !isUnknownPath(error)) throw error;
        options.log.notice(`${resource.name}: the API has no ${resource.path}; reading ${fallback} in its stead.`);
        return readOwn(parentNamed(fallback), readOptions, take);
      }
    },
  };
}

/** True if every other parent would be refused too: after enough refusals, or at once if it is for billing. */
function refusesAll(failed: StaleParent[]): boolean {
  if (failed.some(({ error }) => error.topic === 'billing')) return true;
  return failed.length >= REFUSALS_ENOUGH && failed.every(({ error }) => error.isRefusal && error.status === 403);
}

/** Archived projects refuse every read below them; they stay in the list itself. */
export function isActive(resource: SnapshotResource, value: Record<string, unknown>, projects: string[]): boolean {
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
