import type { Destination } from '../destinations/destination.ts';
import type { OpenOptions } from '../destinations/destination-kind.ts';
import type { DestinationConfig } from '../destinations/location.ts';
import { openLocation } from '../destinations/registry.ts';
import { FOLDERS } from './layout.ts';

/** Opens the place where an export is written, its manifests where they lie apart. */
export async function openDestination(
  { location, manifests }: Pick<DestinationConfig, 'location' | 'manifests'>,
  options: OpenOptions,
): Promise<Destination> {
  const data = await openLocation(location, options);
  return manifests ? withManifestsAt(data, await openLocation(manifests, options)) : data;
}

/** Returns a destination whose manifests lie in another place, where they can be replaced. */
function withManifestsAt(data: Destination, manifests: Destination): Destination {
  const of = (path: string) => (path.startsWith(`${FOLDERS.manifests}/`) ? manifests : data);
  return {
    description: data.description,
    list: (prefix, isWanted) => of(prefix).list(prefix, isWanted),
    read: (path) => of(path).read(path),
    publish: (path, localFile, facts) => of(path).publish(path, localFile, facts),
    publishNew: (path, localFile, facts) => of(path).publishNew(path, localFile, facts),
    remove: (path) => of(path).remove(path),
    readText: (path) => of(path).readText(path),
    replaceText: (path, text, version) => of(path).replaceText(path, text, version),
    writeText: (path, text) => of(path).writeText(path, text),
    async close() {
      await Promise.all([data.close(), manifests.close()]);
    },
  };
}
