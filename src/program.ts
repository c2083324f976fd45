import { mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
import type { Terminal } from './terminal.ts';
import { userAgent } from './version.ts';

/** After SIGINT the runner waits 7.5 seconds before it goes on to SIGTERM, and 2.5 more before it kills. */
const LONGEST_CLOSING_MILLISECONDS = 5000;

/** What the program tells of addresses, once it is known whether they are to be taken out. */
interface Telling {
  hide: (text: string) => string;
}

/**
 * Exports as the environment's inputs ask, wherever it is started, and tells the terminal. Never throws.
 * @returns the exit code: 0, or 1 where the run failed or `fail-on` asks for it.
 */
export async function runProgram(env: NodeJS.ProcessEnv, terminal: Terminal): Promise<number> {
  const telling: Telling = { hide: (text) => text };
  try {
    return await exportAndTell(env, terminal, telling);
  } catch (error) {
    terminal.setOutputs(outputsOfNothing);
    terminal.fail(telling.hide(explain(error)));
    return 1;
  }
}

async function exportAndTell(env: NodeJS.ProcessEnv, terminal: Terminal, telling: Telling): Promise<number> {
  const started = performance.now();
  // Before anything can be printed: the runner replaces them wherever they show up from here on.
  for (const secret of secretsIn(env)) terminal.setSecret(secret);
  const withheld = await withheldSecrets(env, (file) => readFile(file, 'utf8'));
  if (withheld !== undefined) {
    terminal.log.notice(
      `Nothing was exported: ${withheld}, and GitHub gives such workflows no secrets. That is as it should be; the next scheduled run exports.`,
    );
    terminal.setOutputs(outputsOfSkipped);
    return 0;
  }
  const config = await readConfig(env);
  for (const secret of secretsOf(config.destination)) terminal.setSecret(secret);
  const privacy = createPrivacy(config);
  telling.hide = privacy.text;
  const log = privacy.log(terminal.log);
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
        userAgent,
        proxyEnvironment: env,
        identityToken: (audience) => requestIdentityToken(env, audience, terminal.setSecret),
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
    userAgent,
    environment: env,
  });
  const { report } = result;
  // What was exported and committed is told also where the reports fail.
  terminal.setOutputs({
    ...outputsOf(report),
    ...deliveryOutputs({ ...(result.commit !== undefined && { commit: result.commit }) }),
  });
  const delivery = await deliver(config, result, gitHub, log);
  terminal.setOutputs({ ...outputsOf(report), ...deliveryOutputs(delivery) });
  if (config.report.summary) {
    await terminal.writeSummary(() => telling.hide(summaryOf(report, delivery.sections)));
  }
  logReport(report, (performance.now() - started) / 1000, log);
  if (delivery.failsOn !== undefined) log.error(delivery.failsOn);
  return (report.status !== 'ok' && config.failOn.error) || delivery.failsOn !== undefined ? 1 : 0;
}

/** GitHub's API is loaded only where the run has something to do there. */
async function openGitHubFor(config: Config, log: Log): Promise<GitHub | undefined> {
  const { commit, report, gitHub: environment } = config;
  const isNeeded = commit || report.comment || report.accessReview || report.html;
  if (!isNeeded || !environment?.token) return undefined;
  const { openGitHub } = await import('./github/client.ts');
  const { token, apiUrl, owner, repo } = environment;
  return openGitHub({ token, apiUrl, repository: { owner, repo }, userAgent, log });
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

/** What the user can act on as one message; a bug of ours with its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error instanceof ConfigurationError || error.name === 'ApiError' || error.name === 'StorageError';
  return isExpected ? error.message : (error.stack ?? error.message);
}
