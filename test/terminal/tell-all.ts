/** Tells both terminals every hostile text at every level, in a process of its own: what it prints is what a runner would read. */
import * as core from '@actions/core';
import { createShellTerminal } from '../../src/commands/shell-terminal.ts';
import { createRunnerTerminal } from '../../src/run/runner-terminal.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const files = 'https://github.com/example/tool/blob/v1';

for (const text of HOSTILE_TEXTS) {
  const terminal =
    process.argv[2] === 'runner'
      ? createRunnerTerminal(core, files, false)
      : createShellTerminal(process.stdout, { TERM: 'xterm' }, 'verbose', (message) => message);
  for (const level of ['info', 'notice', 'warning', 'error', 'debug'] as const) terminal.log[level](text);
  terminal.startGroup(text);
  terminal.log.info(`in the group: ${text}`);
  terminal.endGroup();
  terminal.fail(text);
}

// Of each failure the runner would make a failed step.
process.exitCode = 0;
