import { noticeOf } from '../../api/explain.ts';
import type { RequestCounts } from '../../api/request-watch.ts';
import { FOLDERS } from '../../archive/layout.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { nameOf } from '../../destinations/registry.ts';
import type { RunPlan } from '../../export/dry-run/plan-export.ts';
import { newTally, type Outcome, type Tally } from '../../export/job/outcome.ts';
import type { StorageError } from '../../notices/errors.ts';
import { type Message, notice, rendered, reworded } from '../../notices/notice.ts';
import { createPrivacy } from '../../privacy/privacy.ts';
import type { Config } from '../../settings/config.ts';
import type { RunFigures } from './figures.ts';

/** What a run knows of itself when it ends. */
interface Ending {
  /** Unix seconds of the machine's clock. */
  startedAt: number;
  endedAt: number;
  /** The run's one now, Unix seconds. */
  now: number;
  outcomes: readonly Readonly<Outcome>[];
  /** What is stored now of each resource of the run. */
  manifests: ReadonlyMap<string, Manifest>;
  /** Requests by resource, and those for none. */
  lanes: ReadonlyMap<string, RequestCounts>;
  stateSource: 'cache' | 'destination' | 'none';
  /** Hash of the organisation that the key belongs to, if the API names it. */
  organization?: string | undefined;
  /** Id of the key of the export, if `admin_api_keys` was read and names it without doubt. */
  keyId?: string | undefined;
  /** A warning that this key expires soon. */
  keyExpires?: Message | undefined;
  /** The commit that holds what the run wrote. */
  commit?: string | undefined;
  /** What the summary shows of the stored data; absent without a summary. */
  figures?: RunFigures | undefined;
  /** What the run would do, if it is a dry run. */
  plan?: RunPlan | undefined;
}

/** What a run did with the data, before its reports are delivered. Nothing changes it; `privacy` applies to every sentence. */
export interface ExportFacts extends Readonly<Ending> {
  /** Where the data is, for people. */
  readonly destination: string;
  /** Where the manifests are. */
  readonly manifestFolder: string;
  readonly total: Readonly<Tally>;
  /** True if the cache alone decided what to read, because what is stored was not looked at. */
  readonly trustsCache: boolean;
  /** Address of the tool's own files, for links to its documentation. */
  readonly toolFiles?: string | undefined;
  /** The failure that ended the run before its time: the destination was lost. */
  readonly stoppedBy?: Message | undefined;
  /** Why the run ended before its time although nothing failed: `stop-after`, or a signal. */
  readonly stopped?: string | undefined;
  /** The error that ended the run before its export, or in its reports. */
  readonly failedBy?: string | undefined;
  /** True if what was written did not get into the repository. */
  readonly isNotCommitted: boolean;
  /** What failed after the export: a commit, the delivery of a report. */
  readonly troubles: readonly Message[];
}

/** What ended a run, or kept its data from the repository. */
interface Failures {
  /** What the destination was lost by. */
  lost?: StorageError | undefined;
  stopped?: Error | undefined;
  failedBy?: Error | undefined;
  notCommitted?: StorageError | undefined;
}

const NOTHING = { outcomes: [], manifests: new Map(), lanes: new Map(), stateSource: 'none' } as const;

/** Returns the facts of a run; it changes nothing that it is given. */
export function exportFacts(
  config: Config,
  run: Partial<Ending> & Pick<Ending, 'startedAt' | 'endedAt' | 'now'> & Failures,
): ExportFacts {
  const { lost, stopped, failedBy, notCommitted, outcomes = [], ...ending } = run;
  // Every report takes its sentences from here, and an error of the API can quote an address.
  const { text: hide } = createPrivacy(config);
  const { identity, location, manifests } = config.destination;
  const isStopped = outcomes.length === 0 || outcomes.some(({ status }) => status === 'stopped');
  return {
    ...NOTHING,
    ...ending,
    outcomes: outcomes.map((outcome) => ({
      ...outcome,
      problems: outcome.problems.map((problem) => reworded(lost ? onceOnly(problem, lost) : problem, hide)),
      ...(outcome.skippedBecause !== undefined && { skippedBecause: reworded(outcome.skippedBecause, hide) }),
    })),
    total: totalOf(outcomes),
    destination: identity,
    manifestFolder: `${nameOf(manifests ?? location)}/${FOLDERS.manifests}`,
    trustsCache: config.state === 'cache',
    toolFiles: config.environment.toolFiles,
    stoppedBy: lost && reworded(noticeOf(lost), hide),
    stopped: isStopped && stopped ? hide(stopped.message) : undefined,
    failedBy: failedBy && hide(failedBy.message),
    isNotCommitted: notCommitted !== undefined,
    troubles: notCommitted ? [reworded(noticeOf(notCommitted), hide)] : [],
  };
}

function totalOf(outcomes: readonly Readonly<Outcome>[]): Tally {
  const total = newTally();
  for (const { tally } of outcomes)
    for (const key of Object.keys(total) as Exclude<keyof Tally, 'refused'>[]) total[key] += tally[key];
  return total;
}

/** Returns what ended the run is reported in full once; a resource only says that it was hit by it. */
function onceOnly(problem: Message, lost: StorageError): Message {
  if (rendered(problem) !== rendered(noticeOf(lost))) return problem;
  return notice('Not finished: the destination takes nothing any more.', lost.topic, { passes: true });
}
