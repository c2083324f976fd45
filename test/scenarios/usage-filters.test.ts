import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secondsOf, startScenario } from './scenario.ts';

const FROM = secondsOf('2026-01-01');
const people = ['project_id', 'user_id', 'api_key_id'];

for (const { filter, resource, dimension, groupBy } of [
  { filter: 'users', resource: 'usage_embeddings', dimension: 'user_id', groupBy: [...people, 'model'] },
  { filter: 'api-keys', resource: 'usage_moderations', dimension: 'api_key_id', groupBy: [...people, 'model'] },
  {
    filter: 'api-keys',
    resource: 'costs',
    dimension: 'api_key_id',
    groupBy: ['project_id', 'line_item', 'api_key_id'],
  },
  {
    filter: 'line-items',
    resource: 'costs',
    dimension: 'line_item',
    groupBy: ['project_id', 'line_item', 'api_key_id'],
  },
  {
    filter: 'batch',
    resource: 'usage_completions',
    dimension: 'batch',
    groupBy: [...people, 'model', 'batch', 'service_tier'],
  },
  { filter: 'sizes', resource: 'usage_images', dimension: 'size', groupBy: [...people, 'model', 'size', 'source'] },
  { filter: 'sources', resource: 'usage_images', dimension: 'source', groupBy: [...people, 'model', 'size', 'source'] },
  {
    filter: 'context-levels',
    resource: 'usage_web_search_calls',
    dimension: 'context_level',
    groupBy: [...people, 'model', 'context_level'],
  },
  {
    filter: 'vector-stores',
    resource: 'usage_file_search_calls',
    dimension: 'vector_store_id',
    groupBy: [...people, 'vector_store_id'],
  },
]) {
  test(`\`${filter}\` narrows ${resource}, is part of its shape, and leaves others as they are`, async (t) => {
    const resources = `${resource},usage_vector_stores`;
    const scenario = await startScenario(
      t,
      { resources, 'start-date': '2026-01-01' },
      { size: { days: 60, projects: 3, usageSeriesPerProject: 4 } },
    );
    const { truth, clock } = scenario.simulator;
    const all = truth.buckets(resource, FROM, clock.now(), { groupBy });
    const value = all.map((line) => JSON.parse(line)[dimension]).find((found) => found !== null);
    const night = await scenario.night({
      inputs: { config: JSON.stringify({ [filter]: filter === 'batch' ? value : [value] }) },
    });
    assert.equal(night.exitCode, 0, night.log.text);
    const expected = truth.buckets(resource, FROM, clock.now(), { groupBy, filters: { [dimension]: [String(value)] } });
    assert.ok(expected.length > 0 && expected.length < all.length);
    assert.deepEqual((await scenario.rows(resource)).sort(), expected.sort());
    const shapeOf = async (name: string) => JSON.parse(await scenario.read(`data/_manifests/${name}.json`)).shape;
    assert.deepEqual((await shapeOf(resource)).filters, { [filter.replace('-', '_')]: [String(value)] });
    assert.equal((await shapeOf('usage_vector_stores')).filters, undefined);
    const stores = truth.buckets('usage_vector_stores', FROM, clock.now(), { groupBy: ['project_id'] });
    assert.deepEqual((await scenario.rows('usage_vector_stores')).sort(), stores.sort());

    const other = await scenario.night();
    assert.equal(other.exitCode, 1);
    assert.match(other.log.text, /export of another shape/);
  });
}
