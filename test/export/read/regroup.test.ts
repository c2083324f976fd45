import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BucketWindow } from '../../../src/export/plan/windows.ts';
import { regroup } from '../../../src/export/read/regroup.ts';

const ALL = ['project_id', 'line_item', 'api_key_id', 'user_id', 'api_source'];
const REFUSABLE = ['user_id', 'api_source', 'api_key_id'];
const WIDTH = 10;
/** The present cuts the last bucket off. */
const WHOLE: BucketWindow = { from: 0, to: 395, dimensions: ALL };

type Serves = (window: BucketWindow) => boolean;

/** Reads a window as an export does: what is refused is regrouped until all is served. */
async function read(serves: Serves, window = WHOLE): Promise<{ served: BucketWindow[]; questions: number }> {
  let questions = 0;
  const accepts = async (asked: BucketWindow) => {
    questions += 1;
    return serves(asked);
  };
  const served: BucketWindow[] = [];
  const waiting = [window];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    questions += 1;
    if (serves(next)) served.push(next);
    else {
      const others = await regroup(next, { refusable: REFUSABLE, width: WIDTH, accepts });
      assert.ok(others, 'nothing can be given up');
      waiting.push(...others.windows.toReversed());
    }
  }
  return { served, questions };
}

/** Neighbours with the same dimensions as one window, each as `from-to dimensions left out`. */
function summary(windows: BucketWindow[]): string[] {
  const joined: { from: number; to: number; left: string }[] = [];
  for (const { from, to, dimensions } of windows) {
    const left = ALL.filter((name) => !dimensions.includes(name)).join();
    const last = joined.at(-1);
    if (last?.left === left && last.to === from) last.to = to;
    else joined.push({ from, to, left });
  }
  return joined.map(({ from, to, left }) => `${from}-${to} ${left}`);
}

const has = ({ dimensions }: BucketWindow, ...names: string[]) => names.every((name) => dimensions.includes(name));

for (const [what, serves, expected, most] of [
  ['users are never served', (one) => !has(one, 'user_id'), ['0-395 user_id'], 9],
  ['sources are never served', (one) => !has(one, 'api_source'), ['0-395 api_source'], 11],
  ['keys are never served', (one) => !has(one, 'api_key_id'), ['0-395 api_key_id'], 13],
  ['users and sources are not served together', (one) => !has(one, 'user_id', 'api_source'), ['0-395 user_id'], 9],
  [
    'sources and keys are not served together',
    (one) => !has(one, 'api_key_id', 'api_source'),
    ['0-395 api_source'],
    11,
  ],
  ['neither is served', (one) => !has(one, 'user_id') && !has(one, 'api_key_id'), ['0-395 api_key_id,user_id'], 17],
  ['none is served', ({ dimensions }) => dimensions.length <= 2, ['0-395 api_key_id,user_id,api_source'], 21],
  ['users are served from 200 on', (one) => !has(one, 'user_id') || one.from >= 200, ['0-200 user_id', '200-395 '], 21],
  ['users are served up to 390', (one) => !has(one, 'user_id') || one.to <= 390, ['0-390 ', '390-395 user_id'], 21],
  [
    'users are not served from 100 to 130',
    (one) => !has(one, 'user_id') || one.to <= 100 || one.from >= 130,
    ['0-100 ', '100-130 user_id', '130-395 '],
    60,
  ],
  [
    'users are served from 100 to 300',
    (one) => !has(one, 'user_id') || (one.from >= 100 && one.to <= 300),
    ['0-100 user_id', '100-300 ', '300-395 user_id'],
    40,
  ],
  [
    'users are never served, and keys from 200 on',
    (one) => !has(one, 'user_id') && (!has(one, 'api_key_id') || one.from >= 200),
    ['0-200 api_key_id,user_id', '200-395 user_id'],
    40,
  ],
  ['users are served for 70 at once', (one) => !has(one, 'user_id') || one.to - one.from <= 70, ['0-395 '], 60],
] as [string, Serves, string[], number][]) {
  test(`if ${what}, as much is kept as can be`, async () => {
    const { served, questions } = await read(serves);
    assert.deepEqual(summary(served), expected);
    assert.ok(questions <= most, String(questions));
  });
}

test('a window whose halves are served tells how long one may be', async () => {
  const accepts = async ({ from, to }: BucketWindow) => to - from <= 200;
  const others = await regroup(WHOLE, {
    refusable: REFUSABLE,
    width: WIDTH,
    accepts: async (one) => !has(one, 'user_id') || (await accepts(one)),
  });
  assert.equal(others?.longest, 200);
  assert.deepEqual(summary(others?.windows ?? []), ['0-395 ']);
});

test('what is refused whatever it groups by, or served by now, is not regrouped', async () => {
  for (const accepts of [async () => false, async () => true])
    assert.equal(await regroup(WHOLE, { refusable: REFUSABLE, width: WIDTH, accepts }), undefined);
  const plain = { ...WHOLE, dimensions: ['project_id', 'line_item'] };
  const never = async () => assert.fail('nothing is left to ask');
  assert.equal(await regroup(plain, { refusable: REFUSABLE, width: WIDTH, accepts: never }), undefined);
});

test('whatever stretches are refused, every bucket is read once, and of one stretch nothing else is left out', async () => {
  const stretch = fc.record({
    name: fc.constantFrom(...REFUSABLE),
    from: fc.integer({ min: 0, max: 39 }).map((bucket) => bucket * WIDTH),
    buckets: fc.integer({ min: 1, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(stretch, { maxLength: 3 }), async (stretches) => {
      const refused = (from: number, to: number, name: string) =>
        stretches.some((one) => one.name === name && from < one.from + one.buckets * WIDTH && to > one.from);
      const { served } = await read(({ from, to, dimensions }) => !dimensions.some((name) => refused(from, to, name)));
      let reached = 0;
      for (const { from, to } of served) {
        assert.equal(from, reached);
        reached = to;
      }
      assert.equal(reached, WHOLE.to);
      for (const { from, to, dimensions } of served) {
        for (const name of dimensions) assert.ok(!refused(from, to, name));
        for (const name of stretches.length > 1 ? [] : REFUSABLE.filter((one) => !dimensions.includes(one)))
          for (let at = from; at < to; at += WIDTH) assert.ok(refused(at, at + WIDTH, name), `${at} without ${name}`);
      }
    }),
  );
});
