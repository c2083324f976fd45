import type { Log } from '../notices/log.ts';
import type { Destination } from './destination.ts';
import { folderDestination } from './folder/folder.ts';
import { type Location, nameOf } from './location.ts';
import type { ObjectStore, StoreOptions } from './store/object-store.ts';
import { azureGuide, gcsGuide, s3Guide } from './store/sign-in.ts';
import { storeDestination } from './store/store-destination.ts';
import type { StoreGuide } from './store/store-guide.ts';

/** What a destination is opened with. */
export interface OpenOptions extends StoreOptions {
  /** False where only writing is allowed. */
  mayRead: boolean;
  /** Seconds since 1970, for who writes: what dead runs left in a folder more than a day ago is cleared away. */
  now?: () => number;
  log: Log;
}

/** Opens one place. The SDK of a store is loaded only where the place is one of its. */
export async function openLocation(location: Location, options: OpenOptions): Promise<Destination> {
  if (location.kind === 'folder') return folderDestination(location.folder, location.name, options);
  const { store, guide } = await openStore(location, options);
  const { prefix } = location;
  const limits = { retries: options.retries, idleSeconds: options.requestTimeoutSeconds };
  return storeDestination(store, { ...options, name: nameOf(location), prefix, guide, limits });
}

async function openStore(
  location: Exclude<Location, { kind: 'folder' }>,
  options: StoreOptions,
): Promise<{ store: ObjectStore; guide: StoreGuide }> {
  switch (location.kind) {
    case 's3': {
      const { openS3 } = await import('./s3/s3.ts');
      return { store: openS3(location, options), guide: s3Guide };
    }
    case 'gcs': {
      const { openGcs } = await import('./gcs/gcs.ts');
      return { store: openGcs(location, options), guide: gcsGuide };
    }
    case 'azure': {
      const { openAzure } = await import('./azure/azure.ts');
      return { store: await openAzure(location, options), guide: azureGuide };
    }
  }
}
