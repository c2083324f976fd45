import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DescribedColumn, describeColumn, describeResource, families } from '../../docs/data/describe.ts';
import { eventTypes } from '../../docs/data/event-types.ts';
import { changeFields, findingFields, manifestFields } from '../../docs/data/own-files.ts';
import { dimensionColumns } from '../../docs/data/shared-columns.ts';
import { isTenantType } from '../../simulator/event-types.ts';
import { auditEventTypes } from '../../src/catalogue/audit-event-types.ts';
import { allResources } from '../../src/catalogue/catalogue.ts';
import type { PersonalKind } from '../../src/catalogue/resource.ts';
import { hide, kindsOnly } from '../privacy/hide.ts';

const described = allResources.map((resource) => ({
  resource,
  text: describeResource(resource.name),
  columns: resource.columns.map((column): DescribedColumn => describeColumn(resource, column)),
}));

/** Every text for people. */
const texts = [
  ...described.flatMap(({ text, columns }) => [
    text.text,
    ...(text.notes ?? []),
    ...columns.map((column) => column.text),
  ]),
  ...described.flatMap(({ text }) => Object.values(text.seen ?? {}).map((seen) => seen.text)),
  ...[...eventTypes.values()].map(({ text }) => text),
  ...[...changeFields, ...findingFields, ...manifestFields].map(({ text }) => text),
];

describe('the descriptions', () => {
  it('tell of every resource, in one family, and of no other', () => {
    const names = families.flatMap(({ resources }) => Object.keys(resources));
    assert.deepEqual(names.toSorted(), allResources.map(({ name }) => name).toSorted());
  });

  it('are asked for where a column or a resource is new', () => {
    const [users] = allResources.filter(({ name }) => name === 'users');
    assert.ok(users);
    assert.throws(() => describeColumn(users, { name: 'shoe_size', type: 'number' }), /users\.shoe_size has no descr/);
    assert.throws(() => describeResource('shoes'), /shoes has no description/);
    assert.throws(
      () => describeColumn({ name: 'usage_images' }, { name: 'model', type: 'number' }),
      /model has no unit/,
    );
    assert.throws(() => describeColumn(users, { name: 'role', type: 'json' }), /role does not say what is in it/);
  });

  it('give a unit to every number and every time', () => {
    for (const { resource, columns } of described) {
      for (const [index, { name, unit }] of columns.entries()) {
        const type = resource.columns[index]?.type;
        const isNumber = type === 'number' || type === 'time';
        assert.equal(unit !== undefined, isNumber, `${resource.name}.${name}`);
      }
    }
  });

  it('describe no column that does not exist', () => {
    for (const { resource, text } of described) {
      const names = resource.columns.map(({ name }) => name);
      const unheardOf = (name: string) => !names.includes(name) && !(name in dimensionColumns);
      assert.deepEqual(Object.keys(text.columns ?? {}).filter(unheardOf), [], resource.name);
      assert.deepEqual(
        Object.keys(text.seen ?? {}).filter((name) => names.includes(name)),
        [],
        resource.name,
      );
    }
  });

  it('are sentences', () => {
    for (const text of texts) assert.match(text, /^[A-Z`].*[.)]$/s);
  });

  it('call no column open that is hidden, and leave no id of a person unmarked', () => {
    const idsOfPeople = /(^|__)(user_id|user__id|created_by)$/;
    for (const { resource, columns } of described) {
      for (const { name, hidden, person } of columns) {
        assert.ok(hidden === undefined || person === undefined, `${resource.name}.${name}`);
        if (idsOfPeople.test(name)) assert.equal(person, 'id', `${resource.name}.${name}`);
      }
    }
  });

  it('say of fields beyond the catalogue what privacy makes of them', () => {
    for (const { resource, text } of described) {
      for (const [name, { hidden, jsonl = 'text' }] of Object.entries(text.seen ?? {})) {
        for (const value of [
          ...(jsonl.includes('text') ? ['some text'] : []),
          ...(jsonl.includes('number') ? [7] : []),
        ]) {
          const before = nested(name.split('__'), value);
          const expected = nested(name.split('__'), shownAs(value, hidden as PersonalKind | undefined));
          assert.equal(kindsOnly(hide(resource.name, before)), expected, `${resource.name}.${name}`);
        }
      }
    }
  });

  it('know what each type of audit event means, and which are of the tenant', () => {
    assert.deepEqual([...eventTypes.keys()].toSorted(), auditEventTypes.toSorted());
    for (const [type, { tenant = false }] of eventTypes) assert.equal(tenant, isTenantType(type), type);
  });
});

function nested(path: readonly string[], value: unknown): string {
  return JSON.stringify(path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value));
}

function shownAs(value: string | number, hidden: PersonalKind | undefined): unknown {
  if (hidden === undefined) return value;
  return typeof value === 'number' ? null : `<${hidden}>`;
}
