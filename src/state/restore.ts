import { openArchive } from '../archive/archive.ts';
import { entriesIn } from '../archive/entry-index.ts';
import { mayHold, resourceFolder } from '../archive/layout.ts';
import { type Manifest, parseManifest, sameShape, shapeOf } from '../archive/manifest.ts';
import type { Period } from '../archive/periods.ts';
import { contains, union } from '../archive/ranges.ts';
import { withoutRemoved } from '../archive/removals.ts';
import type { Selection } from '../archive/selection.ts';
import type { Destination } from '../destinations/destination.ts';
import { ConfigurationError, StorageError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { notice } from '../notices/notice.ts';

/** What is known of a resource before the run. */
export interface ResourceState {
  /** The manifest that this run builds on; undefined if the resource was never exported here. */
  manifest: Manifest | undefined;
  /** Why the manifest could not be read; then the resource must not be exported. */
  unreadable?: Error;
  /** The resource's files at the destination; undefined if the cache alone is trusted. */
  files?: Set<string>;
  /** Lists the files of a period, where nobody has asked for them yet: those of a resource with nothing to read are not looked for. */
  listFiles?(within?: Period): Promise<Set<string>>;
  /** True if every file that the manifest lists belongs at the destination; false with `state: cache`, if files are moved on. */
  expectsFiles?: true;
  /** True if the period was read and settled. Its files are not looked for: a missing file is no reason to write it off. */
  isDone(period: Period): boolean;
}

/** What is known before the run, and from where. */
export interface RestoredState {
  source: 'cache' | 'destination' | 'none';
  resources: Map<string, ResourceState>;
  /** Manifests of the cache by resource, to be carried on in the next one. */
  cached: Map<string, Manifest>;
  /** Hashes of the organisations whose data is stored. */
  organizations: Set<string>;
}

/**
 * Compares the cached state with the destination's manifests: with `auto` a period counts as done only if both say so,
 * with `cache` the cache alone counts. Every fallback is one line in the log.
 * @param cacheFiles the cached manifests by resource, or undefined if there was no cache.
 */
export async function restoreState(options: {
  selections: Selection[];
  mode: 'auto' | 'cache';
  /** True if nothing at the destination may be read: the cached state is all there is. */
  writeOnly: boolean;
  /** True if files cannot be replaced. */
  settledOnly: boolean;
  destination: Destination;
  cacheFiles: Map<string, string> | undefined;
  log: Log;
}): Promise<RestoredState> {
  const { destination, log, mode } = options;
  const cached = parseCached(options.cacheFiles, log);
  const resources = new Map<string, ResourceState>();
  const stateOf = async ({ resource }: Selection, isFirst: boolean) => {
    const known = cached.get(resource.name);
    if (options.writeOnly) return cachedState(known);
    const state = await resourceState(destination, resource.name, known, mode, options.settledOnly);
    // Those of a snapshot are few, and what is due goes by them.
    return state.listFiles && (isFirst || resource.kind === 'snapshot') ? withFiles(state) : state;
  };
  // The first one goes ahead: where nothing can be read at all, one look is enough.
  const [first, ...others] = options.selections;
  const rest = () => Promise.all(others.map((selection) => stateOf(selection, false)));
  const states = first ? [await stateOf(first, true), ...(await rest())] : [];
  for (const [index, { resource }] of options.selections.entries()) {
    resources.set(resource.name, states[index] as ResourceState);
  }
  const found = states.filter((state) => state.manifest || state.unreadable).length;
  const readable = states.filter((state) => state.manifest).length;
  const useCache = options.cacheFiles !== undefined && (mode === 'cache' || found > 0);
  const isKnown = options.selections.some(({ resource }) => cached.has(resource.name));
  if (options.writeOnly) {
    log.info(
      'Write-only: what is known comes from the cached state alone. Off are the change log, rows kept from an earlier read, the union with stored events, removing files, and merging manifests with those of other jobs.',
    );
    if (!isKnown) {
      log.warning(
        notice(
          'No cached state, and nothing at the destination may be read: everything counts as new from start-date on. Where there is an export already, its manifests are replaced by ones that know of this run alone. A cache that is not used for a week is removed.',
          'no-state',
        ),
      );
    }
  } else if (isKnown && found === 0) {
    log.notice(
      notice(
        `The cache knows an earlier export, but the ${destination.description} holds no manifests: it counts as empty and everything is exported. Was the checkout missing before this step?`,
        'checkout-missing',
      ),
    );
  }
  if (options.cacheFiles === undefined && readable > 0) {
    log.info(`No cached state: going on from the manifests at the ${destination.description}.`);
  }
  if (options.cacheFiles === undefined && found === 0) log.info('No earlier export found: starting from start-date.');
  const inCache = mode === 'cache' ? cached : undefined;
  const organizations = await storedOrganizations(options.writeOnly ? undefined : destination, resources, inCache);
  return { source: useCache ? 'cache' : found > 0 ? 'destination' : 'none', resources, cached, organizations };
}

/** Returns the organisations of the run's resources; if none names one, that of the first other resource that does. */
async function storedOrganizations(
  destination: Destination | undefined,
  resources: Map<string, ResourceState>,
  cached: Map<string, Manifest> | undefined,
): Promise<Set<string>> {
  const known = [...resources.values(), ...[...(cached?.values() ?? [])].map((manifest) => ({ manifest }))];
  const organizations = new Set(known.flatMap(({ manifest }) => manifest?.organization ?? []));
  if (organizations.size > 0 || !destination) return organizations;
  for await (const file of openArchive(destination).manifests()) {
    // One that cannot be read fails the export of its own resource, which this run does not select.
    const organization = 'error' in file ? undefined : file.manifest.organization;
    if (organization !== undefined) return new Set([organization]);
  }
  return organizations;
}

/**
 * Stops a run whose shape differs from that of what is stored, unless it rewrites it. All resources are named at once.
 * @param mayReplace false if files of the old shape cannot be removed: both would then stand side by side.
 */
export function refuseOtherShape(selections: Selection[], state: RestoredState, mayReplace: boolean): void {
  const differing = selections.filter(({ resource, options }) => {
    const stored = state.resources.get(resource.name)?.manifest?.shape;
    return stored && !(options.refreshFrom && mayReplace) && !sameShape(stored, shapeOf(resource, options));
  });
  if (differing.length === 0) return;
  const lines = differing.map(({ resource, options }) => {
    const stored = state.resources.get(resource.name)?.manifest?.shape;
    return `- ${resource.name}: stored ${JSON.stringify(stored)}, asked for ${JSON.stringify(shapeOf(resource, options))}`;
  });
  const ways = mayReplace
    ? 'Either choose a new `destination`, or set `refresh-from` to a date: that range is then rewritten in the new shape and the old files in it are removed.'
    : 'Choose a new `destination`: here, files of the old shape cannot be removed (`settled-only` or `access: write-only`).';
  throw new ConfigurationError(
    'other-shape',
    `The destination holds an export of another shape (formats, partitioning, grouping, filters, privacy or what on-schema-change leaves out):\n${lines.join('\n')}\n${ways}`,
  );
}

/** Returns what the cache alone says. */
function cachedState(cached: Manifest | undefined): ResourceState {
  return { manifest: cached, isDone: (period) => cached !== undefined && isSettled(cached, period) };
}

async function resourceState(
  destination: Destination,
  resource: string,
  cached: Manifest | undefined,
  mode: 'auto' | 'cache',
  mustKnowFiles: boolean,
): Promise<ResourceState> {
  const listFiles = async (within?: Period) =>
    new Set(await destination.list(resourceFolder(resource), within && ((folder) => mayHold(folder, within))));
  try {
    const atDestination = (await openArchive(destination).manifest(resource))?.manifest;
    if (mode === 'cache') {
      // What nobody may replace must be known, whatever else is trusted.
      // A cache from before knows nothing of what was given up since.
      const known = cached && atDestination ? withoutRemoved(cached, atDestination) : cached;
      return { ...cachedState(cached), manifest: known ?? atDestination, ...(mustKnowFiles && { listFiles }) };
    }
    if (!atDestination) return { manifest: undefined, listFiles, isDone: () => false };
    return {
      manifest: atDestination,
      listFiles,
      expectsFiles: true,
      isDone: (period) => isSettled(atDestination, period) && (cached === undefined || isSettled(cached, period)),
    };
  } catch (error) {
    return unreadable(error);
  }
}

/** Lists the files now; a failure is as one of reading the manifest. */
async function withFiles(state: ResourceState): Promise<ResourceState> {
  try {
    return { ...state, ...(await filesOf(state)) };
  } catch (error) {
    return unreadable(error);
  }
}

/** Returns the files of a resource, which are listed if they were not; none if the cache alone is trusted. */
export async function filesOf(
  { files, listFiles }: ResourceState,
  within?: Period,
): Promise<Pick<ResourceState, 'files'>> {
  const listed = files ?? (await listFiles?.(within));
  return listed ? { files: listed } : {};
}

/** If nothing can be read at all, that is one error of the run, not one of each resource. */
function unreadable(error: unknown): ResourceState {
  if (error instanceof StorageError && error.endsRun) throw error;
  return { manifest: undefined, unreadable: error as Error, isDone: () => false };
}

function isSettled(manifest: Manifest, period: Period): boolean {
  if (!contains(union(manifest.ranges, manifest.unavailable), period.from, period.to)) return false;
  return entriesIn(manifest, period).every((entry) => entry.settled === true);
}

function parseCached(files: Map<string, string> | undefined, log: Log): Map<string, Manifest> {
  const manifests = new Map<string, Manifest>();
  for (const [name, text] of files ?? []) {
    try {
      const manifest = parseManifest(text, `${name} in the cache`, 'The cached copy is ignored.');
      manifests.set(manifest.resource, manifest);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      log.warning(notice(error.message, error.topic));
    }
  }
  return manifests;
}
