import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import type { Simulator } from '../../simulator/server.ts';
import type { MergeMethod } from '../servers/github-server.ts';
import { type CommitNights, requestCounts, startCommitNights } from './commit-nights.ts';

const ROLLING = 'openai-admin-export';
const INPUTS = { commit: 'pull-request', resources: 'users, costs', 'start-date': '2026-02-20' };

function night(day: number): { at: string } {
  return { at: new Date(Date.UTC(2026, 2, 1 + day, 4, 17)).toISOString() };
}

function addUser(number: number): (simulator: Simulator) => void {
  const id = `user-new-${number}`;
  const row = { object: 'organization.user', id, email: `${id}@example.com`, name: id, added_at: 1_772_400_000 };
  return ({ organization }) => organization.list('users').add({ row });
}

/** Fails unless the pull request shows the files that differ from the base, and no more. */
async function assertShowsOnlyNews(t: TestContext, { github }: CommitNights, story: string): Promise<string[]> {
  const clone = await github.clone(t, 'main');
  const filesOf = (range: string) =>
    execFileSync('git', ['-C', clone, 'diff', '--name-only', range], { encoding: 'utf8' }).trim().split('\n');
  const shown = filesOf(`origin/main...origin/${ROLLING}`);
  assert.deepEqual(shown, filesOf(`origin/main..origin/${ROLLING}`), story);
  return shown;
}

for (const method of ['merge', 'squash', 'rebase'] as MergeMethod[]) {
  for (const deleteBranch of [false, true]) {
    test(`nights go on after a ${method} that ${deleteBranch ? 'deletes' : 'keeps'} the branch`, async (t) => {
      const nights = await startCommitNights(t, INPUTS);
      const { github } = nights;
      for (const round of [1, 2]) {
        for (const half of [0, 1]) {
          const number = round * 2 + half;
          await nights.bothNights(night(number), addUser(number));
          await nights.assertSame(ROLLING, `night ${number}`);
          const shown = await assertShowsOnlyNews(t, nights, `night ${number}`);
          assert.ok(shown.includes('data/users/users.jsonl'));
          assert.deepEqual(
            shown.filter((path) => !path.startsWith('data/')),
            [],
          );
          await nights.remove('data');
        }
        const open = github.pullRequests.filter(({ state }) => state === 'open');
        assert.deepEqual([open.length, github.pullRequests.length], [1, round]);
        // Git cannot rebase what was rebased before: GitHub's page then offers the other two ways.
        const possible = method === 'rebase' && round > 1 && !deleteBranch ? 'squash' : method;
        await github.mergePullRequest(round, possible, { deleteBranch });
        await nights.assertSame('main', `merged ${round} times`);
      }
      const quiet = await nights.bothNights();
      const counts = requestCounts(quiet.gitHubRequests);
      const writes = Object.keys(counts).filter((kind) => !/^GET |graphql$/.test(kind));
      assert.deepEqual(writes, []);
      assert.deepEqual([quiet.outputs['commit-sha'], quiet.outputs['pull-request-number']], ['', '']);
      assert.equal(github.pullRequests.length, 2);
    });
  }
}

test('a merge of what was there some nights ago leaves the later nights in the next pull request', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  const { github } = nights;
  for (const day of [1, 2]) await nights.bothNights(night(day), addUser(day));
  await github.mergePullRequest(1, 'squash');
  for (const day of [3, 4, 5]) await nights.bothNights(night(day), addUser(day));
  await assertShowsOnlyNews(t, nights, 'before the second merge');
  await github.commitAs('main', { 'README.md': '# Changed\n' }, 'Readme');
  for (const day of [6, 7]) await nights.bothNights(night(day), addUser(day));
  const shown = await assertShowsOnlyNews(t, nights, 'after the base moved');
  assert.ok(!shown.includes('README.md'));
  await github.mergePullRequest(2, 'squash');
  await nights.assertSame('main');
  assert.equal((await github.files('main')).get('README.md')?.toString(), '# Changed\n');
});
