import type { Destination } from '../destinations/destination.ts';
import { StorageError } from '../notices/errors.ts';
import { openArchive } from './archive.ts';
import { manifestPath } from './layout.ts';
import { emptyManifest, type Manifest, serializeManifest } from './manifest.ts';
import { layOver, type ManifestChange } from './merge.ts';

/** A matrix has up to 256 jobs, and of those that write at once one is always the fastest. */
const MOST_ATTEMPTS = 50;

/** How the manifests of a run are written. */
export interface ManifestWriting {
  destination: Destination;
  /** True if nothing may be read: what is known is laid over, whatever is stored. */
  writeOnly: boolean;
  /** SHA-256 of the uncompressed content of a stored file; undefined if there is none. */
  hashOf(path: string): Promise<string | undefined>;
  /** Waits before another attempt, longer each time and never as long as others that wait. */
  pause(attempt: number): Promise<void>;
}

/**
 * Lays a job's change over the manifest that is stored by now, and again when another job was faster.
 * @param known the manifest that the job started from.
 * @param fallback what to build on where the destination holds no manifest, or none that may be read.
 * @returns the manifest as it is stored now.
 */
export async function saveManifest(
  writing: ManifestWriting,
  resource: string,
  change: ManifestChange,
  known: Manifest | undefined,
  fallback: Manifest | undefined,
): Promise<Manifest> {
  const { destination } = writing;
  const path = manifestPath(resource);
  const base = fallback ?? emptyManifest(resource, change.shape);
  if (writing.writeOnly) {
    const manifest = layOver(base, change);
    const text = serializeManifest(manifest);
    if (!fallback || serializeManifest(fallback) !== text) await destination.writeText(path, text);
    return manifest;
  }
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await writing.pause(attempt - 1);
    const stored = await openArchive(destination).manifest(resource);
    const latest = stored?.manifest ?? base;
    const manifest = layOver(latest, await withOthersFiles(latest, change, known, writing));
    const text = serializeManifest(manifest);
    if (stored?.text === text || (await destination.replaceText(path, text, stored?.version))) return manifest;
  }
  throw new StorageError(
    'overlapping-runs',
    `Failed to write ${path} in the ${destination.description}: other writers were faster ${MOST_ATTEMPTS} times. Let fewer jobs write the same resource at once.`,
  );
}

/** Where another job has meanwhile written a file that this one wrote too, the entry of the one that is stored holds. */
async function withOthersFiles(
  latest: Manifest,
  change: ManifestChange,
  known: Manifest | undefined,
  { hashOf }: ManifestWriting,
): Promise<ManifestChange> {
  if (latest.entries.length === 0) return change;
  const theirs = new Map(latest.entries.map((entry) => [entry.path, entry]));
  const before = new Map(known?.entries.map((entry) => [entry.path, entry.sha256]));
  const written = await Promise.all(
    change.written.map(async (entry) => {
      const other = entry.path === undefined ? undefined : theirs.get(entry.path);
      if (!other || other.sha256 === entry.sha256 || other.sha256 === before.get(entry.path)) return entry;
      return (await hashOf(other.path as string)) === other.sha256 ? other : entry;
    }),
  );
  return { ...change, written };
}
