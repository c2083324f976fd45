import { openArchive } from '../../archive/archive.ts';
import { mostFaithful } from '../../archive/current-files.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { dayName } from '../../archive/periods.ts';
import { snapshotKeys } from '../../archive/row-keys.ts';
import type { SnapshotResource } from '../../catalogue/resource.ts';
import { StorageError } from '../../notices/errors.ts';
import { rowPrivacy } from '../../privacy/row-privacy.ts';
import { mergeSorted } from '../../spool/merge-sorted.ts';
import type { RowSorter } from '../../spool/row-spool.ts';
import type { Ids, ParentList, SnapshotExport } from '../job/snapshot-export.ts';
import type { StoredSnapshot } from './change-log.ts';
import { doubtProblem } from './doubt-problem.ts';
import { isComparable } from './earlier-data.ts';
import { belowAnyOf, isBelow } from './stale-parents.ts';
import { type Comparison, doubtOf, isSuddenlyEmpty } from './sudden-emptiness.ts';

const SEPARATOR = '\0';

/** What a stored snapshot holds compared with what was read: counts, and the parents by their ids. */
interface Compared extends Comparison {
  received: number;
  storedParents: Set<string>;
  freshParents: Set<string>;
}

/**
 * Keeps the stored snapshot if the one that was read is not believed yet: its entries stay, with a note of the doubt, and the
 * resource fails with a problem. Resolves to whether it did.
 * @param fresh the rows that were read, and those that were kept.
 * @param unread ids of parents that were not read: their rows say nothing.
 */
export async function keepSnapshotIfDoubted(
  job: SnapshotExport,
  base: StoredSnapshot | undefined,
  fresh: RowSorter,
  unread: Ids[],
): Promise<boolean> {
  const { context, resource, state, selection, change, outcome } = job;
  const { manifest } = state;
  const entries = manifest?.entries.filter(({ path }) => path !== undefined) ?? [];
  if (!manifest || entries.length === 0 || context.access.writeOnly) return false;
  const claimed = Math.max(...entries.map(({ rows }) => rows));
  const isAsked = askedRows(job, unread);
  const canCompare = base !== undefined && isComparable(manifest.shape.privacy, change.shape.privacy);
  const compared = canCompare
    ? await compare(resource, base, fresh, isAsked)
    : { ...nothingKnown(), stored: base?.rows.count ?? claimed, back: fresh.count, received: fresh.count };
  const isEmpty = isSuddenlyEmpty(compared) || (await hasLostParents(job, compared));
  if (!isEmpty) return false;
  const known = entries.find(({ doubted }) => doubted !== undefined)?.doubted;
  const isAccepted = selection.options.acceptEmpty?.includes(resource.name) === true;
  const doubt = doubtOf(compared.received, known, dayName(context.now), isAccepted);
  if (doubt === undefined) return false;
  change.shape = manifest.shape;
  change.written.push(...entries.map((entry) => ({ ...entry, doubted: doubt })));
  if (manifest.stale_parents) change.staleParents = manifest.stale_parents;
  if (manifest.parents_read) change.parentsRead = manifest.parents_read;
  if (selection.options.everyDays !== undefined) change.everyDays = selection.options.everyDays;
  outcome.problems.push(doubtProblem({ resource: resource.name, what: resource.name, compared, doubt }));
  return true;
}

function nothingKnown(): Compared {
  return { stored: 0, back: 0, received: 0, storedParents: new Set(), freshParents: new Set() };
}

/** Returns which stored rows this run has asked for and been answered. */
function askedRows({ resource, selection }: SnapshotExport, unread: Ids[]): (json: string) => boolean {
  const { ids } = selection;
  const parameter = resource.idParameter;
  const privacy = rowPrivacy(resource, selection.options.privacy);
  const single =
    ids && parameter ? ids.map((id) => privacy?.ids({ [parameter]: id }) ?? { [parameter]: id }) : undefined;
  if (!single && unread.length === 0) return () => true;
  const isUnread = belowAnyOf(resource, unread);
  return (json) => {
    const value = JSON.parse(json);
    if (isUnread(value)) return false;
    return single?.some((one) => isBelow(resource, value, one)) ?? true;
  };
}

async function compare(
  resource: SnapshotResource,
  base: StoredSnapshot,
  fresh: RowSorter,
  isAsked: (json: string) => boolean,
): Promise<Compared> {
  const found = nothingKnown();
  const depth = resource.parentIds.length;
  let last: string | undefined;
  const note = ({ key, json }: { key: string; json: string }, stream: number) => {
    if (!isAsked(json)) return;
    const parent = key.split(SEPARATOR, depth).join(SEPARATOR);
    if (stream === 0) {
      found.stored += 1;
      last = key;
      if (depth > 0) found.storedParents.add(parent);
    } else {
      found.received += 1;
      if (key === last) found.back += 1;
      if (depth > 0) found.freshParents.add(parent);
    }
  };
  for await (const _batch of mergeSorted([base.rows.sorted(), fresh.sorted()], false, note));
  const back = [...found.storedParents].filter((parent) => found.freshParents.has(parent)).length;
  return depth === 0 ? found : { ...found, parents: { stored: found.storedParents.size, back } };
}

/** Returns true if rows would go because a list above them is suddenly almost empty, whether or not that list is exported here. */
async function hasLostParents(job: SnapshotExport, compared: Compared): Promise<boolean> {
  const { resource, reader, selection } = job;
  const isLost = [...compared.storedParents].some((parent) => !compared.freshParents.has(parent));
  if (!isLost || !resource.parent) return false;
  const lists = await reader.listsAbove(resource, selection.options.filters.projects);
  for (const [index, list] of lists.entries()) {
    const stored = await storedList(job, list);
    if (stored === 'accepted') continue;
    const comparison = stored ?? (index === 0 ? byChildren(job, compared, list) : undefined);
    if (comparison && isSuddenlyEmpty(comparison)) return true;
  }
  return false;
}

/** Returns what is stored of a list of parents, compared with what the API says now; undefined if it is not stored or cannot be compared. */
async function storedList(job: SnapshotExport, list: ParentList): Promise<Comparison | 'accepted' | undefined> {
  const { context, selection, change } = job;
  const { resource } = list;
  const manifest = await manifestOf(job, resource.name);
  const path = manifest && mostFaithful(manifest.entries.flatMap((entry) => entry.path ?? []));
  if (!manifest || path === undefined) return undefined;
  const isBelieved = manifest.entries.some(({ doubted }) => doubted && doubted.on < dayName(context.now));
  if (isBelieved || selection.options.acceptEmpty?.includes(resource.name)) return 'accepted';
  const privacy = rowPrivacy(resource, selection.options.privacy);
  const freshKey = snapshotKeys(resource);
  const keys = new Set(list.rows.map((row) => freshKey((privacy?.row(row) ?? row).value)));
  const stale = list.stale.map(({ ids }) => privacy?.ids(ids) ?? ids);
  const storedKey = snapshotKeys(resource);
  const found = { stored: 0, back: 0 };
  const facts = await openArchive(context.destination).rows(resource, path, (given) => {
    const { value } = privacy?.stored(given) ?? given;
    const key = storedKey(value);
    if (stale.some((ids) => isBelow(resource, value, ids))) return;
    found.stored += 1;
    if (keys.has(key)) found.back += 1;
  });
  if (facts === undefined) return undefined;
  return isComparable(manifest.shape.privacy, change.shape.privacy) ? found : { ...found, back: list.rows.length };
}

async function manifestOf({ context }: SnapshotExport, resource: string): Promise<Manifest | undefined> {
  try {
    return (await openArchive(context.destination).manifest(resource))?.manifest;
  } catch (error) {
    // Its own export says so.
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}

/** Without a stored list, the stored children show which parents there were. */
function byChildren({ resource, selection }: SnapshotExport, compared: Compared, list: ParentList): Comparison {
  const privacy = rowPrivacy(resource, selection.options.privacy);
  const parameters = Object.entries(resource.parent?.parameters ?? {});
  const listed = new Set(
    list.rows.map(({ value }) => {
      const ids = Object.fromEntries(parameters.map(([name, field]) => [name, String(value[field])]));
      const shown = privacy?.ids(ids) ?? ids;
      return resource.parentIds.map((name) => shown[name] ?? '').join(SEPARATOR);
    }),
  );
  const parents = [...compared.storedParents];
  return { stored: parents.length, back: parents.filter((parent) => listed.has(parent)).length };
}
