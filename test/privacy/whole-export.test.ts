import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Simulator } from '../../simulator/server.ts';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { simulatorFor } from '../simulator/ask.ts';
import { privacyOptions } from './hide.ts';
import { type PrivateNight, privateNights } from './nights.ts';

const DAY = 86_400;
const names = allResources.filter(({ idsRequired }) => !idsRequired).map(({ name }) => name);
const small = {
  users: 12,
  projects: 3,
  archivedProjects: 1,
  days: 20,
  auditEvents: 900,
  tenantEvents: 200,
  usageSeriesPerProject: 4,
};
const addresses = /[\w.+-]+(@|%40|\\u0040)[\w-]+\.\w+|(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])/i;

/** Names of the simulated people, whether they are members now or not. */
function peopleOf({ organization }: Simulator): string[] {
  return organization
    .list('users')
    .entries()
    .flatMap(({ row }) => (typeof row.name === 'string' ? [row.name] : []));
}

function organisation(t: TestContext): Promise<Simulator> {
  return simulatorFor(t, { size: small, quirks: { extraFields: true } });
}

/** A name that changes cannot be seen where names are redacted; a role can. */
function renameSomebody({ organization }: Simulator): void {
  const [user] = organization.list('users').entries();
  organization.list('users').update(user?.id ?? '', { name: 'Somebody Newly Named', role: 'newly given' });
}

function textsOf({ files, manifests, told, problems }: PrivateNight): [string, string][] {
  return [...Object.entries(files), ...Object.entries(manifests), ['log', told], ['problems', problems.join('\n')]];
}

function assertHidden(simulator: Simulator, texts: [string, string][]): void {
  const people = peopleOf(simulator);
  for (const [place, text] of texts) {
    assert.doesNotMatch(text, addresses, place);
    assert.deepEqual(
      people.filter((name) => text.includes(name)),
      [],
      place,
    );
  }
}

for (const mode of ['pseudonymize', 'redact'] as const) {
  test(`no name and no address of the organisation is in any file, manifest or log: ${mode}`, async (t) => {
    const simulator = await organisation(t);
    const { night } = await privateNights(t, simulator, names);
    const options = privacyOptions(mode);
    const first = await night(options);
    assert.deepEqual(first.problems, []);
    assert.ok(Object.keys(first.files).length > 100);
    assertHidden(simulator, textsOf(first));

    simulator.clock.set(simulator.clock.now() + 3 * DAY);
    renameSomebody(simulator);
    const second = await night(options);
    assert.ok(Object.keys(second.files).some((path) => path.startsWith('_changes/')));
    assertHidden(simulator, textsOf(second));
  });
}

test('an export in the open and one with pseudonyms have the same rows, keys and order', async (t) => {
  const simulator = await organisation(t);
  const open = await (await privateNights(t, simulator, names)).night(undefined);
  const hidden = await (await privateNights(t, simulator, names)).night(privacyOptions('pseudonymize'));
  const jsonl = (night: PrivateNight) =>
    Object.entries(night.files).filter(([path]) => path.endsWith('.jsonl') && !path.startsWith('_'));
  const skeleton = (text: string) => text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const idsOf = (text: string) => text.split('\n').map((line) => /"id":"[^"]*"/.exec(line)?.[0]);
  assert.deepEqual(
    jsonl(hidden).map(([path]) => path),
    jsonl(open).map(([path]) => path),
  );
  const before = new Map(jsonl(open));
  for (const [path, text] of jsonl(hidden)) {
    assert.deepEqual(idsOf(text), idsOf(before.get(path) ?? ''), path);
    // Rows of buckets are sorted by their text; all others must be the same but for their texts.
    if (!/^(costs|usage)/.test(path)) assert.equal(skeleton(text), skeleton(before.get(path) ?? ''), path);
  }
});

test('going over to pseudonyms hides what is stored, also in the change log, and names what it cannot', async (t) => {
  const simulator = await organisation(t);
  const chosen = ['users', 'project_users', 'project_user_roles', 'audit_logs'];
  const { night } = await privateNights(t, simulator, chosen);
  await night(undefined);
  simulator.clock.set(simulator.clock.now() + 3 * DAY);
  renameSomebody(simulator);
  const open = await night(undefined);
  const forgotten = Object.entries(open.files).filter(([path]) => path.startsWith('_'));
  assert.ok(forgotten.some(([path]) => path.startsWith('_changes/users/')));

  simulator.clock.set(simulator.clock.now() + DAY);
  const columns = { include: ['*.user_id', 'users.id'] };
  const options = privacyOptions('pseudonymize', columns);
  const since = { kind: 'age', seconds: 3 * DAY } as const;
  const start = { kind: 'absolute', seconds: simulator.clock.now() - 3 * DAY } as const;
  const anew = await night(options, { refreshFrom: since, start });
  const written = Object.entries(anew.files).filter(([path, text]) => open.files[path] !== text);
  assertHidden(simulator, written);
  const kept = Object.keys(anew.files).filter((path) => anew.files[path] === open.files[path]);
  const events = kept.filter((path) => path.startsWith('audit_logs/'));
  assert.ok(events.length > 0, 'what lies before stays');
  assert.ok(anew.told.includes(`audit_logs: these files stay as before: ${events[0]}, ${events[1]}`), anew.told);
  assert.match(
    anew.told,
    /users: these files stay as before: (_changes\/users\/\S+, ){1}_history\/users\/.*personal data in the open/,
  );
  assert.match(anew.files['project_user_roles/project_user_roles.jsonl'] ?? '', /"user_id":"id_[0-9a-f]{20}"/);

  const again = await night(options);
  assert.equal(again.files['users/users.jsonl'], anew.files['users/users.jsonl']);
  assert.doesNotMatch(again.told, /stay as before/);

  const otherKey = await night(privacyOptions('pseudonymize', columns, 'another key for tests'), {
    refreshFrom: { kind: 'age', seconds: DAY },
  });
  assert.match(otherKey.told, /users: no change log this time/);
  assert.notEqual(otherKey.files['users/users.jsonl'], anew.files['users/users.jsonl']);
});

test('events that the API serves no more are hidden when they are united with new ones', async (t) => {
  const quirks = { forgottenEvents: 1, lateEvents: 0 };
  const simulator = await simulatorFor(t, { size: small, quirks });
  const { night } = await privateNights(t, simulator, ['audit_logs']);
  const open = await night(undefined, { start: { kind: 'age', seconds: 5 * DAY } });
  simulator.clock.set(simulator.clock.now() + 35 * DAY);
  const age = { kind: 'age', seconds: 41 * DAY } as const;
  const hidden = await night(privacyOptions('pseudonymize'), { start: age, refreshFrom: age });
  const before = Object.entries(open.files).filter(([path]) => path.endsWith('.jsonl'));
  assert.ok(before.length >= 5);
  assertHidden(simulator, Object.entries(hidden.files));
  const idsOf = (text = ''): string[] => text.match(/"id":"audit_log[^"]*"/g) ?? [];
  for (const [path, text] of before) {
    assert.match(text, addresses);
    const ids = idsOf(hidden.files[path]);
    assert.ok(
      idsOf(text).every((id) => ids.includes(id)),
      path,
    );
  }
});

test('rows of a parent that cannot be read are kept by its pseudonym, which is all that is told of it', async (t) => {
  const simulator = await organisation(t);
  const { night } = await privateNights(t, simulator, ['user_roles']);
  const options = privacyOptions('pseudonymize', { include: ['*.user_id'] });
  const first = await night(options);
  const [user] = simulator.requests.flatMap(({ path }) => /users\/(user-[^/]+)\/roles/.exec(path)?.[1] ?? []);
  const body = JSON.stringify({ error: { message: 'Ann Example, ann@example.com, may not be read' } });
  simulator.faults.add({ match: { path: `/organization/users/${user}/roles` }, kind: 'status', status: 403, body });
  const second = await night(options);
  assert.equal(second.files['user_roles/user_roles.jsonl'], first.files['user_roles/user_roles.jsonl']);
  assert.match(second.problems.join(), /Could not be read below id_[0-9a-f]{20} \(GET \S+ answered 403, request \S+\)/);
  assert.doesNotMatch(second.problems.join(), /Ann/i);
  assert.ok(!second.problems.join().includes(String(user)));
  assertHidden(simulator, textsOf(second));
});
