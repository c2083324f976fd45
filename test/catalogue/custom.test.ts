import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { customResources } from '../../src/catalogue/custom.ts';

function mistakesOf(...definitions: Parameters<typeof customResources>[0]): string[] {
  return customResources(definitions).mistakes;
}

describe('customResources', () => {
  it('declares a list from a name and a path', () => {
    assert.deepEqual(customResources([{ name: 'things', path: '/organization/things' }]), {
      mistakes: [],
      resources: [
        {
          kind: 'snapshot',
          custom: true,
          name: 'things',
          path: '/organization/things',
          pagination: 'last_id',
          dataSelector: 'data',
          columns: [],
          key: [],
          parentIds: [],
        },
      ],
    });
  });

  it('takes a selector, parameters, a key and a pagination as given', () => {
    const [resource] = customResources([
      {
        name: 'things',
        path: '/organization/things',
        dataSelector: 'result.items',
        params: { order: 'asc' },
        primaryKey: ['id', 'region'],
        pagination: 'next',
      },
    ]).resources;
    assert.equal(resource?.dataSelector, 'result.items');
    assert.deepEqual(resource?.query, { order: 'asc' });
    assert.deepEqual(resource?.key, ['id', 'region']);
    assert.equal(resource?.pagination, 'next');
  });

  it('takes the whole answer of a single object', () => {
    const [resource] = customResources([{ name: 'plan', path: '/organization/plan', pagination: 'none' }]).resources;
    assert.equal(resource?.dataSelector, '');
  });

  it('fills placeholders from parents, whatever the order of the list', () => {
    const { resources, mistakes } = customResources([
      { name: 'parts', path: '/projects/{project_id}/things/{thing_id}/parts', parent: 'things' },
      { name: 'things', path: '/projects/{project_id}/things', parent: 'projects', primaryKey: ['slug'] },
    ]);
    assert.deepEqual(mistakes, []);
    assert.deepEqual(
      resources.map(({ name, parent, parentIds }) => ({ name, parent, parentIds })),
      [
        {
          name: 'parts',
          parent: { resource: 'things', parameters: { project_id: 'project_id', thing_id: 'slug' } },
          parentIds: ['project_id', 'thing_id'],
        },
        {
          name: 'things',
          parent: { resource: 'projects', parameters: { project_id: 'id' } },
          parentIds: ['project_id'],
        },
      ],
    );
  });

  const path = '/organization/things';
  for (const [name, definition, expected] of [
    ['a name that is no safe folder', { name: '../up', path }, /name must be lower-case letters/],
    ['a name with capitals', { name: 'Things', path }, /name must be lower-case letters/],
    ['the name of a resource', { name: 'users', path }, /taken by a resource/],
    ['the name of a device', { name: 'con', path }, /device on Windows/],
    ['the name of a numbered device', { name: 'lpt9', path }, /device on Windows/],
    ['the name of a preset', { name: 'all', path }, /taken by a resource or preset/],
    [
      'the address of another host',
      { name: 'things', path: 'https://example.com/things' },
      /plain path below base-url/,
    ],
    ['a path that begins with two slashes', { name: 'things', path: '//example.com/things' }, /plain path/],
    ['a path that climbs out of the API', { name: 'things', path: '/organization/../../secret' }, /plain path/],
    ['a path that climbs out in disguise', { name: 'things', path: '/organization/%2e%2e/secret' }, /plain path/],
    ['a path with a query', { name: 'things', path: '/organization/things?limit=1' }, /plain path/],
    ['placeholders without a parent', { name: 'things', path: '/projects/{project_id}/things' }, /parent must name/],
    ['a parent without placeholders', { name: 'things', path, parent: 'projects' }, /holds no \{placeholder\}/],
    ['an unknown parent', { name: 'things', path: '/x/{id}/y', parent: 'nothing' }, /"nothing" is not a list/],
    ['a parent that is no snapshot', { name: 'things', path: '/x/{id}/y', parent: 'costs' }, /"costs" is not a list/],
    ['a parent that leads back', { name: 'things', path: '/x/{id}/y', parent: 'things' }, /leads back to itself/],
    ['a selector with a gap', { name: 'things', path, dataSelector: 'result..items' }, /data_selector must be/],
  ] as const) {
    it(`refuses ${name}`, () => {
      const mistakes = mistakesOf(definition);
      assert.equal(mistakes.length, 1, mistakes.join('\n'));
      assert.match(mistakes[0] ?? '', expected);
      assert.ok(mistakes[0]?.startsWith(`custom resource "${definition.name}": `));
    });
  }

  it('refuses one name for two resources', () => {
    const mistakes = mistakesOf({ name: 'things', path }, { name: 'things', path: '/organization/others' });
    assert.deepEqual(
      [...new Set(mistakes)],
      ['custom resource "things": name is given to more than one custom resource'],
    );
  });
});
