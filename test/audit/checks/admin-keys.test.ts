import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells, Change } from '../../../src/audit/audit-data.ts';
import { adminKeyAdded, adminKeyOwnerLeft } from '../../../src/audit/checks/admin-key-owners.ts';
import {
  adminKeyExpiring,
  adminKeyNeverUsed,
  adminKeyOld,
  adminKeyUnused,
  adminKeyWithoutExpiry,
} from '../../../src/audit/checks/admin-keys.ts';
import { ago, dayAgo, found, subjects } from './organisation.ts';

function key(id: string, more: Cells = {}): Cells {
  return { id, name: `name of ${id}`, created_at: ago(100), last_used_at: ago(1), expires_at: ago(-100), ...more };
}

const keys = (...rows: Cells[]) => ({ snapshots: { admin_api_keys: rows } });

test('a key is never used once it is as old as the threshold says, by UTC days, whether the field is null or absent', () => {
  const given = keys(
    key('null', { created_at: ago(30), last_used_at: null }),
    key('late', { created_at: `${dayAgo(30)}T23:59:59Z`, last_used_at: null }),
    { id: 'absent', created_at: ago(200) },
    key('young', { created_at: `${dayAgo(29)}T00:00:00Z`, last_used_at: null }),
    key('today', { created_at: ago(0), last_used_at: null }),
    key('used', { created_at: ago(200) }),
    key('expired', { created_at: ago(200), last_used_at: null, expires_at: ago(1) }),
  );
  assert.deepEqual(subjects(adminKeyNeverUsed, given), ['absent', 'late', 'null']);
  assert.deepEqual(subjects(adminKeyNeverUsed, given, { days: 0 }), ['absent', 'late', 'null', 'today', 'young']);
});

test('a key is unused from the day that the threshold says; one never used is left to the other check', () => {
  const given = keys(
    key('ninety', { last_used_at: ago(90) }),
    key('almost', { last_used_at: ago(89) }),
    key('never', { created_at: ago(300), last_used_at: null }),
    key('expired', { last_used_at: ago(90), expires_at: ago(2) }),
    key('odd', { last_used_at: '99999999999999' }),
  );
  assert.deepEqual(found(adminKeyUnused, given), [
    {
      subject: 'ninety',
      text: `Admin key name of ninety (ninety) was last used on ${dayAgo(90)}`,
      evidence: { created_at: ago(100), last_used_at: ago(90) },
    },
  ]);
});

test('a key is old from the day that the threshold says, used or not', () => {
  const given = keys(
    key('year', { created_at: ago(365) }),
    key('almost', { created_at: ago(364) }),
    key('expired', { created_at: ago(400), expires_at: ago(1) }),
  );
  assert.deepEqual(subjects(adminKeyOld, given), ['year']);
});

test('a key without expiry has null or nothing there', () => {
  const given = keys(key('null', { expires_at: null }), { id: 'absent', created_at: ago(1) }, key('dated'));
  assert.deepEqual(subjects(adminKeyWithoutExpiry, given), ['absent', 'null']);
});

test('a key is expiring up to the threshold, and expired the day after', () => {
  const given = keys(
    key('soon', { expires_at: ago(-14) }),
    key('later', { expires_at: ago(-15) }),
    key('today', { expires_at: ago(0) }),
    key('expired', { expires_at: ago(1) }),
    key('never', { expires_at: null }),
  );
  const discoveries = found(adminKeyExpiring, given);
  assert.deepEqual(
    discoveries.map(({ text, severity }) => [text, severity]),
    [
      [`Admin key name of expired (expired) expired on ${dayAgo(1)}`, 'low'],
      [`Admin key name of soon (soon) expires on ${dayAgo(-14)}`, undefined],
      [`Admin key name of today (today) expires on ${dayAgo(0)}`, undefined],
    ],
  );
});

test('the owner of an admin key left when they are neither a member nor a service account', () => {
  const owned = (id: string, owner: string | null, more: Cells = {}) =>
    key(id, { owner__type: 'user', owner__object: 'organization.user', owner__id: owner, owner__name: 'Ann', ...more });
  const given = {
    snapshots: {
      users: [{ id: 'user-1' }, { id: 'member-2', user__id: 'user-2' }],
      project_service_accounts: [{ project_id: 'p1', id: 'robot' }],
      admin_api_keys: [
        owned('here', 'user-1'),
        owned('nested', 'user-2'),
        owned('account', 'robot'),
        owned('archived-account', 'svc_acct_9'),
        owned('example-account', 'sa_456'),
        owned('typed-account', 'x', { owner__type: 'service_account' }),
        owned('nobody', null),
        owned('expired', 'user-9', { expires_at: ago(1) }),
        owned('left', 'user-9'),
      ],
    },
  };
  const [only, ...others] = found(adminKeyOwnerLeft, given);
  assert.deepEqual(others, []);
  assert.equal(only?.text, 'Admin key name of left (left) belongs to Ann (user-9), who is no member any more');
});

test('a key that was added counts while it is there, and a renamed one does not', () => {
  const added = (id: string): Change => {
    return { resource: 'admin_api_keys', change: 'added', day: dayAgo(2), key: { id }, before: {}, after: key(id) };
  };
  const renamed: Change = {
    ...{ resource: 'admin_api_keys', change: 'changed', day: dayAgo(1), key: { id: 'old' } },
    ...{ before: { name: 'a' }, after: { name: 'b' } },
  };
  const removed: Change = { ...added('gone'), change: 'removed', day: dayAgo(1), before: key('gone'), after: {} };
  const given = { ...keys(key('fresh'), key('old')), changes: [added('fresh'), added('gone'), renamed, removed] };
  assert.deepEqual(subjects(adminKeyAdded, given), ['fresh']);
});
