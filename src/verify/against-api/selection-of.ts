import { type Manifest, type Shape, sameShape, shapeName, shapeOf } from '../../archive/manifest.ts';
import type { Period } from '../../archive/periods.ts';
import type { ResourceOptions, Selection } from '../../archive/selection.ts';
import { bucketFilterNames } from '../../catalogue/filters.ts';
import type { BucketWidth } from '../../catalogue/resource.ts';
import { formatChoices } from '../../formats/registry.ts';
import type { PrivacyOptions } from '../../privacy/privacy-options.ts';
import type { PrivacyShape } from '../../privacy/privacy-shape.ts';
import { keyFingerprint } from '../../privacy/pseudonyms.ts';
import { completeOptions } from '../../settings/resource-options.ts';
import type { StoredManifest } from '../stored-manifests.ts';

/** Why a resource cannot be read again as it was stored: what is the matter, and what to do. */
export interface Incomparable {
  why: string;
  remedy: string;
}

/**
 * Returns what to read again so that it can be compared with what is stored: the shape is that of the manifest, but for formats and
 * partitions, which do not change rows.
 * @param pseudonymKey empty if none was given.
 */
export function selectionOf(
  { resource, manifest }: StoredManifest,
  period: Period,
  pseudonymKey: string,
): Selection | Incomparable {
  const { shape } = manifest;
  if (resource.custom) {
    return {
      why: `${resource.name} is a resource of your own, whose path no manifest tells`,
      remedy: 'Compare it by hand.',
    };
  }
  if (resource.idsRequired) {
    return {
      why: `${resource.name} is read by ids that you give, which no manifest tells`,
      remedy: 'Compare its list instead.',
    };
  }
  const privacy = shape.privacy && privacyOptions(shape.privacy, pseudonymKey);
  if (privacy && 'why' in privacy) return { ...privacy, why: `${resource.name}: ${privacy.why}` };
  const schema = schemaOf(manifest);
  const options: ResourceOptions = {
    ...completeOptions(resource),
    formats: [formatChoices.get('jsonl') as ResourceOptions['formats'][number]],
    partitionBy: 'day',
    start: { kind: 'absolute', seconds: period.from },
    end: { kind: 'absolute', seconds: period.to },
    filters: filtersOf(shape),
    ...(shape.bucket_width !== undefined && { bucketWidth: shape.bucket_width as BucketWidth }),
    ...(shape.group_by !== undefined && { groupBy: shape.group_by }),
    ...(schema && { schema }),
    ...(privacy && { privacy }),
  };
  const { formats, partition_by } = shape;
  const same = { ...shapeOf(resource, options), formats, ...(partition_by && { partition_by }) };
  if (!sameShape(same, shape)) {
    return {
      why: `${resource.name}: its manifest tells of a shape that this release does not know`,
      remedy: 'Use the release that wrote it.',
    };
  }
  return { resource, origin: 'named', options };
}

function filtersOf({ filters = {} }: Shape): ResourceOptions['filters'] {
  const stored = bucketFilterNames.flatMap((name) => {
    const values = filters[shapeName(name)];
    return values === undefined ? [] : [[name, values] as const];
  });
  return { projects: [], eventTypes: filters.event_types ?? [], models: [], ...Object.fromEntries(stored) };
}

/** Returns what was left out is left out again. Fields that were let in besides those of the catalogue show in what was written. */
function schemaOf({ shape, entries }: Manifest): ResourceOptions['schema'] {
  const mode = shape.on_schema_change;
  const knownFields = new Set(entries.flatMap(({ unknown_columns: columns = [] }) => columns));
  return mode && { mode, knownFields: [...knownFields].sort() };
}

function privacyOptions(shape: PrivacyShape, key: string): PrivacyOptions | Incomparable {
  const columns = { include: shape.columns?.include ?? [], exclude: shape.columns?.exclude ?? [] };
  if (shape.mode === 'redact') return { mode: 'redact', columns };
  if (key === '') {
    return {
      why: 'it was written with pseudonyms, which cannot be made again without their key',
      remedy: 'Set PSEUDONYM_KEY to the secret that the export has as `pseudonym-key`.',
    };
  }
  if (keyFingerprint(key) !== shape.key) {
    return {
      why: 'PSEUDONYM_KEY is not the key of its pseudonyms',
      remedy: 'Set PSEUDONYM_KEY to the secret that the export has as `pseudonym-key`.',
    };
  }
  return { mode: 'pseudonymize', key, columns };
}
