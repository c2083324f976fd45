import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allChecks } from '../../src/audit/all-checks.ts';
import type { Cells } from '../../src/audit/audit-data.ts';
import { serializeChecks } from '../../src/audit/check-records.ts';
import { findingsOf, parseFindings, serializeFindings } from '../../src/audit/findings-file.ts';
import { runChecks } from '../../src/audit/run-checks.ts';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import type { SnapshotResource } from '../../src/catalogue/resource.ts';
import { ago, day, event, type Given, organisation } from './checks/organisation.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd');
const time = fc.option(fc.integer({ min: -40, max: 400 }).map(ago), { nil: null });
const some = (...texts: (string | null)[]) => fc.constantFrom(...texts);

const row = fc.record({
  ...{ id, project_id: id, name: some('Ann', null), email: some('a@example.org', 'b@elsewhere.test', null) },
  ...{
    role: some('owner', 'reader', 'member'),
    status: some('active', 'archived', 'pending'),
    active: some('true', 'false'),
  },
  ...{
    created_at: time,
    last_used_at: time,
    expires_at: time,
    certificate_details__expires_at: time,
    archived_at: some(null),
  },
  ...{ owner__id: id, owner__user__id: id, owner_project_access: some('active', 'inactive', null) },
  ...{
    is_service_account: some('true', null),
    threshold_amount: some('500', null),
    interval: some('month'),
    currency: some('USD'),
  },
});

/** Rows of one resource, which its key tells apart; at most one of a single object. */
function rowsOf(name: string) {
  const resource = resourceNamed(name) as SnapshotResource;
  const key = [...resource.parentIds, ...resource.key];
  const selector = (each: Cells) => key.map((column) => each[column]).join('/');
  return fc.uniqueArray(row, { selector, maxLength: 8 });
}

const anEvent = fc
  .tuple(
    fc.uuid(),
    fc.integer({ min: 0, max: 29 }),
    id,
    fc.constantFrom(
      'login.failed',
      'login.succeeded',
      'scim.disabled',
      'scim.enabled',
      'tenant.sso_connection.deleted',
      'api_key.created',
      'role.updated',
    ),
  )
  .map(
    ([uuid, days, who, type]): Cells =>
      event(
        uuid,
        type,
        ago(days),
        { actor__session__user__id: who },
        { id: who, changes_requested: { permissions_added: [who] } },
      ),
  );

const cost = fc.record({
  day: fc.integer({ min: 0, max: 60 }).map((days) => ago(days).slice(0, 10)),
  project: id,
  amount: fc.double({ min: 0, max: 400, noNaN: true }),
});

const names = [...new Set(allChecks.flatMap(({ needs }) => [...(needs.snapshots ?? []), ...(needs.changes ?? [])]))];
const optional = allChecks.filter((check) => check.optional);
const settings = {
  checks: {
    ...Object.fromEntries(optional.map((check) => [check.id, { on: true }])),
    'user-outside-domains': { on: true, thresholds: { domains: ['example.org'] } },
    'daily-spend-above': { on: true, thresholds: { amount: 100 } },
  },
  exceptions: [{ finding: 'admin-key-old:*', reason: 'Known', expires: '2026-12-31' }],
};

const given: fc.Arbitrary<Given> = fc.record({
  snapshots: fc.record(Object.fromEntries(names.map((name) => [name, rowsOf(name)]))),
  events: fc.array(anEvent, { maxLength: 30 }),
  costs: fc.array(cost, { maxLength: 60 }),
});

function textOf(organisationOf: Given, previous?: Parameters<typeof runChecks>[3]): string[] {
  const results = runChecks(allChecks, organisation(organisationOf), settings, previous, day);
  return [serializeFindings(findingsOf(results)), serializeChecks(results)];
}

test('findings do not depend on the order of rows, nor on how often a day is looked at', () => {
  let count = 0;
  fc.assert(
    fc.property(given, fc.func(fc.integer()), (one, chance) => {
      const shuffle = <T>(list: readonly T[]) => list.toSorted((a, b) => chance(a) - chance(b));
      const other: Given = {
        snapshots: Object.fromEntries(Object.entries(one.snapshots ?? {}).map(([name, list]) => [name, shuffle(list)])),
        events: shuffle(one.events ?? []),
        costs: shuffle(one.costs ?? []),
      };
      const [findings = '', checks = ''] = textOf(one);
      assert.deepEqual(textOf(other), [findings, checks]);
      const previous = { checks: JSON.parse(checks).checks, findings: parseFindings(findings) };
      assert.deepEqual(textOf(other, previous), [findings, checks]);
      count += previous.findings.length;
    }),
    { numRuns: 60 },
  );
  assert.ok(count > 500, 'the organisations that were made up have risks');
});
