import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { SimulatorOptions } from '../../simulator/options.ts';
import { type Simulator, startSimulator } from '../../simulator/server.ts';
import type { Log } from '../../src/notices/log.ts';
import { type Message, rendered } from '../../src/notices/notice.ts';
import { runProgram } from '../../src/run/program.ts';
import { variableOf } from '../../src/settings/table.ts';
import { type FolderContent, readFolder, temporaryFolder } from '../harness/workspace.ts';
import { SMALL, START, secondsOf } from '../scenarios/scenario.ts';

/** What came of a night. */
export interface ContractNight {
  exitCode: number;
  /** Each line as `level: message`. */
  told: string[];
  outputs: Record<string, string>;
  summary: string;
  /** Files in the destination `data`, and in others. */
  files: FolderContent;
  filesIn(destination: string): Promise<FolderContent>;
}

/** The whole program in this process, night after night, to the same folder. */
export interface ContractNights {
  simulator: Simulator;
  night(inputs?: Record<string, string>): Promise<ContractNight>;
}

/** An organisation without anything unknown in it, and a program that exports it with these inputs. */
export async function contractNights(
  t: TestContext,
  inputs: Record<string, string>,
  quirks: SimulatorOptions['quirks'] = {},
): Promise<ContractNights> {
  const now = secondsOf(START);
  const simulator = await startSimulator({
    size: SMALL,
    now,
    quirks: { extraFields: false, lateEvents: 0, forgottenEvents: 0, ...quirks },
  });
  t.after(() => simulator.close());
  t.mock.timers.enable({ apis: ['Date'], now: now * 1000 });
  const root = await temporaryFolder(t, 'contract');
  const folders = { GITHUB_WORKSPACE: join(root, 'workspace'), RUNNER_TEMP: join(root, 'temp') };
  for (const folder of Object.values(folders)) await mkdir(folder);

  async function night(ofTonight: Record<string, string> = {}): Promise<ContractNight> {
    const all = {
      'api-key': simulator.adminKey,
      'base-url': simulator.url,
      report: 'summary',
      ...inputs,
      ...ofTonight,
    };
    const variables = Object.fromEntries(Object.entries(all).map(([name, value]) => [variableOf(name), value]));
    const told: string[] = [];
    const tell = (level: keyof Log) => (message: Message) => void told.push(`${level}: ${rendered(message)}`);
    const outputs: Record<string, string> = {};
    let summary = '';
    const exitCode = await runProgram(
      { ...folders, ...variables },
      {
        log: {
          debug: () => {},
          info: tell('info'),
          notice: tell('notice'),
          warning: tell('warning'),
          error: tell('error'),
        },
        startGroup() {},
        endGroup() {},
        setSecret() {},
        setOutputs: (more) => void Object.assign(outputs, more),
        async writeSummary(makeSummary) {
          summary = makeSummary();
        },
        fail: tell('error'),
      },
    );
    const filesIn = (destination: string) => readFolder(join(folders.GITHUB_WORKSPACE, destination));
    return { exitCode, told, outputs, summary, files: await filesIn('data'), filesIn };
  }

  return { simulator, night };
}
