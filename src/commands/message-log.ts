import type { Log } from '../notices/log.ts';
import { harmless } from '../notices/terminal-text.ts';
import { withoutSecrets } from '../settings/mistakes.ts';

/** Writes a message to standard error: standard output is for what a command was asked for, and for nothing else. */
function tell(line: string): void {
  process.stderr.write(`${harmless(withoutSecrets(line))}\n`);
}

/** The log of a command that prints a result; it has no debug lines. */
export const messageLog: Log = { debug: () => {}, info: tell, notice: tell, warning: tell, error: tell };
