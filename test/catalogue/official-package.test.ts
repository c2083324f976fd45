import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allResources } from '../../src/catalogue/catalogue.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import { type LeafType, leavesOf, type OfficialRead, officialReads } from './official-package.ts';

/** Reads that the package has and OpenAI's description does not: a user can have them as custom resources. */
const beyondTheDescription = [
  '/organization/external_keys',
  '/organization/external_keys/{}',
  '/organization/external_storage',
  '/organization/external_storage/{}',
  '/organization/projects/{}/service_tier_settings',
  '/organization/usage/decisions',
  '/organization/workload_identity_providers',
  '/organization/workload_identity_providers/{}',
  '/organization/workload_identity_providers/{}/federation_rules',
  '/organization/workload_identity_providers/{}/federation_rules/{}',
];

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
  return new Map([...bucket, ...leavesOf(`${read.type}.Data.${resultType(resource)}`, read.file)]);
}

describe('the catalogue beside the official package', () => {
  it('reads every path that the package reads, but those that OpenAI has not described yet', () => {
    const ours = new Set(allResources.map(pathOf));
    const missing = [...reads.keys()].filter((path) => !ours.has(path));
    assert.deepEqual(missing.sort(), beyondTheDescription);
    assert.deepEqual([...ours].filter((path) => !reads.has(path)).sort(), notInThePackage);
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
