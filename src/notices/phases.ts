import type { Log } from './log.ts';
import type { Terminal } from './terminal.ts';

/** A log whose lines are told in groups, one for each phase of the run. */
export interface PhasedLog {
  log: Log;
  /** What is logged while the work goes on is one group under this title; a phase that says nothing shows nothing. */
  phase<Result>(title: string, work: () => Promise<Result>): Promise<Result>;
}

/** Groups what a terminal is told. Debug lines open no group: few see them. */
export function phasedLog(terminal: Pick<Terminal, 'log' | 'startGroup' | 'endGroup'>): PhasedLog {
  let waiting: string | undefined;
  const telling = (level: 'info' | 'notice' | 'warning' | 'error') => (message: string) => {
    if (waiting !== undefined) terminal.startGroup(waiting);
    waiting = undefined;
    terminal.log[level](message);
  };
  return {
    log: {
      debug: terminal.log.debug,
      info: telling('info'),
      notice: telling('notice'),
      warning: telling('warning'),
      error: telling('error'),
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
