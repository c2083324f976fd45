import { openArchive } from '../archive/archive.ts';
import { listedFolders, manifestPath, placeOfFile } from '../archive/layout.ts';
import { type Manifest, parseManifest, type Shape, serializeManifest, shapeOf } from '../archive/manifest.ts';
import { storedResource } from '../archive/stored-resource.ts';
import { allResources } from '../catalogue/catalogue.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { Destination } from '../destinations/destination.ts';
import { ConfigurationError, StorageError } from '../notices/errors.ts';
import { completeOptions } from '../settings/resource-options.ts';
import { type FoundFile, rebuiltManifest, shapeOfFiles } from './rebuild.ts';
import { type Salvaged, salvage, unitedSides } from './salvage.ts';
import { contentOfFile } from './stored-files.ts';

/** How manifests are rebuilt. */
export interface RebuildOptions {
  /** Names of resources; undefined for all whose manifest is missing or cannot be parsed. */
  resources: string[] | undefined;
  /** What somebody says of the shape. */
  shape: Partial<Shape> | undefined;
  dryRun: boolean;
}

/** What became of one manifest. */
export interface Rebuilt {
  resource: string;
  path: string;
  was: 'missing' | 'unreadable';
  files: number;
  rows: number;
  /** Files that the damaged manifest still vouched for by their SHA-256. */
  proven: number;
  /** True if the shape is known from the files alone. */
  isShapeAssumed: boolean;
  shape: Shape;
  /** First and last period that is read again. */
  unsettled?: [first: string, last: string];
  /** Files that the manifest lists and that are missing. */
  missing: string[];
  /** Files that the export does not name so; they are left alone and listed nowhere. */
  strange: string[];
}

/** A resource whose manifest could not be rebuilt. */
export interface NotRebuilt {
  resource: string;
  error: ConfigurationError | StorageError;
}

/** Returns the resources that have files but no manifest, or one that cannot be parsed, in order of their names. */
const isResourceName = (name: string) => /^[a-z][a-z0-9_]{0,63}$/.test(name);

export async function damagedResources(destination: Destination): Promise<string[]> {
  const found: string[] = [];
  const readable = new Set<string>();
  for await (const { resource: name, ...file } of openArchive(destination).manifests(isResourceName)) {
    if (name === undefined) continue;
    if ('error' in file) found.push(name);
    else readable.add(name);
  }
  for (const { name } of allResources) {
    if (readable.has(name) || found.includes(name)) continue;
    if ((await pathsOf(destination, name)).length > 0) found.push(name);
  }
  return found.sort();
}

/** Rebuilds the manifests that are asked for, each for itself. Throws only if the destination is lost altogether. */
export async function rebuildStored(
  destination: Destination,
  options: RebuildOptions,
): Promise<{ rebuilt: Rebuilt[]; failed: NotRebuilt[] }> {
  const rebuilt: Rebuilt[] = [];
  const failed: NotRebuilt[] = [];
  for (const resource of options.resources ?? (await damagedResources(destination))) {
    try {
      rebuilt.push(await rebuildOne(destination, resource, options));
    } catch (error) {
      if (!(error instanceof ConfigurationError || error instanceof StorageError)) throw error;
      if (error instanceof StorageError && error.endsRun) throw error;
      failed.push({ resource, error });
    }
  }
  return { rebuilt, failed };
}

async function rebuildOne(destination: Destination, name: string, options: RebuildOptions): Promise<Rebuilt> {
  const path = manifestPath(name);
  const stored = await destination.readText(path);
  if (stored && isReadable(stored.text, path)) {
    throw new ConfigurationError('repair-refused', `${path} can be read: there is nothing to rebuild.`);
  }
  const salvaged: Salvaged = stored ? salvage(stored.text, name) : { sides: [] };
  const before = unitedSides(salvaged.sides);
  const told = before?.shape ?? salvaged.shape;
  const resource = storedResource({ resource: name, shape: { ...told, ...options.shape } });
  const paths = await pathsOf(destination, name);
  refuseUnknownKind(resource, paths);
  const places = paths.flatMap((file) => placeOfFile(resource, file) ?? []);
  const shape = shapeOfFiles(resource.name, places, {
    ...(options.shape && { given: options.shape }),
    ...(told && { known: told }),
    assumed: shapeOf(resource, completeOptions(resource)),
  });
  const files: FoundFile[] = [];
  for (const place of places) {
    files.push({ ...place, ...(await contentOfFile(destination, resource, place.path)) });
  }
  const { organization } = salvaged;
  const manifest = rebuiltManifest(
    { resource: resource.name, shape, ...(before && { manifest: before }), ...(organization && { organization }) },
    files,
  );
  const text = serializeManifest(manifest);
  if (!options.dryRun && !(await destination.replaceText(path, text, stored?.version))) {
    throw new StorageError(
      'overlapping-runs',
      `${path} in the ${destination.description} was written meanwhile. Repair again when no export runs.`,
    );
  }
  return {
    resource: resource.name,
    path,
    was: stored ? 'unreadable' : 'missing',
    ...summaryOf(manifest, files, before),
    isShapeAssumed: told === undefined && options.shape === undefined,
    shape,
    strange: paths.filter((file) => !places.some((place) => place.path === file)),
  };
}

/** Throws a `ConfigurationError` for files by time of a user's own resource of which nothing says what they hold. */
function refuseUnknownKind(resource: Resource, paths: readonly string[]): void {
  if (resource.kind !== 'snapshot' || !resource.custom) return;
  const asEvents = storedResource({ resource: resource.name, shape: { time_field: '' } });
  if (!paths.some((path) => placeOfFile(asEvents, path)?.period !== undefined)) return;
  throw new ConfigurationError(
    'repair-refused',
    `The shape of ${resource.name} cannot be told: it is a resource of your own, and its files do not say whether they hold events or buckets. Say it: \`--shape '{"time_field": "created_at", "primary_key": ["id"]}'\` or \`--shape '{"bucket_width": "1d", "group_by": ["project_id"]}'\`, as its entry under \`resources\` has them.`,
  );
}

function summaryOf(
  manifest: Manifest,
  files: readonly FoundFile[],
  before: Manifest | undefined,
): Pick<Rebuilt, 'files' | 'rows' | 'proven' | 'unsettled' | 'missing'> {
  const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const listed = [...manifest.entries, ...(manifest.history ?? [])];
  const known = [...(before?.entries ?? []), ...(before?.history ?? [])];
  const late = manifest.entries.flatMap(({ period, settled }) => (settled === false && period) || []).sort();
  const [first, last] = [late[0], late.at(-1)];
  return {
    files: files.length,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    proven: listed.filter(({ path, sha256 }) =>
      known.some(
        (one) => path !== undefined && one.path === path && one.sha256 === sha256 && hashes.get(path) === sha256,
      ),
    ).length,
    ...(first !== undefined && last !== undefined && { unsettled: [first, last] }),
    missing: listed.flatMap(({ path }) => (path === undefined || hashes.has(path) ? [] : path)),
  };
}

async function pathsOf(destination: Destination, resource: string): Promise<string[]> {
  const lists = await Promise.all(listedFolders(resource).map((folder) => destination.list(folder)));
  return lists.flat();
}

function isReadable(text: string, path: string): boolean {
  try {
    return manifestPath(parseManifest(text, path).resource) === path;
  } catch (error) {
    if (error instanceof StorageError) return false;
    throw error;
  }
}
