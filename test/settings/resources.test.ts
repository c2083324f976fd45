import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { presets } from '../../src/catalogue/presets.ts';
import { configOf, mistakesOf, selectionOf } from './given.ts';

async function namesOf(resources: string): Promise<string[]> {
  return (await configOf({ resources })).selections.map(({ resource }) => resource.name);
}

describe('resources', () => {
  it('are names by line or comma, exported in the order of the catalogue', async () => {
    assert.deepEqual(await namesOf('costs, users\n\n audit_logs ,'), ['audit_logs', 'users', 'costs']);
  });

  it('may be a YAML list, also in brackets and in the config', async () => {
    assert.deepEqual(await namesOf('- costs\n- users'), ['users', 'costs']);
    assert.deepEqual(await namesOf('[costs, users]'), ['users', 'costs']);
    const config = await configOf({
      config: 'resources:\n  - users\n  - keys\n  - !certificates\n  - "!project_certificates"\n  - "!access"',
    });
    assert.deepEqual(
      config.selections.map(({ resource }) => resource.name),
      ['admin_api_keys', 'project_api_keys', 'external_keys'],
    );
  });

  it('expand presets, each of them', async () => {
    const order = allResources.map(({ name }) => name);
    for (const [preset, names] of presets) {
      assert.deepEqual(
        await namesOf(preset),
        order.filter((name) => names.includes(name)),
        preset,
      );
    }
  });

  it('leave out what stands behind a !, presets too, wherever it stands', async () => {
    assert.deepEqual(await namesOf('!usage, usage, costs'), ['costs']);
    assert.deepEqual(await namesOf('keys, !access, !project_certificates'), [
      'admin_api_keys',
      'project_api_keys',
      'certificates',
      'external_keys',
    ]);
    assert.ok(!(await namesOf('[all, !usage]')).some((name) => name.startsWith('usage_')));
  });

  it('begin with the standard preset where only something is left out', async () => {
    const standard = await namesOf('standard');
    assert.deepEqual(
      await namesOf('!costs'),
      standard.filter((name) => name !== 'costs'),
    );
  });

  it('are named where the user names them, even if a preset brings them too', async () => {
    const config = await configOf({ resources: 'standard, costs' });
    assert.equal(selectionOf(config, 'costs').origin, 'named');
    assert.equal(selectionOf(config, 'users').origin, 'preset');
  });

  it('take ids for detail reads', async () => {
    const config = await configOf({
      resources: '- {name: admin_api_key, ids: [key_1, key_2]}\n- {name: audit_log, ids: log_1}\n- {name: users}',
    });
    assert.deepEqual(selectionOf(config, 'admin_api_key').ids, ['key_1', 'key_2']);
    assert.deepEqual(selectionOf(config, 'audit_log').ids, ['log_1']);
    assert.equal('ids' in selectionOf(config, 'users'), false);
  });

  it('put together the ids of a resource that stands there twice', async () => {
    const config = await configOf({ resources: '- {name: user, ids: [a, b]}\n- {name: user, ids: [b, c]}' });
    assert.deepEqual(selectionOf(config, 'user').ids, ['a', 'b', 'c']);
  });

  it('may be declared by the user, and come last', async () => {
    const config = await configOf({
      resources: `
        - {name: things, path: "/projects/{project_id}/things", data_selector: result.items, parent: projects,
           params: {limit: 5, deep: true}, primary-key: id, pagination: next}
        - users
      `,
    });
    assert.deepEqual(
      config.selections.map(({ resource }) => resource.name),
      ['users', 'things'],
    );
    const { resource, origin } = selectionOf(config, 'things');
    assert.equal(origin, 'named');
    assert.deepEqual(resource, {
      kind: 'snapshot',
      custom: true,
      name: 'things',
      path: '/projects/{project_id}/things',
      pagination: 'next',
      dataSelector: 'result.items',
      columns: [],
      key: ['id'],
      parentIds: ['project_id'],
      query: { limit: '5', deep: 'true' },
      parent: { resource: 'projects', parameters: { project_id: 'id' } },
    });
  });

  for (const [title, resources, expected] of [
    ['a misspelt name', 'usrs', /holds "usrs", which is neither a resource nor a preset \(did you mean "users"\?\)/],
    ['a name like no other', 'weather', /presets are standard, access, keys, usage, spend, settings, all/],
    ['a misspelt name behind a !', 'all, !cost', /holds "cost".*\(did you mean "costs"\?\)/],
    ['a list that leaves nothing', 'costs, !costs', /leaves nothing to export/],
    ['ids where there are none to give', '- {name: users, ids: [a]}', /"users" takes no ids/],
    ['ids of a preset', '- {name: keys, ids: [a]}', /"keys" is a preset, which takes no ids/],
    ['no ids where only ids help', 'audit_log', /"audit_log" can only be read by id/],
    ['an empty list of ids', '- {name: user, ids: []}', /"user" has ids \[\]: expected at least one/],
    [
      'an id that would leave its path',
      '- {name: user, ids: ["../projects"]}',
      /expected at least one, each a plain id/,
    ],
    ['an id that stays where it is', '- {name: audit_log, ids: ["."]}', /plain id, and neither "\." nor "\.\."/],
    ['an id that leads up', '- {name: audit_log, ids: [a, ".."]}', /plain id, and neither "\." nor "\.\."/],
    ['a key that entries do not have', '- {name: user, id: [a]}', /"id" is not among its keys/],
    [
      'a misspelt key of a custom resource',
      '- {name: x, path: /x, data_selektor: d}',
      /did you mean "data-selector"\?/,
    ],
    ['an entry without a name', '- {path: /organization/things}', /name: expected the name of a resource/],
    ['a custom resource without a path', '- {name: things, params: {}}', /path: expected a path such as/],
    ['a custom resource with a wrong pagination', '- {name: x, path: /x, pagination: after}', /expected last_id, next/],
    ['a custom resource that is taken', '- {name: users, path: /x}', /name is taken by a resource or preset/],
    ['a number', '- 5', /holds 5: expected names, presets, !name, or objects/],
    ['broken YAML', '- {name: users', /begins like a YAML list, but it is not valid YAML/],
  ] as const) {
    it(`refuse ${title}`, async () => {
      const mistakes = await mistakesOf({ resources });
      assert.ok(
        mistakes.some((line) => expected.test(line) && line.startsWith("'resources'")),
        mistakes.join('\n'),
      );
    });
  }
});
