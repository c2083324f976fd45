import { createHash } from 'node:crypto';
import { FOLDERS, resourceFolder, resourceOfManifest } from '../archive/layout.ts';
import { type Manifest, parseManifest } from '../archive/manifest.ts';
import { storedResource } from '../archive/stored-resource.ts';
import { allResources } from '../catalogue/catalogue.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { StoredFiles } from '../destinations/destination.ts';
import { StorageError } from '../notices/errors.ts';
import type { Problem } from './report.ts';

/** A manifest as it is stored. */
export interface StoredManifest {
  resource: Resource;
  manifest: Manifest;
  /** Of its own text. */
  sha256: string;
}

/** What lies in the folder of manifests, by name of the resource. */
export interface StoredManifests {
  known: Map<string, StoredManifest>;
  /** Manifests that cannot be read, or are none. */
  broken: Map<string, Problem>;
}

/** Reads every manifest, or those of some resources. Throws where nothing at all can be read. */
export async function readManifests(
  destination: StoredFiles,
  isWanted: (resource: string) => boolean,
): Promise<StoredManifests> {
  const found: StoredManifests = { known: new Map(), broken: new Map() };
  for (const path of await destination.list(`${FOLDERS.manifests}/`)) {
    const name = resourceOfManifest(path);
    if (name === undefined) {
      const remedy = 'Remove it, if it is not yours.';
      found.broken.set(path, { kind: 'wrong', text: `\`${path}\` is no manifest`, remedy });
    } else if (isWanted(name)) await take(found, destination, path, name);
  }
  return found;
}

async function take(found: StoredManifests, destination: StoredFiles, path: string, name: string): Promise<void> {
  try {
    const stored = await destination.readText(path);
    if (!stored) return;
    const manifest = parseManifest(stored.text, path);
    if (manifest.resource !== name) {
      throw new StorageError('unreadable-manifest', `\`${path}\` is the manifest of ${manifest.resource}`);
    }
    const sha256 = createHash('sha256').update(stored.text).digest('hex');
    found.known.set(name, { resource: storedResource(manifest), manifest, sha256 });
  } catch (error) {
    if (!(error instanceof StorageError) || error.endsRun) throw error;
    found.broken.set(name, {
      kind: 'unverified',
      text: error.message.replace(/\.$/, ''),
      remedy: 'None of its files can be verified without it.',
    });
  }
}

/** Files of resources that have no manifest, by resource; of somebody's own resources only what has a change log or history. */
export async function filesWithoutManifest(
  destination: StoredFiles,
  manifests: StoredManifests,
  isWanted: (resource: string) => boolean,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const isMissing = (name: string) => isWanted(name) && !manifests.known.has(name) && !manifests.broken.has(name);
  const add = (name: string, paths: string[]) => {
    if (paths.length > 0) found.set(name, [...(found.get(name) ?? []), ...paths]);
  };
  const names = allResources.map(({ name }) => name).filter(isMissing);
  await Promise.all(names.map(async (name) => add(name, await destination.list(resourceFolder(name)))));
  for (const folder of [FOLDERS.changes, FOLDERS.history]) {
    for (const path of await destination.list(`${folder}/`)) {
      const name = path.split('/')[1] ?? '';
      if (path.split('/').length > 2 && isMissing(name)) add(name, [path]);
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
