import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allResources, resourceNamed } from '../../src/catalogue/catalogue.ts';
import { placeholders } from '../../src/catalogue/declare.ts';
import { presets } from '../../src/catalogue/presets.ts';

const snapshots = allResources.filter((resource) => resource.kind === 'snapshot');

describe('the catalogue', () => {
  it('finds each resource by its name, and nothing by another', () => {
    for (const resource of allResources) assert.equal(resourceNamed(resource.name), resource);
    assert.equal(resourceNamed('constructor'), undefined);
    assert.equal(new Set(allResources.map(({ name }) => name)).size, 71);
  });

  it('names no column twice', () => {
    for (const { name, columns } of allResources) {
      assert.equal(new Set(columns.map((column) => column.name)).size, columns.length, name);
    }
  });

  it('fills every placeholder from a row of the parent, or from ids alone', () => {
    for (const resource of snapshots) {
      const filled = resource.parent ? Object.keys(resource.parent.parameters) : [resource.idParameter].filter(Boolean);
      assert.deepEqual(filled, placeholders(resource.path), resource.name);
      const parent = resource.parent && resourceNamed(resource.parent.resource);
      const fields = Object.values({ ...resource.parent?.parameters, ...resource.parent?.query });
      for (const field of fields)
        assert.ok(
          parent?.columns.some(({ name }) => name === field),
          resource.name,
        );
    }
  });

  it('puts the ids of all parents in front of the columns', () => {
    for (const { name, columns, parentIds } of snapshots) {
      assert.deepEqual(
        columns.slice(0, parentIds.length).map((column) => column.name),
        parentIds,
        name,
      );
    }
  });

  it('identifies rows by columns that it has', () => {
    for (const { name, key, columns } of snapshots) {
      for (const field of key)
        assert.ok(
          columns.some((column) => column.name === field),
          `${name}: ${field}`,
        );
    }
  });

  it('passes the type of a group on to its detail read', () => {
    const resource = resourceNamed('project_group');
    assert.ok(resource?.kind === 'snapshot');
    assert.deepEqual(resource.parent, {
      resource: 'project_groups',
      parameters: { project_id: 'project_id', group_id: 'group_id' },
      query: { group_type: 'group_type' },
    });
  });

  it('marks as volatile what moves by use alone', () => {
    const marked = allResources.flatMap(({ name, columns }) =>
      columns.filter((column) => column.volatile).map((column) => `${name}.${column.name}`),
    );
    assert.deepEqual(marked, [
      'users.api_key_last_used_at',
      'user.api_key_last_used_at',
      'organization_members.api_key_last_used_at',
      'admin_api_keys.last_used_at',
      'admin_api_key.last_used_at',
      'project_api_keys.last_used_at',
      'project_api_key.last_used_at',
    ]);
  });
});

describe('presets', () => {
  it('hold resources that exist, each once', () => {
    for (const [preset, names] of presets) {
      for (const name of names) assert.ok(resourceNamed(name), `${preset}: ${name}`);
      assert.equal(new Set(names).size, names.length, preset);
    }
  });

  it('have names that no resource has', () => {
    assert.deepEqual([...presets.keys()], ['standard', 'access', 'keys', 'usage', 'spend', 'settings', 'all']);
    for (const preset of presets.keys()) assert.equal(resourceNamed(preset), undefined);
  });

  it('leave detail reads and organization_members out of all', () => {
    const left = allResources.map(({ name }) => name).filter((name) => !presets.get('all')?.includes(name));
    const details = snapshots.filter(({ idParameter }) => idParameter !== undefined).map(({ name }) => name);
    assert.deepEqual(left.sort(), [...details, 'organization_members'].sort());
  });
});
