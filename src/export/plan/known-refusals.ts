import type { GroupingRefusal } from '../../archive/grouping-refusals.ts';
import { type Manifest, sameShape, shapeOf } from '../../archive/manifest.ts';
import { periodName } from '../../archive/periods.ts';
import type { ResourceOptions } from '../../archive/selection.ts';
import { askedDimensions } from '../../catalogue/kinds.ts';
import type { BucketsResource } from '../../catalogue/resource.ts';
import type { BucketWindow } from './windows.ts';

/** Returns the UTC month of a second: `2026-11`. */
export function monthOf(seconds: number): string {
  return periodName(seconds, 'month');
}

/**
 * Returns true if what the API refuses of the grouping is remembered: where more is asked for than what OpenAI describes, it may be refused
 * night after night.
 */
export function remembersRefusals(resource: BucketsResource, options: ResourceOptions): boolean {
  const { dimensions } = resource;
  return askedDimensions(resource, options.groupBy).some((name) => !dimensions.includes(name));
}

/** Returns what the API refused this month, of an export in the same shape. */
export function knownRefusals(
  resource: BucketsResource,
  options: ResourceOptions,
  manifest: Manifest | undefined,
  now: number,
): GroupingRefusal[] {
  if (!manifest || !remembersRefusals(resource, options)) return [];
  if (!sameShape(manifest.shape, shapeOf(resource, options))) return [];
  return (manifest.refusals ?? []).filter(({ month }) => month === monthOf(now));
}

/** Returns a window in parts of which none is known to be refused: without some dimensions, or shorter. */
export function withoutKnown(window: BucketWindow, known: readonly GroupingRefusal[]): BucketWindow[] {
  const parts = withoutDimensions(
    window,
    known.filter(({ longest }) => longest === undefined),
  );
  return parts.flatMap((part) => {
    const meant = refusalsOf(part, known).flatMap(({ longest }) => longest ?? []);
    const length = Math.min(part.to - part.from, ...meant);
    const count = Math.ceil((part.to - part.from) / length);
    return Array.from({ length: count }, (_, index) => {
      const from = part.from + index * length;
      return { ...part, from, to: Math.min(part.to, from + length) };
    });
  });
}

function refusalsOf(window: BucketWindow, known: readonly GroupingRefusal[]): GroupingRefusal[] {
  return known.filter(
    ({ dimension, from, to }) => window.dimensions.includes(dimension) && from < window.to && to > window.from,
  );
}

function withoutDimensions(window: BucketWindow, known: readonly GroupingRefusal[]): BucketWindow[] {
  const meant = refusalsOf(window, known);
  const inside = meant.flatMap(({ from, to }) => [from, to]).filter((at) => at > window.from && at < window.to);
  const starts = [window.from, ...new Set(inside.sort((a, b) => a - b))];
  const parts: BucketWindow[] = [];
  for (const [index, from] of starts.entries()) {
    const refused = new Set(meant.flatMap((one) => (one.from <= from && one.to > from ? [one.dimension] : [])));
    const dimensions = window.dimensions.filter((name) => !refused.has(name));
    const to = starts[index + 1] ?? window.to;
    const last = parts.at(-1);
    if (last?.dimensions.join() === dimensions.join()) last.to = to;
    else parts.push({ from, to, dimensions });
  }
  return parts;
}
