import type { Clock } from '../clock.ts';
import type { Operation } from '../operations.ts';
import type { Quirks, SimulatorOptions } from '../options.ts';
import type { Organization } from '../organization.ts';

/** What an operation needs to answer. */
export interface Scene {
  organization: Organization;
  clock: Clock;
  quirks: Quirks;
  options: SimulatorOptions;
}

/** A request whose path, key and parents are in order. */
export interface Question {
  operation: Operation;
  /** Values of the path's placeholders. */
  values: string[];
  query: URLSearchParams;
}

/** Returns the JSON text of a 200 answer; throws a `Refusal` for any other. */
export type Answer = (scene: Scene, question: Question) => string;
