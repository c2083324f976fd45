import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTemporaryFolder } from '../harness/workspace.ts';
import { startScenario } from '../scenarios/scenario.ts';

/** When the nights of the sample data run: the pages speak of these days. */
const NIGHTS = ['2026-09-30T04:23:00Z', '2026-11-21T04:23:00Z', '2026-11-22T04:23:00Z'];

/** Data that the pages' commands and queries are run on; `close` ends what was started for it. */
export interface SampleData {
  /** A git repository that holds `data/`; beside it, not committed, `run-record.json` of the last night. */
  folder: string;
  /** The organisation's address and key: it goes on answering, for commands that read the API. */
  url: string;
  adminKey: string;
  close(): Promise<void>;
}

/**
 * Exports the demo's organisation on three nights, as the pages' workflows do, with kept snapshots and findings. Between the nights
 * somebody joins, somebody leaves and somebody becomes an owner.
 */
export async function makeSampleData(): Promise<SampleData> {
  const ends: (() => unknown)[] = [];
  const close = async () => {
    for (const end of ends.reverse()) await end();
  };
  const config = 'destination-options: {history: true}\nchecks: {}';
  const inputs = { resources: 'all', 'start-date': '30d', config };
  const scenario = await startScenario({ after: (end) => void ends.push(end as () => unknown) }, inputs, {
    start: NIGHTS[0] as string,
    size: {},
  });
  let record: string | undefined;
  for (const [index, at] of NIGHTS.entries()) {
    if (index > 0) letPeopleComeAndGo(scenario.simulator.organization, index);
    const night = await scenario.night({ at, cache: false });
    if (night.exitCode !== 0) throw new Error(`The night of ${at} failed:\n${night.stdout}${night.stderr}`);
    record = night.outputs['run-record'];
  }
  const folder = await createTemporaryFolder('docs-data');
  ends.unshift(() => rm(folder, { recursive: true, force: true }));
  await cp(join(scenario.workspace, 'data'), join(folder, 'data'), { recursive: true });
  if (record) await cp(record, join(folder, 'run-record.json'));
  await commitAll(folder);
  return { folder, url: scenario.simulator.url, adminKey: scenario.simulator.adminKey, close };
}

/** Makes the folder a repository that holds the data, as a reader's checkout does. */
async function commitAll(folder: string): Promise<void> {
  const identity = ['-c', 'user.name=Export', '-c', 'user.email=export@example.com'];
  const steps = [
    ['init', '--quiet'],
    ['add', 'data'],
    [...identity, 'commit', '--quiet', '--message', 'Data'],
    // One file in place of hundreds: each page gets a copy.
    ['repack', '-a', '-d', '--quiet'],
  ];
  for (const args of steps) await promisify(execFile)('git', args, { cwd: folder });
}

type Organization = Awaited<ReturnType<typeof startScenario>>['simulator']['organization'];

function letPeopleComeAndGo(organization: Organization, night: number): void {
  const users = organization.list('users');
  const [leaver, riser] = users.entries().filter(({ row, until }) => row.role === 'reader' && until === undefined);
  if (leaver) users.remove(leaver.id);
  if (riser) users.update(riser.id, { role: 'owner' });
  const row = { object: 'organization.user', id: `user-new-${night}`, name: 'New Comer', role: 'reader' };
  users.add({
    row: { ...row, email: `new.comer.${night}@example.com`, added_at: Date.parse(NIGHTS[night] as string) / 1000 },
  });
}
