import type { ResourceOptions, Selection } from '../archive/selection.ts';
import { allResources } from '../catalogue/catalogue.ts';
import { dimensionsOf, isBuckets, isDated, isPermanent } from '../catalogue/kinds.ts';
import type { BucketsResource, Resource } from '../catalogue/resource.ts';
import type { DestinationConfig } from '../destinations/location.ts';
import { kindOf } from '../destinations/registry.ts';
import { withoutZstandard } from '../formats/compression.ts';
import { didYouMean } from '../text/nearest-name.ts';
import { isBefore } from './dates.ts';
import { type Mistakes, quote } from './mistakes.ts';
import { bucketWidthOf, isFinerThan, schemaOf } from './resource-options.ts';
import type { OwnOptions, RunOptions } from './settings.ts';

/** Words of `group-by` that stand alone. */
const noDimensions: readonly string[] = ['default', 'all', 'none'];

function checkWidth(
  given: OwnOptions | RunOptions,
  resources: BucketsResource[],
  place: string,
  mistakes: Mistakes,
): void {
  const width = given['bucket-width'];
  const allowed = [...new Set(resources.flatMap(({ widths }) => Object.keys(widths)))];
  // The default holds for those that take it.
  const isDefault = place === '' && width === '1d';
  if (width !== undefined && !isDefault && !allowed.includes(width)) {
    mistakes.add(`'bucket-width'${place} is ${quote(width)}: expected ${allowed.join(' or ')}`);
  }
}

function checkGroupBy(
  given: OwnOptions | RunOptions,
  resources: BucketsResource[],
  place: string,
  mistakes: Mistakes,
): void {
  const dimensions = given['group-by'] ?? [];
  const allowed = [...new Set(resources.flatMap(dimensionsOf))];
  for (const dimension of dimensions) {
    if (noDimensions.includes(dimension)) {
      if (dimensions.length > 1) {
        mistakes.add(() => `'group-by'${place} is ${quote(dimensions)}: "${dimension}" must stand alone`);
      }
    } else if (!allowed.includes(dimension)) {
      const advice = () =>
        `expected default, all, none, or any of ${allowed.join(', ')}${didYouMean(dimension, allowed)}`;
      mistakes.add(() => `'group-by'${place} holds ${quote(dimension)}: ${advice()}`);
    }
  }
}

/** A contract without any known field would refuse, or leave out, all that there is. */
function checkContract({ name, custom }: Resource, own: OwnOptions, run: RunOptions, mistakes: Mistakes): void {
  const mode = schemaOf(own, run)?.mode;
  if (!custom || mode === undefined || own['known-fields'] !== undefined) return;
  mistakes.add(
    `'on-schema-change' is ${quote(mode)} for ${name}, a resource of your own, whose fields the catalogue does not know: list them as 'known-fields' under resource-options.${name}, or set 'on-schema-change' to "evolve" there`,
  );
}

function tooFine(partitionBy: string, place: string): string {
  return `'partition-by'${place} is ${quote(partitionBy)}, finer than its buckets of a day: expected "day" or "month"`;
}

/**
 * Checks what is set for the run against the resources chosen. It holds as far as each of them can take it, so it is
 * a mistake only if none can.
 */
export function checkRunOptions(
  chosen: { resource: Resource; own: OwnOptions }[],
  run: RunOptions,
  mistakes: Mistakes,
): void {
  for (const { resource, own } of chosen) checkContract(resource, own, run, mistakes);
  const buckets = chosen.map(({ resource }) => resource).filter(isBuckets);
  if (buckets.length === 0) return;
  checkWidth(run, buckets, '', mistakes);
  checkGroupBy(run, buckets, '', mistakes);
  const partitionBy = run['partition-by'];
  if (partitionBy === undefined) return;
  const dated = chosen.filter(({ resource }) => isDated(resource));
  const isTooFine = ({ resource, own }: { resource: Resource; own: OwnOptions }) =>
    isBuckets(resource) && isFinerThan(partitionBy, bucketWidthOf(resource, own, run));
  if (dated.every(isTooFine)) mistakes.add(tooFine(partitionBy, ''));
}

/** Checks what is set for one resource, which must be able to take all of it. */
export function checkOwnOptions(
  resource: Resource,
  own: OwnOptions,
  run: RunOptions,
  place: string,
  mistakes: Mistakes,
): void {
  if (!isBuckets(resource)) return;
  checkWidth(own, [resource], place, mistakes);
  checkGroupBy(own, [resource], place, mistakes);
  const partitionBy = own['partition-by'];
  if (partitionBy !== undefined && isFinerThan(partitionBy, bucketWidthOf(resource, own, run))) {
    mistakes.add(tooFine(partitionBy, place));
  }
}

/** Checks that the dates leave something to read. Dates against ages are left to the run, which alone has a clock. */
export function checkDates(options: ResourceOptions, place: string, mistakes: Mistakes): void {
  if (isBefore(options.start, options.end) === false) mistakes.add(`'start-date'${place} is not before 'end-date'`);
  if (options.refreshFrom && isBefore(options.refreshFrom, options.end) === false) {
    mistakes.add(`'refresh-from'${place} is not before 'end-date'`);
  }
}

/** Checks that this machine can write every format that is asked for. */
export function checkCompression(selections: Selection[], canUseZstandard: boolean, mistakes: Mistakes): void {
  const formats = selections.flatMap(({ options }) => options.formats);
  if (canUseZstandard || !formats.some(({ compression }) => compression === 'zst')) return;
  mistakes.add(`'format' has files in Zstandard. ${withoutZstandard}`, 'no-zstandard');
}

/** Checks that what is asked for can be done with the access to the destination that there is. */
export function checkAccess(destination: DestinationConfig, selections: Selection[], mistakes: Mistakes): void {
  const { location, writeOnly } = destination;
  const why = kindOf(location).whyUnreadable?.(location);
  if (why !== undefined && !writeOnly) mistakes.add(why);
  const refreshed = selections.some(({ options }) => options.refreshFrom !== undefined);
  if (writeOnly && destination.settledOnly && refreshed) {
    mistakes.add(
      "'refresh-from' cannot be used with 'settled-only' and 'access: write-only': what is stored can neither be replaced nor read, so that nobody could tell what is new",
    );
  }
}

/** Checks the resources that `accept-empty` names. One that is not exported here may stand there too. */
export function checkAcceptEmpty(names: readonly string[], chosen: readonly Resource[], mistakes: Mistakes): void {
  const resources = new Map([...allResources, ...chosen].map((resource) => [resource.name, resource]));
  for (const name of names) {
    const resource = resources.get(name);
    if (resource === undefined) {
      mistakes.add(
        `'accept-empty' names ${quote(name)}, which is not a resource${didYouMean(name, [...resources.keys()])}`,
      );
    } else if (isPermanent(resource)) {
      mistakes.add(`'accept-empty' names ${quote(name)}: stored events never go, so there is nothing to accept`);
    }
  }
}
