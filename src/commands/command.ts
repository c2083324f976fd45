/** One command of the command line. Its place is the table in `commands.ts`. */
export interface Command {
  name: string;
  /** What it does, in a few words. */
  summary: string;
  /** What `--help` prints, at most 80 columns wide; the first line is `Usage: …`. */
  usage(): string;
  /**
   * Does it, with the arguments behind its name.
   * @returns the exit code: 0 done, 1 something could not be exported or verified, 2 wrong use. Throws a `UsageError` for arguments that
   * cannot be understood.
   */
  run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number>;
}

/** Thrown for arguments that cannot be understood; the message never holds a secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** How the program is called. */
export const programName = 'openai-admin-export';
