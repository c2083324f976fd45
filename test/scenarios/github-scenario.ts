import type { TestContext } from 'node:test';
import { type GithubOptions, type GithubServer, startGitHubServer } from '../servers/github-server.ts';
import { type Night, type NightOptions, type Scenario, type ScenarioOptions, startScenario } from './scenario.ts';

/** A scenario whose nights run in a repository of a GitHub on loopback. */
export interface GitHubScenario extends Scenario {
  github: GithubServer;
  /** The data folder of a branch: path below it -> content. */
  data(branch: string, folder?: string): Promise<Record<string, string>>;
}

/** Starts a scenario beside a GitHub; the workspace has no checkout, unless a test makes one. */
export async function startGitHubScenario(
  t: TestContext,
  inputs: Record<string, string>,
  options: ScenarioOptions & { github?: GithubOptions } = {},
): Promise<GitHubScenario> {
  const { github: githubOptions, ...others } = options;
  const scenario = await startScenario(t, inputs, others);
  const github = await startGitHubServer({ now: () => scenario.simulator.clock.now() * 1000, ...githubOptions });
  t.after(() => github.close());
  const withGitHub = (given: NightOptions = {}): NightOptions => ({
    ...given,
    inputs: { 'github-token': github.token, ...given.inputs },
    run: {
      ...given.run,
      env: {
        ...github.environment(),
        GITHUB_REF_TYPE: 'branch',
        GITHUB_REF_NAME: 'main',
        GITHUB_EVENT_NAME: 'schedule',
        ...given.run?.env,
      },
    },
  });
  return {
    ...scenario,
    github,
    night: (given) => scenario.night(withGitHub(given)),
    runOptions: (given) => scenario.runOptions(withGitHub(given)),
    async data(branch, folder = 'data') {
      const files = await github.files(branch);
      const inside = [...files].filter(([path]) => path.startsWith(`${folder}/`));
      return Object.fromEntries(inside.map(([path, content]) => [path.slice(folder.length + 1), content.toString()]));
    },
  };
}

/** What a night said, for the message of an assertion. */
export function told({ stdout, stderr }: Night): string {
  return `${stdout}\n${stderr}`;
}
