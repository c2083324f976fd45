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
  run(args: readonly string[], shell: Shell): Promise<number>;
}

/** What a command takes from the outside world. */
export interface Shell {
  env: NodeJS.ProcessEnv;
  /** Writes to standard output, which is for what the command was asked for and nothing else. */
  print(text: string): void;
  /** Writes a line to standard error, without control characters or secrets. */
  tell(line: string): void;
  /** Unix seconds. */
  now(): number;
  /** Milliseconds that only grow. */
  ticks(): number;
  random(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Thrown for arguments that cannot be understood; the message never holds a secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** How the program is called. */
export const programName = 'openai-admin-export';
