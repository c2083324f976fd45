import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { periodStart } from '../../../src/archive/periods.ts';
import type { EventWindow } from '../../../src/export/plan/windows.ts';
import { createWalks } from '../../../src/export/read/share-walks.ts';
import { PAGE, playWalks, SHAPES, SPAN } from './play-walks.ts';

const CONNECTIONS = 8;
const DAY = 86_400;
const pass: EventWindow['pass'] = { name: 'organization', query: [], refused: false };

for (const [name, times] of Object.entries(SHAPES)) {
  test(`events that come as ${name} are read side by side, in at most 1.25 of the ideal schedule`, () => {
    const events = times(50_000);
    const { read, requests, rounds } = playWalks(events, CONNECTIONS);
    assert.deepEqual(
      read,
      [...events].sort((a, b) => a - b),
    );
    const pages = events.length / PAGE;
    assert.ok(requests <= 1.2 * pages, `${requests} requests for ${pages} pages`);
    // The first page is read alone: nothing is known before it.
    assert.ok(rounds - 1 <= (1.25 * pages) / CONNECTIONS, `${rounds} rounds for ${pages} pages`);
  });
}

test('whatever lies where, each event is read by one walk', () => {
  const bursts = fc.array(
    fc.tuple(fc.nat(SPAN - 200), fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 200 })),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(bursts, fc.integer({ min: 1, max: 16 }), (all, connections) => {
      const events = all.flatMap(([at, count, seconds]) =>
        Array.from({ length: count }, (_, index) => at + Math.floor((index * seconds) / count)),
      );
      const { read } = playWalks(events, connections);
      assert.deepEqual(
        read,
        [...events].sort((a, b) => a - b),
      );
    }),
    { numRuns: 100 },
  );
});

test('parts meet where a partition begins if one does near the middle', () => {
  const walks = createWalks(PAGE, 'day');
  const from = periodStart(1_780_000_000, 'day');
  const window: EventWindow = { from, to: from + 10 * DAY, pass };
  const walk = walks.begin(window);
  walks.read(walk, PAGE, from + 10 * DAY - 3600);
  const { older } = walks.longest() ?? {};
  assert.ok(older);
  assert.equal(older.to % DAY, 0);
  assert.deepEqual([older.from, older.pass], [from, pass]);
});

test('a walk with little left, one that is careful and one out of order are left alone', () => {
  const window: EventWindow = { from: 0, to: 10 * DAY, pass };
  const few = createWalks(PAGE, 'day');
  few.read(few.begin({ ...window }), PAGE, 5 * DAY);
  assert.equal(few.longest(), undefined);
  const careful = createWalks(PAGE, 'day');
  careful.read(careful.begin({ ...window, isCareful: true }), PAGE, 9.9 * DAY);
  assert.equal(careful.longest(), undefined);
  const disordered = createWalks(PAGE, 'day');
  const walk = disordered.begin({ ...window });
  disordered.read(walk, PAGE, 9.9 * DAY);
  assert.ok(disordered.longest());
  disordered.distrust(walk);
  assert.equal(disordered.isOrdered, false);
  assert.equal(disordered.longest(), undefined);
});

test('a single second is never shared', () => {
  const walks = createWalks(PAGE, 'day');
  walks.read(walks.begin({ from: 100, to: 102, pass }), 5000, 101);
  assert.equal(walks.longest(), undefined);
});
