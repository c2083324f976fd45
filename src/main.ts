// By name: the whole toolkit would load the HTTP stack that it asks for tokens with.
import {
  debug,
  endGroup,
  error,
  info,
  isDebug,
  notice,
  setFailed,
  setOutput,
  setSecret,
  startGroup,
  summary,
  warning,
} from '@actions/core';
import { endingMessage } from './run/ending-message.ts';
import { runProgram } from './run/program.ts';
import { createRunnerTerminal } from './run/runner-terminal.ts';
import { toolFilesAddress } from './settings/environment.ts';

const hasSummary = Boolean(process.env.GITHUB_STEP_SUMMARY);
const commands = { debug, endGroup, error, info, isDebug, notice, setFailed, setOutput, setSecret, startGroup };
const terminal = createRunnerTerminal({ ...commands, summary, warning }, toolFilesAddress(process.env), hasSummary);

// Node would print the error as it is, and what an error quotes may be a command to the runner.
process.on('uncaughtException', (thrown) => {
  terminal.fail(endingMessage(thrown));
  process.exit(1);
});

const exitCode = await runProgram(process.env, terminal);
// A step fails or does not: that it was used wrongly, the message says.
process.exitCode = exitCode === 2 ? 1 : exitCode;
terminal.close();

// Nothing is left to do, and a connection to a store that never answers must not hold the job.
process.stdout.write('', () => process.exit());
