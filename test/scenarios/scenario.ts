import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { OrganizationSize, SimulatorOptions } from '../../simulator/options.ts';
import { type RequestRecord, type Simulator, startSimulator } from '../../simulator/server.ts';
import { type CacheService, startCacheService } from '../harness/cache-service.ts';
import { type RunOptions, type RunResult, runAction } from '../harness/run-action.ts';
import { runEither } from '../harness/run-source.ts';
import { type FolderContent, readFolder, temporaryFolder } from '../harness/workspace.ts';
import { assertPointers } from './pointers.ts';

/** When the clock starts, unless a scenario says otherwise. */
export const START = '2026-03-02T04:17:00Z';

/** An organisation that is read in a moment, and still has something of everything. */
export const SMALL: Partial<OrganizationSize> = {
  users: 4,
  projects: 3,
  archivedProjects: 1,
  groups: 2,
  days: 12,
  auditEvents: 60,
  tenantEvents: 12,
  invites: 2,
  adminKeys: 2,
  keysPerProject: 2,
  usersPerProject: 2,
  groupsPerProject: 1,
  serviceAccountsPerProject: 1,
  usersPerGroup: 2,
  usageSeriesPerProject: 2,
};

export interface ScenarioOptions extends Omit<SimulatorOptions, 'now'> {
  start?: string;
  /** Every night starts dist/ in a process of its own, as a runner does; if not given, those do that ask for something of the process. */
  built?: boolean;
}

export interface NightOptions {
  /** ISO date-time to which the organisation's clock is set first. */
  at?: string;
  /** Inputs of this night, over those of the scenario. */
  inputs?: Record<string, string>;
  /** False runs the step without a cache service. */
  cache?: boolean;
  /** How far the machine's clock is ahead of the API's; negative where it is behind. Both agree by default. */
  clockAheadSeconds?: number;
  /** Further options of the run: arguments for Node, a line to be killed at. */
  run?: Partial<RunOptions>;
}

/** What one run did. */
export interface Night extends RunResult {
  /** Its requests, in the order of arrival. */
  requests: RequestRecord[];
  /** The workspace before and after it. */
  before: FolderContent;
  after: FolderContent;
}

/** An organisation, a cache service and a workspace that lie side by side from night to night. */
export interface Scenario {
  simulator: Simulator;
  cache: CacheService;
  workspace: string;
  /** `RUNNER_TEMP`. */
  temp: string;
  /** Runs the action as the runner does and waits for its end: from source in this process, unless `built` or a kill needs more. */
  night(options?: NightOptions): Promise<Night>;
  /** How `night` would run the action, for a run that is watched or killed; every call is a run of its own to the cache. */
  runOptions(options?: NightOptions): RunOptions;
  /** Rows of a resource's JSONL files, file after file by path. */
  rows(resource: string, folder?: string): Promise<string[]>;
  /** A file below the workspace: its text, what replaces it, its end. */
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/**
 * Starts a scenario; everything is gone when the test ends.
 * @param inputs of every night, beside `api-key` and `base-url`.
 */
export async function startScenario(
  t: Pick<TestContext, 'after'>,
  inputs: Record<string, string> = {},
  options: ScenarioOptions = {},
): Promise<Scenario> {
  const { start = START, size = SMALL, built = false, ...others } = options;
  const [simulator, cache, workspace, temp] = await Promise.all([
    startSimulator({ ...others, size, now: secondsOf(start) }),
    startCacheService(),
    temporaryFolder(t, 'scenario'),
    temporaryFolder(t, 'scenario-temp'),
  ]);
  t.after(() => Promise.all([simulator.close(), cache.close()]));
  let runs = 0;

  function runOptions(given: NightOptions = {}): RunOptions {
    if (given.at !== undefined) simulator.clock.set(secondsOf(given.at));
    runs += 1;
    const { env, ...run } = given.run ?? {};
    return {
      workspace,
      temp,
      ...run,
      inputs: { 'api-key': simulator.adminKey, 'base-url': simulator.url, ...inputs, ...given.inputs },
      env: {
        ...(given.cache === false ? {} : cache.environment()),
        GITHUB_RUN_ID: String(1000 + runs),
        GITHUB_RUN_NUMBER: String(runs),
        ...env,
      },
      clock: simulator.clock.now() + (given.clockAheadSeconds ?? 0),
    };
  }

  return {
    simulator,
    cache,
    workspace,
    temp,
    runOptions,
    async night(given) {
      const before = await readFolder(workspace);
      const seen = simulator.requests.length;
      const step = runOptions(given);
      const result = await (built ? runAction(step) : runEither(step));
      assertPointers(result.log.annotations);
      return { ...result, before, after: await readFolder(workspace), requests: simulator.requests.slice(seen) };
    },
    async rows(resource, folder = 'data') {
      const files = Object.entries(await readFolder(join(workspace, folder, resource)));
      return files.flatMap(([path, text]) => (path.endsWith('.jsonl') ? linesOf(text) : []));
    },
    read: (path) => readFile(join(workspace, path), 'utf8'),
    write: (path, text) => writeFile(join(workspace, path), text),
    remove: (path) => rm(join(workspace, path), { recursive: true, force: true }),
  };
}

/** Unix seconds of an ISO date or date-time. */
export function secondsOf(iso: string): number {
  return Date.parse(iso) / 1000;
}

/** The lines of a text, each of which ends in a newline. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** The part of a folder's content that lies below a path, by path below it. */
export function below(content: FolderContent, folder: string): FolderContent {
  const inside = Object.entries(content).filter(([path]) => path.startsWith(`${folder}/`));
  return Object.fromEntries(inside.map(([path, text]) => [path.slice(folder.length + 1), text]));
}
