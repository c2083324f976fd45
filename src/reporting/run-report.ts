import { withRemedy } from '../api/explain.ts';
import { FOLDERS } from '../archive/layout.ts';
import { nameOf } from '../destinations/location.ts';
import type { Outcome, Tally } from '../export/job/outcome.ts';
import { newTally } from '../export/job/outcome.ts';
import type { StorageError } from '../notices/errors.ts';
import { withPointer } from '../notices/pointer.ts';
import { createPrivacy } from '../privacy/privacy.ts';
import type { Config } from '../settings/config.ts';
import type { RunFigures } from './run-figures.ts';

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
  /** What failed so that the run had to end before its time, told once. */
  stoppedBy?: string;
  /** Why the run ended before its time although nothing failed: `stop-after`, or a signal. */
  stopped?: string;
  /** What happened after the export: what was written could not be committed, or not be told. */
  troubles: string[];
  /** That the key of the export ends soon; absent where there is time. */
  keyExpires?: string;
  /** Why `fail-on` makes the step fail although nothing may have gone wrong. */
  failsOn?: readonly string[];
  /** True where what is stored was not looked at, so that the cache alone decided what there was to read. */
  trustsCache?: boolean;
  /** True where what was written did not get into the repository. */
  isNotCommitted?: boolean;
  /** Address of the tool's own files, for links to its documentation; absent where nobody says. */
  toolFiles?: string;
  /** What the summary shows beside it; absent where no summary is written. */
  figures?: RunFigures;
  /** What the audit leaves to be reviewed, as phrases: "2 new findings (1 high)"; absent where it did not run. */
  toReview?: readonly string[];
}

/** The report of these outcomes. */
export function reportOf(
  config: Config,
  outcomes: Outcome[],
  ending: {
    stateSource: RunReport['stateSource'];
    now: number;
    /** What the destination was lost by. */
    lost?: StorageError | undefined;
    stopped?: Error | undefined;
    notCommitted?: StorageError | undefined;
  },
): RunReport {
  const { stateSource, now, lost: stoppedBy, stopped, notCommitted } = ending;
  // The page, the comment and the run record take their sentences from here, and an error of the API can quote an address.
  const { text: hide } = createPrivacy(config);
  for (const outcome of outcomes) {
    outcome.problems = outcome.problems.map((text) => hide(stoppedBy ? toldOnce(text, stoppedBy) : text));
    if (outcome.skippedBecause !== undefined) outcome.skippedBecause = hide(outcome.skippedBecause);
  }
  const failed = outcomes.filter((outcome) => outcome.status === 'failed').length;
  // Skipping is for what a key happens to lack; a key that lacks everything exports nothing, night after night.
  const nothing = outcomes.length > 0 && outcomes.every((outcome) => outcome.status === 'skipped');
  const isStopped = outcomes.some((outcome) => outcome.status === 'stopped');
  const loaded = outcomes.filter((outcome) => outcome.status === 'ok' || outcome.change).length;
  const { location, manifests } = config.destination;
  const total = newTally();
  for (const { tally } of outcomes)
    for (const key of Object.keys(total) as Exclude<keyof Tally, 'refused'>[]) total[key] += tally[key];
  return {
    status: statusOf({ isUseless: nothing || notCommitted !== undefined, failed, loaded, isStopped }),
    destination: config.destination.identity,
    manifestFolder: `${nameOf(manifests ?? location)}/${FOLDERS.manifests}`,
    outcomes,
    total,
    stateSource,
    now,
    trustsCache: config.state === 'cache',
    isNotCommitted: notCommitted !== undefined,
    troubles: notCommitted ? [hide(withRemedy(notCommitted))] : [],
    ...(config.environment.toolFiles !== undefined && { toolFiles: config.environment.toolFiles }),
    ...(stoppedBy && { stoppedBy: hide(withRemedy(stoppedBy)) }),
    ...(isStopped && stopped && { stopped: stopped.message }),
  };
}

/** A run that was asked to end has not failed, however little it got to. */
function statusOf(run: {
  isUseless: boolean;
  failed: number;
  loaded: number;
  isStopped: boolean;
}): RunReport['status'] {
  if (run.isUseless) return 'failed';
  if (run.failed === 0) return run.isStopped ? 'partial' : 'ok';
  return run.loaded > 0 ? 'partial' : 'failed';
}

/** What ended the run is told once, in full; a resource only says that it was hit by it. */
function toldOnce(problem: string, stoppedBy: StorageError): string {
  return problem === withRemedy(stoppedBy)
    ? withPointer('Not finished: the destination takes nothing any more.', stoppedBy.topic)
    : problem;
}
