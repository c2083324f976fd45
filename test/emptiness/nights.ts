import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Simulator, startSimulator } from '../../simulator/server.ts';
import { rendered } from '../../src/notices/notice.ts';
import { type InProcessRun, runInProcess } from '../harness/run-in-process.ts';
import { type FolderContent, readFolder, temporaryFolder } from '../harness/workspace.ts';
import type { StorePlace } from '../scenarios/store-places.ts';

const START = Date.parse('2026-03-02T04:17:00Z') / 1000;
const DAY = 86_400;

/** Enough rows to be missed, in a moment. */
const SIZE = {
  ...{ users: 30, projects: 6, archivedProjects: 0, groups: 2, days: 12, auditEvents: 60, tenantEvents: 12 },
  ...{ invites: 0, adminKeys: 1, keysPerProject: 1, usersPerProject: 2, groupsPerProject: 1 },
  ...{ serviceAccountsPerProject: 1, usersPerGroup: 1, usageSeriesPerProject: 2 },
};

/** What one night left behind. */
export interface EmptinessNight extends InProcessRun {
  data: FolderContent;
  /** Topics of warnings and errors, as the troubleshooting page names them. */
  topics: Set<string>;
  failed: string[];
  requests: number;
}

/** An organisation and one destination, night after night. */
export interface Nights {
  simulator: Simulator;
  workspace: string;
  /** Runs night 0 (2026-03-02), 1, 2 and so on. */
  night(number: number, inputs?: Record<string, string>): Promise<EmptinessNight>;
  /** Answers every request below a path with a list without rows, until the faults are cleared. */
  empty(path: string | RegExp, object?: 'list' | 'page'): void;
}

/** Starts an organisation that is exported in this process, to a folder or to a store. */
export async function startNights(
  t: TestContext,
  inputs: Record<string, string>,
  given: { size?: Partial<typeof SIZE>; place?: StorePlace } = {},
): Promise<Nights> {
  const { place } = given;
  const simulator = await startSimulator({ now: START, size: { ...SIZE, ...given.size } });
  t.after(() => simulator.close());
  const [workspace, temp] = await Promise.all([temporaryFolder(t, 'emptiness'), temporaryFolder(t, 'emptiness-temp')]);
  // The clients of stores look for some of them by themselves.
  Object.assign(process.env, place?.env());
  return {
    simulator,
    workspace,
    async night(number, more = {}) {
      const now = START + number * DAY;
      simulator.clock.set(now);
      const seen = simulator.requests.length;
      const ran = await runInProcess({
        inputs: {
          ...{ 'api-key': simulator.adminKey, 'base-url': simulator.url, 'start-date': '2026-02-19', report: '' },
          ...(place && {
            destination: place.destination,
            config: JSON.stringify({ 'destination-options': place.options }),
          }),
          ...inputs,
          ...more,
        },
        ...{ workspace, temp, now },
        ...(place && { env: place.env() }),
      });
      const data = place ? await place.contents(place.destination) : await readFolder(join(workspace, 'data'));
      const problems = ran.result.outcomes.flatMap((outcome) => outcome.problems);
      const told = [...problems, ...ran.lines.flatMap(([level, text]) => (/warning|error/.test(level) ? [text] : []))];
      return {
        ...ran,
        data,
        topics: new Set(
          told.flatMap((message) =>
            [...rendered(message).matchAll(/troubleshooting\.md#([a-z-]+)/g)].map(([, topic]) => topic as string),
          ),
        ),
        failed: ran.result.outcomes.filter(({ status }) => status === 'failed').map(({ resource }) => resource),
        requests: simulator.requests.length - seen,
      };
    },
    empty(path, object = 'list') {
      const end = object === 'list' ? { first_id: null, last_id: null } : { next_page: null };
      simulator.faults.add({ match: { path }, kind: 'body', body: { object, data: [], has_more: false, ...end } });
    },
  };
}

/** The entries of a resource's manifest. */
export function entriesOf(data: FolderContent, resource: string): Record<string, unknown>[] {
  return JSON.parse(data[`_manifests/${resource}.json`] ?? '{}').entries;
}

/** What is stored, but the change log and the records of runs. */
export function stored(data: FolderContent): FolderContent {
  return Object.fromEntries(Object.entries(data).filter(([path]) => !/^_(changes|runs)\//.test(path)));
}

/** The data alone. */
export function withoutManifests(data: FolderContent): FolderContent {
  return Object.fromEntries(Object.entries(data).filter(([path]) => !/^_(manifests|runs)\//.test(path)));
}
