import { createRequestTally } from '../api/request-watch.ts';
import { backoff } from '../api/retry-delay.ts';
import { type Manifest, serializeManifest } from '../archive/manifest.ts';
import { type Audit, auditDestination } from '../audit/audit.ts';
import type { Exported } from '../deliver/exported.ts';
import type { Destination } from '../destinations/destination.ts';
import { endingTogether } from '../destinations/ending-together.ts';
import { planExport } from '../export/dry-run/plan-export.ts';
import { type ExportedResource, type ExportJob, exportAll } from '../export/export-all.ts';
import type { Outcome } from '../export/job/outcome.ts';
import { createProgress, PROGRESS_SECONDS } from '../export/job/progress.ts';
import { warnOfExpiry } from '../export/own-key/warn-of-expiry.ts';
import { watchForOwnKey } from '../export/own-key/watch-own-key.ts';
import { refuseEmptyRanges } from '../export/plan/plan.ts';
import { type BranchWork, openBranchWork } from '../github/branch-work.ts';
import type { GitHub } from '../github/client.ts';
import { commitRun } from '../github/commit-run.ts';
import { commitTarget } from '../github/commit-target.ts';
import { isPublicRepository, refusePublicPersonalData } from '../github/publicity.ts';
import { StorageError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { type ExportFacts, exportFacts } from '../reporting/model/export-facts.ts';
import { figuresOf } from '../reporting/model/figures.ts';
import type { RunFacts } from '../reporting/model/run-facts.ts';
import { storeRecord } from '../reporting/record/keep-record.ts';
import { recordOf } from '../reporting/record/run-record.ts';
import type { Config } from '../settings/config.ts';
import { limitMemory } from '../spool/memory.ts';
import { createRowSpool } from '../spool/row-spool.ts';
import { warnOfLeftover } from '../spool/spool-error.ts';
import type { RestoredState } from '../state/restore.ts';
import { concurrencyWithin } from '../stop/budget.ts';
import type { StopSwitch } from '../stop/stop-switch.ts';
import { beginRun } from './begin-run.ts';
import type { Dependencies } from './dependencies.ts';

/** Text of rows held in memory before it goes to disk: far above a usual night, and small beside what a page costs to read. */
const SPOOL_LIMIT_BYTES = 6 * 1024 * 1024;

/** Doublings of the pause before a commit is tried again, at most: some seconds. */
const LONGEST_PAUSE = 4;

/**
 * One run: restore the state, learn what the API says of itself, export, audit, commit, save the state, report, keep the record.
 * @param report delivers the reports, and returns the facts with what came of it; a dry run has none.
 */
export async function run(
  config: Config,
  dependencies: Dependencies,
  report: (exported: Exported) => Promise<RunFacts>,
): Promise<RunFacts> {
  const { log, gitHub } = dependencies;
  const startedAt = dependencies.now();
  refuseEmptyRanges(config.selections, startedAt);
  const isPublic = await isPublicRepository(config.gitHub, gitHub);
  refusePublicPersonalData(config, isPublic);
  const lost = new AbortController();
  const opened = await dependencies.openDestination(config.destination);
  const branch = await openBranch(config, gitHub, opened, log);
  const destination = endingTogether(branch?.destination ?? opened, lost);
  try {
    const tally = createRequestTally();
    const start = await dependencies.phase('Look up what is exported already', () =>
      beginRun(config, dependencies, { destination, lost: lost.signal, tally }),
    );
    limitMemory();
    const spool = await createRowSpool(await dependencies.spoolFolder(), SPOOL_LIMIT_BYTES);
    try {
      const { stopAfter, destination: access, selections, requestsPerSecond } = config;
      const concurrency = concurrencyWithin(stopAfter, config.concurrency);
      const { now, state, organization } = start;
      const { client, ownKey } = watchForOwnKey(start.client, config.apiKey);
      const context = { client, destination, spool, log, progress: createProgress(tally), now, concurrency, access };
      const known = { startedAt, now, stateSource: state.source };
      if (config.dryRun) {
        const pace = requestsPerSecond === undefined ? {} : { requestsPerSecond };
        const plan = await planExport({ ...context, ...pace, states: state.resources, selections }, tally);
        return { ...exportFacts(config, { ...known, endedAt: dependencies.now(), plan }), failsOn: [] };
      }
      const { sleep, random } = dependencies;
      const job = { config: { destination: access, state: config.state }, context, organization, sleep, random };
      const exported = await dependencies.phase('Export', () => exportWithProgress(job, config, state, dependencies));
      const keyExpires = warnOfExpiry(ownKey(), now, log);
      const firstReads = new Set([...state.resources].flatMap(([name, { manifest }]) => (manifest ? [] : [name])));
      const work: Work = { config, job, exported, restore: start.restore, firstReads, stop: dependencies.stop };
      work.audit = await dependencies.phase('Audit', () => auditOf(work));
      const commit = branch && (await dependencies.phase('Commit', () => tryCommit(branch, work)));
      if (!commit?.failure) await dependencies.cache.save(stateFiles(state, exported));
      const figures = config.report.summary ? await summaryFigures(work, isPublic) : undefined;
      const facts = exportFacts(config, {
        ...known,
        organization,
        keyId: ownKey()?.id,
        keyExpires,
        figures,
        lanes: tally.lanes,
        outcomes: outcomesOf(work),
        manifests: manifestsOf(exported),
        commit: commit?.sha,
        lost: lost.signal.reason,
        stopped: dependencies.stop.signal.reason,
        notCommitted: commit?.failure,
        endedAt: dependencies.now(),
      });
      // A folder's history is that of its repository, and a run without news writes nothing there.
      const keepsRecord = access.location.kind !== 'folder' && !lost.signal.aborted;
      const record = async (final: ExportFacts) => {
        if (keepsRecord) await storeRecord(recordOf(config, final), destination, log);
      };
      return await recorded({ facts: { ...facts, failsOn: [] }, audit: work.audit, branch, isPublic }, report, record);
    } finally {
      await spool.close().catch((error) => warnOfLeftover(error, log));
    }
  } finally {
    await destination.close();
  }
}

/** Reports, and keeps the record of how that ended. */
async function recorded(
  exported: Exported,
  report: (exported: Exported) => Promise<RunFacts>,
  record: (facts: ExportFacts) => Promise<void>,
): Promise<RunFacts> {
  const facts = await report(exported).catch(async (error: Error) => {
    await record({ ...exported.facts, failedBy: error.message });
    throw error;
  });
  await record(facts);
  return facts;
}

function outcomesOf({ exported }: Pick<Work, 'exported'>): Outcome[] {
  return [...exported.values()].map(({ outcome }) => outcome);
}

/** Exports, and logs its progress every few seconds. */
async function exportWithProgress(
  job: ExportJob,
  { selections }: Config,
  state: RestoredState,
  { every, log }: Dependencies,
): Promise<Map<string, ExportedResource>> {
  let seconds = 0;
  const endProgress = every(PROGRESS_SECONDS * 1000, () => {
    seconds += PROGRESS_SECONDS;
    const { progress } = job.context;
    for (const line of [...progress.lines(seconds), ...progress.retryLines(PROGRESS_SECONDS)]) log.info(line);
  });
  try {
    return await exportAll(job, selections, state);
  } finally {
    endProgress();
    for (const line of job.context.progress.retryLines()) log.info(line);
  }
}

/** What a run has done so far; a race with another run may make it do parts of it again. */
interface Work {
  config: Config;
  job: ExportJob;
  exported: Map<string, ExportedResource>;
  restore: (selections: Config['selections']) => Promise<RestoredState>;
  firstReads: ReadonlySet<string>;
  stop: StopSwitch;
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

/** Looks for risks in what is stored now, if something shows or keeps what is found. */
async function auditOf({ config, job, exported, firstReads, stop }: Work): Promise<Audit | undefined> {
  // When interrupted, skip the audit: keep the data and let the next run audit it.
  if (stop.urgent.aborted) return undefined;
  const { context } = job;
  return config.audit && !config.destination.writeOnly
    ? auditDestination({
        ...context,
        outcomes: outcomesOf({ exported }),
        firstReads,
        settings: config.audit.checks,
        privacy: config.privacy,
        settledOnly: config.destination.settledOnly,
      })
    : undefined;
}

/** What the summary shows of the stored data, some of which is read back for it. */
function summaryFigures({ config, job, exported, audit, stop }: Work, isPublic: boolean | undefined) {
  const { destination, now } = job.context;
  return figuresOf({
    config,
    outcomes: outcomesOf({ exported }),
    manifests: manifestsOf(exported),
    destination,
    audit,
    now,
    isPrivate: isPublic === false,
    mayRead: !stop.signal.aborted,
  });
}

/** Commits what was written. What prevents it is returned for the reports, which come after everything else. */
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
    if (sha !== undefined) await branch.removeLeftovers(job.context);
    return { sha };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { failure: error };
  }
}

function manifestsOf(exported: Map<string, ExportedResource>): Map<string, Manifest> {
  return new Map([...exported].flatMap(([name, { manifest }]) => (manifest ? [[name, manifest] as const] : [])));
}

/** Returns the state to save: a copy of every manifest that is known now. */
function stateFiles(state: RestoredState, exported: Map<string, ExportedResource>): Map<string, string> {
  const all = new Map([...state.cached, ...manifestsOf(exported)]);
  return new Map([...all].map(([name, manifest]) => [`${name}.json`, serializeManifest(manifest)]));
}
