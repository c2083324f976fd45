import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { customResources } from '../../src/catalogue/custom.ts';
import type { CustomDefinition } from '../../src/catalogue/custom-definition.ts';

const buckets: CustomDefinition = { name: 'usage_videos', path: '/organization/usage/videos', kind: 'buckets' };
const events: CustomDefinition = {
  name: 'deliveries',
  path: '/organization/deliveries',
  kind: 'events',
  timeField: 'created_at',
  primaryKey: ['id'],
};

function declared(definition: CustomDefinition) {
  const { resources, mistakes } = customResources([definition]);
  assert.deepEqual(mistakes, []);
  return resources[0];
}

describe('custom resources that are read by time', () => {
  it('ask for full pages, or for pages of the limit that is given', () => {
    const usual = declared(buckets);
    assert.deepEqual(usual?.kind === 'buckets' && usual.widths, { '1m': 1440, '1h': 168, '1d': 31 });
    const few = declared({ ...buckets, bucketWidth: '1d', params: { limit: '7', api: 'beta' } });
    assert.deepEqual(few?.kind === 'buckets' && few.widths, { '1d': 7 });
    assert.deepEqual(few?.query, { api: 'beta' });
    assert.equal(declared(events)?.pageSize, 100);
    assert.deepEqual(
      ['pageSize', 'query'].map((name) => Object(declared({ ...events, params: { limit: '20' } }))[name]),
      [20, undefined],
    );
  });

  it('are grouped by each dimension once', () => {
    const resource = declared({ ...buckets, groupBy: ['model', 'project_id', 'model'] });
    assert.deepEqual(resource?.kind === 'buckets' && resource.dimensions, ['model', 'project_id']);
  });

  const limit = /params holds a limit that is no whole number from 1 to 99999/;
  const wrong: [string, CustomDefinition, RegExp][] = [
    [
      'a time inside an object',
      { ...events, timeField: 'meta.at' },
      /"meta\.at" is no name of a field of the row itself/,
    ],
    ['an id inside an object', { ...events, primaryKey: ['meta.id'] }, /"meta\.id" is no name of a field of the row/],
    ['the start of a window', { ...buckets, params: { start_time: '5' } }, /params holds start_time, which the export/],
    ['a dimension as a parameter', { ...buckets, params: { 'group_by[]': 'x' } }, /params holds group_by\[\], which/],
    ['a cursor', { ...events, params: { after: 'x' } }, /params holds after, which the export sets by itself/],
    ['a filter by time', { ...events, params: { 'created_at[gt]': '5' } }, /params holds created_at\[gt\], which/],
    ['a limit of nothing', { ...buckets, params: { limit: '0' } }, limit],
    ['a limit that is no number', { ...events, params: { limit: 'all' } }, limit],
    ['a time without a kind', { ...events, kind: undefined }, /with time-field, say kind: events/],
    ['dimensions without a kind', { ...buckets, kind: undefined, groupBy: ['a'] }, /with group-by, say kind: buckets/],
    ['a parent', { ...buckets, parent: 'projects' }, /parent is nothing that a resource of kind buckets has/],
  ];
  for (const [name, definition, expected] of wrong) {
    it(`take no ${name}`, () => {
      const { mistakes } = customResources([definition]);
      assert.equal(mistakes.length, 1, mistakes.join('\n'));
      assert.match(mistakes[0] ?? '', expected);
    });
  }

  it('may be filtered by another time than that of an event', () => {
    assert.deepEqual(declared({ ...events, params: { 'sent_at[gt]': '5' } })?.query, { 'sent_at[gt]': '5' });
  });

  it('are no parents, and say so', () => {
    const child = { name: 'tries', path: '/organization/deliveries/{id}/tries', parent: 'deliveries' };
    assert.deepEqual(customResources([events, child]).mistakes, [
      'custom resource "tries": parent "deliveries" is of kind events: a parent is a list that is read whole',
    ]);
  });
});
