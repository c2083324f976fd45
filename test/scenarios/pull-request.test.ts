import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Simulator } from '../../simulator/server.ts';
import { requestCounts, startCommitNights } from './commit-nights.ts';
import { startGitHubScenario, told } from './github-scenario.ts';

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

test('one pull request is kept up to date for a week', async (t) => {
  const nights = await startCommitNights(t, INPUTS, { built: true });
  const { github } = nights;
  const titles: string[] = [];
  for (let day = 1; day <= 7; day += 1) {
    const { outputs } = await nights.bothNights(night(day), day === 3 || day === 5 ? addUser(day) : undefined);
    assert.deepEqual([outputs['pull-request-number'], github.pullRequests.length], ['1', 1]);
    assert.match(outputs['pull-request-url'] ?? '', /^https:\/\/github\.com\/octo-org\/data\/pull\/1$/);
    titles.push(github.pullRequests[0]?.title ?? '');
    await nights.remove('data');
  }
  assert.match(titles[0] ?? '', /first checks/);
  // Until it is merged, the baseline of the first night is still to be looked at.
  assert.match(titles[1] ?? '', /first checks, 1 finding in the baseline/);
  assert.match(titles[2] ?? '', /1 access change/);
  assert.match(titles[6] ?? '', /[2-9] access changes/);
  assert.match(github.pullRequests[0]?.body ?? '', /user-new-5@example\.com[\s\S]*user-new-3@example\.com/);
  await nights.assertSame(ROLLING);
  assert.deepEqual(Object.keys(await nights.cloned('main')), []);
  const log = await github.log(ROLLING);
  assert.deepEqual(
    [log.length, log.every(({ verified, message }) => verified || message === 'Initial commit')],
    [8, true],
  );
});

test('a night without anything new leaves branch and pull request alone', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  await nights.bothNights(night(1));
  await nights.bothNights(night(2), addUser(2));
  const { updated, body } = nights.github.pullRequests[0] ?? {};
  const again = await nights.bothNights();
  const counts = requestCounts(again.gitHubRequests);
  assert.deepEqual([counts['POST git/commits'], counts['PATCH pulls']], [undefined, undefined]);
  assert.equal(again.outputs['pull-request-number'], '1');
  assert.deepEqual([nights.github.pullRequests[0]?.updated, nights.github.pullRequests[0]?.body], [updated, body]);
});

test('what people commit to the rolling branch stays, outside the data and inside', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  const { github } = nights;
  await nights.bothNights(night(1));
  const own = { 'docs/review.md': 'Seen.\n', 'data/notes.txt': 'All known.\n' };
  const sha = await github.commitAs(ROLLING, { ...own, 'data/users/users.jsonl': '{"id":"a typo"}\n' }, 'My notes');
  await nights.bothNights(night(2), addUser(2));
  await nights.remove('data');
  await nights.bothNights(night(3), addUser(3));
  const files = await github.files(ROLLING);
  for (const [path, content] of Object.entries(own)) assert.equal(files.get(path)?.toString(), content, path);
  assert.ok((await github.log(ROLLING)).some((commit) => commit.sha === sha));
  const { 'notes.txt': _notes, ...data } = await nights.cloned(ROLLING);
  const exported = await nights.exported();
  assert.equal(data['users/users.jsonl'], exported['users/users.jsonl']);
  assert.equal(data['costs/month=2026-03/costs.jsonl'], exported['costs/month=2026-03/costs.jsonl']);
  assert.deepEqual(github.violations, []);
});

test('what the base gains is taken in, outside the data and inside', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  const { github } = nights;
  await github.commitAs('main', { 'old.txt': 'Old.\n', 'tools/a.txt': 'A\n', 'data/notes.txt': 'One.\n' }, 'Before');
  await nights.bothNights(night(1));
  await github.commitAs(
    'main',
    { 'old.txt': null, 'tools/a.txt': 'B\n', 'new/deep/file.txt': 'New.\n', 'data/notes.txt': 'Two.\n' },
    'Meanwhile',
  );
  await github.commitAs('main', { 'data/_reviews/2026-Q1/access.csv': 'id\n', 'data/more.txt': 'More.\n' }, 'Review');
  await nights.bothNights(night(2), addUser(2));
  const [main, rolling] = [await github.files('main'), await github.files(ROLLING)];
  for (const [path, content] of main) assert.deepEqual(rolling.get(path), content, path);
  assert.equal(rolling.has('old.txt'), false);
  await github.commitAs('main', { 'data/more.txt': null, 'data/notes.txt': 'Three.\n', 'tools/a.txt': null }, 'Later');
  await nights.bothNights(night(3), addUser(3));
  const later = await github.files(ROLLING);
  assert.deepEqual([later.has('data/more.txt'), later.has('tools/a.txt')], [false, false]);
  assert.equal(later.get('data/notes.txt')?.toString(), 'Three.\n');
  await github.mergePullRequest(1, 'merge');
  const { 'notes.txt': _notes, ...data } = await nights.cloned('main');
  assert.deepEqual(data, await nights.exported());
  assert.deepEqual(github.violations, []);
});

test('a conflict outside the data is told, the data is committed, and solving it is taken up', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  const { github } = nights;
  await nights.bothNights(night(1));
  await github.commitAs(ROLLING, { 'README.md': 'Ours.\n', 'docs/a.md': 'Ours.\n' }, 'Ours');
  const theirs = { 'README.md': 'Theirs.\n', 'docs/a.md': 'Theirs.\n', 'other.txt': 'Other.\n' };
  await github.commitAs('main', theirs, 'Theirs');
  const second = await nights.bothNights(night(2), addUser(2));
  const [warning] = second.log.annotations.filter(({ type }) => type === 'warning');
  assert.match(warning?.message ?? '', /both changed README\.md and docs\/a\.md: merge main into it by hand/);
  await nights.assertSame(ROLLING);
  assert.equal((await github.files(ROLLING)).get('README.md')?.toString(), 'Ours.\n');
  await github.commitAs('main', { 'README.md': 'Ours.\n', 'docs/a.md': 'Ours.\n' }, 'Agreed');
  const third = await nights.bothNights(night(3), addUser(3));
  assert.deepEqual(third.log.annotations, []);
  await nights.assertSame(ROLLING);
  assert.equal((await github.files(ROLLING)).get('other.txt')?.toString(), 'Other.\n');
  await github.mergePullRequest(1, 'merge');
  await nights.assertSame('main');
});

test('closing the pull request, and deleting its branch, loses no row', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  const { github } = nights;
  await nights.bothNights(night(1));
  await github.closePullRequest(1);
  const { outputs } = await nights.bothNights(night(2), addUser(2));
  assert.equal(outputs['pull-request-number'], '2');
  await nights.assertSame(ROLLING);
  await github.closePullRequest(2);
  await github.deleteBranch(ROLLING);
  await nights.remove('data');
  const third = await nights.commitNight(night(3));
  assert.equal(third.outputs['pull-request-number'], '3');
  // What was on the deleted branch alone is exported anew: all that the API has, without the log of older changes.
  await nights.plain.remove('data');
  nights.plain.cache.evict(0);
  await nights.plainNight(night(3));
  await nights.assertSame(ROLLING);
});

test('a pull request that is open for weeks takes no more requests, and can be merged', async (t) => {
  const nights = await startCommitNights(t, { ...INPUTS, resources: 'users' });
  const { github } = nights;
  const requests: number[] = [];
  for (let day = 1; day <= 10; day += 1) {
    const { gitHubRequests } = await nights.bothNights(night(day), addUser(day));
    requests.push(gitHubRequests.length);
    await nights.remove('data');
  }
  assert.ok((requests.at(-1) ?? 0) <= (requests[2] ?? 0) + 2, requests.join(', '));
  assert.equal(github.pullRequests.length, 1);
  await github.mergePullRequest(1, 'squash');
  await nights.assertSame('main');
});

test('labels and reviewers are those of the config, and asked for once', async (t) => {
  const config =
    'pull-request: {labels: [audit, nightly], reviewers: [octo-reviewer], team-reviewers: [security], draft: true}';
  const nights = await startCommitNights(t, { ...INPUTS, resources: 'users', config });
  await nights.commitNight(night(1));
  await nights.github.reviewPullRequest(1, 'octo-reviewer', 'APPROVED');
  nights.simulator.organization.list('users').add({ row: { object: 'organization.user', id: 'user-x', added_at: 1 } });
  const { gitHubRequests } = await nights.commitNight(night(2));
  const [pull] = nights.github.pullRequests;
  assert.deepEqual(
    [pull?.labels, pull?.reviewers, pull?.teams, pull?.draft],
    [['audit', 'nightly'], [], ['security'], true],
  );
  assert.equal(gitHubRequests.filter(({ path }) => path.endsWith('/requested_reviewers')).length, 0);
  assert.deepEqual(nights.github.violations, []);
});

test('reviewers that cannot be asked are a warning', async (t) => {
  const config = 'pull-request: {labels: [audit], reviewers: [nobody-here]}';
  const nights = await startCommitNights(t, { ...INPUTS, resources: 'users', config });
  const { log, outputs } = await nights.commitNight(night(1));
  assert.deepEqual(outputs['pull-request-number'], '1');
  assert.match(
    log.annotations.map(({ message }) => message).join('\n'),
    /Failed to ask nobody-here for a review of #1/,
  );
  assert.deepEqual(nights.github.violations, []);
});

test('a setting that forbids pull requests is explained, and the first night after it is switched on opens one', async (t) => {
  const nights = await startCommitNights(t, INPUTS, { github: { mayCreatePullRequests: false } });
  const { log, outputs } = await nights.bothNights(night(1));
  const [warning] = log.annotations;
  assert.match(warning?.message ?? '', /Allow GitHub Actions to create and approve pull requests/);
  assert.ok(warning?.message.includes(`https://github.com/octo-org/data/compare/main...${ROLLING}?expand=1`));
  assert.deepEqual([outputs['pull-request-number'], outputs.status], ['', 'ok']);
  await nights.assertSame(ROLLING);
  nights.github.setRepository({ mayCreatePullRequests: true });
  const second = await nights.bothNights(night(2));
  assert.equal(second.outputs['pull-request-number'], '1');
  await nights.assertSame(ROLLING);
});

test('a pull request from a branch into itself is refused before anything is asked of the API', async (t) => {
  const nights = await startGitHubScenario(t, { ...INPUTS, branch: 'main' });
  const refused = await nights.night();
  assert.deepEqual([refused.exitCode, refused.requests.length], [1, 0]);
  assert.match(told(refused), /the one that it is to be merged into: give another `branch`/);
  assert.equal(refused.outputs.status, 'failed');
  assert.deepEqual(nights.github.violations, []);
});

test('a run for a pull request commits nothing', async (t) => {
  const nights = await startCommitNights(t, { ...INPUTS, resources: 'users' });
  await nights.write(
    'event.json',
    JSON.stringify({ pull_request: { number: 7, head: { repo: { full_name: 'octo-org/data' } } } }),
  );
  const env = {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: `${nights.workspace}/event.json`,
    GITHUB_REF_NAME: '7/merge',
  };
  const { gitHubRequests, log } = await nights.commitNight({ run: { env } });
  assert.ok(gitHubRequests.every(({ method }) => method === 'GET'));
  assert.match(log.annotations.map(({ message }) => message).join('\n'), /Nothing is committed/);
  assert.equal((await nights.github.log('main')).length, 1);
  assert.deepEqual(nights.github.violations, []);
});
