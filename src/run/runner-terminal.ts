import { limitAnnotations } from '../notices/annotation-limits.ts';
import { diskTrouble } from '../notices/disk-trouble.ts';
import { StorageError } from '../notices/errors.ts';
import { type Message, rendered } from '../notices/notice.ts';
import { linkPages } from '../notices/pointer.ts';
import type { Terminal } from '../notices/terminal.ts';
import { harmless, harmlessLine, masksOf } from '../notices/terminal-text.ts';

/** What `@actions/core` offers of the runner's language. */
export interface RunnerCommands {
  isDebug(): boolean;
  debug(message: string): void;
  info(message: string): void;
  notice(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  setFailed(message: string): void;
  startGroup(title: string): void;
  endGroup(): void;
  setSecret(secret: string): void;
  setOutput(name: string, value: string): void;
  summary: { addRaw(text: string): { write(): Promise<unknown> } };
}

/** A terminal that is closed when the run is over. */
export interface RunnerTerminal extends Terminal {
  /** Says how much there was no room for. */
  close(): void;
}

/**
 * Returns the terminal of a step. A message may quote anything, so every text is made harmless here: only what `commands` issues is
 * a command: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * @param files address of this version's files; the pages that a message names become links if it is known.
 */
export function createRunnerTerminal(
  commands: RunnerCommands,
  files: string | undefined,
  hasSummary: boolean,
): RunnerTerminal {
  // Nobody has the pages at hand that a message names.
  const shown = (message: Message) => harmless(linkPages(rendered(message), files));
  const log = limitAnnotations({
    // The runner hides these lines unless step debugging is on; a million requests should not print a million of them.
    debug: commands.isDebug() ? (message) => commands.debug(harmless(rendered(message))) : () => {},
    info: (message) => commands.info(shown(message)),
    notice: (message) => commands.notice(shown(message)),
    warning: (message) => commands.warning(shown(message)),
    error: (message) => commands.error(shown(message)),
  });
  return {
    log,
    startGroup: (title) => commands.startGroup(harmlessLine(title)),
    endGroup: () => commands.endGroup(),
    setSecret(secret) {
      for (const mask of masksOf(secret)) commands.setSecret(mask);
    },
    setOutputs(outputs) {
      // They are set as soon as the export is done: what follows is the report.
      log.beginReport();
      try {
        for (const [name, value] of Object.entries(outputs)) commands.setOutput(name, value);
      } catch (cause) {
        throw unwritten('GITHUB_OUTPUT', 'the outputs', cause);
      }
    },
    async writeSummary(makeSummary) {
      if (!hasSummary) return;
      const text = makeSummary();
      try {
        await commands.summary.addRaw(text).write();
      } catch (cause) {
        throw unwritten('GITHUB_STEP_SUMMARY', 'the job summary', cause);
      }
    },
    fail: (message) => commands.setFailed(shown(message)),
    close: () => log.close(),
  };
}

/** The toolkit says in words alone that a file is not there, or may not be written. */
function unwritten(variable: string, what: string, cause: unknown): StorageError {
  const trouble = diskTrouble(cause);
  const why = trouble
    ? `${trouble.code}. ${trouble.remedy}`
    : 'the file is not there, or may not be written. An earlier step, or another process of this job, may have removed it.';
  return new StorageError('runner-file', `Failed to write ${what} to the file that ${variable} names: ${why}`, {
    cause,
  });
}
