import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { readFolder } from '../harness/workspace.ts';
import { type Night, type NightOptions, type Scenario, startScenario } from './scenario.ts';
import type { StorePlace } from './store-places.ts';

const INPUTS = {
  resources: 'audit_logs,users,projects,project_users,costs',
  format: 'jsonl,csv.gz',
  'start-date': '2026-02-19',
};

/** One organisation twice, from the same seed: exported to a store, and to a folder. */
export interface Pair {
  place: StorePlace;
  store: Scenario;
  folder: Scenario;
  /** The same night for both; the store's one comes back. */
  night(options?: NightOptions & { access?: 'full' | 'write-only' }): Promise<Night>;
  /** The store's data is byte by byte that of the folder. */
  assertSame(): Promise<void>;
}

/**
 * Starts a pair; everything is gone when the test ends.
 * @param inputs of every night of both.
 * @param options under `destination-options` of both.
 */
export async function startPair(
  t: Pick<TestContext, 'after'>,
  startPlace: (t: Pick<TestContext, 'after'>) => Promise<StorePlace>,
  inputs: Record<string, string> = {},
  options: Record<string, unknown> = {},
): Promise<Pair> {
  const place = await startPlace(t);
  const destination = options['settled-only'] ? (place.retained ?? place.destination) : place.destination;
  const configOf = (given: object) => JSON.stringify({ 'destination-options': given });
  const apart = 'manifest-prefix' in options;
  const [store, folder] = await Promise.all([
    startScenario(t, {
      ...INPUTS,
      ...inputs,
      destination,
      config: configOf({ ...place.options, ...options, ...(apart ? { 'manifest-prefix': place.manifests } : {}) }),
    }),
    startScenario(t, {
      ...INPUTS,
      ...inputs,
      config: configOf({ ...options, ...(apart ? { 'manifest-prefix': 'manifests' } : {}) }),
    }),
  ]);
  return {
    place,
    store,
    folder,
    async night({ access = 'full', ...given } = {}) {
      const run = { ...given.run, env: { ...place.env(access), ...given.run?.env } };
      const night = await store.night({ ...given, run });
      const other = await folder.night(given);
      assert.equal(other.exitCode, 0, other.log.text);
      return night;
    },
    async assertSame() {
      const data = await readFolder(join(folder.workspace, 'data'));
      const manifests = apart ? await readFolder(join(folder.workspace, 'manifests')) : {};
      assert.deepEqual(await place.contents(destination), data);
      if (apart) assert.deepEqual(await place.contents(place.manifests), manifests);
      assert.ok(Object.keys(data).length > 10);
    },
  };
}

/** Somebody leaves and somebody has another name, in both organisations. */
export function changeUsers({ store, folder }: Pair): void {
  for (const { simulator } of [store, folder]) {
    const users = simulator.organization.list('users');
    const [renamed = '', gone = ''] = users.entries().map(({ id }) => id);
    users.update(renamed, { name: 'Another Name' });
    users.remove(gone);
  }
}
