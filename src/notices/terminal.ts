import type { Log } from './log.ts';
import type { Message } from './notice.ts';

/** Where the program is started from, and tells what it does: a step of a workflow, or a shell. */
export interface Terminal {
  log: Log;
  /** What is told from here on belongs together, until `endGroup`. */
  startGroup(title: string): void;
  endGroup(): void;
  /** From here on, this text is never shown. */
  setSecret(secret: string): void;
  /** What later steps, or the caller, may want to know. Of a name set twice the last value holds. */
  setOutputs(outputs: Record<string, string>): void;
  /** Shows the summary of the run, in Markdown if there is a place for it; it is made only there. */
  writeSummary(makeSummary: () => string): Promise<void>;
  /** Tells why the program as a whole failed. */
  fail(message: Message): void;
}
