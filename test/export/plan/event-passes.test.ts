import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditLogs } from '../../../src/catalogue/audit.ts';
import { customEvents } from '../../../src/catalogue/custom-dated.ts';
import { eventPasses } from '../../../src/export/plan/event-passes.ts';
import { resourceOptions } from '../options.ts';

function passes(eventTypes: string[]) {
  const options = resourceOptions({ filters: { projects: [], models: [], eventTypes } });
  return eventPasses(auditLogs, options).map(({ name, query }) => [
    name,
    query.map(([key, value]) => `${key}=${value}`),
  ]);
}

test('asks for everything in two passes', () => {
  assert.deepEqual(passes([]), [
    ['organization', []],
    ['tenant', ['tenant_only=true']],
  ]);
});

test('asks for a type in the pass that serves it, also where its name does not say that it is of the tenant', () => {
  assert.deepEqual(passes(['role.bound_to_resource']), [
    ['tenant', ['event_types[]=role.bound_to_resource', 'tenant_only=true']],
  ]);
  assert.deepEqual(passes(['role.created', 'tenant.user.added', 'role.unbound_from_resource']), [
    ['organization', ['event_types[]=role.created']],
    ['tenant', ['event_types[]=tenant.user.added', 'event_types[]=role.unbound_from_resource', 'tenant_only=true']],
  ]);
});

test("asks for a log of the user's own once, with its parameters and without filters of audit logs", () => {
  const own = {
    name: 'things',
    path: '/things',
    timeField: 'at',
    primaryKey: ['id'],
    params: { kind: 'all', limit: '50' },
  };
  const options = resourceOptions({ filters: { projects: ['proj_1'], models: [], eventTypes: ['role.created'] } });
  assert.deepEqual(eventPasses(customEvents(own), options), [
    { name: 'organization', refused: false, query: [['kind', 'all']] },
  ]);
});
