import type { Collection } from '../collection.ts';
import type { OrganizationSize, Quirks } from '../options.ts';
import { createRandom, type Random } from '../random.ts';

/** What every generator starts from. */
export interface World {
  seed: number;
  size: OrganizationSize;
  quirks: Quirks;
  /** Unix seconds at which the clock starts. */
  start: number;
  organizationId: string;
  /**
   * The entries of a resource below its parents as the seed made them, whatever a test has changed since: so what a list
   * holds does not depend on when it was first asked for.
   */
  seeded(resource: string, ...parents: string[]): Pick<Collection, 'entries' | 'get'>;
}

/** Fills a list; `random` belongs to this list alone, so lists do not depend on the order in which they are made. */
export type Generator = (world: World, collection: Collection, random: Random, parents: string[]) => void;

/** Returns the sequence that belongs to a named part of the organisation. */
export function randomFor(world: World, ...name: string[]): Random {
  return createRandom([world.seed, ...name].join('/'));
}

/** Days after the start for which joiners, leavers, new keys and new projects are laid out. */
export const HORIZON_DAYS = 180;
