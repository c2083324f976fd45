import * as core from '@actions/core';
import { limitAnnotations } from './annotation-limits.ts';
import { toolFilesAddress } from './inputs/environment.ts';
import { runProgram } from './program.ts';
import type { Terminal } from './terminal.ts';
import { linkPages } from './troubles/pointer.ts';

const log = limitAnnotations({
  // The runner hides these lines unless step debugging is on; a million requests should not print a million of them.
  debug: core.isDebug() ? core.debug : () => {},
  info: (message) => core.info(link(message)),
  notice: (message) => core.notice(link(message)),
  warning: (message) => core.warning(link(message)),
  error: (message) => core.error(link(message)),
});

/** The runner's language: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const runner: Terminal = {
  log,
  startGroup: core.startGroup,
  endGroup: core.endGroup,
  setSecret: core.setSecret,
  setOutputs(outputs) {
    // They are set as soon as the export is done: what is told from here on is the report.
    log.beginReport();
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  },
  async writeSummary(makeSummary) {
    if (process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(makeSummary()).write();
  },
  fail: (message) => core.setFailed(link(message)),
};

/** The pages that a message names as addresses: nobody has them at hand. */
function link(message: string): string {
  return linkPages(message, toolFilesAddress(process.env));
}

const exitCode = await runProgram(process.env, runner);
// A step fails or does not: that it was used wrongly, the message says.
process.exitCode = exitCode === 2 ? 1 : exitCode;
log.close();

// Nothing is left to do, and a connection to a store that never answers must not hold the job.
process.stdout.write('', () => process.exit());
