import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { OrganizationSize } from '../../simulator/options.ts';
import { type Simulator, startSimulator } from '../../simulator/server.ts';
import { rendered } from '../../src/notices/notice.ts';
import { type InProcessRun, runInProcess } from '../harness/run-in-process.ts';
import { type FolderContent, readFolder, temporaryFolder } from '../harness/workspace.ts';
import { type Gateway, startGateway } from '../servers/gateway.ts';

/** Unix seconds of night 0. */
export const START = Date.parse('2026-03-02T04:17:00Z') / 1000;
const DAY = 86_400;

/** An organisation with events and spend, and next to nothing else. */
const SIZE: Partial<OrganizationSize> = {
  ...{ users: 5, projects: 3, archivedProjects: 1, groups: 1, days: 12, auditEvents: 90, tenantEvents: 24 },
  ...{ invites: 0, adminKeys: 1, keysPerProject: 1, usersPerProject: 1, groupsPerProject: 0 },
  ...{ serviceAccountsPerProject: 0, usersPerGroup: 1, usageSeriesPerProject: 2 },
};

/** What one night left behind. */
export interface NightResult extends InProcessRun {
  data: FolderContent;
  /** How many requests reached the gateway. */
  requests: number;
  /** What could not be read, of all resources. */
  problems: string[];
}

/** Nights of one organisation, behind a gateway that each night may change. */
export interface Nights {
  simulator: Simulator;
  /** As the last night left it. */
  gateway: Gateway;
  workspace: string;
  temp: string;
  /** @param number days after the start. */
  night(
    number: number,
    through?: Partial<Pick<Gateway, 'ask' | 'rewrite'>>,
    inputs?: Record<string, string>,
  ): Promise<NightResult>;
}

/** Starts an organisation, a gateway before it and an empty workspace. */
export async function startNights(
  t: TestContext,
  inputs: Record<string, string>,
  size: Partial<OrganizationSize> = {},
): Promise<Nights> {
  const quirks = { trailingEmptyPages: 'always' } as const;
  const simulator = await startSimulator({ now: START, size: { ...SIZE, ...size }, quirks });
  const gateway = await startGateway(simulator.url);
  t.after(() => Promise.all([gateway.close(), simulator.close()]));
  const workspace = await temporaryFolder(t, 'nights');
  const temp = await temporaryFolder(t, 'nights-temp');

  async function night(
    number: number,
    { ask = () => {}, rewrite = (answer) => answer }: Partial<Pick<Gateway, 'ask' | 'rewrite'>> = {},
    more: Record<string, string> = {},
  ): Promise<NightResult> {
    const now = START + number * DAY;
    simulator.clock.set(now);
    Object.assign(gateway, { ask, rewrite });
    const before = gateway.requests;
    const given = {
      ...{ 'api-key': simulator.adminKey, 'base-url': gateway.url, 'start-date': '2026-02-20', report: '' },
      ...inputs,
      ...more,
    };
    const ran = await runInProcess({ inputs: given, workspace, temp, now });
    const data = await readFolder(join(workspace, 'data'));
    const problems = ran.result.outcomes.flatMap(({ problems }) => problems.map(rendered));
    return { ...ran, data, requests: gateway.requests - before, problems };
  }

  return { simulator, gateway, workspace, temp, night };
}

/** The lines of a resource's JSONL files, in the order of their paths. */
export function rowsOf(data: FolderContent, resource: string): string[] {
  return Object.entries(data)
    .filter(([path]) => path.startsWith(`${resource}/`) && path.endsWith('.jsonl'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, text]) => text.split('\n').filter((line) => line !== ''));
}
