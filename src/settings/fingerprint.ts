import type { Selection } from '../archive/selection.ts';
import type { Config } from './config.ts';

function selectionPart({ resource, ids, options }: Selection): unknown {
  const { formats, partitionBy, start, end, bucketWidth, groupBy, filters } = options;
  const extensions = formats.map(({ extension }) => extension);
  const part = { name: resource.name, ids, formats: extensions, filters };
  const own = resource.custom && { path: resource.path, query: resource.query };
  if (resource.kind === 'snapshot') return { ...part, ...own };
  const events = resource.custom && resource.kind === 'events' && { timeField: resource.timeField, key: resource.key };
  return { ...part, ...own, ...events, partitionBy, start, end, bucketWidth, groupBy };
}

/**
 * Returns the settings that select the work, as one stable text: what is exported, from when to when, in which shape and to
 * where. Ages stay ages, so it is the same every night; the key, `base-url` and `refresh-from` are no part of it.
 */
export function selectionFingerprint(
  config: Pick<Config, 'organization' | 'project' | 'selections' | 'destination'>,
): string {
  return JSON.stringify({
    organization: config.organization,
    project: config.project,
    destination: config.destination.binding,
    selections: config.selections.map(selectionPart),
  });
}
