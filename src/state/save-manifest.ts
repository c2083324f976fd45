import type { Destination } from '../destinations/destination.ts';
import { StorageError } from '../errors.ts';
import { emptyManifest, type Manifest, manifestPath, parseManifest, serializeManifest } from './manifest.ts';
import { layOver, type ManifestChange } from './merge.ts';

/** Another writer is faster this often only where something is wrong. */
const MOST_ATTEMPTS = 10;

/**
 * Lays a job's change over the manifest that is stored by now, and again when another job was faster.
 * @param fallback what to build on where the destination holds no manifest.
 * @returns the manifest as it is stored now.
 */
export async function saveManifest(
  destination: Destination,
  resource: string,
  change: ManifestChange,
  fallback: Manifest | undefined,
): Promise<Manifest> {
  const path = manifestPath(resource);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const stored = await destination.readText(path);
    const latest = stored ? parseManifest(stored.text, path) : (fallback ?? emptyManifest(resource, change.shape));
    const manifest = layOver(latest, change);
    if (await destination.replaceText(path, serializeManifest(manifest), stored?.version)) return manifest;
  }
  throw new StorageError(
    `Failed to write ${path} in the ${destination.description}: other writers were faster ${MOST_ATTEMPTS} times`,
  );
}
