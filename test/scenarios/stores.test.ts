import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runAction } from '../harness/run-action.ts';
import { type FolderContent, readFolder } from '../harness/workspace.ts';
import { type Night, type NightOptions, type Scenario, startScenario } from './scenario.ts';
import { type StorePlace, storePlaces } from './store-places.ts';

const INPUTS = {
  resources: 'audit_logs,users,projects,project_users,costs',
  format: 'jsonl,csv.gz',
  'start-date': '2026-02-19',
};
const SECOND = '2026-03-03T04:17:00Z';
const THIRD = '2026-03-04T04:17:00Z';

/** One organisation twice, from the same seed: exported to a store, and to a folder. */
interface Pair {
  place: StorePlace;
  store: Scenario;
  folder: Scenario;
  /** The same night for both; the store's one comes back. */
  night(options?: NightOptions & { access?: 'full' | 'write-only' }): Promise<Night>;
  /** The store's data is byte by byte that of the folder. */
  assertSame(): Promise<void>;
}

async function startPair(
  t: TestContext,
  kind: string,
  inputs: Record<string, string> = {},
  options: Record<string, unknown> = {},
): Promise<Pair> {
  const place = await (storePlaces[kind] as (t: TestContext) => Promise<StorePlace>)(t);
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

/** Every file of a folder that a store's step must not leave in the workspace. */
function assertNothingLeft(night: Night): void {
  assert.deepEqual(night.after, {});
}

for (const kind of Object.keys(storePlaces)) {
  test(`${kind}: two nights and a re-run leave what they leave in a folder`, async (t) => {
    const pair = await startPair(t, kind);
    const first = await pair.night();
    assert.equal(first.exitCode, 0, first.log.text);
    assertNothingLeft(first);
    await pair.assertSame();
    changeUsers(pair);
    const second = await pair.night({ at: SECOND });
    assert.equal(second.exitCode, 0, second.log.text);
    assert.equal(second.outputs['state-source'], 'cache');
    assert.ok(Number(second.outputs.changes) > 0);
    await pair.assertSame();
    const before = pair.place.changes();
    const again = await pair.night();
    assert.deepEqual([again.outputs.files, again.outputs.changed], ['0', 'false']);
    assert.equal(pair.place.changes(), before);
    await pair.assertSame();
    assert.deepEqual(again.log.annotations, []);
    assert.ok(first.outputs.manifest?.endsWith('openai/audit/_manifests'), first.outputs.manifest);
  });

  test(`${kind}: an evicted cache costs a look at the manifests, and nothing else`, async (t) => {
    const pair = await startPair(t, kind);
    await pair.night();
    pair.store.cache.evict();
    pair.folder.cache.evict();
    const second = await pair.night({ at: SECOND });
    assert.equal(second.exitCode, 0, second.log.text);
    assert.equal(second.outputs['state-source'], 'destination');
    await pair.assertSame();
  });

  test(`${kind}: two jobs of a matrix at once, each with half of the resources`, async (t) => {
    const pair = await startPair(t, kind);
    const env = pair.place.env();
    const halves = ['audit_logs,users', 'projects,project_users,costs'].map((resources) =>
      pair.store.runOptions({ inputs: { resources }, run: { env } }),
    );
    for (const result of await Promise.all(halves.map(runAction))) assert.equal(result.exitCode, 0, result.log.text);
    await pair.folder.night();
    await pair.assertSame();
  });

  test(`${kind}: two jobs of a matrix at once, each with half of the time of one resource`, async (t) => {
    const pair = await startPair(t, kind, { resources: 'audit_logs' });
    const env = pair.place.env();
    const halves = [
      { 'start-date': '2026-02-19', 'end-date': '2026-02-24' },
      { 'start-date': '2026-02-24', 'end-date': '2026-02-28' },
    ].map((inputs) => pair.store.runOptions({ inputs, run: { env } }));
    for (const result of await Promise.all(halves.map(runAction))) assert.equal(result.exitCode, 0, result.log.text);
    const whole = await pair.folder.night({ inputs: { 'start-date': '2026-02-19', 'end-date': '2026-02-28' } });
    assert.equal(whole.exitCode, 0);
    await pair.assertSame();
  });

  test(`${kind}: who may only write goes by the cached state, and says what is off`, async (t) => {
    const pair = await startPair(t, kind, {}, { access: 'write-only' });
    const first = await pair.night({ access: 'write-only' });
    assert.equal(first.exitCode, 0, first.log.text);
    assert.match(first.log.text, /Write-only: .*Off are the change log/);
    changeUsers(pair);
    const second = await pair.night({ at: SECOND, access: 'write-only' });
    assert.equal(second.exitCode, 0, second.log.text);
    assert.equal(second.outputs['state-source'], 'cache');
    assert.equal(second.outputs.changes, '0');
    const third = await pair.night({ at: THIRD, access: 'write-only' });
    assert.equal(third.exitCode, 0, third.log.text);
    await pair.assertSame();
  });

  test(`${kind}: where nothing can be replaced, each period is written once, when it is settled`, async (t) => {
    const pair = await startPair(t, kind, {}, { 'settled-only': true, 'manifest-prefix': true });
    for (const at of ['2026-03-02T04:17:00Z', SECOND, '2026-03-09T04:17:00Z', '2026-04-08T04:17:00Z']) {
      const earlier = pair.place.retained ? await pair.place.contents(pair.place.retained) : {};
      if (at === SECOND) changeUsers(pair);
      const night = await pair.night({ at });
      assert.equal(night.exitCode, 0, night.log.text);
      await pair.assertSame();
      const now: FolderContent = pair.place.retained ? await pair.place.contents(pair.place.retained) : {};
      for (const [path, text] of Object.entries(earlier)) assert.equal(now[path], text, path);
    }
  });
}

/** Somebody leaves and somebody has another name, in both organisations. */
function changeUsers({ store, folder }: Pair): void {
  for (const { simulator } of [store, folder]) {
    const users = simulator.organization.list('users');
    const [renamed = '', gone = ''] = users.entries().map(({ id }) => id);
    users.update(renamed, { name: 'Another Name' });
    users.remove(gone);
  }
}
