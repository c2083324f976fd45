import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openDataFiles } from './data-files.ts';
import { eventVariables } from './event-file.ts';
import { type GitHubScenario, startGitHubScenario, told } from './github-scenario.ts';
import { everythingThatLeft, personalTexts, whereFound } from './personal-data.ts';
import { type Night, startScenario } from './scenario.ts';

const KEY = 'fake-Xq7mVz2LkW9t-pHr4Ub8NcE';
const PSEUDONYM = '[0-9a-f]{20}';

const everything = { resources: 'all', 'start-date': '10d', format: 'jsonl,csv.gz', report: 'summary,html' };
const pseudonyms = { ...everything, privacy: 'pseudonymize', 'pseudonym-key': KEY };

interface Watched {
  scenario: GitHubScenario;
  /** Everything personal that the API has ever shown, and what a test plants. */
  texts: Set<string>;
  night(at: string, given?: Parameters<GitHubScenario['night']>[0]): Promise<Night>;
}

/** A scenario after each of whose nights everything that left is searched for every personal text. */
async function watch(t: TestContext, inputs: Record<string, string>): Promise<Watched> {
  const scenario = await startGitHubScenario(t, inputs);
  const bodies: string[] = [];
  scenario.github.setOnRequest(({ body }) => void bodies.push(JSON.stringify(body) ?? ''));
  const texts = new Set<string>();
  return {
    scenario,
    texts,
    async night(at, given = {}) {
      const night = await scenario.night({ at, ...given });
      assert.equal(night.exitCode, 0, told(night));
      for (const text of personalTexts(scenario.simulator)) texts.add(text);
      const places = await everythingThatLeft(scenario, night, bodies);
      assert.deepEqual(whereFound(texts, places), []);
      const shown = [...places].map(([place, text]) => [place, text.replaceAll(`::add-mask::${KEY}`, '')] as const);
      const parts = Array.from({ length: KEY.length - 7 }, (_, index) => KEY.slice(index, index + 8));
      assert.deepEqual(
        shown.filter(([, text]) => parts.some((part) => text.includes(part))).map(([place]) => place),
        [],
        'no part of the key',
      );
      assert.deepEqual(scenario.github.violations, []);
      return night;
    },
  };
}

/** A person who joins as owner, another one who is renamed, an address where nobody expects it. */
function plant({ scenario: { simulator }, texts }: Watched): void {
  const { organization, clock } = simulator;
  const users = organization.list('users');
  users.update(users.entries()[1]?.id ?? '', { name: 'Renata "Neu" Umbenannt' });
  const email = 'Planted.Person@Partner.example';
  users.add({
    row: { object: 'organization.user', id: 'user-planted', name: 'Planted Person', email, role: 'owner', added_at: 1 },
  });
  organization.list('invites').add({
    row: {
      ...{ object: 'organization.invite', id: 'invite-planted', email: 'invited.person@partner.example' },
      ...{ role: 'owner', status: 'pending', created_at: 1, expires_at: clock.now() + 9e6 },
    },
  });
  const [project] = organization.list('projects').entries();
  organization.list('project_api_keys', project?.id ?? '').add({
    row: {
      ...{ object: 'organization.project.api_key', id: 'key_planted', name: `of ${email}`, redacted_value: 'sk-…abc' },
      ...{ created_at: 1, last_used_at: null },
      owner: {
        type: 'user',
        user: { id: 'user-planted', email, name: 'Planted Person', created_at: 1, role: 'owner' },
      },
    },
  });
  organization.events.add({
    ...{ id: 'audit_log-planted', type: 'user.added', effective_at: clock.now() - 60 },
    actor: {
      type: 'session',
      session: { user: { id: 'user-planted', email: email.toLowerCase() }, ip_address: '2001:DB8::17' },
    },
    'user.added': { id: 'user-planted', data: { role: 'owner', email, note: 'from 198.18.7.7' } },
  });
  for (const text of [email, email.toLowerCase(), 'Planted Person', 'Umbenannt', 'invited.person', '198.18.7.7'])
    texts.add(text);
  for (const text of ['2001:DB8::17', '2001:db8::17']) texts.add(text);
}

test('with pseudonyms, nothing that leaves names anybody, night after night', async (t) => {
  const config = [
    'checks:',
    '  user-outside-domains: {domains: [example.com]}',
    '  invite-outside-domains: {domains: [example.com]}',
    '  key-created-by-unusual-actor: on',
    '  key-created-outside-hours: on',
  ].join('\n');
  const watched = await watch(t, { ...pseudonyms, commit: 'pull-request', config });
  const { scenario, night } = watched;
  await night('2026-03-02T04:17:00Z');
  assert.ok(watched.texts.size > 60, `only ${watched.texts.size} texts to look for`);
  await scenario.github.mergePullRequest(1, 'merge');

  plant(watched);
  const second = await night('2026-03-03T04:17:00Z', { run: { env: { RUNNER_DEBUG: '1' } } });
  const findings = (await scenario.read('data/_findings/findings.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const added = findings.find(({ id }) => id === 'owner-added:user-planted');
  assert.equal(added.status, 'new');
  assert.match(added.text, new RegExp(`^name_${PSEUDONYM} \\(user-planted\\) joined the organisation as owner$`));
  assert.ok(second.log.text.includes(added.text));
  assert.ok(scenario.github.pullRequests[1]?.body?.includes(added.text));
  assert.ok(second.summary.includes(added.text));

  const domains = findings.filter(({ check }) => check.endsWith('outside-domains'));
  assert.deepEqual(domains, [], 'a pseudonym has no domain');
  assert.match(second.summary, /the stored addresses are pseudonyms[^\n]*<sub>[^\n]*User outside allowed domains/);

  const pull_request = { number: 2, head: { repo: { full_name: scenario.github.repository } } };
  const env = await eventVariables(t, 'pull_request', { pull_request, repository: { visibility: 'private' } });
  await night('2026-03-04T04:17:00Z', { inputs: { report: 'summary,comment,html' }, run: { env } });
  assert.equal(scenario.github.comments.length, 1);
});

test('redacted, nothing that leaves names anybody or tells people apart', async (t) => {
  const watched = await watch(t, { ...everything, privacy: 'redact', commit: 'push' });
  await watched.night('2026-03-02T04:17:00Z');
  plant(watched);
  await watched.night('2026-03-03T04:17:00Z');
  await watched.night('2026-03-04T04:17:00Z', { inputs: { report: 'summary,html,access-review' } });
  const [review] = watched.scenario.github.pullRequests;
  const files = await watched.scenario.github.files(review?.head ?? '');
  assert.match(String(files.get('data/_reviews/2026-Q1/access.csv')), /user-planted/);
  const text = JSON.stringify(await watched.scenario.data('main'));
  assert.doesNotMatch(text, new RegExp(`(email|name|ip)_${PSEUDONYM}`));
  const users = await watched.scenario.rows('users');
  assert.deepEqual(new Set(users.map((row) => JSON.parse(row).email)), new Set(['redacted']));
});

test('a person has the same pseudonym in every resource and run, so that tables join by it', async (t) => {
  const watched = await watch(t, { ...pseudonyms, commit: 'push' });
  plant(watched);
  await watched.night('2026-03-02T04:17:00Z');
  const { workspace } = watched.scenario;
  const { query } = await openDataFiles(t, join(workspace, 'data'));
  const events = `read_json('${workspace}/data/audit_logs/*/*.jsonl', union_by_name = true)`;
  const joined = `
    SELECT DISTINCT users.id AS id, users.email AS email, actor.session.user.id AS actor
    FROM read_json('${workspace}/data/users/users.jsonl') AS users
    JOIN ${events} AS events ON users.email = events.actor.session.user.email ORDER BY 1`;
  const rows = (await query(joined)) as { id: string; email: string; actor: string }[];
  assert.ok(rows.length > 1);
  assert.ok(
    rows.some(({ id }) => id === 'user-planted'),
    'however the address is spelt',
  );
  for (const { id, email, actor } of rows) {
    assert.equal(actor, id);
    assert.match(email, new RegExp(`^email_${PSEUDONYM}$`));
  }
  const keys = (await query(`
    SELECT count(*)::INTEGER AS rows FROM read_json('${workspace}/data/project_api_keys/project_api_keys.jsonl') AS keys
    JOIN read_csv('${workspace}/data/users/users.csv.gz') AS users
    ON users.email = keys."owner"."user".email AND users.name = keys."owner"."user".name
    WHERE users.id = 'user-planted'`)) as { rows: number }[];
  assert.deepEqual(keys, [{ rows: 1 }]);

  const emails = new Map(rows.map(({ id, email }) => [id, email]));
  await watched.night('2026-03-05T04:17:00Z');
  for (const row of await watched.scenario.rows('users')) {
    const { id, email } = JSON.parse(row);
    if (emails.has(id)) assert.equal(email, emails.get(id));
  }
});

const refused: [name: string, inputs: Record<string, string>, told: RegExp][] = [
  ['another key', { 'pseudonym-key': 'fake-another-key-0123456789' }, /- users: stored .*"mode":"pseudonymize"/],
  ['redaction', { privacy: 'redact', 'pseudonym-key': '' }, /- users: stored .*, asked for .*"mode":"redact"/],
  ['no privacy', { privacy: 'none', 'pseudonym-key': '' }, /- users: stored .*"mode":"pseudonymize"/],
  ['a short key', { 'pseudonym-key': 'short-fake-key!' }, /'pseudonym-key' has fewer than 16 characters/],
  ['no key', { 'pseudonym-key': '' }, /'pseudonym-key' is empty: .*openssl rand/],
];

test('another key or privacy is refused before any request, and told without the key', async (t) => {
  const inputs = { resources: 'users,audit_logs', 'start-date': '3d', privacy: 'pseudonymize', 'pseudonym-key': KEY };
  const scenario = await startGitHubScenario(t, { ...inputs, commit: 'push' });
  const first = await scenario.night({ at: '2026-03-02T04:17:00Z' });
  assert.equal(first.exitCode, 0, told(first));
  for (const [name, other, expected] of refused) {
    const night = await scenario.night({ at: '2026-03-03T04:17:00Z', inputs: other });
    assert.equal(night.exitCode, 1, name);
    assert.match(night.log.text, expected, name);
    assert.deepEqual(night.requests, [], name);
    assert.deepEqual(night.after, night.before, name);
    const key = other['pseudonym-key'] ?? '';
    assert.ok(key === '' || !night.log.text.includes(key.slice(0, 8)), name);
    if (expected.source.startsWith('- users'))
      assert.match(night.log.text, /Either choose a new `destination`, or set `refresh-from` to a date/, name);
  }
});

test('privacy that is set later hides what is told and written from then on, and names the files that stay open', async (t) => {
  const resources = 'users,invites,projects,project_users,project_api_keys,admin_api_keys,audit_logs';
  const scenario = await startGitHubScenario(t, {
    ...{ resources, 'start-date': '10d', commit: 'pull-request', report: 'summary,html' },
  });
  const bodies: string[] = [];
  const open = await scenario.night({ at: '2026-03-02T04:17:00Z' });
  const texts = personalTexts(scenario.simulator);
  assert.ok(
    whereFound(texts, await everythingThatLeft(scenario, open, [])).length > 100,
    'the search finds what is there',
  );
  const email = 'planted.person@partner.example';
  const row = { object: 'organization.user', id: 'user-7', name: 'Planted Person', email, role: 'owner', added_at: 1 };
  scenario.simulator.organization.list('users').add({ row });
  for (const text of [email, 'Planted Person']) texts.add(text);
  await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.ok(scenario.github.pullRequests[0]?.body?.includes('Planted Person'));

  // As the runner does between jobs: the pages of the open nights are in it.
  await rm(scenario.temp, { recursive: true });
  await mkdir(scenario.temp);
  scenario.github.setOnRequest(({ body }) => void bodies.push(JSON.stringify(body) ?? ''));
  const inputs = { privacy: 'pseudonymize', 'pseudonym-key': KEY, 'refresh-from': '2026-02-28' };
  const hidden = await scenario.night({ at: '2026-03-04T04:17:00Z', inputs });
  assert.equal(hidden.exitCode, 0, told(hidden));
  const warnings = hidden.log.annotations.map(({ message }) => message);
  assert.match(
    warnings.join('\n'),
    /^audit_logs: these files stay as before: audit_logs\/date=2026-02-20\/audit_logs\.jsonl/m,
  );
  assert.match(
    warnings.join('\n'),
    /^users: this file stays as before: _changes\/users\/date=2026-03-03\/\w+-\w+\.jsonl\./m,
  );
  const places = await everythingThatLeft(scenario, hidden, bodies);
  for (const place of places.keys()) if (/audit_logs\/date=2026-02-(?!28)|_changes\//.test(place)) places.delete(place);
  assert.deepEqual(whereFound(texts, places), []);
  assert.match(scenario.github.pullRequests[0]?.body ?? '', new RegExp(`name_${PSEUDONYM} \\(email_${PSEUDONYM}\\)`));
});

for (const [privacy, findings] of [
  ['redact', 0],
  ['pseudonymize', 1],
] as const) {
  test(`with privacy: ${privacy}, failures from many addresses are no burst from one`, async (t) => {
    const key: Record<string, string> = privacy === 'redact' ? {} : { 'pseudonym-key': KEY };
    const inputs = { resources: 'audit_logs', 'start-date': '5d', config: 'checks: {}', privacy, ...key };
    const { simulator, night, read } = await startScenario(t, inputs);
    const now = simulator.clock.now();
    const login = (type: string, minutes: number, user: number, ip_address: string) =>
      simulator.organization.events.add({
        ...{ id: `audit_log-login-${user}-${minutes}`, type, effective_at: now - minutes * 60 },
        actor: {
          type: 'session',
          session: { user: { id: `user-${user}`, email: `person.${user}@example.com` }, ip_address },
        },
        [type]: {},
      });
    for (const user of [1, 2, 3, 4, 5, 6]) login('login.failed', 20 - user, user, `198.51.100.${user}`);
    login('login.succeeded', 10, 7, '198.51.100.7');
    // A burst from one address, which only pseudonyms keep apart from the others.
    for (const user of [1, 2, 3, 4, 5]) login('login.failed', 3000 - user, user, '203.0.113.9');
    login('login.succeeded', 2990, 7, '203.0.113.9');
    const { exitCode, log } = await night();
    assert.equal(exitCode, 0, log.text);
    const lines = (await read('data/_findings/findings.jsonl')).split('\n');
    const found = lines.filter((line) => line.startsWith('{"id":"failed-logins-then-success:'));
    assert.equal(found.length, findings);
    assert.ok(found.every((line) => line.includes('login-7-2990')));
  });
}

test('ids that are hidden in one resource alone make nobody a person who left', async (t) => {
  const config = 'checks: {}\nprivacy-columns: {include: [users.id]}';
  const { night, read } = await startScenario(t, { ...pseudonyms, resources: 'standard', report: 'summary', config });
  const { exitCode, log, summary } = await night();
  assert.equal(exitCode, 0, log.text);
  assert.doesNotMatch(
    await read('data/_findings/findings.jsonl'),
    /"check":"(admin-key-owner-left|project-key-owner-removed)"/,
  );
  assert.match(summary, /ids of users are hidden in some resources[^\n]*<sub>[^\n]*Admin key of someone who left/);
});
