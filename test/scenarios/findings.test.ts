import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDataFiles } from './data-files.ts';
import { findingsIn, plantOwner, recordsIn } from './findings-story.ts';
import { startGitHubScenario, told } from './github-scenario.ts';
import { below, type Night, startScenario } from './scenario.ts';
import { s3Place } from './store-places.ts';

const inputs = { resources: 'standard', 'start-date': '10d', config: 'checks: {}' };
const MONDAY = '2026-03-02T04:17:00Z';
const TUESDAY = '2026-03-03T04:17:00Z';
const WEDNESDAY = '2026-03-04T04:17:00Z';
const THURSDAY = '2026-03-05T04:17:00Z';
const OWNER = 'owner-added:user-planted';

function warningsOf({ log }: Night): string[] {
  return log.annotations.flatMap(({ type, message }) => (type === 'warning' ? [message] : []));
}

test('the first run records a baseline: nothing in it is new, and nothing fails', async (t) => {
  const scenario = await startScenario(t, { ...inputs, 'fail-on': 'error,finding:low' });
  plantOwner(scenario);
  const first = await scenario.night({ at: MONDAY });
  assert.equal(first.exitCode, 0, first.log.text);
  const findings = await findingsIn(scenario);
  assert.ok(findings.length > 3);
  assert.deepEqual(new Set(findings.map(({ status }) => status)), new Set(['standing']));
  assert.ok(findings.every(({ baseline, since }) => baseline && since === '2026-03-02'));
  assert.deepEqual(warningsOf(first), []);
  const counts = JSON.parse(first.outputs.findings ?? '');
  assert.deepEqual(counts.new, { high: 0, medium: 0, low: 0 });
  assert.equal(counts.standing.high + counts.standing.medium + counts.standing.low, findings.length);
  const record = (await recordsIn(scenario)).get('owner-added');
  assert.equal(record?.state, 'not checked', 'there is nothing to compare with yet');
  assert.equal(record.baselineDay, '2026-03-02');
  const second = await scenario.night({ at: TUESDAY });
  assert.equal(second.exitCode, 0, second.log.text);
  assert.ok((await findingsIn(scenario)).every(({ status }) => status === 'standing'));
});

test('a finding is new for its day, stands from then on, and is told once more when it is resolved', async (t) => {
  const scenario = await startScenario(t, { ...inputs, 'fail-on': 'finding:high' });
  await scenario.night({ at: MONDAY });
  plantOwner(scenario);
  const second = await scenario.night({ at: TUESDAY });
  assert.equal(second.exitCode, 1, second.log.text);
  assert.equal(second.outputs.status, 'ok');
  assert.deepEqual(JSON.parse(second.outputs.findings ?? '').new, { high: 1, medium: 0, low: 0 });
  const [warning, ...others] = warningsOf(second);
  assert.deepEqual(others, []);
  // Nobody says here whether the repository is public.
  assert.match(warning ?? '', /^New finding \(high\): Owner added\. Make sure that somebody asked for it;/);
  assert.match(second.log.text, /##\[error\]1 new finding of severity high: `fail-on` asks the step to fail\./);
  const found = (await findingsIn(scenario)).filter(({ status }) => status === 'new');
  assert.deepEqual(found, [
    {
      ...{ id: OWNER, check: 'owner-added', severity: 'high', status: 'new', since: '2026-03-03', baseline: false },
      text: 'Planted Person (user-planted) joined the organisation as owner',
      evidence: { noticed: '2026-03-03', role: 'owner', added_at: '2026-03-01T00:00:00Z' },
    },
  ]);
  assert.deepEqual(resolvedIn(await findingsIn(scenario)), ['single-owner:organization']);

  const again = await scenario.night({ at: '2026-03-03T23:00:00Z' });
  assert.equal(again.exitCode, 1, 'the same on the same day');
  assert.deepEqual(below(again.after, 'data/_findings'), below(second.after, 'data/_findings'));

  const third = await scenario.night({ at: WEDNESDAY });
  assert.equal(third.exitCode, 0, third.log.text);
  assert.deepEqual(warningsOf(third), []);
  const stands = await findingsIn(scenario);
  assert.deepEqual(
    stands.filter(({ id }) => id === OWNER).map(({ status, since }) => [status, since]),
    [['standing', '2026-03-03']],
  );
  assert.deepEqual(resolvedIn(stands), []);

  scenario.simulator.organization.list('users').remove('user-planted');
  const fourth = await scenario.night({ at: THURSDAY });
  assert.equal(fourth.exitCode, 0, fourth.log.text);
  const resolved = (await findingsIn(scenario)).find(({ id }) => id === OWNER);
  assert.equal(resolved?.status, 'resolved');
  assert.equal(resolved?.resolved, '2026-03-05');
  assert.equal(JSON.parse(fourth.outputs.findings ?? '').resolved.high, 1);
  await scenario.night({ at: '2026-03-06T04:17:00Z' });
  assert.equal(
    (await findingsIn(scenario)).find(({ id }) => id === OWNER),
    undefined,
  );
});

function resolvedIn(findings: { status: string; id: string }[]): string[] {
  return findings.filter(({ status }) => status === 'resolved').map(({ id }) => id);
}

for (const [failOn, severity, exitCode] of [
  ['finding:high', 'medium', 0],
  ['finding:medium', 'medium', 1],
  ['finding:low', 'medium', 1],
  ['finding:medium', 'low', 0],
  ['error', 'high', 0],
  ['never', 'high', 0],
] as const) {
  test(`with fail-on: ${failOn}, a new finding that is ${severity} ends the step with ${exitCode}`, async (t) => {
    const config = `checks: {owner-added: {severity: ${severity}}}`;
    const scenario = await startScenario(t, { resources: 'users', config, 'fail-on': failOn });
    await scenario.night({ at: MONDAY });
    plantOwner(scenario);
    const night = await scenario.night({ at: TUESDAY });
    assert.equal(night.exitCode, exitCode, night.log.text);
    assert.equal(JSON.parse(night.outputs.findings ?? '').new[severity], 1);
  });
}

test('findings read as JSON and as a table, and join with the data', async (t) => {
  const scenario = await startScenario(t, inputs);
  await scenario.night({ at: MONDAY });
  plantOwner(scenario, { name: '=HYPERLINK("https://evil.example"), "Quoted"\nPerson' });
  await scenario.night({ at: TUESDAY });
  const folder = join(scenario.workspace, 'data');
  const { query } = await openDataFiles(t, folder);
  const json = `read_json('${folder}/_findings/findings.jsonl')`;
  const table = `read_csv('${folder}/_findings/findings.csv', header = true, all_varchar = true)`;
  const both = await query(`
    SELECT id, j.status, c.status AS status_in_table, c.text AS text, c.evidence::JSON->>'noticed' AS noticed
    FROM ${json} AS j FULL JOIN ${table} AS c USING (id) WHERE j.status = 'new' OR j.id IS NULL OR c.id IS NULL`);
  assert.deepEqual(both, [
    {
      ...{ id: OWNER, status: 'new', status_in_table: 'new', noticed: '2026-03-03' },
      text: `'=HYPERLINK("https://evil.example"), "Quoted"\nPerson (user-planted) joined the organisation as owner`,
    },
  ]);
  const joined = await query(`
    SELECT users.email FROM ${json} AS findings JOIN read_json('${folder}/users/users.jsonl') AS users
    ON findings.id = 'owner-added:' || users.id`);
  assert.deepEqual(joined, [{ email: 'planted.person@partner.example' }]);
  const [{ states }] = (await query(`
    SELECT count(DISTINCT "check".state)::INTEGER AS states
    FROM (SELECT unnest(checks) AS "check" FROM read_json('${folder}/_findings/checks.json'))`)) as [
    { states: number },
  ];
  assert.equal(states, 4, 'passed, found, not checked, off');
});

test('a resource that cannot be read leaves its checks undecided, and keeps what they found before', async (t) => {
  const scenario = await startScenario(t, { ...inputs, 'fail-on': 'finding:low' });
  await scenario.night({ at: MONDAY });
  plantOwner(scenario);
  await scenario.night({ at: TUESDAY });
  const before = await findingsIn(scenario);
  const match = { path: '/organization/users' };
  const fault = scenario.simulator.faults.add({ match, kind: 'status', status: 403 });
  const failed = await scenario.night({ at: WEDNESDAY });
  assert.match(failed.outputs['failed-resources'] ?? '', /users/);
  const record = (await recordsIn(scenario)).get('owner-added');
  assert.equal(record?.state, 'not checked');
  assert.match(record?.why ?? '', /users was not read completely/);
  assert.match(failed.summary, /users was not read completely[^\n]*<sub>[^\n]*Owner added/);
  const kept = (await findingsIn(scenario)).find(({ id }) => id === OWNER);
  assert.deepEqual(kept, { ...before.find(({ id }) => id === OWNER), status: 'standing' });

  fault.remove();
  const repaired = await scenario.night({ at: THURSDAY });
  assert.equal(repaired.exitCode, 0, repaired.log.text);
  assert.equal((await recordsIn(scenario)).get('owner-added')?.state, 'found');
  assert.deepEqual(
    (await findingsIn(scenario)).filter(({ status }) => status === 'new'),
    [],
  );
});

test('findings that cannot be read are told, and not written over', async (t) => {
  const scenario = await startScenario(t, { ...inputs, 'fail-on': 'finding:low' });
  await scenario.night({ at: MONDAY });
  plantOwner(scenario);
  const file = 'data/_findings/findings.jsonl';
  const good = await scenario.read(file);
  const damaged = `${good}<<<<<<< HEAD\n`;
  await scenario.write(file, damaged);
  const night = await scenario.night({ at: TUESDAY });
  assert.match(warningsOf(night).join('\n'), /_findings\/findings\.jsonl: .*line \d+ is no finding/);
  assert.deepEqual(below(night.after, 'data/_findings'), {
    ...below(night.before, 'data/_findings'),
    'findings.jsonl': damaged,
  });
  assert.deepEqual(JSON.parse(night.outputs.findings ?? '').new, { high: 0, medium: 0, low: 0 });
  assert.equal((await scenario.rows('users')).length, 5, 'the data is exported all the same');

  await scenario.write(file, good);
  const repaired = await scenario.night({ at: WEDNESDAY });
  assert.equal(repaired.exitCode, 1, 'what came meanwhile is new now');
  assert.deepEqual(
    (await findingsIn(scenario)).filter(({ status }) => status === 'new').map(({ id }) => id),
    [OWNER],
  );
});

test('findings lie in a store as in a folder', async (t) => {
  const place = await s3Place(t);
  const config = `checks: {}\ndestination-options: ${JSON.stringify(place.options)}`;
  const scenario = await startScenario(t, {
    ...{ resources: 'standard', 'start-date': '10d', config },
    ...{ destination: place.destination, 'fail-on': 'finding:high' },
  });
  const run = { env: place.env() };
  const first = await scenario.night({ at: MONDAY, run });
  assert.equal(first.exitCode, 0, first.log.text);
  plantOwner(scenario);
  const second = await scenario.night({ at: TUESDAY, run });
  assert.equal(second.exitCode, 1, second.log.text);
  const contents = below(await place.contents(place.destination), '_findings');
  assert.deepEqual(Object.keys(contents), ['checks.json', 'findings.csv', 'findings.jsonl']);
  assert.match(contents['findings.jsonl'] ?? '', /"id":"owner-added:user-planted".*"status":"new"/);
  const again = await scenario.night({ at: TUESDAY, run });
  assert.equal(again.exitCode, 1, again.log.text);
  assert.deepEqual(below(await place.contents(place.destination), '_findings'), contents);
});

test('where nothing can be replaced, findings are told and not kept', async (t) => {
  const place = await s3Place(t);
  const options = { ...place.options, 'settled-only': true, 'manifest-prefix': place.manifests };
  const config = `checks: {}\ndestination-options: ${JSON.stringify(options)}`;
  const scenario = await startScenario(t, {
    ...{ resources: 'users,admin_api_keys', config, destination: place.retained ?? '' },
  });
  const run = { env: place.env() };
  const asked = await scenario.night({ inputs: { 'fail-on': 'finding:low' }, run });
  assert.equal(asked.exitCode, 1);
  assert.match(asked.log.text, /'fail-on' asks for findings, but with `settled-only` no run can know/);
  for (const at of [MONDAY, TUESDAY]) {
    const night = await scenario.night({ at, run });
    assert.equal(night.exitCode, 0, night.log.text);
    assert.match(night.log.text, /##\[notice\]With `settled-only`, findings are not kept/);
    assert.equal(JSON.parse(night.outputs.findings ?? '').standing.medium, 1);
  }
  const paths = Object.keys(await place.contents(place.retained ?? ''));
  assert.deepEqual(
    paths.filter((path) => path.includes('_findings')),
    [],
  );
});

test('a pull request tells findings although those of its base are damaged, and repairs them', async (t) => {
  const scenario = await startGitHubScenario(t, { resources: 'users,projects', commit: 'pull-request' });
  const { github } = scenario;
  await scenario.night({ at: MONDAY });
  await github.mergePullRequest(1, 'squash');
  await github.commitAs('main', { 'data/_findings/findings.jsonl': '<<<<<<< HEAD\n' }, 'Resolve conflicts');
  plantOwner(scenario);
  const night = await scenario.night({ at: TUESDAY });
  assert.equal(night.exitCode, 0, told(night));
  assert.match(github.pullRequests[1]?.title ?? '', /1 new finding \(1 high\)/);
  await github.mergePullRequest(2, 'squash');
  assert.match((await scenario.data('main'))['_findings/findings.jsonl'] ?? '', /"id":"owner-added:user-planted"/);
});
