import { readFile } from 'node:fs/promises';
import { noticeOf } from '../api/explain.ts';
import { userAgent } from '../api/version.ts';
import { deliver } from '../deliver/deliver.ts';
import type { Exported } from '../deliver/exported.ts';
import type { RunPlan } from '../export/dry-run/plan-export.ts';
import type { GitHub } from '../github/client.ts';
import { ConfigurationError, StorageError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { notice, rendered } from '../notices/notice.ts';
import { type PhasedLog, phasedLog } from '../notices/phases.ts';
import type { Terminal } from '../notices/terminal.ts';
import { createPrivacy } from '../privacy/privacy.ts';
import { failureSummary, nothingYet, stoppedSummary } from '../reporting/markdown/failure.ts';
import { summaryOf } from '../reporting/markdown/texts.ts';
import { type ExportFacts, exportFacts } from '../reporting/model/export-facts.ts';
import type { RunFacts } from '../reporting/model/run-facts.ts';
import { outputsOf, outputsOfNothing } from '../reporting/outputs.ts';
import { planLines, planSummary } from '../reporting/plan-report.ts';
import { writeRecord } from '../reporting/record/keep-record.ts';
import { recordOf } from '../reporting/record/run-record.ts';
import { logReport } from '../reporting/run-log.ts';
import { failsStep, statusOf } from '../reporting/words/run-verdict.ts';
import type { Config } from '../settings/config.ts';
import { toolFilesAddress } from '../settings/environment.ts';
import { withheldSecrets } from '../settings/github-environment.ts';
import { readConfig } from '../settings/read-config.ts';
import { secretsIn, secretsOf } from '../settings/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import { RunStopped } from '../stop/run-stopped.ts';
import { type SignalStop, stopOnSignals } from '../stop/signals.ts';
import { endingMessage } from './ending-message.ts';
import { run } from './run.ts';
import { realDependencies } from './run-dependencies.ts';

/** What the program knows of a run that may end at any point. */
interface SoFar {
  /** Takes addresses out of a text, once it is known whether that is asked for. */
  hide: (text: string) => string;
  /** False once it is known that no summary is wanted. */
  summary: boolean;
  /** Path of the run record, once there is one. */
  record?: string | undefined;
  /** What was exported, once the outputs say so: what comes after must not take that back. */
  facts?: RunFacts;
}

/** What a run and its reports have in common, once its inputs are read. */
interface Session {
  config: Config;
  env: NodeJS.ProcessEnv;
  terminal: Terminal;
  log: Log;
  phase: PhasedLog['phase'];
  gitHub: GitHub | undefined;
  stopping: SignalStop;
  soFar: SoFar;
}

/**
 * Exports as the environment's inputs ask, and reports to the terminal. Never throws.
 * @param configSettings settings that no input has, given beside the config file.
 * @returns the exit code: 0; 1 if the run failed or `fail-on` asks for it; 2 if what is asked for could never work; or 128 and the
 * number of the signal that ended it.
 */
export async function runProgram(
  env: NodeJS.ProcessEnv,
  terminal: Terminal,
  configSettings: Settings = new Map(),
): Promise<number> {
  const soFar: SoFar = { hide: (text) => text, summary: true };
  try {
    return await exportAndReport(env, configSettings, terminal, soFar);
  } catch (error) {
    const hasExported = soFar.facts !== undefined;
    const outputs = hasExported ? { status: 'failed' } : outputsOfNothing('failed', soFar.record);
    const message = soFar.hide(rendered(endingMessage(error)));
    warnOfOthers(terminal, message, () => terminal.setOutputs(outputs));
    // The first failure is the one to report, even if there is no place for a summary.
    const files = toolFilesAddress(env);
    if (soFar.summary) await terminal.writeSummary(() => failureSummary(message, hasExported, files)).catch(() => {});
    terminal.fail(message);
    return error instanceof ConfigurationError && error.isWrongUse ? 2 : 1;
  }
}

/** Does what can fail for a reason of its own while another failure is being reported; the same one is reported once. */
function warnOfOthers({ log }: Terminal, message: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const other = rendered(endingMessage(error));
    if (other !== message) log.warning(other);
  }
}

/** Hands something to the runner. A file of the runner that cannot be written costs nothing of what was exported: it is one more trouble. */
async function handOver(facts: RunFacts, work: () => void | Promise<void>): Promise<RunFacts> {
  try {
    await work();
    return facts;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const trouble = noticeOf(error);
    const isKnown = facts.troubles.some((known) => rendered(known) === rendered(trouble));
    return isKnown ? facts : { ...facts, troubles: [...facts.troubles, trouble] };
  }
}

async function exportAndReport(
  env: NodeJS.ProcessEnv,
  configSettings: Settings,
  terminal: Terminal,
  soFar: SoFar,
): Promise<number> {
  const started = performance.now();
  // Before anything can be printed: the runner replaces them wherever they show up from here on.
  for (const secret of secretsIn(env)) terminal.setSecret(secret);
  const withheld = await withheldSecrets(env, (file) => readFile(file, 'utf8'));
  if (withheld !== undefined) {
    terminal.log.notice(
      notice(
        `Nothing was exported: ${withheld}, and GitHub gives such workflows no secrets. That is as it should be; the next scheduled run exports.`,
        'secrets-withheld',
      ),
    );
    terminal.setOutputs(outputsOfNothing('skipped'));
    return 0;
  }
  const config = await readConfig(env, { configSettings });
  for (const secret of secretsOf(config.destination)) terminal.setSecret(secret);
  const privacy = createPrivacy(config);
  soFar.hide = privacy.text;
  soFar.summary = config.report.summary;
  const { log: phased, phase } = phasedLog(terminal);
  const log = privacy.log(phased);
  const gitHub = await openGitHubFor(config, log);
  const stopping = stopOnSignals(log, (exitCode) => {
    if (!soFar.facts) {
      terminal.setOutputs(outputsOfNothing('partial', soFar.record));
      log.warning(notice('There was no time to report what was read: the next run finds out.', 'run-stopped'));
    }
    process.exit(exitCode);
  });
  const session = { config, env, terminal, log, phase, gitHub, stopping, soFar };
  const facts = await runIn(session);
  if (facts.plan) return reportPlan(session, facts, facts.plan);
  if (facts.outcomes.length === 0) await reportNothing(session, facts.stopped ?? '');
  else {
    if (soFar.record !== undefined) await keepRecord(session, facts);
    await logReport(facts, (performance.now() - started) / 1000, log, phase);
  }
  return stopping.exitCode() ?? (failsStep(facts, config.failOn) ? 1 : 0);
}

const now = () => Date.now() / 1000;

/** Runs, and reports as far as there is anything to report. Throws what ended the run, when its record says so. */
async function runIn(session: Session): Promise<RunFacts> {
  const { config, env, soFar } = session;
  const startedAt = now();
  try {
    return await run(config, realDependencies(config, env, session), (exported) => report(session, exported));
  } catch (error) {
    const failedBy = error as Error;
    const times = { startedAt, endedAt: now(), now: now() };
    const isStopped = error instanceof RunStopped;
    const early = {
      ...exportFacts(config, { ...times, ...(isStopped ? { stopped: error } : { failedBy }) }),
      failsOn: [],
    };
    // A dry run leaves no record, however it ends.
    if (!config.dryRun) await keepRecord(session, soFar.facts ? { ...soFar.facts, failedBy: failedBy.message } : early);
    if (isStopped && !soFar.facts) return early;
    throw error;
  }
}

async function keepRecord({ config, log, soFar }: Session, facts: ExportFacts): Promise<void> {
  soFar.record = await writeRecord(recordOf(config, facts), config, log, soFar.record);
}

/** Delivers the reports of a run, and hands outputs and summary to the runner. */
async function report(session: Session, exported: Exported): Promise<RunFacts> {
  const { config, terminal, log, phase, gitHub, stopping, soFar } = session;
  await keepRecord(session, exported.facts);
  const setOutputs = (facts: RunFacts) => handOver(facts, () => terminal.setOutputs(outputsOf(facts, soFar.record)));
  // What was exported and committed is known even if its reports fail.
  const facts = await setOutputs(exported.facts);
  soFar.facts = facts;
  const deliveries = () => deliver(config, { ...exported, facts }, gitHub, log);
  const isHurried = stopping.exitCode() !== undefined;
  const delivered = await setOutputs(isHurried ? facts : await phase('Report', deliveries));
  const summary = () => soFar.hide(summaryOf(delivered));
  const summarised = async () => {
    if (config.report.summary) await terminal.writeSummary(summary);
  };
  const final = { ...(await handOver(delivered, summarised)), endedAt: now() };
  return statusOf(final) === statusOf(delivered) ? final : setOutputs(final);
}

/** Reports that the run was stopped before it had exported anything. */
async function reportNothing({ config, terminal, log, soFar }: Session, why: string): Promise<void> {
  terminal.setOutputs(outputsOfNothing('partial', soFar.record));
  log.warning(notice(nothingYet(why), 'run-stopped'));
  if (config.report.summary) await terminal.writeSummary(() => stoppedSummary(why));
}

/** Reports what a run would do. */
async function reportPlan({ config, terminal, log, soFar }: Session, facts: RunFacts, plan: RunPlan): Promise<number> {
  terminal.setOutputs(outputsOf(facts));
  for (const line of planLines(plan)) log.info(line);
  if (config.report.summary) await terminal.writeSummary(() => soFar.hide(planSummary(plan, facts.destination)));
  return 0;
}

/** GitHub's API is loaded only if the run has something to do there. */
async function openGitHubFor(config: Config, log: Log): Promise<GitHub | undefined> {
  const { commit, report, gitHub: environment } = config;
  const isNeeded = commit || report.comment || report.accessReview || report.html;
  if (!isNeeded || !environment?.token) return undefined;
  const { openGitHub } = await import('../github/client.ts');
  const { token, apiUrl, owner, repo } = environment;
  return openGitHub({ token, apiUrl, repository: { owner, repo }, userAgent, log });
}
