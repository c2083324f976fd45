import type { Location } from './registry.ts';

/** Where to write, and what may be done there. */
export interface DestinationConfig {
  location: Location;
  /** Where the manifests lie when they lie apart from the data. */
  manifests?: Location;
  /** For people and outputs: `data`, `s3://bucket/prefix`. */
  identity: string;
  /** What the state belongs to: the identity, and the endpoint if it is not the default one. */
  binding: string;
  /** Nothing may be read, listed or deleted: all that is known comes from the cached state. */
  writeOnly: boolean;
  /** The store refuses overwriting: each file is written once, when its period is settled. */
  settledOnly: boolean;
  /** Every different snapshot is kept below `_history/`. */
  history: boolean;
}
