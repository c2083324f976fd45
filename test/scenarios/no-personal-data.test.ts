import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { readFolder } from '../harness/workspace.ts';
import { below, linesOf, type Night, type Scenario, startScenario } from './scenario.ts';

/** What names a person, a key or an address, wherever it stands in a row. */
const PERSONAL = /^(id|name|email|user_email|redacted_value|ip_address|owner|user_id|recipients)$/;
/** Names and ids of kinds of things: models, roles that every organisation has. */
const HARMLESS = /^(rl-.*|gpt-.*|o\d.*|owner|reader|member|viewer)$/;

/** Every name, e-mail address, key and id of people in what was exported. */
function personalTexts(night: Night): Set<string> {
  const found = new Set<string>();
  const files = Object.entries(below(night.after, 'data')).filter(([path]) => path.endsWith('.jsonl'));
  for (const line of files.flatMap(([, text]) => linesOf(text))) collect(JSON.parse(line), '', found);
  return found;
}

function collect(value: unknown, name: string, found: Set<string>): void {
  if (Array.isArray(value)) for (const entry of value) collect(entry, name, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, field] of Object.entries(value)) collect(field, key, found);
  else if (typeof value === 'string' && PERSONAL.test(name) && !HARMLESS.test(value) && value.length > 3)
    found.add(value);
}

/** Everything that may be read by others than those who read the data. */
async function publicTexts(scenario: Scenario, night: Night): Promise<Record<string, string>> {
  const manifests = Object.entries(below(night.after, 'data/_manifests'));
  const states = scenario.cache
    .entries()
    .map(async ({ key }) => ({ [key]: '', ...(await scenario.cache.contents(key)) }));
  return Object.assign(
    { log: night.stdout + night.stderr, summary: night.summary, outputs: JSON.stringify(night.outputs) },
    Object.fromEntries(manifests.map(([path, text]) => [`manifest ${path}`, path + text])),
    ...(await Promise.all(states)),
  );
}

async function assertNothingPersonal(scenario: Scenario, night: Night): Promise<void> {
  const personal = personalTexts(night);
  assert.ok(personal.size > 50, `only ${personal.size} texts to look for`);
  for (const [place, given] of Object.entries(await publicTexts(scenario, night))) {
    // The runner is told once which text to mask; it never shows that line.
    const text = given.replace(`::add-mask::${scenario.simulator.adminKey}`, '');
    assert.ok(!text.includes(scenario.simulator.adminKey), `the key is in ${place}`);
    const said = [...personal].filter((word) => text.includes(word));
    assert.deepEqual(said, [], place);
  }
}

test('no name, address, key or id of the organisation gets into state, manifests, log, summary or outputs', async (t) => {
  const names = allResources.filter(({ idsRequired }) => !idsRequired).map(({ name }) => name);
  const scenario = await startScenario(t, { resources: names.join(','), 'start-date': '10d' }, { membersPath: true });
  const first = await scenario.night();
  assert.equal(first.exitCode, 0, first.log.text);
  await assertNothingPersonal(scenario, first);

  const users = scenario.simulator.organization.list('users');
  users.update(users.entries()[0]?.id ?? '', { name: 'Somebody Newly Named' });
  const second = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.equal(second.exitCode, 0, second.log.text);
  assert.ok(personalTexts(second).has('Somebody Newly Named'));
  await assertNothingPersonal(scenario, second);

  const debugged = await scenario.night({ run: { env: { RUNNER_DEBUG: '1' } } });
  assert.ok(debugged.log.debug.some((line) => line.startsWith('GET /organization/users 200')));
  const { adminKey } = scenario.simulator;
  assert.equal(debugged.log.masks[0], adminKey);
  const debug = debugged.log.debug.join('\n');
  assert.ok(!debug.includes(adminKey));
  assert.doesNotMatch(debug, /@example\.com|Newly Named/);
});

test('the name of the organisation is kept as a hash alone', async (t) => {
  const scenario = await startScenario(t, { resources: 'users' });
  const night = await scenario.night();
  const manifest = JSON.parse(await scenario.read('data/_manifests/users.json'));
  assert.match(manifest.organization, /^[0-9a-f]{16}$/);
  const { id, name } = scenario.simulator.organization;
  for (const [place, text] of Object.entries(await publicTexts(scenario, night)))
    assert.ok(!text.includes(id) && !text.includes(name), place);
});

test('an answer that quotes data where it should not is not repeated', async (t) => {
  const scenario = await startScenario(t, { resources: 'users,invites', config: 'retries: 0' });
  const body = '[{"email": "private.person@example.com" oops';
  scenario.simulator.faults.add({ match: { path: '/organization/invites' }, kind: 'body', body });
  const night = await scenario.night();
  assert.equal(night.exitCode, 1);
  assert.match(night.log.text, /the answer is not JSON, or was cut/);
  assert.doesNotMatch(night.stdout + night.stderr + night.summary, /private/);
});

test('nothing of the data stays behind in the folder for temporary files, however the run ends', async (t) => {
  const scenario = await startScenario(t, { resources: 'users,project_users,audit_logs', 'start-date': '5d' });
  const good = await scenario.night();
  assert.equal(good.exitCode, 0);
  const personal = personalTexts(good);
  scenario.simulator.faults.add({ match: { path: '/organization/users' }, kind: 'status', status: 400 });
  assert.equal((await scenario.night()).exitCode, 1);
  // The toolkit of the cache leaves lists of file names behind, and each run its record.
  for (const [path, text] of Object.entries(await readFolder(scenario.temp))) {
    assert.match(path, /^[0-9a-f-]{36}\/manifest\.txt$|^openai-admin-run-\w+\/run-record\.json$/);
    assert.deepEqual(
      [...personal].filter((word) => text.includes(word)),
      [],
      path,
    );
  }
});
