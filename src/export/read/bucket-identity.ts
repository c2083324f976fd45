import { isObject } from '../../api/row-shape.ts';
import type { BucketsResource } from '../../catalogue/resource.ts';
import { byCodeUnits } from '../../text/order.ts';

/** What identifies a row of a bucket, and what it counts. */
export interface BucketRowIdentity {
  /** The bucket's start and every field that is not known to be a number that counts something. */
  key: string;
  /** The numbers, by column. */
  measures: Map<string, unknown>;
}

/**
 * Returns the identity of a bucket's row. Fields that the catalogue does not know belong to it, numbers too: any of them
 * may be a dimension, and two rows must not be taken for one. Of an endpoint of the user's own, every dimension is known, so
 * any other number counts something. A field that is null counts as absent.
 */
export function bucketRowIdentity(
  resource: BucketsResource,
  start: number,
  value: Record<string, unknown>,
): BucketRowIdentity {
  const known = measuresOf(resource);
  const measures = new Map<string, unknown>();
  const parts: [string, string][] = [];
  const collect = (fields: object, prefix: string) => {
    for (const [name, field] of Object.entries(fields)) {
      const column = prefix + name;
      if (field === null) continue;
      const isOwnMeasure = resource.custom && typeof field === 'number' && !resource.dimensions.includes(column);
      if (known.has(column) || isOwnMeasure) measures.set(column, field);
      else if (column === 'amount' && isObject(field)) collect(field, 'amount__');
      // `batch` comes as a boolean or as text.
      else parts.push([column, typeof field === 'object' ? JSON.stringify(field) : String(field)]);
    }
  };
  collect(value, '');
  parts.sort(([a], [b]) => byCodeUnits(a, b));
  return { key: JSON.stringify([start, parts]), measures };
}

/** Returns true if two rows count the same; costs come as numbers and as text. */
export function isSameMeasure(one: BucketRowIdentity, other: BucketRowIdentity): boolean {
  const names = new Set([...one.measures.keys(), ...other.measures.keys()]);
  return [...names].every((name) => {
    const [first, second] = [one.measures.get(name), other.measures.get(name)];
    return String(first) === String(second) || Number(first) === Number(second);
  });
}

const measures = new WeakMap<BucketsResource, Set<string>>();

function measuresOf(resource: BucketsResource): Set<string> {
  const found =
    measures.get(resource) ?? new Set(resource.columns.filter(({ type }) => type === 'number').map(({ name }) => name));
  measures.set(resource, found);
  return found;
}
