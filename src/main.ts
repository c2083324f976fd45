import { mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as core from '@actions/core';
import type { Config } from './config.ts';
import { deliver } from './deliver/deliver.ts';
import type { Destination } from './destinations/destination.ts';
import { openDestination } from './destinations/open.ts';
import { ConfigurationError } from './errors.ts';
import type { GitHub } from './github/client.ts';
import { requestIdentityToken } from './github/identity-token.ts';
import { withheldSecrets } from './inputs/github-environment.ts';
import { secretsIn, secretsOf } from './inputs/secrets.ts';
import { readConfig } from './inputs.ts';
import type { Log } from './log.ts';
import { freeSentBuffers } from './memory.ts';
import { createPrivacy } from './privacy/privacy.ts';
import { deliveryOutputs, outputsOf, outputsOfNothing, outputsOfSkipped } from './report/outputs.ts';
import { logReport } from './report/run-log.ts';
import { summaryOf } from './report/summary.ts';
import { run } from './run.ts';
import { actionsCache, noCache } from './state/cache.ts';

const USER_AGENT = 'openai-admin-export/0.1.0';

/** After SIGINT the runner waits 7.5 seconds before it goes on to SIGTERM, and 2.5 more before it kills. */
const LONGEST_CLOSING_MILLISECONDS = 5000;

const actionsLog: Log = {
  // The runner hides these lines unless step debugging is on; a million requests should not print a million of them.
  debug: core.isDebug() ? core.debug : () => {},
  info: core.info,
  notice: core.notice,
  warning: core.warning,
  error: core.error,
};

/** Takes addresses out of what is told, once it is known whether that is asked for. */
let hide = (text: string) => text;

async function main(): Promise<void> {
  const started = performance.now();
  // Before anything can be printed: the runner replaces them wherever they show up from here on.
  for (const secret of secretsIn(process.env)) core.setSecret(secret);
  const withheld = await withheldSecrets(process.env, (file) => readFile(file, 'utf8'));
  if (withheld !== undefined) {
    core.notice(
      `Nothing was exported: ${withheld}, and GitHub gives such workflows no secrets. That is as it should be; the next scheduled run exports.`,
    );
    setOutputs(outputsOfSkipped);
    return;
  }
  const config = await readConfig(process.env);
  for (const secret of secretsOf(config.destination)) core.setSecret(secret);
  const privacy = createPrivacy(config);
  hide = privacy.text;
  const log = privacy.log(actionsLog);
  const { environment } = config;
  const gitHub = await openGitHubFor(config, log);
  let spool: string | undefined;
  const result = await run(config, {
    log,
    ...(gitHub && { gitHub }),
    cache: environment.cacheAvailable
      ? actionsCache({
          binding: [config.destination.binding, config.organization ?? '', config.project ?? ''].join('\n'),
          fingerprint: config.selectionFingerprint,
          runIdentity: environment.runIdentity,
          workspace: environment.workspace,
          log,
        })
      : noCache('the Actions cache is not offered to this step', log),
    now: () => Date.now() / 1000,
    random: Math.random,
    sleep: (milliseconds) => sleep(milliseconds),
    openDestination: async (destination) => {
      // Google's library otherwise asks the network, and other clouds answer: https://github.com/googleapis/gcp-metadata
      if (destination.location.kind === 'gcs') process.env.METADATA_SERVER_DETECTION ??= 'bios-only';
      const opened = await openDestination(destination, {
        ...config,
        userAgent: USER_AGENT,
        proxyEnvironment: process.env,
        identityToken: (audience) => requestIdentityToken(process.env, audience, core.setSecret),
        mayRead: !destination.writeOnly,
        onPartSent: freeSentBuffers,
        log,
      });
      // A folder needs no clearing up; a store is told to forget the parts of files that were not finished.
      if (destination.location.kind !== 'folder') closeOnSignals(opened, () => spool, log);
      return opened;
    },
    spoolFolder: async () => {
      spool = await mkdtemp(path.join(environment.temporaryFolder, 'openai-admin-export-'));
      return spool;
    },
    userAgent: USER_AGENT,
    environment: process.env,
  });
  const { report } = result;
  // What was exported and committed is told also where the reports fail.
  setOutputs({
    ...outputsOf(report),
    ...deliveryOutputs({ ...(result.commit !== undefined && { commit: result.commit }) }),
  });
  const delivery = await deliver(config, result, gitHub, log);
  setOutputs({ ...outputsOf(report), ...deliveryOutputs(delivery) });
  if (config.report.summary && process.env.GITHUB_STEP_SUMMARY) {
    await core.summary.addRaw(hide(summaryOf(report, delivery.sections))).write();
  }
  logReport(report, (performance.now() - started) / 1000, log);
  if ((report.status !== 'ok' && config.failOn.error) || delivery.failsOn !== undefined) process.exitCode = 1;
  if (delivery.failsOn !== undefined) log.error(delivery.failsOn);
}

/** GitHub's API is loaded only where the run has something to do there. */
async function openGitHubFor(config: Config, log: Log): Promise<GitHub | undefined> {
  const { commit, report, gitHub: environment } = config;
  const isNeeded = commit || report.comment || report.accessReview || report.html;
  if (!isNeeded || !environment?.token) return undefined;
  const { openGitHub } = await import('./github/client.ts');
  const { token, apiUrl, owner, repo } = environment;
  return openGitHub({ token, apiUrl, repository: { owner, repo }, userAgent: USER_AGENT, log });
}

/** A cancelled job clears up before it goes: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation */
function closeOnSignals(destination: Destination, spoolFolder: () => string | undefined, log: Log): void {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const) {
    process.once(signal, async () => {
      log.warning(`Stopped by ${signal}: files that were not finished are given up. The next run carries on.`);
      await Promise.race([destination.close(), sleep(LONGEST_CLOSING_MILLISECONDS)]);
      const folder = spoolFolder();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
      process.exit(128 + number);
    });
  }
}

function setOutputs(outputs: Record<string, string>): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}

try {
  await main();
} catch (error) {
  setOutputs(outputsOfNothing);
  core.setFailed(hide(explain(error)));
  process.exitCode = 1;
}

// Nothing is left to do, and a connection to a store that never answers must not hold the job.
process.stdout.write('', () => process.exit());

/** What the user can act on as one message; a bug of ours with its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error instanceof ConfigurationError || error.name === 'ApiError' || error.name === 'StorageError';
  return isExpected ? error.message : (error.stack ?? error.message);
}
