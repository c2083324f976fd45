import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, plantOwner, recordsIn } from './findings-story.ts';
import { startGitHubScenario, told } from './github-scenario.ts';
import { startScenario } from './scenario.ts';

const MONDAY = '2026-03-02T04:17:00Z';
const TUESDAY = '2026-03-03T04:17:00Z';
const WEDNESDAY = '2026-03-04T04:17:00Z';
const OWNER = 'owner-added:user-planted';

/** A config in which one finding is accepted until a day. */
function accepting(finding: string, expires: string): string {
  return `exceptions: [{finding: "${finding}", reason: "Agreed in TICKET-1, see there", expires: ${expires}}]`;
}

test('an exception with a reason keeps a finding from failing the step, until its last day', async (t) => {
  const scenario = await startScenario(t, { resources: 'users', 'fail-on': 'finding:low' });
  const config = accepting(OWNER, '2026-03-03');
  await scenario.night({ at: MONDAY });
  plantOwner(scenario);
  const accepted = await scenario.night({ at: TUESDAY, inputs: { config } });
  assert.equal(accepted.exitCode, 0, accepted.log.text);
  const [finding] = (await findingsIn(scenario)).filter(({ id }) => id === OWNER);
  assert.equal(finding?.status, 'excepted');
  assert.deepEqual(finding.exception, { reason: 'Agreed in TICKET-1, see there', expires: '2026-03-03' });
  assert.match(await scenario.read('data/_findings/findings.csv'), /,"Agreed in TICKET-1, see there",2026-03-03,/);
  const counts = JSON.parse(accepted.outputs.findings ?? '');
  assert.deepEqual([counts.excepted.high, counts.new.high], [1, 0]);
  assert.deepEqual(accepted.log.annotations, []);

  const expired = await scenario.night({ at: WEDNESDAY, inputs: { config } });
  assert.equal(expired.exitCode, 0, 'it is not new any more');
  const [stands] = (await findingsIn(scenario)).filter(({ id }) => id === OWNER);
  assert.equal(stands?.status, 'standing');
  assert.equal(stands.exception, undefined);
  // Who may read the log is not known here, so that it names nobody.
  assert.match(expired.log.text, /##\[warning\]Exceptions that have expired.*: owner-added:user-… \(on 2026-03-03\)\./);
});

test('an exception for a whole check covers what is found later too', async (t) => {
  const config = accepting('owner-added:*', '2026-12-31');
  const scenario = await startScenario(t, { resources: 'users', 'fail-on': 'finding:low', config });
  const first = await scenario.night({ at: MONDAY });
  // Its check had nothing to compare with on the first night, and did not run.
  assert.deepEqual(first.log.annotations, []);
  plantOwner(scenario);
  const second = await scenario.night({ at: TUESDAY });
  assert.equal(second.exitCode, 0, second.log.text);
  assert.equal((await findingsIn(scenario)).find(({ id }) => id === OWNER)?.status, 'excepted');
});

test('an exception that matches nothing is named', async (t) => {
  const config = accepting('admin-key-old:key_gone', '2026-12-31');
  const scenario = await startScenario(t, { resources: 'admin_api_keys', config });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.match(night.log.text, /Exceptions that match nothing that is found: admin-key-old:key_gone\./);
});

test('exceptions of a check that is off or not checked are left in peace', async (t) => {
  const off = accepting('admin-key-old:key_gone', '2026-01-01');
  const scenario = await startScenario(t, { resources: 'admin_api_keys' });
  const night = await scenario.night({ inputs: { config: `checks: {admin-key-old: off}\n${off}` } });
  assert.deepEqual(night.log.annotations, []);
  const other = await scenario.night({ inputs: { config: accepting('certificate-expiring:cert_1', '2026-01-01') } });
  assert.deepEqual(other.log.annotations, []);
});

test('a check that is switched off finds nothing, and begins with a baseline when it is switched on', async (t) => {
  const scenario = await startScenario(t, { resources: 'standard', 'start-date': '5d', 'fail-on': 'finding:low' });
  await scenario.night({ at: MONDAY });
  assert.ok((await findingsIn(scenario)).some(({ check }) => check === 'admin-key-without-expiry'));
  const config = [
    'checks:',
    '  admin-key-without-expiry: off',
    '  user-outside-domains: {domains: [example.org], severity: low}',
    '  invite-outside-domains: {domains: ["*.example.com", example.com]}',
  ].join('\n');
  const switched = await scenario.night({ at: TUESDAY, inputs: { config } });
  assert.equal(switched.exitCode, 0, switched.log.text);
  const findings = await findingsIn(scenario);
  assert.ok(!findings.some(({ check }) => check === 'admin-key-without-expiry'));
  const outside = findings.filter(({ check }) => check === 'user-outside-domains');
  assert.equal(outside.length, 4, 'everybody is of example.com');
  assert.ok(outside.every(({ status, severity, baseline }) => status === 'standing' && severity === 'low' && baseline));
  const records = await recordsIn(scenario);
  assert.equal(records.get('admin-key-without-expiry')?.state, 'off');
  assert.equal(records.get('invite-outside-domains')?.state, 'passed');
  plantOwner(scenario, { role: 'reader' });
  const stranger = await scenario.night({ at: WEDNESDAY, inputs: { config } });
  assert.equal(stranger.exitCode, 1, stranger.log.text);
  const fresh = (await findingsIn(scenario)).filter(({ status }) => status === 'new');
  assert.deepEqual(
    fresh.map(({ id, evidence }) => [id, evidence.domain]),
    [['user-outside-domains:user-planted', 'partner.example']],
  );
});

const mistakes: [config: string, told: RegExp][] = [
  ['checks: {owner-aded: off}', /checks: owner-aded is no check \(did you mean "owner-added"\?\)/],
  ['checks: {admin-key-unused: {dayz: 3}}', /admin-key-unused has no dayz \(did you mean "days"\?\)/],
  ['checks: {admin-key-unused: {days: soon}}', /admin-key-unused\.days must be a number/],
  ['checks: {owner-added: {severity: grave}}', /owner-added\.severity must be high, medium or low/],
  ['checks: [owner-added]', /checks must be a map/],
  ['exceptions: [{finding: "single-ownr:x", reason: r, expires: 2026-12-31}]', /\(did you mean "single-owner"\?\)/],
  ['exceptions: [{finding: "single-owner:*", expires: 2026-12-31}]', /exceptions\[0\]\.reason must say why/],
  ['exceptions: [{finding: "single-owner:*", reason: r}]', /exceptions\[0\]\.expires must be a day/],
  ['exceptions: [{finding: "single-owner:*", reason: r, expires: 2026-02-30}]', /exceptions\[0\]\.expires must be/],
  ['check: {owner-added: off}', /'check' is not a setting in the config \(did you mean "checks"\?\)/],
];

for (const [config, expected] of mistakes) {
  test(`the mistake in \`${config}\` is told before any request`, async (t) => {
    const scenario = await startScenario(t, { resources: 'users', config });
    const night = await scenario.night();
    assert.equal(night.exitCode, 1);
    assert.match(night.log.text, expected);
    assert.deepEqual(night.requests, []);
  });
}

test('archiving a project is one change, and removes nobody', async (t) => {
  const scenario = await startGitHubScenario(t, {
    ...{ resources: 'standard', 'start-date': '5d', commit: 'pull-request', 'fail-on': 'finding:low' },
  });
  const { github, simulator } = scenario;
  await scenario.night({ at: MONDAY });
  await github.mergePullRequest(1, 'squash');
  const projects = simulator.organization.list('projects');
  const [, project] = projects.entries();
  assert.ok(project);
  assert.ok(simulator.organization.list('project_users', project.id).view(simulator.clock.now()).rows.length > 0);
  projects.update(project.id, { status: 'archived', archived_at: simulator.clock.now() + 3600 });
  const night = await scenario.night({ at: TUESDAY });
  assert.equal(night.exitCode, 0, told(night));
  const { title = '', body } = github.pullRequests[1] ?? {};
  assert.match(title, /1 settings change/);
  const rows = (body ?? '').split('\n').filter((line) => line.startsWith('| 2026-03-03 |'));
  assert.equal(rows.length, 1, body ?? '');
  assert.match(rows[0] ?? '', new RegExp(`${project.row.name}.*archived`));
  assert.doesNotMatch(body ?? '', /➖ removed/);
  assert.deepEqual(github.violations, []);
});
