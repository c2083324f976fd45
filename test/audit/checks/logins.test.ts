import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells } from '../../../src/audit/audit-data.ts';
import type { Finding } from '../../../src/audit/check.ts';
import { auditLogSilent, failedLoginsThenSuccess } from '../../../src/audit/checks/logins.ts';
import { ago, dayAgo, event, found, organisation, subjects } from './organisation.ts';

let sequence = 0;

function login(result: 'failed' | 'succeeded', minute: number, user: string | null, address: string | null): Cells {
  const at = new Date(Date.parse('2026-11-20T10:00:00Z') + minute * 60_000).toISOString().replace('.000Z', 'Z');
  const more = {
    actor__session__user__id: user,
    actor__session__user__email: user && `${user}@example.org`,
    actor__session__ip_address: address,
  };
  sequence += 1;
  return event(`e${String(sequence).padStart(4, '0')}`, `login.${result}`, at, more);
}

const failures = (minutes: number[], user: string | null, address: string | null) =>
  minutes.map((minute) => login('failed', minute, user, address));

test('five failures of one user within 15 minutes, then a success within 15 more, are one finding', () => {
  const success = login('succeeded', 30, 'ann', '203.0.113.9');
  const events = [...failures([0, 4, 8, 12, 15], 'ann', '203.0.113.1'), success, login('succeeded', 31, 'ann', null)];
  assert.deepEqual(found(failedLoginsThenSuccess, { events }), [
    {
      subject: success.id,
      text: `ann@example.org (ann) signed in at 2026-11-20T10:30:00Z from 203.0.113.9, right after 5 failed logins (event ${success.id})`,
      evidence: { event: success.id, effective_at: '2026-11-20T10:30:00Z', failures: '5', ip_address: '203.0.113.9' },
    },
  ]);
});

test('four failures, five over longer, a late success and a success in between are no burst', () => {
  const success = (minute: number) => login('succeeded', minute, 'ann', null);
  const near = {
    four: [...failures([0, 1, 2, 3], 'ann', null), success(4)],
    slow: [...failures([0, 4, 8, 12, 16], 'ann', null), success(17)],
    late: [...failures([0, 1, 2, 3, 4], 'ann', null), success(20)],
    between: [...failures([0, 1, 2], 'ann', null), success(3), ...failures([4, 5], 'ann', null), success(6)],
    others: [...failures([0, 1, 2], 'ann', null), ...failures([3, 4], 'ben', null), success(5)],
    unanswered: failures([0, 1, 2, 3, 4, 5], 'ann', null),
    unknown: [...failures([0, 1, 2, 3, 4], null, null), login('succeeded', 5, null, null)],
  };
  for (const [name, events] of Object.entries(near)) {
    assert.deepEqual(subjects(failedLoginsThenSuccess, { events }), [], name);
  }
});

test('failures of many users from one address count for the address', () => {
  const guesses = ['a', 'b', 'c', 'd', 'e'].map((user, minute) => login('failed', minute, user, '203.0.113.1'));
  const success = login('succeeded', 5, 'f', '203.0.113.1');
  assert.deepEqual(subjects(failedLoginsThenSuccess, { events: [...guesses, success] }), [success.id]);
  const elsewhere = login('succeeded', 5, 'f', '203.0.113.2');
  assert.deepEqual(subjects(failedLoginsThenSuccess, { events: [...guesses, elsewhere] }), []);
});

test('people behind one address who mistype, and then sign in, are no burst', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f'];
  const office = people.flatMap((user, index) => [
    login('failed', index, user, '203.0.113.1'),
    login('succeeded', index + 0.5, user, '203.0.113.1'),
  ]);
  const together = [
    ...people.map((user) => login('failed', 0, user, '203.0.113.1')),
    ...people.map((user) => login('succeeded', 1, user, '203.0.113.1')),
  ];
  assert.deepEqual(subjects(failedLoginsThenSuccess, { events: office }), []);
  assert.deepEqual(subjects(failedLoginsThenSuccess, { events: together }), []);
});

test('failures that name only the e-mail address, in whatever case, count for its user', () => {
  const guesses = [0, 1, 2, 3, 4].map((minute) => ({
    ...login('failed', minute, null, `203.0.113.${minute}`),
    actor__session__user__email: 'Ann@example.org',
  }));
  const success = login('succeeded', 5, 'ann', '203.0.113.9');
  assert.deepEqual(subjects(failedLoginsThenSuccess, { events: [...guesses, success] }), [success.id]);
});

test('redacted addresses are not one address', () => {
  const guesses = ['a', 'b', 'c', 'd', 'e'].map((user, minute) => login('failed', minute, user, 'redacted'));
  const events = [...guesses, login('succeeded', 5, 'f', 'redacted')];
  assert.deepEqual(subjects(failedLoginsThenSuccess, { events }), []);
});

test('a failure and a success of the same second, and unnamed users by address, are seen', () => {
  const success = login('succeeded', 4, 'ann', null);
  assert.deepEqual(
    subjects(failedLoginsThenSuccess, { events: [success, ...failures([0, 1, 2, 3, 4], 'ann', null)] }),
    [success.id],
  );
});

test('a burst lapses with the days looked at', () => {
  const finding = (effective_at: string): Finding => ({
    ...{ id: 'x:y', check: 'x', severity: 'high', status: 'standing', since: dayAgo(30), baseline: false, text: '' },
    evidence: { effective_at },
  });
  const fate = (at: string) =>
    failedLoginsThenSuccess.afterwards?.(organisation({}), finding(at), failedLoginsThenSuccess.thresholds);
  assert.equal(fate('2026-10-25T00:10:00Z'), 'lapsed');
  assert.equal(fate('2026-11-01T00:10:00Z'), 'resolved');
});

test('the audit log is silent from the day that the threshold says', () => {
  assert.deepEqual(subjects(auditLogSilent, { newest: ago(7) }), ['organization']);
  assert.deepEqual(subjects(auditLogSilent, { newest: ago(6) }), []);
  assert.deepEqual(found(auditLogSilent, {})[0]?.text, 'No audit event since 2026-10-25');
  assert.deepEqual(subjects(auditLogSilent, { since: dayAgo(3) }), [], 'too few days were looked at to tell');
});
