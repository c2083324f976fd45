import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells } from '../../../src/audit/audit-data.ts';
import { keyCreatedByUnusualActor, keyCreatedOutsideHours } from '../../../src/audit/checks/unusual.ts';
import { ago, dayAgo, event, found, organisation, subjects } from './organisation.ts';

function created(id: string, at: string, actor: Cells = { actor__session__user__id: 'ann' }): Cells {
  return event(id, 'api_key.created', at, actor, { id: `key_${id}` });
}

test('an actor is unusual with the first key in the days looked at, when it is new', () => {
  const ben = { actor__api_key__user__id: 'ben', actor__api_key__user__email: 'ben@example.org' };
  const events = [
    created('a1', ago(20)),
    created('a2', ago(1)),
    created('b1', ago(7), ben),
    created('b2', ago(6), ben),
    created('c1', ago(8), { actor__session__user__id: 'cleo' }),
    created('d1', ago(1), { actor__api_key__service_account__id: 'svc' }),
    created('nobody', ago(1), {}),
    event('other', 'api_key.deleted', ago(1), { actor__session__user__id: 'dan' }),
  ];
  const discoveries = found(keyCreatedByUnusualActor, { events });
  assert.deepEqual(
    discoveries.map(({ text }) => text),
    [
      `ben@example.org (ben) created key key_b1 on ${dayAgo(7)}, the first in weeks`,
      `service account svc created key key_d1 on ${dayAgo(1)}, the first in weeks`,
    ],
  );
});

test('who is unusual cannot be told from a short history', () => {
  const why = (since: string) =>
    keyCreatedByUnusualActor.cannotTell?.(organisation({ since }), keyCreatedByUnusualActor.thresholds);
  assert.equal(why(dayAgo(21)), undefined);
  assert.equal(why(dayAgo(20)), 'only 20 days of audit events are looked at');
});

test('working hours are UTC, their end excluded, on the weekdays given', () => {
  const events = [
    created('early', '2026-11-20T05:59:59Z'),
    created('start', '2026-11-20T06:00:00Z'),
    created('last', '2026-11-20T19:59:59Z'),
    created('end', '2026-11-20T20:00:00Z'),
    created('saturday', '2026-11-21T12:00:00Z'),
  ];
  assert.deepEqual(subjects(keyCreatedOutsideHours, { events }), ['early', 'end', 'saturday']);
  assert.deepEqual(
    subjects(keyCreatedOutsideHours, { events }, { from: 20, to: 6, weekdays: ['Friday', 'Saturday'] }),
    ['last', 'saturday', 'start'],
  );
});
