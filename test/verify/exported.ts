import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { runCommandLine } from '../../src/commands/commands.ts';
import type { Verification } from '../../src/verify/report.ts';
import { type Scenario, secondsOf, startScenario } from '../scenarios/scenario.ts';

/** The night whose export is verified, unless a test says otherwise. */
export const NIGHT = '2026-03-02T04:17:00Z';

/** What the command printed, and how it ended. */
export interface Verified {
  code: number;
  page: string;
  told: string;
}

/** An export by the built action into the folder `data`. */
export async function exportOnce(
  t: TestContext,
  inputs: Record<string, string> = {},
  at: string = NIGHT,
): Promise<Scenario> {
  const scenario = await startScenario(t, {
    resources: 'audit_logs,users,projects,project_users,costs',
    'start-date': '2026-02-20',
    ...inputs,
  });
  await nightly(scenario, at);
  return scenario;
}

/** One more night of it, which must end well. */
export async function nightly(scenario: Scenario, at: string): Promise<void> {
  const night = await scenario.night({ at });
  assert.equal(night.exitCode, 0, night.log.text);
}

/** Runs the command as its entry does, in this process, at a time of the organisation's clock. */
export async function verify(
  scenario: Pick<Scenario, 'workspace' | 'temp'>,
  args: string[] = [],
  { at = NIGHT, env = {} }: { at?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Verified> {
  const environment = { GITHUB_WORKSPACE: scenario.workspace, RUNNER_TEMP: scenario.temp, ...env };
  const verified: Verified = { code: 0, page: '', told: '' };
  verified.code = await runCommandLine(['verify', 'data', ...args], environment, {
    print: (text) => {
      verified.page += text;
    },
    tell: (line) => {
      verified.told += `${line}\n`;
    },
    now: () => secondsOf(at),
    random: () => 0.5,
    sleep: async () => {},
  });
  return verified;
}

/** The same as the model behind the page. */
export async function verifyJson(
  scenario: Pick<Scenario, 'workspace' | 'temp'>,
  args: string[] = [],
  options: { at?: string } = {},
): Promise<Verification & { code: number }> {
  const { code, page, told } = await verify(scenario, [...args, '--json'], options);
  assert.notEqual(page, '', told);
  return { ...JSON.parse(page), code };
}
