/** Where the run tells the user what happens; `main` gives one that speaks the runner's language. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  /** Worth knowing, nothing to do. */
  notice(message: string): void;
  warning(message: string): void;
  error(message: string): void;
}

/** A log that keeps what it is told, to be replayed when it is its turn. */
export function collectingLog(): Log & {
  readonly lines: readonly (readonly [level: keyof Log, message: string])[];
  replay(log: Log): void;
} {
  const lines: [level: keyof Log, message: string][] = [];
  const keep = (level: keyof Log) => (message: string) => {
    lines.push([level, message]);
  };
  return {
    lines,
    debug: keep('debug'),
    info: keep('info'),
    notice: keep('notice'),
    warning: keep('warning'),
    error: keep('error'),
    replay(log) {
      for (const [level, message] of lines) log[level](message);
    },
  };
}
