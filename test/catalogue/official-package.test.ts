import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { auditEventTypes } from '../../src/catalogue/audit-event-types.ts';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { dimensionsOf } from '../../src/catalogue/kinds.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import {
  type LeafType,
  leavesOf,
  type OfficialRead,
  officialBucketParameters,
  officialEventTypes,
  officialReads,
} from './official-package.ts';

/** Reads that the catalogue has because users ask for them. */
const notInThePackage = ['/organization/audit_logs/{}', '/organization/members'];

const reads = new Map(officialReads().map((read) => [read.path, read]));

function pathOf(resource: Resource): string {
  return resource.path.replaceAll(/\{[^}]*\}/g, '{}');
}

/** Results of usage and costs are one union of types, named after the endpoint or, twice, nearly so. */
function resultType(resource: Resource): string {
  const name = resource.name.replace('file_search_calls', 'file_searches').replace('web_search_calls', 'web_searches');
  const words = name.split('_').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return `Organization${words.join('')}Result`;
}

function officialLeaves(resource: Resource, read: OfficialRead): Map<string, LeafType> {
  if (resource.kind !== 'buckets') return leavesOf(read.type, read.file);
  const bucket = leavesOf(`${read.type}.Data`, read.file);
  bucket.delete('object');
  // The union itself; its members are looked at one by one.
  for (const leaf of bucket.keys()) if (leaf.startsWith('results')) bucket.delete(leaf);
  // What is new has a type of its own instead of a member of the union.
  const result = resource.name === 'usage_decisions' ? 'Result' : resultType(resource);
  return new Map([...bucket, ...leavesOf(`${read.type}.Data.${result}`, read.file)]);
}

describe('the catalogue beside the official package', () => {
  it('reads every path that the package reads', () => {
    const ours = new Set(allResources.map(pathOf));
    assert.deepEqual(
      [...reads.keys()].filter((path) => !ours.has(path)),
      [],
    );
    assert.equal(reads.size, 69);
    assert.deepEqual([...ours].filter((path) => !reads.has(path)).sort(), notInThePackage);
  });

  it('knows every type of event that the package knows', () => {
    assert.deepEqual([...auditEventTypes].sort(), [...officialEventTypes()].sort());
  });

  it('knows every dimension of usage and costs', () => {
    const buckets = allResources.filter((resource) => resource.kind === 'buckets');
    const theirs = officialBucketParameters();
    assert.deepEqual(buckets.map(pathOf).sort(), [...theirs.keys()].sort());
    for (const resource of buckets)
      assert.deepEqual(
        dimensionsOf(resource).sort(),
        (theirs.get(resource.path)?.dimensions ?? []).sort(),
        resource.name,
      );
  });

  for (const resource of allResources) {
    const read = reads.get(pathOf(resource));
    if (read === undefined) continue;
    it(`has a column of the right type for every field of ${resource.name}, and no other`, () => {
      const leaves = officialLeaves(resource, read);
      const parentIds = resource.kind === 'snapshot' ? resource.parentIds : [];
      const columns = new Map(resource.columns.map(({ name, type }) => [name, type === 'time' ? 'number' : type]));
      for (const id of parentIds) if (!leaves.has(id)) columns.delete(id);
      if (resource.kind === 'events') {
        // The payloads, each under the name of its type, are the column `details`.
        for (const leaf of leaves.keys()) if (leaf.includes('.')) leaves.delete(leaf);
        leaves.set('details', 'json');
      }
      const sorted = (entries: Iterable<[string, string]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
      assert.deepEqual(sorted(columns), sorted(leaves));
    });
  }
});
