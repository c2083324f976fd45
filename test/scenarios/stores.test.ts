import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { test } from 'node:test';
import { until } from '../destinations/contract/stand.ts';
import { runAction } from '../harness/run-action.ts';
import type { FolderContent } from '../harness/workspace.ts';
import type { Night } from './scenario.ts';
import { changeUsers, startPair } from './store-pair.ts';
import { storePlaces } from './store-places.ts';

const SECOND = '2026-03-03T04:17:00Z';
const THIRD = '2026-03-04T04:17:00Z';

/** Every file of a folder that a store's step must not leave in the workspace. */
function assertNothingLeft(night: Night): void {
  assert.deepEqual(night.after, {});
}

for (const [kind, startPlace] of Object.entries(storePlaces)) {
  test(`${kind}: two nights and a re-run leave what they leave in a folder`, async (t) => {
    const pair = await startPair(t, startPlace);
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
    const pair = await startPair(t, startPlace);
    await pair.night();
    pair.store.cache.evict();
    pair.folder.cache.evict();
    const second = await pair.night({ at: SECOND });
    assert.equal(second.exitCode, 0, second.log.text);
    assert.equal(second.outputs['state-source'], 'destination');
    await pair.assertSame();
  });

  test(`${kind}: a run killed half way and run again leaves what an undisturbed one leaves`, async (t) => {
    const pair = await startPair(t, startPlace);
    await pair.night();
    changeUsers(pair);
    for (const count of [1, 3, 6]) {
      const before = pair.place.changes();
      const onSpawn = (child: ChildProcess) => {
        const isDue = () => pair.place.changes() - before >= count || child.exitCode !== null;
        void until(isDue).then(() => child.kill('SIGKILL'));
      };
      const run = { env: pair.place.env(), onSpawn };
      const killed = await runAction(pair.store.runOptions({ at: SECOND, run }));
      assert.equal(killed.signal, 'SIGKILL', killed.log.text);
    }
    const again = await pair.night({ at: SECOND });
    assert.equal(again.exitCode, 0, again.log.text);
    await pair.assertSame();
  });

  test(`${kind}: two jobs of a matrix at once, each with half of the resources`, async (t) => {
    const pair = await startPair(t, startPlace);
    const env = pair.place.env();
    const halves = ['audit_logs,users', 'projects,project_users,costs'].map((resources) =>
      pair.store.runOptions({ inputs: { resources }, run: { env } }),
    );
    for (const result of await Promise.all(halves.map(runAction))) assert.equal(result.exitCode, 0, result.log.text);
    await pair.folder.night();
    await pair.assertSame();
  });

  test(`${kind}: two jobs of a matrix at once, each with half of the time of one resource`, async (t) => {
    const pair = await startPair(t, startPlace, { resources: 'audit_logs' });
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
    const pair = await startPair(t, startPlace, {}, { access: 'write-only' });
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
    const pair = await startPair(t, startPlace, {}, { 'settled-only': true, 'manifest-prefix': true });
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
