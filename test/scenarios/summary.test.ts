import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSnapshot, normalise } from '../harness/snapshot.ts';
import { assertWhole } from '../reporting/markdown/whole-markdown.ts';
import { eventVariables } from './event-file.ts';
import { personalTexts, whereFound } from './personal-data.ts';
import { type Night, startScenario } from './scenario.ts';

const inputs = { resources: 'standard', 'start-date': '40d' };
const told = (night: Night) => night.log.text + night.summary;

test('the summaries of a first backfill, a quiet night and a bad one answer what happened, what is complete and what to do', async (t) => {
  const scenario = await startScenario(t, inputs, { historyDays: 30 });
  const env = await eventVariables(t, 'schedule', { repository: { visibility: 'private' } });
  const first = await scenario.night({ run: { env } });
  const quiet = await scenario.night({ at: '2026-03-03T04:17:00Z', run: { env } });
  const { faults } = scenario.simulator;
  const scopes = { error: { message: 'You have insufficient permissions. Missing scopes: api.management.read' } };
  faults.add({ match: { path: '/organization/users' }, kind: 'status', status: 403, body: scopes });
  faults.add({ match: { path: '/organization/invites' }, kind: 'status', status: 403, body: scopes });
  faults.add({ match: { path: '/organization/costs' }, kind: 'status', status: 500 });
  const bad = await scenario.night({ at: '2026-03-04T04:17:00Z', inputs: { config: 'retries: 0' }, run: { env } });
  const nights = { 'A first backfill': first, 'A quiet night': quiet, 'A bad night': bad };
  for (const night of Object.values(nights)) assertWhole(night.summary);
  const text = Object.entries(nights).map(([title, night]) => `===== ${title} =====\n\n${night.summary}`);
  const places = { workspace: scenario.workspace, temp: scenario.temp, api: scenario.simulator.url };
  // The number of a request depends on which of those side by side was faster.
  assertSnapshot(
    t,
    import.meta.url,
    'summaries.txt',
    normalise(text.join('\n'), places).replace(/\breq_\d+/g, 'req_…'),
  );
  assert.equal(bad.log.annotations.filter(({ type }) => type === 'error').length, 2, told(bad));
  const [scope] = bad.log.annotations;
  assert.match(scope?.message ?? '', /^users: .*The same for invites\. See docs\/troubleshooting\.md#access-lost$/);
});

test('a public repository sees counts: no name, address, id of a person, project or amount', async (t) => {
  const scenario = await startScenario(t, { resources: 'all', 'start-date': '10d' });
  const env = await eventVariables(t, 'schedule', { repository: { visibility: 'public' } });
  const first = await scenario.night({ run: { env } });
  assert.equal(first.exitCode, 0, told(first));
  const [user] = scenario.simulator.truth.reads('user_roles').map(({ ids }) => String(Object.values(ids)[0]));
  const message = 'ada.example@partner.example at 203.0.113.7 may not';
  const path = `/organization/users/${user}/roles`;
  scenario.simulator.faults.add({ match: { path }, kind: 'status', status: 500, body: { error: { message } } });
  const second = await scenario.night({
    at: '2026-03-03T04:17:00Z',
    inputs: { config: '{retries: 0, checks: {}}' },
    run: { env },
  });
  assert.equal(second.outputs.status, 'partial', told(second));
  const projects = (await scenario.rows('projects')).map((row) => String(JSON.parse(row).name));
  const secrets = new Set([
    ...personalTexts(scenario.simulator),
    ...projects,
    String(user),
    'ada.example',
    'partner.example',
    '203.0.113.7',
  ]);
  for (const { stdout, stderr, summary, log } of [first, second]) {
    const places = new Map(
      Object.entries({ log: stdout + stderr, summary, annotations: JSON.stringify(log.annotations) }),
    );
    assert.deepEqual(whereFound(secrets, places), []);
    assert.doesNotMatch(summary, /\d USD/);
    assert.match(summary, /Spend and the names of projects are not shown/);
    assert.match(summary, /### Audit events by day/);
  }
});

test('a run that ends before it exports anything says why in the summary too, unless none is wanted', async (t) => {
  const scenario = await startScenario(t, inputs);
  const wrong = { 'api-key': 'sk-admin-wrong' };
  const night = await scenario.night({ inputs: wrong });
  assert.equal(night.exitCode, 1);
  assert.match(
    night.summary,
    /❌ Failed: the run ended before anything was exported\.\*\*\n\nGET .* answered 401.*sk-admin-/,
  );
  assert.equal((await scenario.night({ inputs: { ...wrong, report: 'html' } })).summary, '');
  const mistaken = await scenario.night({ inputs: { resources: 'usrs', format: 'xml' } });
  assert.match(mistaken.summary, /\n- .*usrs.*\n- .*xml|\n- .*xml.*\n- .*usrs/);
});

test('twenty resources with one trouble make one error, and the runner drops none', async (t) => {
  const scenario = await startScenario(t, { resources: 'all', 'start-date': '10d', config: 'retries: 0' });
  await scenario.night();
  scenario.simulator.faults.add({ match: { path: '/organization/users' }, kind: 'status', status: 403 });
  for (const name of ['completions', 'embeddings', 'images', 'moderations'])
    scenario.simulator.faults.add({ match: { path: `/organization/usage/${name}` }, kind: 'status', status: 503 });
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.equal(night.log.droppedAnnotations, 0);
  const errors = night.log.annotations.filter(({ type }) => type === 'error');
  assert.ok(errors.length <= 3, told(night));
  assert.match(errors.map(({ message }) => message).join('\n'), /The same for usage_/);
});
