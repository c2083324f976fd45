import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditData, Cells, Change } from '../../src/audit/audit-data.ts';
import type { Finding } from '../../src/audit/check.ts';
import { storedPrivacy } from '../../src/audit/stored-privacy.ts';
import type { PrivacyOptions } from '../../src/privacy/privacy-options.ts';
import { privacyShape } from '../../src/privacy/privacy-shape.ts';

const columns = { include: [], exclude: [] };
const redact: PrivacyOptions = { mode: 'redact', columns };
const user: Cells = { id: 'user-1', name: 'Ada Example', email: 'ada@example.org', role: 'owner', user__picture: null };
const hiddenUser: Cells = { ...user, name: 'redacted', email: 'redacted' };
const event: Cells = {
  id: 'audit_log-1',
  type: 'user.added',
  actor__session__user__id: 'user-1',
  actor__session__user__email: 'ada@example.org',
  actor__session__ip_address: '203.0.113.9',
  details: '{"id":"user-2","data":{"email":"bob@example.org","role":"owner"}}',
};
const change: Change = {
  ...{ resource: 'users', change: 'changed', day: '2026-11-01', key: { id: 'user-1' } },
  ...{ before: { name: 'Ada Sample' }, after: { name: 'Ada Example' } },
};
const finding: Finding = {
  ...{ id: 'role-widened:role_1', check: 'role-widened', severity: 'low', status: 'standing', since: '2026-11-01' },
  ...{ baseline: true, text: 'ada@example.org widened role_1', evidence: { actor: 'ada@example.org (user-1)' } },
};
const data: AuditData = {
  now: 0,
  snapshots: new Map([['users', { rows: [user], complete: true }]]),
  changes: { since: '2026-10-01', entries: [change], resources: new Set(['users']) },
  events: {
    ...{ since: '2026-10-01', complete: true, entries: [event] },
    counts: { byType: new Map(), byHour: [], byDay: new Map() },
  },
  dataUntil: new Map(),
};

test('what was stored in the open is hidden when it is read back', () => {
  const manifests = new Map([['users', { shape: { formats: ['jsonl'] } }]]);
  const hidden = storedPrivacy(redact, manifests).data(data);
  assert.deepEqual(hidden.snapshots.get('users')?.rows, [hiddenUser]);
  assert.deepEqual(hidden.changes.entries, [{ ...change, before: { name: 'redacted' }, after: { name: 'redacted' } }]);
  const hiddenEvent = { ...event, actor__session__user__email: 'redacted', actor__session__ip_address: 'redacted' };
  const details = '{"id":"user-2","data":{"email":"redacted","role":"owner"}}';
  assert.deepEqual(hidden.events?.entries, [{ ...hiddenEvent, details }]);
});

test('of what was said in the open, addresses are hidden', () => {
  const { text, evidence, id } = storedPrivacy(redact, new Map()).finding(finding);
  assert.deepEqual([id, text, evidence], [finding.id, 'redacted widened role_1', { actor: 'redacted (user-1)' }]);
});

test('a snapshot that was written hidden is left as it is', () => {
  const privacy = privacyShape('users', redact);
  assert.ok(privacy);
  const shape = { formats: ['jsonl'], privacy };
  const { snapshots } = storedPrivacy(redact, new Map([['users', { shape }]])).data(data);
  assert.equal(snapshots.get('users'), data.snapshots.get('users'));
});

test('without privacy nothing is touched', () => {
  const privacy = storedPrivacy({ mode: 'none' }, new Map());
  assert.equal(privacy.data(data), data);
  assert.equal(privacy.finding(finding), finding);
  assert.equal(privacy.changes(data.changes.entries), data.changes.entries);
});
