import { fileURLToPath } from 'node:url';
import type { Audit } from '../../src/audit/audit.ts';
import { collectingLog, type Log } from '../../src/notices/log.ts';
import { rendered } from '../../src/notices/notice.ts';
import type { RunFacts } from '../../src/reporting/model/run-facts.ts';
import type { Dependencies } from '../../src/run/dependencies.ts';
import { run } from '../../src/run/run.ts';
import { realDependencies } from '../../src/run/run-dependencies.ts';
import { readConfig } from '../../src/settings/read-config.ts';
import { createStopSwitch } from '../../src/stop/stop-switch.ts';
import { inputVariables, readActionFile } from './action-file.ts';

const ACTION_FILE = fileURLToPath(new URL('../../action.yml', import.meta.url));

/** What a run is given. */
export interface InProcessOptions {
  /** As under `with:` in a workflow. */
  inputs: Record<string, string>;
  workspace: string;
  /** `RUNNER_TEMP`. */
  temp: string;
  /** Unix seconds of the machine's clock, which stands still. */
  now: number;
  /** Further variables, such as those that a store is signed in with. */
  env?: Record<string, string>;
}

/** What came of a run. */
export interface InProcessRun {
  result: RunFacts;
  /** What the checks found; absent if they did not run. */
  audit: Audit | undefined;
  lines: readonly (readonly [level: keyof Log, message: string])[];
}

/**
 * Runs the program's own `run` in this process, with the real client and destination, a clock that stands still and waits
 * that take no time: for the hundreds of cases for which starting a process each would take minutes.
 */
export async function runInProcess({
  inputs,
  workspace,
  temp,
  now,
  env: more,
}: InProcessOptions): Promise<InProcessRun> {
  const env = {
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    ...more,
    ...inputVariables(await readActionFile(ACTION_FILE), inputs),
  };
  const config = await readConfig(env);
  const log = collectingLog();
  const dependencies = realDependencies(config, env, {
    terminal: {
      log,
      startGroup() {},
      endGroup() {},
      setSecret() {},
      setOutputs() {},
      async writeSummary() {},
      fail() {},
    },
    log,
    phase: (_title, work) => work(),
    stopping: { stop: createStopSwitch(), atTheLatest() {}, exitCode: () => undefined },
    gitHub: undefined,
  });
  const standing: Dependencies = {
    ...dependencies,
    now: () => now,
    random: () => 0.5,
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    every: () => () => {},
  };
  let audit: Audit | undefined;
  const result = await run(config, standing, async (exported) => {
    audit = exported.audit;
    return exported.facts;
  });
  return { result, audit, lines: log.lines.map(([level, message]) => [level, rendered(message)] as const) };
}
