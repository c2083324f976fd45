import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells } from '../../../src/audit/audit-data.ts';
import type { Check, Finding } from '../../../src/audit/check.ts';
import * as protection from '../../../src/audit/checks/protection.ts';
import { ago, dayAgo, event, found, organisation, subjects } from './organisation.ts';

const actor: Cells = { actor__session__user__id: 'user-1', actor__session__user__email: 'ann@example.org' };
const scim = (id: string, state: string, days: number, of = 'scim_1') =>
  event(id, `scim.${state}`, ago(days), actor, { id: of });

/** What becomes of an earlier finding of a check, given the events that are looked at now. */
function fate(check: Check, subject: string, evidence: Record<string, string>, events: Cells[]) {
  const parts = { check: check.id, severity: 'high', status: 'standing', since: dayAgo(40) } as const;
  const earlier: Finding = { id: `${check.id}:${subject}`, ...parts, baseline: false, text: '', evidence };
  return check.afterwards?.(organisation({ events }), earlier, {});
}

test('SCIM is off until the same SCIM is on again', () => {
  const off = scim('e1', 'disabled', 5);
  assert.deepEqual(found(protection.scimDisabled, { events: [off] }), [
    {
      subject: 'scim_1',
      text: `SCIM connection scim_1 was switched off on ${dayAgo(5)}`,
      evidence: { event: 'e1', type: 'scim.disabled', effective_at: ago(5), actor: 'ann@example.org (user-1)' },
    },
  ]);
  assert.deepEqual(subjects(protection.scimDisabled, { events: [off, scim('e2', 'enabled', 4)] }), []);
  assert.deepEqual(subjects(protection.scimDisabled, { events: [off, scim('e2', 'enabled', 4, 'scim_2')] }), [
    'scim_1',
  ]);
  assert.deepEqual(subjects(protection.scimDisabled, { events: [scim('e0', 'enabled', 6), off] }), ['scim_1']);
  assert.deepEqual(subjects(protection.scimDisabled, { events: [scim('e0', 'enabled', 6)] }), []);
});

test('an event without a payload is not lost', () => {
  const [nameless] = found(protection.scimDisabled, { events: [event('e', 'scim.disabled', ago(1))] });
  assert.equal(nameless?.subject, 'unknown');
  assert.equal(nameless?.text, `SCIM connection (id not given) was switched off on ${dayAgo(1)}`);
});

test('what was switched off stands when its event has left the days looked at, until an event switches it on', () => {
  const evidence = { type: 'scim.disabled' };
  assert.equal(fate(protection.scimDisabled, 'scim_1', evidence, []), 'stands');
  assert.equal(fate(protection.scimDisabled, 'scim_1', evidence, [scim('e', 'enabled', 1, 'scim_2')]), 'stands');
  assert.equal(fate(protection.scimDisabled, 'scim_1', evidence, [scim('e', 'enabled', 1)]), 'resolved');
  const sso = { type: 'tenant.sso_connection.deleted' };
  const other = event('e', 'tenant.sso_connection.created', ago(1), {}, { id: 'conn_2' });
  assert.equal(fate(protection.ssoConnectionDeleted, 'conn_1', sso, []), 'stands');
  assert.equal(fate(protection.ssoConnectionDeleted, 'conn_1', sso, [other]), 'resolved');
});

for (const [check, off, on] of [
  [protection.ssoConnectionDeleted, 'tenant.sso_connection.deleted', 'tenant.sso_connection.created'],
  [protection.scimDeletionRequested, 'tenant.scim.deletion.requested', 'tenant.scim.directory.created'],
  [protection.externalKeyRemoved, 'external_key.removed', 'external_key.registered'],
] as const) {
  test(`${check.id}: another in its place, before or after, is enough while it is there`, () => {
    const deleted = event('e2', off, ago(5), actor, { id: 'a' });
    const another = (days: number) => event('e1', on, ago(days), actor, { id: 'b' });
    assert.deepEqual(subjects(check, { events: [deleted] }), ['a']);
    assert.deepEqual(subjects(check, { events: [another(6), deleted] }), []);
    assert.deepEqual(subjects(check, { events: [deleted, another(4)] }), []);
    const gone = event('e3', off, ago(1), actor, { id: 'b' });
    assert.deepEqual(subjects(check, { events: [another(6), deleted, gone] }), ['a', 'b']);
  });
}

test('what an earlier event excused does not appear once that event has left the days looked at', () => {
  const check = protection.ssoConnectionDeleted;
  for (const [days, may] of [
    [29, false],
    [21, false],
    [20, true],
    [1, true],
  ] as const) {
    const events = [event('e', 'tenant.sso_connection.deleted', ago(days), {}, { id: 'a' })];
    const data = organisation({ events });
    const [discovery] = check.find(data, {});
    assert.equal(discovery && check.mayAppear?.(data, discovery), may, `${days} days`);
  }
});

test('an allow list is off after it was deactivated or deleted, unless one is known to be active', () => {
  const check = protection.ipAllowListOff;
  const configs = (id: string, turn: string, days: number, ...names: string[]) =>
    event(
      id,
      `ip_allowlist.config.${turn}`,
      ago(days),
      {},
      { configs: names.map((name) => ({ id: name, name: 'Office' })) },
    );
  const deleted = event('e5', 'ip_allowlist.deleted', ago(1), {}, { id: 'ip_1', name: 'Office', allowed_ips: [] });
  const off = configs('e1', 'deactivated', 3, 'ip_1', 'ip_2');
  assert.deepEqual(subjects(check, { events: [off] }), ['ip_1', 'ip_2']);
  assert.equal(
    found(check, { events: [off, deleted] })[0]?.text,
    `IP allow list Office (ip_1) was deleted on ${dayAgo(1)}`,
  );
  assert.deepEqual(subjects(check, { events: [off, configs('e2', 'activated', 2, 'ip_2')] }), []);
  assert.deepEqual(subjects(check, { events: [configs('e0', 'activated', 4, 'ip_3'), off] }), []);
  assert.deepEqual(subjects(check, { events: [configs('e0', 'activated', 4, 'ip_1'), deleted] }), ['ip_1']);
});

test('an allow list is open to all while its last text holds a range of every address', () => {
  const check = protection.ipAllowListOpen;
  const list = (id: string, turn: string, days: number, ...allowed_ips: string[]) =>
    event(id, `ip_allowlist.${turn}`, ago(days), {}, { id: 'ip_1', allowed_ips });
  const open = list('e1', 'updated', 3, '198.51.100.0/24', '0.0.0.0/0');
  assert.deepEqual(subjects(check, { events: [open] }), ['ip_1']);
  assert.deepEqual(subjects(check, { events: [list('e1', 'created', 3, '::/0')] }), ['ip_1']);
  assert.deepEqual(subjects(check, { events: [list('e1', 'created', 3, '10.0.0.0/8', '10.0.0.0/10', '::1')] }), []);
  assert.deepEqual(subjects(check, { events: [open, list('e2', 'updated', 1, '10.0.0.0/8')] }), []);
  assert.deepEqual(subjects(check, { events: [open, list('e2', 'deleted', 1, '0.0.0.0/0')] }), []);
  assert.equal(fate(check, 'ip_1', {}, []), 'stands');
  assert.equal(fate(check, 'ip_1', {}, [list('e2', 'updated', 1, '10.0.0.0/8')]), 'resolved');
});
