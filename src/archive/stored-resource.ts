import { resourceNamed } from '../catalogue/catalogue.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { Manifest, Shape } from './manifest.ts';

/**
 * Returns the declaration of a stored resource. One that the catalogue lacks is somebody's own: what the shape of its files
 * says, without known columns; a snapshot if the shape is not given.
 */
export function storedResource({ resource: name, shape }: { resource: string; shape?: Partial<Shape> }): Resource {
  return resourceNamed(name) ?? ownResource(name, shape);
}

function ownResource(name: Manifest['resource'], shape: Partial<Shape> | undefined): Resource {
  const common = { custom: true, name, path: '', dataSelector: '', columns: [], parentIds: [] } as const;
  if (shape?.bucket_width !== undefined) {
    const { group_by: groupBy } = shape;
    const dimensions = Array.isArray(groupBy) ? groupBy : [];
    const kind = { kind: 'buckets', timeField: 'start_time', key: [], widths: {}, filters: {} } as const;
    return { ...common, ...kind, key: [], columns: [], parentIds: [], pagination: 'next_page', dimensions };
  }
  if (shape?.time_field !== undefined) {
    const key = shape.primary_key ?? [];
    return {
      ...common,
      kind: 'events',
      columns: [],
      parentIds: [],
      pagination: 'last_id',
      timeField: shape.time_field,
      key,
    };
  }
  return { ...common, kind: 'snapshot', columns: [], parentIds: [], pagination: 'none', key: [] };
}
