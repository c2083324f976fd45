import type { Message } from './notice.ts';

/** Where the run tells the user what happens; `main` gives one that speaks the runner's language. */
export interface Log {
  // Properties rather than methods, so that a function which takes texts alone does not pass for one of them.
  debug: (message: Message) => void;
  info: (message: Message) => void;
  /** Worth knowing, nothing to do. */
  notice: (message: Message) => void;
  warning: (message: Message) => void;
  error: (message: Message) => void;
}

/** Returns a log that keeps messages, to be replayed when it is its turn. */
export function collectingLog(): Log & {
  readonly lines: readonly (readonly [level: keyof Log, message: Message])[];
  replay(log: Log): void;
} {
  const lines: [level: keyof Log, message: Message][] = [];
  const keep = (level: keyof Log) => (message: Message) => {
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
