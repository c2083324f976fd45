import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Simulator } from '../../simulator/server.ts';
import { type FolderContent, readFolder } from '../harness/workspace.ts';
import type { RequestRecord } from '../servers/github-server.ts';
import { type GitHubScenario, startGitHubScenario, told } from './github-scenario.ts';
import { below, type Night, type NightOptions, type Scenario, startScenario } from './scenario.ts';

/** What a run with `commit` writes beside the data. */
const BESIDE = /^(_findings\/|_reviews\/|\.gitattributes$)/;

/** A night whose run commits, and what it asked GitHub for. */
export interface CommitNight extends Night {
  gitHubRequests: RequestRecord[];
}

/** An organisation whose export is committed, beside the same organisation exported to a plain folder. */
export interface CommitNights extends GitHubScenario {
  plain: Scenario;
  /** Runs a night that commits; it must end well. */
  commitNight(options?: NightOptions): Promise<CommitNight>;
  /** Runs the same night in the plain folder; it must end well. */
  plainNight(options?: NightOptions): Promise<Night>;
  /** Runs a night in both, after the same changes of the organisation. */
  bothNights(options?: NightOptions, change?: (simulator: Simulator) => void): Promise<CommitNight>;
  /** What a real clone of a branch holds as data. */
  cloned(branch?: string, folder?: string): Promise<FolderContent>;
  /** What the plain folder holds. */
  exported(): Promise<FolderContent>;
  /** Fails unless a clone of the branch holds byte for byte what the plain folder holds, and GitHub had nothing to object. */
  assertSame(branch?: string, story?: string): Promise<void>;
}

/** Starts both; the inputs of the plain one are those of the committed one without `commit` and `branch`. */
export async function startCommitNights(
  t: TestContext,
  inputs: Record<string, string>,
  options: Parameters<typeof startGitHubScenario>[2] = {},
): Promise<CommitNights> {
  const { github: _github, ...simulated } = options;
  const [scenario, plain] = await Promise.all([
    startGitHubScenario(t, inputs, options),
    startScenario(t, plainInputs(inputs), simulated),
  ]);
  const { github } = scenario;

  async function commitNight(given?: NightOptions): Promise<CommitNight> {
    const seen = github.requests.length;
    const night = await scenario.night(given);
    assert.equal(night.exitCode, 0, told(night));
    return { ...night, gitHubRequests: github.requests.slice(seen) };
  }

  async function plainNight(given: NightOptions = {}): Promise<Night> {
    const night = await plain.night({ ...given, inputs: plainInputs(given.inputs ?? {}), run: {} });
    assert.equal(night.exitCode, 0, told(night));
    return night;
  }

  async function cloned(branch = 'main', folder = 'data'): Promise<FolderContent> {
    const content = below(await readFolder(await github.clone(t, branch)), folder);
    return Object.fromEntries(Object.entries(content).filter(([path]) => !BESIDE.test(path)));
  }

  async function exported(): Promise<FolderContent> {
    const content = below(await readFolder(plain.workspace), 'data');
    return Object.fromEntries(Object.entries(content).filter(([path]) => !BESIDE.test(path)));
  }

  return {
    ...scenario,
    plain,
    commitNight,
    plainNight,
    cloned,
    exported,
    async bothNights(given = {}, change = () => {}) {
      change(scenario.simulator);
      change(plain.simulator);
      const [night] = await Promise.all([commitNight(given), plainNight(given)]);
      return night;
    },
    async assertSame(branch, story) {
      assert.deepEqual(await cloned(branch), await exported(), story);
      assert.deepEqual(github.violations, [], story);
    },
  };
}

function plainInputs({ commit: _commit, branch: _branch, report: _report, ...rest }: Record<string, string>) {
  return { ...rest, report: 'none' };
}

/** How often each kind of request was made: `POST git/trees` -> 2. */
export function requestCounts(requests: readonly RequestRecord[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, path } of requests) {
    const [, , , , first = path, second = ''] = path.split('/');
    const kind =
      path === '/graphql'
        ? 'POST graphql'
        : `${method} ${[first, second].filter((step) => step !== '' && !/^\d+$/.test(step)).join('/')}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
