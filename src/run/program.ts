import { readFile } from 'node:fs/promises';
import { withRemedy } from '../api/explain.ts';
import { userAgent } from '../api/version.ts';
import { type Delivery, deliver } from '../deliver/deliver.ts';
import type { RunResult } from '../deliver/run-result.ts';
import type { RunPlan } from '../export/dry-run/plan-export.ts';
import type { GitHub } from '../github/client.ts';
import { ConfigurationError, StorageError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { phasedLog } from '../notices/phases.ts';
import { withPointer } from '../notices/pointer.ts';
import type { Terminal } from '../notices/terminal.ts';
import { createPrivacy } from '../privacy/privacy.ts';
import {
  deliveryOutputs,
  outputsOf,
  outputsOfNothing,
  outputsOfSkipped,
  outputsOfStopped,
} from '../reporting/outputs.ts';
import { planLines, planSummary } from '../reporting/plan-report.ts';
import { recordOfFailure } from '../reporting/record/run-record.ts';
import { writeRecord } from '../reporting/record/write-record.ts';
import { logReport } from '../reporting/run-log.ts';
import type { RunReport } from '../reporting/run-report.ts';
import { failureSummary, nothingYet, stoppedSummary } from '../reporting/summary/failure.ts';
import { summaryOf } from '../reporting/summary.ts';
import type { Config } from '../settings/config.ts';
import { toolFilesAddress } from '../settings/environment.ts';
import { withheldSecrets } from '../settings/github-environment.ts';
import { readConfig } from '../settings/read-config.ts';
import { secretsIn, secretsOf } from '../settings/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import { RunStopped } from '../stop/run-stopped.ts';
import { stopOnSignals } from '../stop/signals.ts';
import { run } from './run.ts';
import { realDependencies } from './run-dependencies.ts';
import { told } from './told.ts';

/** What the program knows of a run that may end at any point. */
interface Telling {
  /** Takes addresses out of a text, once it is known whether that is asked for. */
  hide: (text: string) => string;
  /** False once it is known that no summary is wanted. */
  summary: boolean;
  /** Path of the run record, once there is one. */
  record?: string | undefined;
  /** True once the outputs say what was exported: whatever comes after must not take that back. */
  isTold: boolean;
}

/**
 * Exports as the environment's inputs ask, wherever it is started, and tells the terminal. Never throws.
 * @param configSettings settings that no input has, given beside the config file.
 * @returns the exit code: 0; 1 where the run failed or `fail-on` asks for it; 2 where what is asked for could never work; or 128 and the
 * number of the signal that ended it.
 */
export async function runProgram(
  env: NodeJS.ProcessEnv,
  terminal: Terminal,
  configSettings: Settings = new Map(),
): Promise<number> {
  const telling: Telling = { hide: (text) => text, summary: true, isTold: false };
  try {
    return await exportAndTell(env, configSettings, terminal, telling);
  } catch (error) {
    const outputs = telling.isTold ? { status: 'failed' } : { ...outputsOfNothing, 'run-record': telling.record ?? '' };
    const message = telling.hide(told(error));
    tellAlso(terminal, message, () => terminal.setOutputs(outputs));
    // What went wrong first is what is told, even where there is no place for a summary.
    const files = toolFilesAddress(env);
    if (telling.summary)
      await terminal.writeSummary(() => failureSummary(message, telling.isTold, files)).catch(() => {});
    terminal.fail(message);
    return error instanceof ConfigurationError && error.isWrongUse ? 2 : 1;
  }
}

/** Does what can fail for a reason of its own while another is being told; the same one is told once. */
function tellAlso({ log }: Terminal, message: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const trouble = told(error);
    if (trouble !== message) log.warning(trouble);
  }
}

/** A file of the runner that cannot be written costs nothing of what was exported: it is told with the rest. */
async function toRunner(report: RunReport, work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const trouble = withRemedy(error);
    if (!report.troubles.includes(trouble)) report.troubles.push(trouble);
    if (report.status === 'ok') report.status = 'partial';
  }
}

async function exportAndTell(
  env: NodeJS.ProcessEnv,
  configSettings: Settings,
  terminal: Terminal,
  telling: Telling,
): Promise<number> {
  const started = performance.now();
  // Before anything can be printed: the runner replaces them wherever they show up from here on.
  for (const secret of secretsIn(env)) terminal.setSecret(secret);
  const withheld = await withheldSecrets(env, (file) => readFile(file, 'utf8'));
  if (withheld !== undefined) {
    terminal.log.notice(
      withPointer(
        `Nothing was exported: ${withheld}, and GitHub gives such workflows no secrets. That is as it should be; the next scheduled run exports.`,
        'secrets-withheld',
      ),
    );
    terminal.setOutputs(outputsOfSkipped);
    return 0;
  }
  const config = await readConfig(env, { configSettings });
  for (const secret of secretsOf(config.destination)) terminal.setSecret(secret);
  const privacy = createPrivacy(config);
  telling.hide = privacy.text;
  telling.summary = config.report.summary;
  const { log: phased, phase } = phasedLog(terminal);
  const log = privacy.log(phased);
  const startedAt = Date.now() / 1000;
  const gitHub = await openGitHubFor(config, log);
  const stopping = stopOnSignals(log, (exitCode) => {
    if (!telling.isTold) {
      terminal.setOutputs({ ...outputsOfStopped, 'run-record': telling.record ?? '' });
      log.warning(withPointer('There was no time to tell what was read: the next run finds out.', 'run-stopped'));
    }
    process.exit(exitCode);
  });
  const running = run(config, realDependencies(config, env, { terminal, log, phase, stopping, gitHub }));
  const result = await running.catch(async (error: Error) => {
    const isStopped = error instanceof RunStopped;
    const status = isStopped ? 'partial' : 'failed';
    const ending = { status, why: error.message, startedAt, endedAt: Date.now() / 1000 } as const;
    // A dry run leaves none, however it ends.
    if (!config.dryRun) telling.record = await writeRecord(recordOfFailure(config, ending), config, log);
    if (isStopped) return error;
    throw error;
  });
  if (result instanceof RunStopped) {
    terminal.setOutputs({ ...outputsOfStopped, 'run-record': telling.record ?? '' });
    log.warning(withPointer(nothingYet(result.message), 'run-stopped'));
    if (config.report.summary) await terminal.writeSummary(() => stoppedSummary(result.message));
    return stopping.exitCode() ?? 0;
  }
  if (result.plan) return tellPlan(config, result, result.plan, { ...terminal, log }, telling);
  const { report } = result;
  if (result.record) telling.record = await writeRecord(result.record, config, log);
  // What was exported and committed is told also where the reports fail.
  const setOutputs = (delivery: Partial<Delivery>) =>
    toRunner(report, () =>
      terminal.setOutputs({ ...outputsOf(report), ...deliveryOutputs({ ...telling, ...delivery }) }),
    );
  await setOutputs(result.commit === undefined ? {} : { commit: result.commit });
  telling.isTold = true;
  const isHurried = stopping.exitCode() !== undefined;
  const delivery: Partial<Delivery> = isHurried
    ? {}
    : await phase('Report', () => deliver(config, result, gitHub, log));
  await setOutputs(delivery);
  const { failsOn = [] } = delivery;
  report.failsOn = failsOn;
  if (config.report.summary) {
    const { status } = report;
    await toRunner(report, () => terminal.writeSummary(() => telling.hide(summaryOf(report, delivery.sections))));
    if (report.status !== status) await setOutputs(delivery);
  }
  await logReport(report, (performance.now() - started) / 1000, log, phase);
  const hasFailed = report.outcomes.some(({ status }) => status === 'failed') || report.status === 'failed';
  const isFailure = ((hasFailed || report.troubles.length > 0) && config.failOn.error) || failsOn.length > 0;
  return stopping.exitCode() ?? (isFailure ? 1 : 0);
}

/** Tells what a run would do. */
async function tellPlan(
  config: Config,
  { report }: RunResult,
  plan: RunPlan,
  { setOutputs, log, writeSummary }: Terminal,
  { hide }: Telling,
): Promise<number> {
  setOutputs({ ...outputsOf(report), ...deliveryOutputs({}) });
  for (const line of planLines(plan)) log.info(line);
  if (config.report.summary) await writeSummary(() => hide(planSummary(plan, report.destination)));
  return 0;
}

/** GitHub's API is loaded only where the run has something to do there. */
async function openGitHubFor(config: Config, log: Log): Promise<GitHub | undefined> {
  const { commit, report, gitHub: environment } = config;
  const isNeeded = commit || report.comment || report.accessReview || report.html;
  if (!isNeeded || !environment?.token) return undefined;
  const { openGitHub } = await import('../github/client.ts');
  const { token, apiUrl, owner, repo } = environment;
  return openGitHub({ token, apiUrl, repository: { owner, repo }, userAgent, log });
}
