import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ApiVerification, Comparison } from '../../src/verify/against-api/comparison.ts';
import { readFolder } from '../harness/workspace.ts';
import { linesOf, type Scenario, secondsOf } from '../scenarios/scenario.ts';
import { exportOnce, type Verified, verify } from './exported.ts';

// The organisation goes on: what is compared at once has not changed by itself.
const NOW = '2026-03-08T04:17:00Z';
const KEY = 'fake-pseudonym-key-of-thirty-two-characters';

async function compare(scenario: Scenario, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Verified> {
  const { url, adminKey, clock } = scenario.simulator;
  return verify(scenario, ['--against-api', '--from', '2026-02-20', '--to', '2026-03-01', '--base-url', url, ...args], {
    at: new Date(clock.now() * 1000).toISOString(),
    env: { OPENAI_ADMIN_KEY: adminKey, ...env },
  });
}

async function compareJson(
  scenario: Scenario,
  ...args: string[]
): Promise<{ code: number; of(resource: string): Comparison }> {
  const { code, page, told } = await compare(scenario, [...args, '--json']);
  assert.notEqual(page, '', told);
  const { resources }: ApiVerification = JSON.parse(page);
  return { code, of: (name) => resources.find(({ resource }) => resource === name) as Comparison };
}

/** An export whose period is settled, but for the costs. */
function settledExport(t: TestContext, inputs: Record<string, string> = {}): Promise<Scenario> {
  return exportOnce(t, inputs, NOW);
}

/** The file of events with most rows in the period, and its lines. */
async function busyDay({ workspace }: Scenario): Promise<{ path: string; lines: string[] }> {
  const files = Object.entries(await readFolder(join(workspace, 'data/audit_logs')));
  const days = files
    .filter(([path]) => path.startsWith('date=2026-02-2') && path.endsWith('.jsonl'))
    .map(([path, text]) => ({ path: `data/audit_logs/${path}`, lines: linesOf(text) }));
  return days.sort((a, b) => b.lines.length - a.lines.length)[0] as { path: string; lines: string[] };
}

test('an export that agrees with the API is told on one page, with what stands behind it', async (t) => {
  const scenario = await settledExport(t, { format: 'csv.gz,jsonl' });
  const seen = scenario.simulator.requests.length;
  const before = await readFolder(scenario.workspace);
  const { code, page, told } = await compare(scenario);
  assert.equal(code, 0, page + told);
  assert.deepEqual(await readFolder(scenario.workspace), before);
  assert.match(
    page,
    /^# Export compared with the API\n\n\*\*All right: \d+ rows of 5 resources agree with the API\.\*\*/,
  );
  assert.match(page, /\| Period \| 2026-02-20 to 2026-03-01 UTC, the last day not included \|/);
  assert.match(page, /\| Compared \| 2026-03-08T04:17Z to 2026-03-08T04:17Z \|/);
  assert.match(page, /\| Tool \| OpenAI Admin Export \d+\.\d+\.\d+ \|/);
  assert.match(page, /\| audit_logs \| (\d+) \| \1 \| \1 \| 0 \| 0 \| 0 \| agrees \|/);
  assert.match(page, /\| users \| (\d) \| \1 \| \1 \| 0 \| 0 \| 0 \| unchanged since 2026-03-08 \(as of now\) \|/);
  assert.match(page, /costs: 2026-02 not settled yet/);
  const asked = scenario.simulator.requests.slice(seen).filter(({ path }) => path === '/organization/audit_logs');
  const ids = asked.slice(-2).map(({ requestId }) => requestId);
  assert.match(page, new RegExp(`audit_logs \\| \`[0-9a-f]{64}\` \\| 2 \\| \`${ids[0]}\` \\| \`${ids[1]}\``));
  assert.doesNotMatch(page + told, /@|sk-admin/);
});

test('events that are missing, extra and different are listed by id, with fields and never with what they hold', async (t) => {
  const scenario = await settledExport(t, { resources: 'audit_logs' });
  const { path, lines } = await busyDay(scenario);
  const [gone = '', altered = '', ...rest] = lines;
  const idOf = (line: string): string => JSON.parse(line).id;
  const changed = altered.replace(/"actor":\{/, '"actor":{"note":"somebody@example.com",');
  assert.notEqual(changed, altered);
  await scenario.write(path, `${[changed, ...rest].join('\n')}\n`);
  const [forgotten = ''] = [...rest].reverse();
  scenario.simulator.organization.events.update(idOf(forgotten), { forgottenFrom: secondsOf('2026-03-08T04:00:00Z') });
  const found = await compareJson(scenario);
  const events = found.of('audit_logs');
  assert.equal(found.code, 1);
  assert.deepEqual([events.missing.count, events.extra.count, events.different.count], [1, 1, 1]);
  assert.ok(events.missing.listed[0]?.startsWith(`${idOf(gone)} (2026-02-2`));
  assert.ok(events.extra.listed[0]?.startsWith(idOf(forgotten)));
  assert.match(events.different.listed[0] ?? '', new RegExp(`^${idOf(altered)} \\(.*Z\\): actor__note$`));
  const { page } = await compare(scenario);
  assert.match(page, /\*\*Not all right: audit_logs differ from the API/);
  assert.match(page, /audit_logs\/date=.*is not what its manifest says: its rows or its SHA-256 differ/);
  assert.match(page, /1 event is missing in the files, which the API serves\. Set `refresh-from: 2026-02-20`/);
  assert.match(page, /1 event is not what the API serves\. Find out who changed them/);
  assert.match(page, /1 event is in the files, and no longer served by the API\. An export keeps them as evidence/);
  assert.doesNotMatch(page, /somebody/);
});

test('what the API has forgotten is evidence, and no fault', async (t) => {
  const scenario = await settledExport(t, { resources: 'audit_logs' });
  const { lines } = await busyDay(scenario);
  scenario.simulator.organization.events.remove(JSON.parse(lines[0] ?? '').id);
  const { code, page } = await compare(scenario);
  assert.equal(code, 0, page);
  assert.match(page, /\| 0 \| 1 \| 0 \| agrees, and keeps more \|/);
});

for (const [format, now, kind, told] of [
  [
    'jsonl',
    '2026-04-06T04:17:00Z',
    'wrong',
    /^the API says otherwise now of 1 row \(0 missing, 0 extra, 1 different\)$/,
  ],
  ['csv', NOW, 'unverified', /of 1 row \(0 missing, 0 extra, 1 different\), all in periods that are not settled$/],
] as const) {
  test(`costs that were restated are told by day and grouping: ${format}`, async (t) => {
    const scenario = await exportOnce(t, { resources: 'costs', format }, now);
    let isFirst = true;
    scenario.simulator.organization.usage.change('costs', secondsOf('2026-02-25'), (entry) => {
      const amount = (entry.metrics.amount ?? 0) + (isFirst ? 1_000_000_000 : 0);
      isFirst = false;
      return { ...entry, metrics: { ...entry.metrics, amount } };
    });
    const found = await compareJson(scenario);
    const costs = found.of('costs');
    assert.equal(found.code, 1);
    assert.deepEqual([costs.missing.count, costs.extra.count, costs.different.count], [0, 0, 1]);
    assert.match(costs.different.listed[0] ?? '', /^2026-02-25 project_id=proj_\w+ line_item=.*: amount__value$/);
    assert.deepEqual([costs.problems.length, costs.problems[0]?.kind], [1, kind]);
    assert.match(costs.problems[0]?.text ?? '', told);
  });
}

test('snapshots are compared as of now, which is no fault of theirs', async (t) => {
  const scenario = await settledExport(t, { resources: 'users,project_api_keys' });
  const users = scenario.simulator.organization.list('users');
  const [first, second] = users.entries();
  users.update(first?.id ?? '', { role: 'nobody' });
  users.remove(second?.id ?? '');
  const { code, page } = await compare(scenario);
  assert.equal(code, 0, page);
  assert.match(page, /\| users \| 5 \| 4 \| 3 \| 0 \| 1 \| 1 \| has changed since 2026-03-08 \(as of now\) \|/);
  assert.match(page, /1 snapshot changed since, as is usual/);
  assert.match(page, /## users \(as of now\)/);
  assert.match(page, new RegExp(`- \`${first?.id}: role\``));
});

test('what was hidden is hidden again to be compared, and without the key it is not compared', async (t) => {
  const inputs = { resources: 'audit_logs,users', privacy: 'pseudonymize', 'pseudonym-key': KEY };
  const scenario = await settledExport(t, inputs);
  assert.equal((await compare(scenario, [], { PSEUDONYM_KEY: KEY })).code, 0);
  const without = await compare(scenario);
  assert.equal(without.code, 1);
  assert.match(without.page, /\*\*Not all of it could be compared/);
  assert.match(without.page, /audit_logs: it was written with pseudonyms, .* Set PSEUDONYM_KEY to the secret/);
  const other = await compare(scenario, [], { PSEUDONYM_KEY: `${KEY}-other` });
  assert.match(other.page, /users: PSEUDONYM_KEY is not the key of its pseudonyms/);
  const redacted = await settledExport(t, { resources: 'audit_logs,users', privacy: 'redact' });
  assert.equal((await compare(redacted)).code, 0);
});

test("the destination's own shape is asked for: filters, grouping, width", async (t) => {
  const config = JSON.stringify({
    'group-by': 'project_id,model',
    'bucket-width': '1h',
    'event-types': ['api_key.created'],
  });
  const scenario = await settledExport(t, { resources: 'usage_completions,audit_logs', config });
  const { code, page } = await compare(scenario);
  assert.equal(code, 0, page);
  const [asked = ''] = scenario.simulator.requests
    .filter(({ path }) => path.endsWith('/completions'))
    .slice(-1)
    .map(({ query }) => query);
  assert.match(asked, /bucket_width=1h.*group_by=project_id&group_by=model/);
});

test('what was never exported, cannot be read, or is of another organisation is told apart from what differs', async (t) => {
  const scenario = await settledExport(t, {
    resources: 'audit_logs,projects,project_users',
    'start-date': '2026-02-25',
  });
  const { simulator } = scenario;
  const early = await compare(scenario, ['--resources', 'audit_logs']);
  assert.equal(early.code, 1);
  assert.match(early.page, /2026-02-20 to 2026-02-25 is not known to be in the files/);
  assert.match(early.page, /\| 0 \| 0 \| 0 \| agrees, as far as compared \|/);
  const absent = await compare(scenario, ['--resources', 'costs']);
  assert.match(absent.page, /costs was never exported to the folder data/);

  const [project] = simulator.truth.reads('project_users');
  simulator.faults.add({ match: { path: project?.path ?? '' }, kind: 'status', status: 403, body: 'no' });
  const part = await compare(scenario, ['--resources', 'project_users']);
  simulator.faults.clear();
  assert.equal(part.code, 1);
  assert.match(part.page, /project_users: could not be read again: Could not be read below proj_/);
  assert.match(part.page, /\| project_users \|.*\| not compared \|/);

  const wrongKey = await compare(scenario, [], { OPENAI_ADMIN_KEY: 'sk-admin-fake-and-unknown' });
  assert.deepEqual([wrongKey.code, wrongKey.page], [1, '']);
  assert.match(wrongKey.told, /^openai-admin-export: .*401/);
  const path = 'data/_manifests/audit_logs.json';
  const text = await scenario.read(path);
  await scenario.write(path, text.replace(/"organization": "\w+"/, '"organization": "ffffffffffffffff"'));
  const other = await compare(scenario, ['--resources', 'audit_logs']);
  await scenario.write(path, text);
  assert.match(other.told, /The key belongs to another organisation/);
});

test("a resource of somebody's own is not compared, and says so", async (t) => {
  const custom = [{ name: 'own_users', path: '/organization/users', 'primary-key': 'id' }];
  const scenario = await settledExport(t, { resources: JSON.stringify(custom) });
  const { code, page } = await compare(scenario);
  assert.equal(code, 1);
  assert.match(page, /own\\?_users is a resource of your own, whose path no manifest tells/);
});

for (const [mode, told] of [
  ['discard-columns', /audit_logs: \d+ rows without the fields that were left out by `on-schema-change`/],
  ['discard-rows', /audit_logs: \d+ rows left out by `on-schema-change`: what is stored is not all that the API gave/],
] as const) {
  test(`an export with \`on-schema-change: ${mode}\` is compared by the same contract, and what it left out is told`, async (t) => {
    const config = `{on-schema-change: ${mode}, resource-options: {users: {known-fields: [organization_id]}}}`;
    const scenario = await settledExport(t, { config });
    const { code, page } = await compare(scenario);
    assert.equal(code, 0, page);
    assert.match(page, /\*\*All right: \d+ rows of 5 resources agree with the API\.\*\*/);
    assert.match(page, told);
  });
}
