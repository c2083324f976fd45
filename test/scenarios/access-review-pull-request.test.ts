import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Simulator } from '../../simulator/server.ts';
import { type GitHubScenario, startGitHubScenario, told } from './github-scenario.ts';
import type { Night, NightOptions } from './scenario.ts';

const REVIEW = 'openai-admin-export-review-2026-Q1';
const FILE = 'data/_reviews/2026-Q1/access.csv';
const INPUTS = { commit: 'pull-request', resources: 'access', report: 'summary, access-review' };

type Row = Record<string, string>;

async function reviewOn({ github }: GitHubScenario, branch: string): Promise<Row[]> {
  const file = (await github.files(branch)).get(FILE);
  assert.ok(file, `${FILE} on ${branch}`);
  return parse(file, { columns: true, bom: true });
}

/** Writes decisions into the review as a person does who downloads, edits and uploads it. */
async function decide(scenario: GitHubScenario, decisions: Record<string, Partial<Row>>): Promise<void> {
  const rows = await reviewOn(scenario, REVIEW);
  const decided = rows.map((row) => ({ ...row, ...decisions[row.access ?? ''] }));
  const text = stringify(decided, { header: true, record_delimiter: '\r\n' });
  await scenario.github.commitAs(REVIEW, { [FILE]: text }, 'Decisions', { author: 'Octo Reviewer' });
}

async function wellEnded(scenario: GitHubScenario, options?: NightOptions): Promise<Night> {
  const night = await scenario.night(options);
  assert.equal(night.exitCode, 0, told(night));
  assert.deepEqual(scenario.github.violations, []);
  return night;
}

function addUser({ organization }: Simulator, id: string): void {
  const row = { object: 'organization.user', id, email: `${id}@example.com`, name: id, added_at: 1_772_400_000 };
  organization.list('users').add({ row });
}

/** A first night, and the review that it opened. */
async function startReview(t: TestContext, inputs: Record<string, string> = {}) {
  const scenario = await startGitHubScenario(t, { ...INPUTS, ...inputs });
  await wellEnded(scenario);
  const pull = scenario.github.pullRequests.find(({ head }) => head === REVIEW);
  assert.ok(pull);
  const people = (await reviewOn(scenario, REVIEW)).filter(({ kind }) => kind === 'person');
  return { scenario, pull, people };
}

test('a review lists everybody, keeps decisions, becomes the record, and is followed up', async (t) => {
  const { scenario, pull, people } = await startReview(t);
  const { github, simulator } = scenario;
  assert.match(pull.title, /^Access review 2026-Q1: \d+ people/);
  assert.deepEqual(
    [...(await github.files(REVIEW)).keys()].filter((path) => path !== 'README.md'),
    [FILE],
  );
  const members = simulator.truth.snapshot('users').map((line) => JSON.parse(line));
  assert.ok(members.every(({ id }) => people.some((row) => row.id === id)));
  assert.ok(people.every(({ decision, note }) => decision === '' && note === ''));

  // Who also has access by a group keeps that one.
  const direct = people.filter(({ access, obtained }) => access?.endsWith('@organization') && obtained === 'direct');
  const [leaver, stayer] = direct as [Row, Row];
  await decide(scenario, {
    [leaver.access ?? '']: { decision: 'revoke', note: 'Left, "long" ago' },
    [stayer.access ?? '']: { decision: 'Keep' },
  });
  addUser(simulator, 'user-new');
  await wellEnded(scenario, { at: '2026-03-03T04:17:00Z' });
  const later = await reviewOn(scenario, REVIEW);
  const rowOf = (row: Row) => later.find(({ access }) => access === row.access);
  assert.deepEqual([rowOf(leaver)?.decision, rowOf(leaver)?.note], ['revoke', 'Left, "long" ago']);
  assert.equal(rowOf(stayer)?.decision, 'Keep');
  assert.equal(later.find(({ id }) => id === 'user-new')?.decision, '');
  assert.equal(github.pullRequests.filter(({ head }) => head === REVIEW).length, 1);
  assert.ok((await github.log(REVIEW)).some(({ author }) => author === 'Octo Reviewer'));

  await github.mergePullRequest(pull.number, 'squash', { by: 'octo-reviewer', deleteBranch: true });
  const record = (await github.files('main')).get(FILE);
  await wellEnded(scenario, { at: '2026-03-04T04:17:00Z' });
  const rolling = github.pullRequests.find(({ head }) => head === 'openai-admin-export');
  const outstanding = rolling?.body?.split('\n').filter((line) => line.includes('octo-reviewer')) ?? [];
  assert.equal(outstanding.length, 1, rolling?.body ?? '');
  assert.ok(outstanding[0]?.includes(leaver.name ?? '') && outstanding[0].includes('2026-03-03'), outstanding[0]);
  assert.equal(github.pullRequests.filter(({ head }) => head === REVIEW).length, 1);
  assert.equal(await github.branchHead(REVIEW), undefined);

  simulator.organization.list('users').remove(leaver.id ?? '');
  const done = await wellEnded(scenario, { at: '2026-03-05T04:17:00Z' });
  assert.match(told(done), /The access review 2026-Q1 is merged already/);
  assert.ok(!rolling?.body?.includes('octo-reviewer'), rolling?.body ?? '');
  assert.deepEqual((await github.files('main')).get(FILE), record);
  assert.deepEqual((await github.files('openai-admin-export')).get(FILE), record);
});

test('a run while somebody commits a decision keeps it', async (t) => {
  const { scenario, people } = await startReview(t, { commit: 'none' });
  const [leaver] = people as [Row];
  addUser(scenario.simulator, 'user-new');
  scenario.github.setOnRequest(async ({ method, path }) => {
    if (method !== 'PATCH' || !path.includes('review')) return;
    scenario.github.setOnRequest(undefined);
    await decide(scenario, { [leaver.access ?? '']: { decision: 'revoke' } });
  });
  await wellEnded(scenario, { at: '2026-03-03T04:17:00Z' });
  const rows = await reviewOn(scenario, REVIEW);
  assert.equal(rows.find(({ access }) => access === leaver.access)?.decision, 'revoke');
  assert.ok(rows.some(({ id }) => id === 'user-new'));
});

test('a night without anything new leaves the review alone, and the next quarter has one of its own', async (t) => {
  const { scenario, pull } = await startReview(t, { commit: 'none' });
  const { github } = scenario;
  const head = await github.branchHead(REVIEW);
  await wellEnded(scenario);
  assert.equal(await github.branchHead(REVIEW), head);
  await github.mergePullRequest(pull.number, 'merge');
  await wellEnded(scenario, { at: '2026-03-03T04:17:00Z' });
  assert.equal(github.pullRequests.length, 1);
  const spring = await wellEnded(scenario, { at: '2026-04-02T04:17:00Z' });
  assert.deepEqual(
    github.pullRequests.map((each) => each.head),
    [REVIEW, 'openai-admin-export-review-2026-Q2'],
  );
  assert.equal(spring.outputs['pull-request-number'], '2');
});
