import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { userAgent } from '../api/version.ts';
import { openDestination } from '../archive/manifests-apart.ts';
import type { Destination } from '../destinations/destination.ts';
import type { DestinationConfig } from '../destinations/location.ts';
import type { GitHub } from '../github/client.ts';
import { requestIdentityToken } from '../github/identity-token.ts';
import type { Log } from '../notices/log.ts';
import type { PhasedLog } from '../notices/phases.ts';
import type { Terminal } from '../notices/terminal.ts';
import type { Config } from '../settings/config.ts';
import { freeSentBuffers } from '../spool/memory.ts';
import { actionsCache, noCache, type StateCache } from '../state/cache.ts';
import type { SignalStop } from '../stop/signals.ts';
import type { Dependencies } from './dependencies.ts';

/** What the program has set up by the time a run begins. */
interface Setting {
  terminal: Terminal;
  log: Log;
  phase: PhasedLog['phase'];
  stopping: SignalStop;
  gitHub: GitHub | undefined;
}

/** Returns what a run takes from the outside world, as it really is. */
export function realDependencies(config: Config, env: NodeJS.ProcessEnv, setting: Setting): Dependencies {
  const { log, phase, stopping, gitHub } = setting;
  return {
    log,
    stop: stopping.stop,
    phase,
    every(milliseconds, call) {
      const timer = setInterval(call, milliseconds).unref();
      return () => clearInterval(timer);
    },
    ...(gitHub && { gitHub }),
    cache: cacheFor(config, env, log),
    now: () => Date.now() / 1000,
    random: Math.random,
    sleep: (milliseconds) => sleep(milliseconds),
    openDestination: (destination) => open(config, destination, env, setting),
    spoolFolder: async () => {
      const spool = await mkdtemp(path.join(config.environment.temporaryFolder, 'openai-admin-export-'));
      stopping.atTheLatest(() => rm(spool, { recursive: true, force: true }));
      return spool;
    },
    userAgent,
    environment: env,
  };
}

function cacheFor(config: Config, env: NodeJS.ProcessEnv, log: Log): StateCache {
  const { environment, destination, organization = '', project = '', selectionFingerprint } = config;
  if (!environment.cacheAvailable) {
    return noCache('the Actions cache is not offered to this step', isCacheMissed(config, env) ? log : muted(log));
  }
  const { runIdentity, workspace } = environment;
  const binding = [destination.binding, organization, project].join('\n');
  return actionsCache({ binding, fingerprint: selectionFingerprint, runIdentity, workspace, log });
}

async function open(
  config: Config,
  destination: DestinationConfig,
  env: NodeJS.ProcessEnv,
  { terminal, log, stopping }: Setting,
): Promise<Destination> {
  const { retries, requestTimeoutSeconds } = config;
  const opened = await openDestination(destination, {
    retries,
    requestTimeoutSeconds,
    userAgent,
    proxyEnvironment: env,
    identityToken: (audience) => requestIdentityToken(env, audience, terminal.setSecret),
    mayRead: !destination.writeOnly,
    ...(!config.dryRun && { now: () => Date.now() / 1000 }),
    onPartSent: freeSentBuffers,
    log,
  });
  // A store drops the parts of files that were not finished.
  stopping.atTheLatest(() => opened.close());
  return opened;
}

/** Returns true if the cache is expected: a shell has none, which matters only if all of the state is to come from it. */
function isCacheMissed({ state }: Config, env: NodeJS.ProcessEnv): boolean {
  return state === 'cache' || env.GITHUB_ACTIONS === 'true';
}

function muted(log: Log): Log {
  return { ...log, info: log.debug };
}
