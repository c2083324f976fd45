import type { Config } from '../config.ts';
import { nameOf } from '../destinations/location.ts';
import type { Outcome, Tally } from '../export/outcome.ts';
import { newTally } from '../export/outcome.ts';

/** What a run did, as its outputs, its log and its summary tell it. */
export interface RunReport {
  status: 'ok' | 'partial' | 'failed';
  /** Where the data is, for people. */
  destination: string;
  /** Where the manifests are. */
  manifestFolder: string;
  outcomes: Outcome[];
  total: Tally;
  stateSource: 'cache' | 'destination' | 'none';
  now: number;
  /** What ended the run before its time, told once. */
  stoppedBy?: string;
  /** What happened after the export: what was written could not be committed, or not be told. */
  troubles: string[];
}

/** The report of these outcomes. */
export function reportOf(
  config: Config,
  outcomes: Outcome[],
  stateSource: RunReport['stateSource'],
  now: number,
  stoppedBy?: Error,
  notCommitted?: Error,
): RunReport {
  if (stoppedBy)
    for (const outcome of outcomes) outcome.problems = outcome.problems.map((text) => toldOnce(text, stoppedBy));
  const failed = outcomes.filter((outcome) => outcome.status === 'failed').length;
  // Skipping is for what a key happens to lack; a key that lacks everything exports nothing, night after night.
  const nothing = outcomes.every((outcome) => outcome.status === 'skipped');
  const loaded = outcomes.filter((outcome) => outcome.status === 'ok' || outcome.change).length;
  const { location, manifests } = config.destination;
  const total = newTally();
  for (const { tally } of outcomes) for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
  return {
    status: nothing || notCommitted ? 'failed' : failed === 0 ? 'ok' : loaded > 0 ? 'partial' : 'failed',
    destination: config.destination.identity,
    manifestFolder: `${nameOf(manifests ?? location)}/_manifests`,
    outcomes,
    total,
    stateSource,
    now,
    troubles: notCommitted ? [notCommitted.message] : [],
    ...(stoppedBy && { stoppedBy: stoppedBy.message }),
  };
}

/** What ended the run is told once, in full; a resource only says that it was hit by it. */
function toldOnce(problem: string, { message }: Error): string {
  return problem === message ? 'Not finished: the destination takes nothing any more.' : problem;
}
