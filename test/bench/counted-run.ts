import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { meterServers } from '../../bench/server/meter.ts';
import { runAction } from '../harness/run-action.ts';
import { ROOT } from '../harness/step.ts';
import { createTemporaryFolder } from '../harness/workspace.ts';

/** What a run cost, in numbers that are the same on every machine. */
export interface Counts {
  requests: number;
  /** Files of the workspace and the temporary folder that were opened, each as often as it was. */
  opened: number;
  /** Bytes written to them. */
  written: number;
}

const take = meterServers();

/** Runs the action's source in a process of its own, against a server of this one, and counts. */
export async function countedRun(
  inputs: Record<string, string>,
  { workspace, temp, clock }: { workspace: string; temp: string; clock: number },
): Promise<Counts> {
  const record = join(await createTemporaryFolder('counts'), 'counts.json');
  take();
  const { exitCode, stdout, stderr } = await runAction({
    inputs: { 'api-key': 'sk-admin-fake', ...inputs },
    ...{ workspace, temp, clock },
    entry: join(ROOT, 'src/main.ts'),
    env: { COUNTED_RUN: JSON.stringify({ folders: [workspace, temp], record }) },
    nodeArguments: ['--import', new URL('count-preload.ts', import.meta.url).href],
  });
  if (exitCode !== 0) throw new Error(`The action ended with ${exitCode}: ${stdout}${stderr}`);
  const { requests } = take();
  return { requests, ...JSON.parse(await readFile(record, 'utf8')) };
}
