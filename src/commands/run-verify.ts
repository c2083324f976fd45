import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { version } from '../api/version.ts';
import { ConfigurationError } from '../notices/errors.ts';
import { harmless, harmlessJson } from '../notices/terminal-text.ts';
import { apiKeyProblem } from '../settings/api-access.ts';
import { readEnvironment } from '../settings/environment.ts';
import { limitMemory } from '../spool/memory.ts';
import { createRowSpool } from '../spool/row-spool.ts';
import { comparisonPage } from '../verify/against-api/print-comparison.ts';
import { verifyAgainstApi } from '../verify/against-api/verify-against-api.ts';
import { verificationPage } from '../verify/print-verification.ts';
import { createProgressLine } from '../verify/progress.ts';
import { allProblems } from '../verify/report.ts';
import { verifyDestination } from '../verify/verify-destination.ts';
import type { Shell } from './command.ts';
import { openForReading } from './open-place.ts';
import { messageLog } from './shell.ts';
import type { VerifyQuestion } from './verify-question.ts';

/** Text of rows held in memory before it goes to disk. */
const SPOOL_LIMIT_BYTES = 6 * 1024 * 1024;

/**
 * Compares an export with its manifests, or with the API, and prints the page.
 * @returns the exit code: 0 all right, 1 something is wrong or could not be verified.
 */
export async function runVerify(question: VerifyQuestion, shell: Shell): Promise<number> {
  const { env, print, tell } = shell;
  const { againstApi: period, json } = question;
  if (period) refuseKey(env.OPENAI_ADMIN_KEY ?? '');
  const { place, stored } = await openForReading(question.names, shell);
  const folder = await mkdtemp(path.join(readEnvironment(env).temporaryFolder, 'openai-admin-verify-'));
  const ending = clearUpOnExit(folder);
  try {
    const common = {
      ...question,
      destination: stored,
      spool: await createRowSpool(path.join(folder, 'spool'), SPOOL_LIMIT_BYTES, limitMemory),
      progress: createProgressLine((line) => tell(`verify: ${line}`), shell.ticks),
      now: Math.floor(shell.now()),
      toolVersion: version,
    };
    if (period) {
      const page = await verifyAgainstApi({
        ...common,
        folder,
        period,
        apiKey: (env.OPENAI_ADMIN_KEY ?? '').trim(),
        pseudonymKey: (env.PSEUDONYM_KEY ?? '').trim(),
        environment: env,
        clock: shell.now,
        random: shell.random,
        sleep: shell.sleep,
        log: messageLog(shell),
      });
      print(json ? `${harmlessJson(page)}\n` : harmless(comparisonPage(page)));
      return allProblems(page).length === 0 ? 0 : 1;
    }
    const page = await verifyDestination({ ...common, settledOnly: place.settledOnly });
    print(json ? `${harmlessJson(page)}\n` : harmless(verificationPage(page)));
    return allProblems(page).length === 0 ? 0 : 1;
  } finally {
    await stored.close();
    await rm(folder, { recursive: true, force: true });
    ending.ignore();
  }
}

function refuseKey(key: string): void {
  const problem =
    key.trim() === ''
      ? ({
          topic: 'key-missing',
          line: 'OPENAI_ADMIN_KEY is not set: --against-api takes the admin key from it.',
        } as const)
      : apiKeyProblem(key.trim());
  if (problem) throw new ConfigurationError(problem.topic, problem.line, { isWrongUse: true });
}

/** Rows wait in the folder, and rows name people: however the command ends, it leaves none behind. */
function clearUpOnExit(folder: string): { ignore(): void } {
  const stop = (_signal: NodeJS.Signals, number: number) => process.exit(128 + number);
  // Also if the page cannot be written, which ends the process at once.
  const clearUp = () => rmSync(folder, { recursive: true, force: true });
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, stop);
  process.on('exit', clearUp);
  return {
    ignore() {
      for (const signal of signals) process.off(signal, stop);
      process.off('exit', clearUp);
    },
  };
}
