import { createClient } from './api/client.ts';
import { createPacer } from './api/pacing.ts';
import { backoff } from './api/retry-delay.ts';
import { type Audit, auditDestination } from './audit/audit.ts';
import type { Config, DestinationConfig } from './config.ts';
import type { Destination } from './destinations/destination.ts';
import { endingTogether } from './destinations/ending-together.ts';
import { StorageError } from './errors.ts';
import { type ExportedResource, type ExportJob, exportAll } from './export/export-all.ts';
import { refuseEmptyRanges } from './export/plan.ts';
import { createRowSpool } from './export/row-spool.ts';
import { meetServer, refuseOtherOrganization } from './first-answer.ts';
import { type BranchWork, openBranchWork } from './github/branch-work.ts';
import type { GitHub } from './github/client.ts';
import { commitRun } from './github/commit-run.ts';
import { commitTarget } from './github/commit-target.ts';
import { isPublicRepository, refusePublicPersonalData } from './github/publicity.ts';
import type { Log } from './log.ts';
import { limitMemory } from './memory.ts';
import { type RunReport, reportOf } from './report/run-report.ts';
import type { StateCache } from './state/cache.ts';
import { serializeManifest } from './state/manifest.ts';
import { type RestoredState, refuseOtherShape, restoreState } from './state/restore.ts';

/** Text of rows held in memory before it goes to disk: far above a usual night, and small beside what a page costs to read. */
const SPOOL_LIMIT_BYTES = 6 * 1024 * 1024;

/** Doublings of the pause before a commit is tried again, at most: some seconds. */
const LONGEST_PAUSE = 4;

/** What a run takes from the outside world. */
export interface Dependencies {
  log: Log;
  cache: StateCache;
  /** Unix seconds of the machine's clock. */
  now: () => number;
  random: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  openDestination: (destination: DestinationConfig) => Promise<Destination>;
  /** GitHub's API, where the run needs it and has a token. */
  gitHub?: GitHub;
  /** A new folder for spooled files; removed by the run. */
  spoolFolder: () => Promise<string>;
  userAgent: string;
  environment: NodeJS.ProcessEnv;
}

/** What a run did, for its reports. */
export interface RunResult {
  report: RunReport;
  audit?: Audit;
  branch?: BranchWork;
  /** False where what was written could not be committed. */
  isCommitted: boolean;
  /** The commit that holds what the run wrote. */
  commit?: string;
  /** True where anybody can read the repository; undefined where nobody says. */
  isPublic?: boolean;
}

/** One run: restore the state, learn what the API says of itself, export, audit, commit, save the state. */
export async function run(config: Config, dependencies: Dependencies): Promise<RunResult> {
  const { log, cache, gitHub } = dependencies;
  const { writeOnly, settledOnly } = config.destination;
  refuseEmptyRanges(config.selections, dependencies.now());
  const isPublic = await isPublicRepository(config.gitHub, gitHub);
  refusePublicPersonalData(config, isPublic);
  const stop = new AbortController();
  const opened = await dependencies.openDestination(config.destination);
  const branch = await openBranch(config, gitHub, opened, log);
  const destination = endingTogether(branch?.destination ?? opened, stop);
  try {
    const cacheFiles = await cache.restore();
    const restore = (selections: Config['selections']) =>
      restoreState({ selections, mode: config.state, writeOnly, settledOnly, destination, cacheFiles, log });
    const state = await restore(config.selections);
    refuseOtherShape(config.selections, state, !writeOnly && !settledOnly);

    const client = createClient({
      ...config,
      ...dependencies,
      pacer: createPacer({ ...config, ...dependencies }),
      proxyEnvironment: dependencies.environment,
      stop: stop.signal,
    });
    const first = await meetServer(client, config.selections, Math.floor(dependencies.now()), log);
    refuseOtherOrganization(first.organization, state.organizations);

    const spool = await createRowSpool(await dependencies.spoolFolder(), SPOOL_LIMIT_BYTES, limitMemory);
    try {
      const { concurrency, destination: access } = config;
      const context = { client, destination, spool, log, now: first.now, concurrency, access };
      const job: ExportJob = { config, context, organization: first.organization, ...dependencies };
      const exported = await exportAll(job, config.selections, state);
      const firstReads = new Set([...state.resources].flatMap(([name, { manifest }]) => (manifest ? [] : [name])));
      const work: Work = { config, job, exported, restore, firstReads };
      work.audit = await auditOf(work);
      const commit = branch && (await tryCommit(branch, work));
      if (!commit?.failure) await cache.save(stateFiles(state, exported));
      const outcomes = [...exported.values()].map(({ outcome }) => outcome);
      const report = reportOf(config, outcomes, state.source, first.now, stop.signal.reason, commit?.failure);
      return {
        report,
        isCommitted: commit?.failure === undefined,
        ...(work.audit && { audit: work.audit }),
        ...(branch && { branch }),
        ...(commit?.sha !== undefined && { commit: commit.sha }),
        ...(isPublic !== undefined && { isPublic }),
      };
    } finally {
      await spool.close();
    }
  } finally {
    await destination.close();
  }
}

/** What a run has done so far; a race with another run may make it do parts of it again. */
interface Work {
  config: Config;
  job: ExportJob;
  exported: Map<string, ExportedResource>;
  restore: (selections: Config['selections']) => Promise<RestoredState>;
  firstReads: ReadonlySet<string>;
  audit?: Audit | undefined;
}

async function openBranch(
  config: Config,
  gitHub: GitHub | undefined,
  folder: Destination,
  log: Log,
): Promise<BranchWork | undefined> {
  const { location } = config.destination;
  if (!config.commit || !gitHub || location.kind !== 'folder') return undefined;
  if (config.gitHub?.event.pullRequest) {
    log.notice('Nothing is committed: this is a run for a pull request, and what it exports belongs to no branch yet.');
    return undefined;
  }
  const target = await commitTarget(gitHub, config);
  return target && openBranchWork(gitHub, target, folder, location.folder);
}

/** Looks for risks in what is stored now, where something shows or keeps what is found. */
function auditOf({ config, job, exported, firstReads }: Work): Promise<Audit | undefined> {
  const { context } = job;
  const outcomes = [...exported.values()].map(({ outcome }) => outcome);
  return config.audit && !config.destination.writeOnly
    ? auditDestination({
        ...context,
        outcomes,
        firstReads,
        settings: config.audit.checks,
        privacy: config.privacy,
        settledOnly: config.destination.settledOnly,
      })
    : Promise.resolve(undefined);
}

/** Commits what was written; what keeps it from being committed is told in the report, after everything else. */
async function tryCommit(
  branch: BranchWork,
  work: Work,
): Promise<{ sha?: string | undefined; failure?: StorageError }> {
  const { config, job, exported } = work;
  try {
    const sha = await commitRun(branch, {
      async exportAgain(names) {
        const selections = config.selections.filter(({ resource }) => names.includes(resource.name));
        const again = await exportAll(job, selections, await work.restore(selections));
        for (const [name, resource] of again) exported.set(name, resource);
      },
      async saveManifestsAgain(names) {
        for (const name of names) await exported.get(name)?.saveAgain();
      },
      async auditAgain() {
        work.audit = await auditOf(work);
      },
      pause: (attempt) => job.sleep(backoff(Math.min(attempt, LONGEST_PAUSE), job.random)),
    });
    return { sha };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { failure: error };
  }
}

/** The state to save: a copy of every manifest that is known now. */
function stateFiles(state: RestoredState, exported: Map<string, ExportedResource>): Map<string, string> {
  const known = [...exported].flatMap(([name, { manifest }]) => (manifest ? [[name, manifest] as const] : []));
  const all = new Map([...state.cached, ...known]);
  return new Map([...all].map(([name, manifest]) => [`${name}.json`, serializeManifest(manifest)]));
}
