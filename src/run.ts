import { createClient } from './api/client.ts';
import { createPacer } from './api/pacing.ts';
import { backoff } from './api/retry-delay.ts';
import type { Config, DestinationConfig } from './config.ts';
import type { Destination } from './destinations/destination.ts';
import { endingTogether } from './destinations/ending-together.ts';
import { StorageError } from './errors.ts';
import type { ExportContext } from './export/context.ts';
import type { Outcome } from './export/outcome.ts';
import { refuseEmptyRanges } from './export/plan.ts';
import { exportResource } from './export/resource-export.ts';
import { createRowSpool } from './export/row-spool.ts';
import { createSnapshotReader } from './export/snapshot-reader.ts';
import { readHash } from './export/stored-rows.ts';
import { type FirstAnswer, meetServer, refuseOtherOrganization } from './first-answer.ts';
import { collectingLog, type Log } from './log.ts';
import { limitMemory } from './memory.ts';
import { type RunReport, reportOf } from './report/run-report.ts';
import type { StateCache } from './state/cache.ts';
import { type Manifest, serializeManifest } from './state/manifest.ts';
import type { ManifestChange } from './state/merge.ts';
import { type RestoredState, refuseOtherShape, restoreState } from './state/restore.ts';
import { type ManifestWriting, saveManifest } from './state/save-manifest.ts';

/** Doublings of the pause between two attempts to write a manifest, at most: some seconds. */
const LONGEST_MANIFEST_PAUSE = 4;

/** Text of rows held in memory before it goes to disk: far above a usual night, and small beside what a page costs to read. */
const SPOOL_LIMIT_BYTES = 6 * 1024 * 1024;

/** What a run takes from the outside world. */
export interface Dependencies {
  log: Log;
  cache: StateCache;
  /** Unix seconds of the machine's clock. */
  now: () => number;
  random: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  openDestination: (destination: DestinationConfig) => Promise<Destination>;
  /** A new folder for spooled files; removed by the run. */
  spoolFolder: () => Promise<string>;
  userAgent: string;
  environment: NodeJS.ProcessEnv;
}

/** One run: restore the state, learn what the API says of itself, export, publish, save the state. */
export async function run(config: Config, dependencies: Dependencies): Promise<RunReport> {
  const { log, cache } = dependencies;
  const { writeOnly, settledOnly } = config.destination;
  refuseEmptyRanges(config.selections, dependencies.now());
  const stop = new AbortController();
  const destination = endingTogether(await dependencies.openDestination(config.destination), stop);
  try {
    const cacheFiles = await cache.restore();
    const { selections, state: mode } = config;
    const state = await restoreState({ selections, mode, writeOnly, settledOnly, destination, cacheFiles, log });
    refuseOtherShape(selections, state, !writeOnly && !settledOnly);

    const client = createClient({
      ...config,
      ...dependencies,
      pacer: createPacer({ ...config, ...dependencies }),
      proxyEnvironment: dependencies.environment,
      stop: stop.signal,
    });
    const first = await meetServer(client, selections, Math.floor(dependencies.now()), log);
    refuseOtherOrganization(first.organization, state.organizations);

    const spool = await createRowSpool(await dependencies.spoolFolder(), SPOOL_LIMIT_BYTES, limitMemory);
    try {
      const { concurrency, destination: access } = config;
      const context = { client, destination, spool, log, now: first.now, concurrency, access };
      const { outcomes, manifests } = await exportAll(config, context, state, first, dependencies);
      await cache.save(stateFiles(state, manifests));
      return reportOf(config, outcomes, state.source, first.now, stop.signal.reason);
    } finally {
      await spool.close();
    }
  } finally {
    await destination.close();
  }
}

async function exportAll(
  config: Config,
  context: ExportContext,
  state: RestoredState,
  first: FirstAnswer,
  { sleep, random }: Dependencies,
): Promise<{ outcomes: Outcome[]; manifests: Map<string, Manifest> }> {
  const reader = createSnapshotReader({ ...context, selected: config.selections.map(({ resource }) => resource) });
  const manifests = new Map<string, Manifest>();
  const logs = config.selections.map(() => collectingLog());
  const writing: ManifestWriting = {
    destination: context.destination,
    writeOnly: config.destination.writeOnly,
    hashOf: (path) => readHash(context, path),
    pause: (attempt) => sleep(backoff(Math.min(attempt, LONGEST_MANIFEST_PAUSE), random)),
  };
  const results = await Promise.allSettled(
    config.selections.map(async (selection, index) => {
      const { name } = selection.resource;
      const own = { ...context, log: logs[index] as Log };
      const known = state.resources.get(name) ?? { manifest: undefined, isDone: () => false };
      if (known.manifest) manifests.set(name, known.manifest);
      const fallback = config.state === 'cache' ? known.manifest : undefined;
      const save = async (change: ManifestChange) => {
        manifests.set(name, await saveManifest(writing, name, change, known.manifest, fallback));
      };
      const { organization } = first;
      const outcome = await exportResource({ context: own, selection, state: known, reader, organization, save });
      return publishManifest(outcome, save);
    }),
  );
  // Resources are read side by side; their notices come one resource after the other.
  for (const own of logs) own.replay(context.log);
  const bug = results.find((result) => result.status === 'rejected');
  if (bug) throw bug.reason;
  return { outcomes: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])), manifests };
}

async function publishManifest(outcome: Outcome, save: (change: ManifestChange) => Promise<void>): Promise<Outcome> {
  if (!outcome.change) return outcome;
  try {
    await save(outcome.change);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // What cannot be told in a manifest does not count as exported.
    if (!outcome.problems.includes(error.message)) outcome.problems.push(error.message);
    outcome.status = 'failed';
  }
  return outcome;
}

/** The state to save: a copy of every manifest that is known now. */
function stateFiles(state: RestoredState, manifests: Map<string, Manifest>): Map<string, string> {
  const all = new Map([...state.cached, ...manifests]);
  return new Map([...all].map(([name, manifest]) => [`${name}.json`, serializeManifest(manifest)]));
}
