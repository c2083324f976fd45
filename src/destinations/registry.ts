import { azureKind } from './azure/kind.ts';
import type { Destination } from './destination.ts';
import type { DestinationKind, OpenOptions } from './destination-kind.ts';
import { folderKind } from './folder/kind.ts';
import { gcsKind } from './gcs/kind.ts';
import { s3Kind } from './s3/kind.ts';

/** Every kind of destination. A new one is a folder next to these and its name here. */
export const kinds = [folderKind, s3Kind, gcsKind, azureKind] as const;

/** Where files are written. */
export type Location = Parameters<(typeof kinds)[number]['nameOf']>[0];

/** How places of every kind are written, for help and messages. */
export const placesText = kinds
  .flatMap(({ written }) => [...written])
  .join(', ')
  .replace(/, (?=[^,]*$)/, ', or ');

/** Returns the kind of which a place is. */
export function kindOf(place: Pick<Location, 'kind'>): DestinationKind<Location> {
  return kinds.find(({ kind }) => kind === place.kind) as unknown as DestinationKind<Location>;
}

/** Returns the kind whose scheme a text has; that of folders for every other text. */
export function kindNamedBy(given: string): DestinationKind<Location> {
  const named = kinds.find(({ schemes }) => schemes.some((scheme) => new RegExp(`^${scheme}://`, 'i').test(given)));
  return kindOf(named ?? folderKind);
}

/** Returns a place as people know it, without anything secret. */
export function nameOf(place: Location): string {
  return kindOf(place).nameOf(place);
}

/** Opens one place. */
export function openLocation(place: Location, options: OpenOptions): Promise<Destination> {
  return kindOf(place).open(place, options);
}
