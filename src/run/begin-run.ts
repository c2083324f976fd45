import { type Client, createClient } from '../api/client.ts';
import { createPacer } from '../api/pacing.ts';
import type { RequestTally, RequestWatch } from '../api/request-watch.ts';
import type { Destination } from '../destinations/destination.ts';
import { createPrivacy } from '../privacy/privacy.ts';
import type { Config } from '../settings/config.ts';
import { type RestoredState, refuseOtherShape, restoreState } from '../state/restore.ts';
import { type Budget, startBudget } from '../stop/budget.ts';
import type { Dependencies } from './dependencies.ts';
import { type FirstAnswer, meetServer, refuseOtherOrganization } from './first-answer.ts';

/** What a run knows before it exports anything. */
export interface Start extends FirstAnswer {
  client: Client;
  state: RestoredState;
  /** Reads again what is stored of some resources, which another run may have changed meanwhile. */
  restore: (selections: Config['selections']) => Promise<RestoredState>;
}

/**
 * Restores the state and meets the API: after this, nothing is in the way of an export. Throws a `ConfigurationError` if
 * what is stored has another shape or belongs to another organisation.
 * @param around.lost aborted when the destination is lost; then no more requests are made.
 */
export async function beginRun(
  config: Config,
  dependencies: Dependencies,
  around: { destination: Destination; lost: AbortSignal; tally: RequestTally },
): Promise<Start> {
  const { log, cache, stop, now, random, sleep, userAgent } = dependencies;
  const { apiKey, baseUrl, organization, project, retries, requestTimeoutSeconds } = config;
  const { concurrency, requestsPerSecond } = config;
  const { writeOnly, settledOnly } = config.destination;
  const { destination, lost, tally } = around;
  const cacheFiles = await cache.restore();
  const restore = (selections: Config['selections']) =>
    restoreState({ selections, mode: config.state, writeOnly, settledOnly, destination, cacheFiles, log });
  const state = await restore(config.selections);
  refuseOtherShape(config.selections, state, !writeOnly && !settledOnly);
  const client = createClient({
    ...{ apiKey, baseUrl, retries, requestTimeoutSeconds, userAgent, log, now, random, sleep },
    ...(organization !== undefined && { organization }),
    ...(project !== undefined && { project }),
    pacer: createPacer({ concurrency, sleep, ...(requestsPerSecond !== undefined && { requestsPerSecond }) }),
    proxyEnvironment: dependencies.environment,
    quotesWords: createPrivacy(config).quotesWords,
    stop: AbortSignal.any([lost, stop.signal]),
    abandon: stop.urgent,
    // Dry runs make few requests and are useless when cut short, so they have no budget.
    watch: watchWith(tally, startBudget(config.dryRun ? undefined : config.stopAfter, stop, sleep)),
  });
  const first = await meetServer(client, config.selections, Math.floor(now()), log);
  refuseOtherOrganization(first.organization, state.organizations);
  return { client, state, restore, ...first };
}

/** Counts every request in the tally, and in the budget those that it pays for. */
function watchWith(tally: RequestTally, budget: Budget): RequestWatch {
  return {
    ...tally,
    asked(lane) {
      tally.asked(lane);
      budget.spendRequest();
    },
  };
}
