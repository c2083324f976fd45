import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Traffic } from './server/meter.ts';
import type { ServerOptions } from './server/server-options.ts';

const MAIN = fileURLToPath(new URL('server/main.ts', import.meta.url));

/** A server in a process of its own. */
export interface ServerProcess {
  url: string;
  adminKey: string;
  /** Unix seconds of the first day's midnight, and of the time at which the server was started. */
  from: number;
  to: number;
  /** Returns what was asked since the last call; events from `until` on are hidden from now on. */
  take(until?: number): Promise<Traffic>;
  stop(): Promise<void>;
}

/** Starts a server and waits until it listens. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const child = fork(MAIN, [JSON.stringify(options)], { execArgv: ['--max-old-space-size=6000'] });
  const ended = once(child, 'exit');
  const [place] = (await once(child, 'message')) as [Pick<ServerProcess, 'url' | 'adminKey' | 'from' | 'to'>];
  return {
    ...place,
    async take(until) {
      child.send(until === undefined ? {} : { until });
      const [traffic] = (await once(child, 'message')) as [Traffic];
      return traffic;
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}
