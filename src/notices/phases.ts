import type { Log } from './log.ts';
import type { Message } from './notice.ts';
import type { Terminal } from './terminal.ts';

/** A log whose lines are grouped, a group for each phase of the run. */
export interface PhasedLog {
  log: Log;
  /** What is logged while the work goes on is one group under this title; a phase that says nothing shows nothing. */
  phase<Result>(title: string, work: () => Promise<Result>): Promise<Result>;
}

/** Groups what is logged. Debug lines open no group: few see them. */
export function phasedLog(terminal: Pick<Terminal, 'log' | 'startGroup' | 'endGroup'>): PhasedLog {
  let waiting: string | undefined;
  const logging = (level: 'info' | 'notice' | 'warning' | 'error') => (message: Message) => {
    if (waiting !== undefined) terminal.startGroup(waiting);
    waiting = undefined;
    terminal.log[level](message);
  };
  return {
    log: {
      debug: terminal.log.debug,
      info: logging('info'),
      notice: logging('notice'),
      warning: logging('warning'),
      error: logging('error'),
    },
    async phase(title, work) {
      waiting = title;
      try {
        return await work();
      } finally {
        if (waiting === undefined) terminal.endGroup();
        waiting = undefined;
      }
    },
  };
}
