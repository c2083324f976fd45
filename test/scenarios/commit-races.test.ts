import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunResult } from '../harness/run-action.ts';
import { runEither } from '../harness/run-source.ts';
import { type CommitNights, startCommitNights } from './commit-nights.ts';
import type { NightOptions } from './scenario.ts';

const INPUTS = { commit: 'push', resources: 'users, costs', 'start-date': '2026-02-20' };
const NEWCOMER = { object: 'organization.user', id: 'user-new', email: 'new@example.com', added_at: 1_772_400_000 };
const MOVE = { push: ['PATCH', '/git/refs/heads/main'], 'pull-request': ['POST', '/git/refs'] } as const;

/** A run on a machine of its own; it must end well. */
async function elsewhere(nights: CommitNights, given: NightOptions): Promise<RunResult> {
  const { workspace: _workspace, temp: _temp, ...options } = nights.runOptions(given);
  const result = await runEither(options);
  assert.equal(result.exitCode, 0, `${result.stdout}${result.stderr}`);
  return result;
}

/** Does something once, just before the next commit gets onto its branch. */
function beforeTheMove({ github }: CommitNights, mode: keyof typeof MOVE, work: () => Promise<unknown>): void {
  github.setOnRequest(async ({ method, path }) => {
    if (method !== MOVE[mode][0] || !decodeURIComponent(path).endsWith(MOVE[mode][1])) return;
    github.setOnRequest(undefined);
    await work();
  });
}

test('a commit of a person just before ours stays, and ours is laid over it', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  await nights.bothNights();
  let theirs = '';
  beforeTheMove(nights, 'push', async () => {
    theirs = await nights.github.commitAs('main', { 'README.md': 'Theirs.\n', 'data/notes.txt': 'Seen.\n' }, 'Theirs');
  });
  const night = await nights.bothNights({ at: '2026-03-03T04:17:00Z' });
  const [own] = await nights.github.log('main');
  assert.deepEqual([own?.sha, own?.parents], [night.outputs['commit-sha'], [theirs]]);
  const files = await nights.github.files('main');
  assert.deepEqual(
    [files.get('README.md')?.toString(), files.get('data/notes.txt')?.toString()],
    ['Theirs.\n', 'Seen.\n'],
  );
  const { 'notes.txt': _notes, ...data } = await nights.cloned();
  assert.deepEqual(data, await nights.exported());
  assert.deepEqual(nights.github.violations, []);
});

test('a file of the data that somebody changed just before the commit is exported again', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  await nights.bothNights();
  beforeTheMove(nights, 'push', () =>
    nights.github.commitAs('main', { 'data/users/users.jsonl': '{"id":"a typo"}\n' }, 'Theirs'),
  );
  await nights.bothNights({ at: '2026-03-03T04:17:00Z' }, ({ organization }) =>
    organization.list('users').add({ row: NEWCOMER }),
  );
  const [data, exported] = [await nights.cloned(), await nights.exported()];
  assert.equal(data['users/users.jsonl'], exported['users/users.jsonl']);
  assert.equal(data['costs/month=2026-03/costs.jsonl'], exported['costs/month=2026-03/costs.jsonl']);
  assert.deepEqual(nights.github.violations, []);
});

for (const mode of ['push', 'pull-request'] as const) {
  test(`a job for other resources that commits just before leaves both, by ${mode}`, async (t) => {
    const nights = await startCommitNights(t, { ...INPUTS, commit: mode, resources: 'users, costs, audit_logs' });
    beforeTheMove(nights, mode, () => elsewhere(nights, { inputs: { resources: 'audit_logs' } }));
    await nights.commitNight({ inputs: { resources: 'users, costs' } });
    await nights.plainNight();
    await nights.assertSame(mode === 'push' ? 'main' : 'openai-admin-export');
  });
}

test('jobs for other days of one resource leave both, and one manifest of both', async (t) => {
  const nights = await startCommitNights(t, { commit: 'push', resources: 'audit_logs' });
  const early = { 'start-date': '2026-02-19', 'end-date': '2026-02-23' };
  const late = { 'start-date': '2026-02-23', 'end-date': '2026-02-26' };
  beforeTheMove(nights, 'push', () => elsewhere(nights, { inputs: late }));
  await nights.commitNight({ inputs: early });
  await nights.plainNight({ inputs: late });
  await nights.plainNight({ inputs: early });
  await nights.assertSame();
  const manifest = JSON.parse((await nights.cloned())['_manifests/audit_logs.json'] ?? '');
  assert.deepEqual(manifest.ranges, [['2026-02-19', '2026-02-26']]);
});

test('a run that was overtaken by a later one does not write old data over new', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  await nights.bothNights();
  beforeTheMove(nights, 'push', async () => {
    nights.simulator.organization.list('users').add({ row: NEWCOMER });
    await elsewhere(nights, {});
  });
  const night = await nights.commitNight({ at: '2026-03-03T04:17:00Z' });
  assert.equal(night.outputs['commit-sha'], '');
  await nights.plainNight({ at: '2026-03-03T04:17:00Z' });
  nights.plain.simulator.organization.list('users').add({ row: NEWCOMER });
  await nights.plainNight();
  const [data, exported] = [await nights.cloned(), await nights.exported()];
  assert.equal(data['users/users.jsonl'], exported['users/users.jsonl']);
  assert.equal(Object.keys(data).filter((path) => path.startsWith('_changes/users/')).length, 1);
  assert.deepEqual(nights.github.violations, []);
});

test('ten runs at once with the same work leave what one leaves', async (t) => {
  const nights = await startCommitNights(t, { ...INPUTS, resources: 'users, audit_logs' });
  await nights.bothNights();
  const at = '2026-03-03T04:17:00Z';
  await Promise.all([...Array(10).keys()].map(() => elsewhere(nights, { at })));
  await nights.plainNight({ at });
  await nights.assertSame();
});

test('ten runs at once with other resources each lose nothing', async (t) => {
  const names =
    'users, costs, audit_logs, projects, invites, groups, admin_api_keys, roles, project_users, project_api_keys';
  const nights = await startCommitNights(t, { ...INPUTS, resources: names });
  const runs = await Promise.all(names.split(', ').map((resources) => elsewhere(nights, { inputs: { resources } })));
  await nights.plainNight();
  await nights.assertSame();
  const own = new Set(runs.map(({ outputs }) => outputs['commit-sha']));
  const log = await nights.github.log('main');
  assert.deepEqual([own.size, log.length], [10, 11]);
});
