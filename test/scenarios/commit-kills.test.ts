import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { runAction } from '../harness/run-action.ts';
import { type CommitNights, startCommitNights } from './commit-nights.ts';
import { told } from './github-scenario.ts';

const ROLLING = 'openai-admin-export';
const INPUTS = { commit: 'pull-request', resources: 'users, audit_logs', 'start-date': '2026-02-25' };
const SECOND = '2026-03-03T04:17:00Z';

/** What GitHub holds at a time, to begin again from there. */
async function rememberGitHub({ github, cache }: CommitNights): Promise<() => Promise<void>> {
  const head = await github.branchHead(ROLLING);
  const pulls = structuredClone(github.pullRequests);
  const cached = cache.entries().length;
  const git = (...words: string[]) => execFileSync('git', ['-C', github.bareFolder, ...words]);
  return async () => {
    if (head) git('update-ref', `refs/heads/${ROLLING}`, head);
    else if (await github.branchHead(ROLLING)) git('update-ref', '-d', `refs/heads/${ROLLING}`);
    github.pullRequests.splice(0, Infinity, ...structuredClone(pulls));
    cache.evict(cached);
  };
}

/** Kills a run when GitHub sees the request of this number, which it serves all the same. The request. */
async function killAt(nights: CommitNights, number: number, at?: string): Promise<string> {
  let child: ChildProcess | undefined;
  let seen = 0;
  let last = '';
  const options = nights.runOptions({
    ...(at !== undefined && { at }),
    run: {
      onSpawn: (process) => {
        child = process;
      },
    },
  });
  nights.github.setOnRequest(({ method, path }) => {
    seen += 1;
    if (seen !== number) return;
    last = `${method} ${path}`;
    child?.kill('SIGKILL');
  });
  const { workspace: _workspace, temp: _temp, ...fresh } = options;
  const result = await runAction(fresh);
  nights.github.setOnRequest(undefined);
  assert.equal(result.signal, 'SIGKILL', `request ${number} never came`);
  return last;
}

/** What a reader sees of the pull requests; how much was checked depends on whether it is a first read. */
function shown({ github }: CommitNights): unknown[] {
  return github.pullRequests.map(({ number, state, title }) => [number, state, title.replace(/ \(\d+ checks.*/, '')]);
}

for (const second of [false, true]) {
  test(`a ${second ? 'later' : 'first'} night that is killed after any step is made good by the next run`, async (t) => {
    const nights = await startCommitNights(t, INPUTS);
    if (second) {
      await nights.bothNights();
      for (const { organization } of [nights.simulator, nights.plain.simulator]) {
        organization
          .list('users')
          .add({ row: { object: 'organization.user', id: 'user-new', added_at: 1_772_400_000 } });
      }
    }
    const at = second ? SECOND : undefined;
    const given = at === undefined ? {} : { at };
    const reset = await rememberGitHub(nights);
    const whole = await nights.bothNights(given);
    const expected = shown(nights);
    const steps = whole.gitHubRequests.flatMap(({ method }, index) => (method === 'GET' ? [] : [index + 1]));
    assert.equal(steps.length, 4);
    for (const step of steps) {
      await reset();
      const request = await killAt(nights, step, at);
      await nights.remove('data');
      const again = await nights.commitNight(given);
      const story = `killed at ${request}\n${told(again)}`;
      await nights.assertSame(ROLLING, story);
      assert.deepEqual(shown(nights), expected, story);
    }
  });
}
