import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangedAnswer } from '../../simulator/faults.ts';
import type { Simulator } from '../../simulator/server.ts';
import type { FolderContent } from '../harness/workspace.ts';
import { startCommitNights } from './commit-nights.ts';
import { below, linesOf } from './scenario.ts';
import { startPair } from './store-pair.ts';
import { s3Place } from './store-places.ts';

const INPUTS = { resources: 'audit_logs', 'start-date': '2026-02-25' };
const OTHER_ACTOR = { type: 'api_key', api_key: { id: 'key_other' } };

/** From now on, every second event comes with another actor. */
function contradict({ faults }: Simulator): void {
  faults.add({
    match: { path: '/organization/audit_logs' },
    kind: 'change',
    change({ body }: ChangedAnswer) {
      for (const event of body.data) if (event.effective_at % 2 === 0) event.actor = OTHER_ACTOR;
      return { body };
    },
  });
}

/** Fails unless no file of events changed, and each other version is there once; returns how many there are. */
function assertKeptOnce(before: FolderContent, after: FolderContent): number {
  const versions = Object.values(below(after, '_revisions/audit_logs')).flatMap(linesOf);
  assert.ok(versions.length > 0);
  assert.equal(new Set(versions).size, versions.length);
  assert.ok(versions.every((text) => text.includes('key_other')));
  assert.deepEqual(below(after, 'audit_logs'), below(before, 'audit_logs'));
  return versions.length;
}

test('commit: versions that contradict are committed once, and a second night adds no commit', async (t) => {
  const nights = await startCommitNights(t, { commit: 'push', ...INPUTS });
  await nights.bothNights();
  const before = await nights.cloned();
  const first = await nights.bothNights({}, contradict);
  assert.match(first.log.text, /#events-revised/);
  await nights.assertSame();
  assertKeptOnce(before, await nights.cloned());
  const again = await nights.bothNights();
  assert.equal(again.outputs['commit-sha'], '');
  assert.doesNotMatch(again.log.text, /#events-revised/);
});

for (const options of [{}, { 'settled-only': true, 'manifest-prefix': 'apart' }]) {
  test(`s3: versions that contradict are stored once, as in a folder: ${JSON.stringify(options)}`, async (t) => {
    const pair = await startPair(t, s3Place, { ...INPUTS, 'refresh-from': '2026-02-20' }, options);
    await pair.night();
    const { destination, retained = destination } = pair.place;
    const contents = () => pair.place.contents('settled-only' in options ? retained : destination);
    const before = await contents();
    for (const { simulator } of [pair.store, pair.folder]) contradict(simulator);
    const first = await pair.night();
    assert.equal(first.exitCode, 0, first.log.text);
    await pair.assertSame();
    const count = assertKeptOnce(before, await contents());
    const again = await pair.night();
    assert.equal(again.exitCode, 0, again.log.text);
    assert.doesNotMatch(again.log.text, /#events-revised/);
    assert.equal(assertKeptOnce(before, await contents()), count);
  });
}
