import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells, Change } from '../../../src/audit/audit-data.ts';
import { ownerAdded, serviceAccountOwner, singleOwner, tooManyOwners } from '../../../src/audit/checks/owners.ts';
import {
  inviteOutsideDomains,
  invitePending,
  ownerInvited,
  userOutsideDomains,
} from '../../../src/audit/checks/people.ts';
import { ago, changed, dayAgo, found, organisation, projects, subjects } from './organisation.ts';

const owner = (id: string, more: Cells = {}): Cells => ({
  id,
  name: id,
  email: `${id}@example.org`,
  role: 'owner',
  ...more,
});
const users = (...rows: Cells[]) => ({ snapshots: { users: rows } });

test('owners are too many above the threshold; service accounts and disabled users do not count', () => {
  const three = [owner('a'), owner('b'), owner('c')];
  const others = [
    owner('robot', { is_service_account: 'true' }),
    owner('off', { user__enabled: 'false' }),
    owner('banned', { user__banned: 'true' }),
    owner('reader', { role: 'reader' }),
    owner('unknown', { role: null }),
  ];
  assert.deepEqual(subjects(tooManyOwners, users(...three, ...others), { owners: 3 }), []);
  assert.deepEqual(subjects(tooManyOwners, users(...three, ...others), { owners: 2 }), ['organization']);
  assert.deepEqual(subjects(tooManyOwners, users(...Array.from('abcdef', (id) => owner(id)))), ['organization']);
  assert.deepEqual(subjects(tooManyOwners, users(...Array.from('abcde', (id) => owner(id)))), []);
});

test('one owner alone is a finding; none that is known, or two, are not', () => {
  assert.deepEqual(subjects(singleOwner, users(owner('a'), owner('b', { role: 'reader' }))), ['organization']);
  assert.deepEqual(subjects(singleOwner, users(owner('a'), owner('b', { is_service_account: 'true' }))), [
    'organization',
  ]);
  assert.deepEqual(subjects(singleOwner, users(owner('a'), owner('b'))), []);
  assert.deepEqual(subjects(singleOwner, users(owner('a', { role: null }))), []);
});

test('an owner is added by joining as one or by a new role, as long as they are owner', () => {
  const joined: Change = {
    ...{ resource: 'users', change: 'added', day: dayAgo(3), key: { id: 'joined' }, before: {} },
    after: owner('joined'),
  };
  const reader: Change = { ...joined, key: { id: 'reader' }, after: owner('reader', { role: 'reader' }) };
  const left: Change = { ...joined, key: { id: 'left' }, after: owner('left') };
  const raise = (id: string, on?: string) => changed('users', { id }, { role: 'reader' }, { role: 'owner' }, on);
  const lower = (id: string) => changed('users', { id }, { role: 'owner' }, { role: 'reader' });
  const given = {
    ...users(owner('joined'), owner('reader', { role: 'reader' }), owner('raised'), owner('back', { role: 'reader' })),
    changes: [joined, reader, left, raise('back', dayAgo(5)), raise('raised'), lower('back')],
  };
  assert.deepEqual(
    found(ownerAdded, given).map(({ text, evidence }) => [text, evidence.noticed]),
    [
      ['joined joined the organisation as owner', dayAgo(3)],
      ['raised became owner of the organisation, from reader', dayAgo(1)],
    ],
  );
  const renamed = changed('users', { id: 'joined' }, { name: 'x' }, { name: 'joined' });
  assert.deepEqual(subjects(ownerAdded, { ...users(owner('joined')), changes: [renamed] }), []);
});

test('a service account is owner of a project in use, or of the organisation', () => {
  const account = (id: string, role: string, project_id = 'p1') => ({ project_id, id, name: null, role });
  const given = {
    snapshots: {
      ...{ projects, users: [owner('robot', { is_service_account: 'true' }), owner('person')] },
      project_service_accounts: [
        ...[account('chief', 'owner'), account('worker', 'member'), account('none', 'none')],
        account('old', 'owner', 'gone'),
      ],
    },
  };
  assert.deepEqual(
    found(serviceAccountOwner, given).map(({ subject, severity }) => [subject, severity]),
    [
      ['organization/robot', 'high'],
      ['p1/chief', undefined],
    ],
  );
});

const invite = (id: string, more: Cells = {}): Cells => {
  return { id, email: `${id}@example.org`, role: 'reader', status: 'pending', created_at: ago(1), ...more };
};
const invites = (...rows: Cells[]) => ({ snapshots: { invites: rows } });

test('an invite is pending for long from the day of the threshold; accepted and expired ones are over', () => {
  const given = invites(
    invite('old', { created_at: ago(14) }),
    invite('young', { created_at: ago(13) }),
    invite('accepted', { created_at: ago(40), status: 'accepted' }),
    invite('expired', { created_at: ago(40), status: 'expired' }),
    invite('undated', { created_at: null }),
  );
  assert.deepEqual(
    found(invitePending, given)[0]?.text,
    `The invite of old@example.org (old) as reader is pending since ${dayAgo(14)}`,
  );
  assert.deepEqual(subjects(invitePending, given), ['old']);
});

test('an owner is invited while the invite is pending', () => {
  const given = invites(
    invite('a', { role: 'owner' }),
    invite('b', { role: 'owner', status: 'accepted' }),
    invite('c'),
  );
  assert.deepEqual(subjects(ownerInvited, given), ['a']);
});

test('addresses are outside the allowed domains by their whole domain, in any case', () => {
  const domains = ['@Example.org', '*.example.net'];
  const given = invites(
    invite('inside', { email: 'a@EXAMPLE.ORG' }),
    invite('sub', { email: 'a@mail.example.net' }),
    invite('apex', { email: 'a@example.net' }),
    invite('alike', { email: 'a@notexample.org' }),
    invite('below', { email: 'a@sub.example.org' }),
    invite('accepted', { email: 'a@elsewhere.test', status: 'accepted' }),
    invite('quoted', { email: '"a@example.org"@elsewhere.test' }),
  );
  assert.deepEqual(subjects(inviteOutsideDomains, given, { domains }), ['alike', 'apex', 'below', 'quoted']);
});

test('a member without an address, a service account and a pseudonym are not judged by domain', () => {
  const given = users(
    owner('in'),
    owner('out', { email: 'out@elsewhere.test' }),
    owner('nested', { email: null, user__email: 'nested@elsewhere.test' }),
    owner('none', { email: null }),
    owner('pseudonym', { email: 'email_0a1b2c' }),
    owner('robot', { email: 'robot@service.test', is_service_account: 'true' }),
  );
  assert.deepEqual(subjects(userOutsideDomains, given, { domains: ['example.org'] }), ['nested', 'out']);
});

test('without domains, or with pseudonyms alone, nothing can be told', () => {
  const data = organisation(users(owner('a', { email: 'email_0a1b2c' })));
  assert.equal(userOutsideDomains.cannotTell?.(data, { domains: [] }), 'no `domains` are configured');
  assert.match(userOutsideDomains.cannotTell?.(data, { domains: ['example.org'] }) ?? '', /pseudonyms/);
  assert.equal(
    userOutsideDomains.cannotTell?.(organisation(users(owner('a'))), { domains: ['example.org'] }),
    undefined,
  );
  assert.equal(inviteOutsideDomains.cannotTell?.(organisation(invites()), { domains: ['example.org'] }), undefined);
});
