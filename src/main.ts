import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as core from '@actions/core';
import { ConfigurationError } from './errors.ts';
import { readConfig } from './inputs.ts';
import type { Log } from './log.ts';
import { outputsOf, outputsOfNothing } from './report/outputs.ts';
import { logReport } from './report/run-log.ts';
import { summaryOf } from './report/summary.ts';
import { run } from './run.ts';
import { actionsCache, noCache } from './state/cache.ts';

const VERSION = '0.1.0';

const log: Log = {
  // The runner hides these lines unless step debugging is on; a million requests should not print a million of them.
  debug: core.isDebug() ? core.debug : () => {},
  info: core.info,
  notice: core.notice,
  warning: core.warning,
  error: core.error,
};

async function main(): Promise<void> {
  const started = performance.now();
  // Before anything can be printed: the runner replaces the key wherever it shows up from here on.
  const key = core.getInput('api-key');
  if (key !== '') core.setSecret(key);
  const config = await readConfig(process.env);
  const { environment } = config;
  const report = await run(config, {
    log,
    cache: environment.cacheAvailable
      ? actionsCache({
          binding: [config.destination.identity, config.organization ?? '', config.project ?? ''].join('\n'),
          fingerprint: config.selectionFingerprint,
          runIdentity: environment.runIdentity,
          workspace: environment.workspace,
          log,
        })
      : noCache('the Actions cache is not offered to this step', log),
    now: () => Date.now() / 1000,
    random: Math.random,
    sleep: (milliseconds) => sleep(milliseconds),
    spoolFolder: () => mkdtemp(path.join(environment.temporaryFolder, 'openai-admin-export-')),
    userAgent: `openai-admin-export/${VERSION}`,
    environment: process.env,
  });
  setOutputs(outputsOf(report));
  if (config.summary && process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(summaryOf(report)).write();
  logReport(report, (performance.now() - started) / 1000, log);
  if (report.status !== 'ok' && config.failOn === 'error') process.exitCode = 1;
}

function setOutputs(outputs: Record<string, string>): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}

try {
  await main();
} catch (error) {
  setOutputs(outputsOfNothing);
  core.setFailed(explain(error));
  process.exitCode = 1;
}

/** What the user can act on as one message; a bug of ours with its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error instanceof ConfigurationError || error.name === 'ApiError' || error.name === 'StorageError';
  return isExpected ? error.message : (error.stack ?? error.message);
}
