import { createHash } from 'node:crypto';
import type { Archive } from '../archive/archive.ts';
import { FOLDERS, resourceFolder } from '../archive/layout.ts';
import type { Manifest } from '../archive/manifest.ts';
import { storedResource } from '../archive/stored-resource.ts';
import { allResources } from '../catalogue/catalogue.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { StoredFiles } from '../destinations/destination.ts';
import { byCodeUnits } from '../text/order.ts';
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

/** Reads every manifest, or those of some resources. Throws if nothing at all can be read. */
export async function readManifests(
  archive: Archive,
  isWanted: (resource: string) => boolean,
): Promise<StoredManifests> {
  const found: StoredManifests = { known: new Map(), broken: new Map() };
  for await (const file of archive.manifests(isWanted)) {
    if (!('error' in file)) {
      const { manifest, text } = file;
      const sha256 = createHash('sha256').update(text).digest('hex');
      found.known.set(file.resource, { resource: storedResource(manifest), manifest, sha256 });
      continue;
    }
    const text = file.error.message.replace(/\.$/, '');
    found.broken.set(
      file.resource ?? file.path,
      file.resource === undefined
        ? { kind: 'wrong', text, remedy: 'Remove it, if it is not yours.' }
        : { kind: 'unverified', text, remedy: 'None of its files can be verified without it.' },
    );
  }
  return found;
}

/** Returns the files of resources that have no manifest, by resource; of somebody's own resources only what has a change log or history. */
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
  return new Map([...found].sort(([a], [b]) => byCodeUnits(a, b)));
}
