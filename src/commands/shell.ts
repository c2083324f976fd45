import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../notices/log.ts';
import { type Message, rendered } from '../notices/notice.ts';
import { harmless } from '../notices/terminal-text.ts';
import { withoutSecrets } from '../settings/mistakes.ts';
import type { Shell } from './command.ts';

/** Returns the outside world as it is, but for what is given in its place. */
export function shellOf(env: NodeJS.ProcessEnv, given: Partial<Shell> = {}): Shell {
  const write = given.tell ?? ((line) => process.stderr.write(`${line}\n`));
  return {
    env,
    print: (text) => process.stdout.write(text),
    now: () => Date.now() / 1000,
    ticks: () => performance.now(),
    random: Math.random,
    sleep: (milliseconds) => sleep(milliseconds),
    ...given,
    tell: (line) => write(harmless(withoutSecrets(line))),
  };
}

/** Returns the log of a command that prints a result; it has no debug lines. */
export function messageLog({ tell }: Shell): Log {
  const write = (message: Message) => tell(rendered(message));
  return { debug: () => {}, info: write, notice: write, warning: write, error: write };
}
