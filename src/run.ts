import { createClient } from './api/client.ts';
import { createPacer } from './api/pacing.ts';
import type { Config, Selection } from './config.ts';
import type { Destination } from './destinations/destination.ts';
import { folderDestination } from './destinations/folder.ts';
import { StorageError } from './errors.ts';
import type { ExportContext } from './export/context.ts';
import type { Outcome } from './export/outcome.ts';
import { refuseEmptyRanges } from './export/plan.ts';
import { exportResource } from './export/resource-export.ts';
import { createRowSpool } from './export/row-spool.ts';
import { createSnapshotReader } from './export/snapshot-reader.ts';
import { type FirstAnswer, meetServer, refuseOtherOrganization } from './first-answer.ts';
import { collectingLog, type Log } from './log.ts';
import { limitMemory } from './memory.ts';
import { type RunReport, reportOf } from './report/run-report.ts';
import type { StateCache } from './state/cache.ts';
import { type Manifest, serializeManifest } from './state/manifest.ts';
import { type RestoredState, refuseOtherShape, restoreState } from './state/restore.ts';
import { saveManifest } from './state/save-manifest.ts';

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
  /** A new folder for spooled files; removed by the run. */
  spoolFolder: () => Promise<string>;
  userAgent: string;
  environment: NodeJS.ProcessEnv;
}

/** One run: restore the state, learn what the API says of itself, export, publish, save the state. */
export async function run(config: Config, dependencies: Dependencies): Promise<RunReport> {
  const { log, cache } = dependencies;
  const destination = folderDestination(config.destination.folder, config.destination.identity);
  refuseEmptyRanges(config.selections, dependencies.now());
  const cacheFiles = await cache.restore();
  const state = await restoreState({ selections: config.selections, mode: config.state, destination, cacheFiles, log });
  refuseOtherShape(config.selections, state);

  const client = createClient({
    ...config,
    ...dependencies,
    pacer: createPacer({ ...config, ...dependencies }),
    proxyEnvironment: dependencies.environment,
  });
  const first = await meetServer(client, config.selections, Math.floor(dependencies.now()), log);
  refuseOtherOrganization(first.organization, state.organizations);

  const spool = await createRowSpool(await dependencies.spoolFolder(), SPOOL_LIMIT_BYTES, limitMemory);
  try {
    const context = { client, destination, spool, log, now: first.now, concurrency: config.concurrency };
    const { outcomes, manifests } = await exportAll(config, context, state, first);
    await cache.save(stateFiles(state, manifests));
    return reportOf(config, outcomes, state.source, first.now);
  } finally {
    await spool.close();
  }
}

async function exportAll(
  config: Config,
  context: ExportContext,
  state: RestoredState,
  first: FirstAnswer,
): Promise<{ outcomes: Outcome[]; manifests: Map<string, Manifest> }> {
  const reader = createSnapshotReader({ ...context, selected: config.selections.map(({ resource }) => resource) });
  const manifests = new Map<string, Manifest>();
  const logs = config.selections.map(() => collectingLog());
  const results = await Promise.allSettled(
    config.selections.map(async (selection, index) => {
      const own = { ...context, log: logs[index] as Log };
      const known = state.resources.get(selection.resource.name) ?? { manifest: undefined, isDone: () => false };
      const outcome = await exportResource({
        context: own,
        selection,
        state: known,
        reader,
        organization: first.organization,
      });
      return publishManifest(context.destination, config, selection, outcome, known.manifest, manifests);
    }),
  );
  // Resources are read side by side; their notices come one resource after the other.
  for (const own of logs) own.replay(context.log);
  const bug = results.find((result) => result.status === 'rejected');
  if (bug) throw bug.reason;
  return { outcomes: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])), manifests };
}

async function publishManifest(
  destination: Destination,
  config: Config,
  { resource }: Selection,
  outcome: Outcome,
  known: Manifest | undefined,
  manifests: Map<string, Manifest>,
): Promise<Outcome> {
  if (known) manifests.set(resource.name, known);
  if (!outcome.change) return outcome;
  try {
    const fallback = config.state === 'cache' ? known : undefined;
    manifests.set(resource.name, await saveManifest(destination, resource.name, outcome.change, fallback));
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    outcome.problems.push(error.message);
    outcome.status = 'failed';
  }
  return outcome;
}

/** The state to save: a copy of every manifest that is known now. */
function stateFiles(state: RestoredState, manifests: Map<string, Manifest>): Map<string, string> {
  const all = new Map([...state.cached, ...manifests]);
  return new Map([...all].map(([name, manifest]) => [`${name}.json`, serializeManifest(manifest)]));
}
