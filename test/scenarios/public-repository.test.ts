import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventVariables } from './event-file.ts';
import { type GitHubScenario, startGitHubScenario, told } from './github-scenario.ts';
import { personalTexts, whereFound } from './personal-data.ts';
import type { Night } from './scenario.ts';

const RESOURCES = 'users,invites,projects,project_users,project_api_keys,project_service_accounts,audit_logs';
const inputs = { resources: RESOURCES, 'start-date': '10d' };
const privacy = { privacy: 'redact' };

const wishes: [name: string, inputs: Record<string, string>, named: string][] = [
  ['commit: push', { commit: 'push' }, '`commit`'],
  ['commit: pull-request', { commit: 'pull-request' }, '`commit`'],
  ['a comment', { report: 'comment' }, '`report: comment`'],
  ['a page', { report: 'summary,html' }, '`report: html`'],
  ['an access review', { report: 'access-review' }, '`report: access-review`'],
];

/** What everybody sees of a run in a public repository. */
function publicPlaces({ stdout, stderr, summary, outputs, log }: Night): Map<string, string> {
  return new Map([
    ['log', stdout + stderr],
    ['summary', summary],
    ['outputs', JSON.stringify(outputs)],
    ['annotations', JSON.stringify(log.annotations)],
  ]);
}

/** Somebody joins as owner: a finding whose text has the name. */
function addOwner({ simulator }: GitHubScenario): void {
  const person = { id: 'user-planted', name: 'Planted Person', email: 'planted.person@partner.example' };
  const row = { object: 'organization.user', ...person, role: 'owner', added_at: simulator.clock.now() };
  simulator.organization.list('users').add({ row });
}

for (const [name, wish, named] of wishes) {
  test(`${name} in a public repository is refused before anything is asked of OpenAI`, async (t) => {
    const scenario = await startGitHubScenario(t, { ...inputs, ...wish });
    const env = await eventVariables(t, 'schedule', { repository: { visibility: 'public' } });
    const night = await scenario.night({ run: { env } });
    assert.equal(night.exitCode, 1, told(night));
    assert.equal(night.outputs.status, 'failed');
    assert.deepEqual(night.requests, []);
    assert.deepEqual(scenario.github.requests, []);
    assert.deepEqual(Object.keys(night.after), []);
    const message = night.log.annotations[0]?.message ?? '';
    assert.ok(message.includes(`The repository is public, and ${named} would show`), told(night));
    for (const way of ['Make the repository private', '`privacy: pseudonymize`', '`privacy: redact`'])
      assert.ok(message.includes(way), way);
    assert.ok(message.includes('`allow-public-personal-data: true`'));
  });
}

test('that a repository is public is found out from the API where the event does not say', async (t) => {
  const scenario = await startGitHubScenario(t, { ...inputs, commit: 'push' }, { github: { visibility: 'public' } });
  const night = await scenario.night();
  assert.equal(night.exitCode, 1, told(night));
  assert.match(night.log.text, /The repository is public, and `commit` would show/);
  assert.deepEqual(night.requests, []);
  assert.deepEqual(
    scenario.github.requests.map(({ method, path }) => `${method} ${path}`),
    [`GET /repos/${scenario.github.repository}`],
  );
  const internal = await eventVariables(t, 'schedule', { repository: { visibility: 'internal', private: true } });
  const allowed = await scenario.night({ run: { env: internal } });
  assert.equal(allowed.exitCode, 0, told(allowed));
});

test('a public repository may hold what names nobody, or what everybody may know', async (t) => {
  const scenario = await startGitHubScenario(t, { ...inputs, commit: 'push', report: 'summary,html' });
  const env = await eventVariables(t, 'schedule', { repository: { visibility: 'public' } });
  const redacted = await scenario.night({ inputs: privacy, run: { env } });
  assert.equal(redacted.exitCode, 0, told(redacted));
  assert.deepEqual(whereFound(personalTexts(scenario.simulator), publicPlaces(redacted)), []);

  const open = await startGitHubScenario(t, { ...inputs, commit: 'push', report: 'summary,html' });
  const config = 'allow-public-personal-data: true';
  const first = await open.night({ inputs: { config }, run: { env } });
  assert.equal(first.exitCode, 0, told(first));
  addOwner(open);
  const second = await open.night({ at: '2026-03-03T04:17:00Z', inputs: { config }, run: { env } });
  assert.equal(second.exitCode, 0, told(second));
  const users = (await open.data('main'))['users/users.jsonl'] ?? '';
  assert.ok(users.includes('Planted Person'));
  // Allowed is what was asked for: the data and the page. What nobody asked for names nobody all the same.
  assert.deepEqual(whereFound([...personalTexts(open.simulator), 'Planted Person'], publicPlaces(second)), []);
});

for (const visibility of ['public', undefined]) {
  const name = visibility === undefined ? 'repository of which nobody says whether it is public' : 'public repository';
  test(`in a ${name}, neither log nor summary nor annotation names anybody`, async (t) => {
    const scenario = await startGitHubScenario(t, { ...inputs, report: 'summary', config: 'checks: {}' });
    const env = await eventVariables(t, 'schedule', visibility === undefined ? {} : { repository: { visibility } });
    const first = await scenario.night({ run: { env } });
    assert.equal(first.exitCode, 0, told(first));
    addOwner(scenario);
    const at = '2026-03-03T04:17:00Z';
    const second = await scenario.night({ at, inputs: { 'fail-on': 'finding:high' }, run: { env } });
    assert.equal(second.exitCode, 1, told(second));
    const texts = new Set([...personalTexts(scenario.simulator), 'user-planted', 'partner.example']);
    for (const night of [first, second]) assert.deepEqual(whereFound(texts, publicPlaces(night)), []);
    assert.match(second.log.text, /##\[warning\]New finding \(high\): Owner added\. Make sure/);
    assert.match(second.summary, /Owner added \(1\)/);
    assert.equal(JSON.parse(second.outputs.findings ?? '').new.high, 1);
    assert.match(await scenario.read('data/_findings/findings.jsonl'), /Planted Person \(user-planted\) joined/);
  });
}

test('in a private repository, the log and the summary name whom a finding is about', async (t) => {
  const scenario = await startGitHubScenario(t, { ...inputs, report: 'summary', config: 'checks: {}' });
  const env = await eventVariables(t, 'schedule', { repository: { visibility: 'private' } });
  await scenario.night({ run: { env } });
  addOwner(scenario);
  const second = await scenario.night({ at: '2026-03-03T04:17:00Z', run: { env } });
  const sentence = 'Planted Person (user-planted) joined the organisation as owner';
  assert.ok(second.log.annotations.some(({ type, message }) => type === 'warning' && message.includes(sentence)));
  assert.ok(second.summary.includes(sentence));
});

test('what privacy leaves out by columns stands in the data of a public repository, and nowhere else', async (t) => {
  const config = 'privacy-columns: {exclude: [users.name]}';
  const scenario = await startGitHubScenario(t, { resources: 'users', commit: 'push', ...privacy, config });
  const env = await eventVariables(t, 'schedule', { repository: { visibility: 'public' } });
  await scenario.night({ run: { env } });
  addOwner(scenario);
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z', run: { env } });
  assert.equal(night.exitCode, 0, told(night));
  assert.match((await scenario.data('main'))['users/users.jsonl'] ?? '', /Planted Person/);
  assert.deepEqual(whereFound(['Planted Person'], publicPlaces(night)), []);
});

test('a damaged file is named, and not quoted', async (t) => {
  const scenario = await startGitHubScenario(t, { ...inputs, 'start-date': '10d', config: 'checks: {}' });
  await scenario.night({ at: '2026-03-02T04:17:00Z' });
  const path = 'audit_logs/date=2026-02-22/audit_logs.jsonl';
  await scenario.write(`data/${path}`, '{"id": Planted Person, "email": "planted.person@partner.example"}\n');
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.ok(night.log.text.includes(`Failed to read ${path} in the folder data: a line is not JSON`), told(night));
  assert.deepEqual(whereFound(['Planted', 'planted'], publicPlaces(night)), []);
  const checks = JSON.parse(await scenario.read('data/_findings/checks.json')).checks as {
    id: string;
    state: string;
  }[];
  assert.equal(checks.find(({ id }) => id === 'role-permissions-added')?.state, 'not checked');
});
