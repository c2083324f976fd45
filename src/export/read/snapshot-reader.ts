import type { Client, Query } from '../../api/client.ts';
import { isUnknownPath } from '../../api/explain.ts';
import type { RawRow } from '../../api/pages.ts';
import { listNamed, listsAbove } from '../../catalogue/parent-lists.ts';
import type { Parent, Resource, SnapshotResource } from '../../catalogue/resource.ts';
import { ApiError } from '../../notices/errors.ts';
import type { Log } from '../../notices/log.ts';
import { byCodeUnits } from '../../text/order.ts';
import type { RunProgress } from '../job/progress.ts';
import type { Ids, ParentList, ParentReads, SnapshotReader, StaleParent } from '../job/snapshot-export.ts';
import { isUsableId, parentsIn, withoutKey } from './parent-ids.ts';
import type { Target } from './read-target.ts';
import { readTargets } from './read-targets.ts';
import { type SharedList, shareList, slimmed } from './shared-list.ts';

/** Returns a reader that asks for at most `concurrency` parents of one resource at once. */
export function createSnapshotReader(options: {
  client: Client;
  log: Log;
  progress: RunProgress;
  concurrency: number;
  /** All resources of the run: a list that others need is shared with its own export. */
  selected: Resource[];
  /** When the parents of a resource were read last, if that was on different days: then the oldest go first. */
  readsOf?: (resource: string) => ParentReads | undefined;
}): SnapshotReader {
  const lists = new Map<string, SharedList>();
  const parents = new Set(
    options.selected.flatMap((resource) => listsAbove(resource, options.selected).map(({ name }) => name)),
  );

  /** A list that others fan out over: read once, though several do, and though it may be exported itself. */
  function listOf(resource: SnapshotResource, projects: string[]): SharedList {
    const scope = resource.parentIds.includes('project_id') ? projects : [];
    const key = [resource.name, ...scope].join('\0');
    const known = lists.get(key);
    if (known) return known;
    const isAskedTwice = options.selected.some(({ fallback }) => fallback === resource.name);
    const list = shareList((take) => readBelow(resource, { projects: scope }, take), {
      slim: slimmed(resource, options.selected),
      isExported: isAskedTwice || options.selected.some(({ name }) => name === resource.name),
      isAskedTwice,
    });
    lists.set(key, list);
    return list;
  }

  function parentNamed(name: string): SnapshotResource {
    return listNamed(name, options.selected);
  }

  /** Those to read, the oldest first, and those that `every` leaves; of a list that others are read below, none is left. */
  function inOrder(resource: SnapshotResource, targets: Target[]): { due: Target[]; left: Ids[] } {
    const reads = options.readsOf?.(resource.name);
    if (!reads) return { due: targets, left: [] };
    const isLeft = ({ ids }: Target) => !parents.has(resource.name) && reads.isLeft(ids);
    const due = targets
      .filter((target) => !isLeft(target))
      .map((target) => ({ target, day: reads.dayOf(target.ids) ?? '' }))
      .sort((a, b) => byCodeUnits(a.day, b.day));
    return { due: due.map(({ target }) => target), left: targets.filter(isLeft).map(({ ids }) => ids) };
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
      const named = targets.flatMap((target) =>
        [...new Set(ids)].map((id) => ({ ids: { ...target.ids, [idParameter]: id }, query, isUsable: isUsableId(id) })),
      );
      const error = withoutKey(resource, [idParameter]);
      return {
        stale: [...stale, ...named.filter(({ isUsable }) => !isUsable).map((target) => ({ ids: target.ids, error }))],
        targets: named.filter(({ isUsable }) => isUsable),
      };
    }
    if (!parent) return { targets: [{ ids: {}, query }], stale: [] };
    const list = parentNamed(parent.resource);
    const { rows, stale, stopped } = await listOf(list, projects).read;
    // Of those that were not listed any more, nobody could say whether they have gone.
    if (stopped) throw stopped;
    const { named, unnamed } = parentsIn(list, rows, parent, (row) => isActive(list, row.value, []));
    const targets = named
      .filter(({ row }) => isActive(list, row.value, projects))
      .map(({ ids, row }) => ({ ids, query: [...query, ...queryOf(parent, row)] }));
    return { targets, stale: [...stale, ...unnamed] };
  }

  const readBelow: SnapshotReader['read'] = async (resource, { ids, projects }, take) => {
    const { targets, stale } = await targetsOf(resource, ids, projects);
    const progress = options.progress.of(resource.name);
    const { client, concurrency } = options;
    const { due, left } = inOrder(resource, targets);
    const result = await readTargets(client, resource, due, { concurrency, progress, take });
    if (result.stopped && result.read.length === 0) throw result.stopped;
    const first = result.stale[0] ?? stale[0];
    if (first && result.read.length === 0) throw first.error;
    return { ...result, stale: [...stale, ...result.stale], left: [...left, ...result.left] };
  };

  const readOwn: SnapshotReader['read'] = async (resource, readOptions, take) => {
    if (readOptions.ids || !parents.has(resource.name)) return readBelow(resource, readOptions, take);
    return listOf(resource, readOptions.projects).handTo(take);
  };

  return {
    async listsAbove(resource, projects) {
      const above: ParentList[] = [];
      for (const list of listsAbove(resource, options.selected)) {
        above.push({ resource: list, ...(await listOf(list, projects).read) });
      }
      return above;
    },
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

/** Archived projects refuse every read below them; they stay in the list itself. */
export function isActive(resource: SnapshotResource, value: Record<string, unknown>, projects: string[]): boolean {
  if (resource.name !== 'projects') return true;
  const archived = value.status === 'archived' || typeof value.archived_at === 'number';
  return !archived && (projects.length === 0 || projects.includes(String(value.id)));
}

/** Returns what a parent's row says of the query below it. */
function queryOf(parent: Parent, { value }: RawRow): Query {
  return Object.entries(parent.query ?? {}).flatMap(([name, field]): Query => {
    const text = value[field];
    return typeof text === 'string' ? [[name, text]] : [];
  });
}
