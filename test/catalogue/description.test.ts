import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { auditEventTypes } from '../../src/catalogue/audit-event-types.ts';
import { allResources } from '../../src/catalogue/catalogue.ts';
import type { Column, Resource } from '../../src/catalogue/resource.ts';
import {
  answerOf,
  type Description,
  describedLeaves,
  description,
  type Operation,
  operationOf,
  plain,
  rowOf,
} from './description.ts';

/** In the catalogue because users ask for them, or because only the official package has them. */
const notDescribed = [
  'audit_log',
  'organization_members',
  'external_keys',
  'external_key',
  'workload_identity_providers',
  'workload_identity_provider',
  'workload_identity_federation_rules',
  'workload_identity_federation_rule',
  'project_service_tier_settings',
  'external_storage',
  'external_storage_configuration',
  // Described outside of the administration API.
  'checkpoint_permissions',
  'usage_decisions',
];

/** Types of events that only the official package has. */
const newerTypes = [
  'external_storage.registered',
  'external_storage.removed',
  'tenant.trusted_access.application.submitted',
  'tenant.trusted_access.business_verification.started',
];

/** A parameter that the official package has, and the description of that release does not. */
const filterNewerThanTheDescription = 'line_items';

/** Columns that only the official package has: they follow those of the description. */
const newerThanTheDescription = [
  'api_source',
  'expires_at',
  'input_cache_write_12h_tokens',
  'input_cache_write_30m_tokens',
  'user_id',
];

const described = allResources.filter(({ name }) => !notDescribed.includes(name));

function expectedColumns(from: Description, resource: Resource): string[] {
  const leaves = describedLeaves(from, rowOf(from, resource));
  if (resource.kind === 'buckets') return ['start_time:time', 'end_time:time', ...leaves];
  if (resource.kind === 'events') return [...leaves.filter((leaf) => !leaf.includes('.')), 'details:json'];
  const ids = resource.parentIds.map((id) => `${id}:text`);
  return [...ids, ...leaves.filter((leaf) => !ids.includes(leaf))];
}

function largestLimit({ name, description = '', schema }: NonNullable<Operation['parameters']>[number]) {
  const text = `${description} ${schema.description ?? ''}`;
  const [, stated] = /between \d+ and (\d+)/.exec(text) ?? [];
  return name === 'limit' ? (schema.maximum ?? (stated === undefined ? undefined : Number(stated))) : undefined;
}

if (description) {
  const from = description;
  const written = ({ name, type }: Column) => `${name}:${type}`;

  describe("the catalogue beside OpenAI's description", () => {
    it('has a resource for each of its reads', () => {
      const reads = Object.keys(from.paths).filter((path) => from.paths[path]?.get);
      assert.equal(reads.length, 58);
      assert.deepEqual(described.map(({ path }) => path).sort(), reads.sort());
    });

    it('knows its types of audit events', () => {
      const types = plain(from, { $ref: 'AuditLogEventType' }).enum ?? [];
      assert.equal(types.length, 145);
      assert.deepEqual([...auditEventTypes].sort(), [...types, ...newerTypes].sort());
    });

    for (const resource of described) {
      it(`has the columns of ${resource.name}, in its order`, () => {
        const expected = expectedColumns(from, resource);
        const columns = resource.columns.map(written);
        assert.deepEqual(columns.slice(0, expected.length), expected);
        for (const { name } of resource.columns.slice(expected.length)) {
          assert.ok(newerThanTheDescription.includes(name), `${name} is in neither the description nor the list above`);
        }
      });

      it(`asks for ${resource.name} with parameters that it has, and pages as large as it takes`, () => {
        const parameters = operationOf(from, resource).parameters ?? [];
        const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
        const asked = Object.keys(resource.query ?? {});
        if (resource.kind === 'snapshot') asked.push(...Object.keys(resource.parent?.query ?? {}));
        if (resource.kind === 'buckets')
          asked.push('start_time', 'end_time', 'group_by', ...Object.values(resource.filters));
        if (resource.pagination !== 'none') asked.push('limit', resource.kind === 'buckets' ? 'page' : 'after');
        assert.deepEqual(
          asked.filter((name) => !names.includes(name) && name !== filterNewerThanTheDescription),
          [],
        );

        const limit = parameters.map(largestLimit).find((most) => most !== undefined);
        if (resource.kind !== 'buckets') {
          assert.equal(resource.pageSize, names.includes('limit') ? (limit ?? 100) : undefined);
        }
      });

      it(`walks ${resource.name} by the cursor that its answers hold`, () => {
        const fields = Object.keys(answerOf(from, resource).properties ?? {});
        const expected =
          (['next_page', 'next', 'last_id'] as const).find((cursor) => fields.includes(cursor)) ?? 'none';
        assert.equal(resource.pagination, expected);
        assert.equal(resource.dataSelector, expected === 'none' ? '' : 'data');
      });

      if (resource.kind !== 'buckets') continue;
      it(`knows the widths, dimensions and page limits of ${resource.name}`, () => {
        const parameter = (wanted: string) =>
          operationOf(from, resource).parameters?.find(({ name }) => name === wanted);
        assert.deepEqual(
          Object.keys(resource.widths).sort(),
          [...(parameter('bucket_width')?.schema.enum ?? [])].sort(),
        );
        const dimensions = parameter('group_by')?.schema.items?.enum ?? [];
        assert.deepEqual([...resource.dimensions].sort(), [...dimensions].sort());
        assert.equal(resource.filters.models, parameter('models') && 'models');
        const limit = parameter('limit')?.description ?? '';
        for (const [width, most] of Object.entries(resource.widths)) {
          const line = limit.split('\n').find((text) => text.includes(`bucket_width=${width}`)) ?? limit;
          assert.match(line, new RegExp(`(max: |and )${most}\\b`));
        }
      });
    }
  });
}
