import { resourceNamed } from '../catalogue/catalogue.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { Manifest } from './manifest.ts';

/** Returns the declaration of a stored resource; one that the catalogue lacks is somebody's own, a snapshot without known columns. */
export function storedResource({ resource: name }: Pick<Manifest, 'resource'>): Resource {
  return (
    resourceNamed(name) ?? {
      kind: 'snapshot',
      custom: true,
      name,
      path: '',
      pagination: 'none',
      dataSelector: '',
      columns: [],
      key: [],
      parentIds: [],
    }
  );
}
