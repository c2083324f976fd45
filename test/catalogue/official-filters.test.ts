import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { bucketFilterNames, bucketFilters } from '../../src/catalogue/filters.ts';
import { dimensionsOf, isBuckets } from '../../src/catalogue/kinds.ts';

const types = readFileSync(
  join(import.meta.dirname, '../../node_modules/openai/resources/admin/organization/usage.d.ts'),
  'utf8',
).replaceAll(/\/\*[\s\S]*?\*\//g, '');

/** What every one of these endpoints takes. */
const common = ['start_time', 'end_time', 'bucket_width', 'group_by', 'limit', 'page'];

/** The parameters of an endpoint as the package declares them, each with its type. */
function parametersOf(resource: string): Map<string, string> {
  const words = resource.replace('usage_', '').split('_');
  const name = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  const [, body = ''] = new RegExp(`interface Usage${name}Params \\{([^}]*)\\}`).exec(types) ?? [];
  return new Map([...body.matchAll(/^\s*(\w+)\??: ([^;]+);$/gm)].map(([, key = '', type = '']) => [key, type]));
}

describe('usage and costs compared with the official package', () => {
  for (const resource of allResources.filter(isBuckets)) {
    it(`${resource.name} takes the filters and dimensions of the package, and no others`, () => {
      const parameters = parametersOf(resource.name);
      assert.ok(parameters.size > common.length, resource.name);
      const filters = [...parameters.keys()].filter((name) => !common.includes(name));
      assert.deepEqual(Object.values(resource.filters).sort(), filters.sort());
      const dimensions = [...(parameters.get('group_by') ?? '').matchAll(/'(\w+)'/g)].map(([, name]) => name);
      assert.deepEqual(dimensionsOf(resource).sort(), dimensions.sort());
    });
  }

  it('each filter speaks of a dimension, and some endpoint has it', () => {
    const buckets = allResources.filter(isBuckets);
    for (const name of bucketFilterNames) {
      const having = buckets.filter(({ filters }) => filters[name] === bucketFilters[name].parameter);
      assert.ok(having.length > 0, name);
      for (const resource of having) assert.ok(dimensionsOf(resource).includes(bucketFilters[name].dimension), name);
    }
  });
});
