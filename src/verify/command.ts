import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withRemedy } from '../api/explain.ts';
import { userAgent, version } from '../api/version.ts';
import { openDestination } from '../archive/manifests-apart.ts';
import type { Destination } from '../destinations/destination.ts';
import type { DestinationConfig } from '../destinations/location.ts';
import { requestIdentityToken } from '../github/identity-token.ts';
import { ConfigurationError, isExpected } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { harmless, harmlessJson } from '../notices/terminal-text.ts';
import { apiKeyProblem } from '../settings/api-access.ts';
import { readEnvironment } from '../settings/environment.ts';
import { withoutSecrets } from '../settings/mistakes.ts';
import { readPlaceAnywhere } from '../settings/place.ts';
import { limitMemory } from '../spool/memory.ts';
import { createRowSpool } from '../spool/row-spool.ts';
import { comparisonPage } from './against-api/print-comparison.ts';
import { verifyAgainstApi } from './against-api/verify-against-api.ts';
import { parseVerifyFlags, UsageError, VERIFY_USAGE, type VerifyFlags } from './flags.ts';
import { verificationPage } from './print-verification.ts';
import { createProgressLine } from './progress.ts';
import { allProblems } from './report.ts';
import { verifyDestination } from './verify-destination.ts';

/** What to do after wrong use; all of the help would push the mistake off the screen. */
const SHORT_USAGE = `${VERIFY_USAGE.split('\n', 1)[0]}\nSee openai-admin-export verify --help`;

/** Text of rows held in memory before it goes to disk. */
const SPOOL_LIMIT_BYTES = 6 * 1024 * 1024;

/** What the command takes from the outside world. */
export interface VerifyDependencies {
  environment: NodeJS.ProcessEnv;
  /** Gets the page. */
  print: (text: string) => void;
  /** Gets everything else, a line each: standard error. */
  tell: (line: string) => void;
  /** Unix seconds. */
  now: () => number;
  /** Milliseconds that only grow. */
  ticks: () => number;
  random: () => number;
  sleep: (milliseconds: number) => Promise<void>;
}

const REAL: Omit<VerifyDependencies, 'environment'> = {
  print: (text) => process.stdout.write(text),
  tell: (line) => process.stderr.write(`${harmless(line)}\n`),
  now: () => Date.now() / 1000,
  ticks: () => performance.now(),
  random: Math.random,
  sleep: (milliseconds) => sleep(milliseconds),
};

/**
 * The command `verify`: compares an export with its manifests, or with the API.
 * @param args what follows `verify`.
 * @returns the exit code: 0 all right, 1 something is wrong or could not be verified, 2 wrong use.
 */
export async function runVerify(
  args: string[],
  given: Pick<VerifyDependencies, 'environment'> & Partial<VerifyDependencies>,
): Promise<number> {
  const { tell: tellAll } = { ...REAL, ...given };
  const dependencies: VerifyDependencies = { ...REAL, ...given, tell: (line) => tellAll(withoutSecrets(line)) };
  const { tell, print, now, environment } = dependencies;
  let asked: { flags: VerifyFlags; place: DestinationConfig };
  try {
    const flags = parseVerifyFlags(args, now());
    if (flags.help) {
      print(VERIFY_USAGE);
      return 0;
    }
    if (flags.againstApi) refuseKey(environment.OPENAI_ADMIN_KEY ?? '');
    asked = { flags, place: await readPlaceAnywhere(flags, environment) };
  } catch (error) {
    if (error instanceof UsageError) tell(`openai-admin-export: ${error.message}\n\n${SHORT_USAGE}`);
    else if (error instanceof ConfigurationError) tell(`openai-admin-export: ${withRemedy(error)}`);
    else throw error;
    return 2;
  }
  try {
    return await verify(asked.flags, asked.place, dependencies);
  } catch (error) {
    if (!isExpected(error)) throw error;
    tell(`openai-admin-export: it could not be verified: ${withRemedy(error)}`);
    return 1;
  }
}

function refuseKey(key: string): void {
  if (key.trim() === '') {
    throw new ConfigurationError(
      'key-missing',
      'OPENAI_ADMIN_KEY is not set: --against-api takes the admin key from it.',
    );
  }
  const problem = apiKeyProblem(key.trim());
  if (problem !== undefined) {
    const told = `OPENAI_ADMIN_KEY, from which --against-api takes the admin key: ${problem.line}`;
    throw new ConfigurationError(problem.topic, told);
  }
}

async function verify(flags: VerifyFlags, place: DestinationConfig, dependencies: VerifyDependencies): Promise<number> {
  const { environment, tell, print } = dependencies;
  const destination = await open(place, dependencies);
  const folder = await mkdtemp(path.join(readEnvironment(environment).temporaryFolder, 'openai-admin-verify-'));
  const ending = clearUpOnExit(folder);
  try {
    const spool = await createRowSpool(path.join(folder, 'spool'), SPOOL_LIMIT_BYTES, limitMemory);
    const progress = createProgressLine((line) => tell(`verify: ${line}`), dependencies.ticks);
    const now = Math.floor(dependencies.now());
    const common = { ...flags, destination, spool, progress, now, toolVersion: version };
    if (flags.againstApi) {
      const page = await verifyAgainstApi({
        ...common,
        ...dependencies,
        folder,
        period: flags.againstApi,
        apiKey: (environment.OPENAI_ADMIN_KEY ?? '').trim(),
        pseudonymKey: (environment.PSEUDONYM_KEY ?? '').trim(),
        clock: dependencies.now,
        now,
        log: quietLog(tell),
      });
      print(flags.json ? jsonText(page) : harmless(comparisonPage(page)));
      return allProblems(page).length === 0 ? 0 : 1;
    }
    const page = await verifyDestination({ ...common, settledOnly: place.settledOnly });
    print(flags.json ? jsonText(page) : harmless(verificationPage(page)));
    return allProblems(page).length === 0 ? 0 : 1;
  } finally {
    await destination.close();
    await rm(folder, { recursive: true, force: true });
    ending.ignore();
  }
}

/** Rows wait in the folder, and rows name people: however the command ends, it leaves none behind. */
function clearUpOnExit(folder: string): { ignore(): void } {
  const stop = (_signal: NodeJS.Signals, number: number) => process.exit(128 + number);
  // Also where the page cannot be written, which ends the process at once.
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

function open(place: DestinationConfig, { environment, tell }: VerifyDependencies): Promise<Destination> {
  return openDestination(place, {
    retries: 5,
    requestTimeoutSeconds: 60,
    userAgent,
    proxyEnvironment: environment,
    identityToken: (audience) => requestIdentityToken(environment, audience, () => {}),
    mayRead: true,
    log: quietLog(tell),
  });
}

/** Standard output is for the page alone. */
function quietLog(tell: (line: string) => void): Log {
  return { debug: () => {}, info: tell, notice: tell, warning: tell, error: tell };
}

function jsonText(page: object): string {
  return `${harmlessJson(page)}\n`;
}
