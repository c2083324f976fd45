import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GroupingRefusal, layRefusals } from '../../src/archive/grouping-refusals.ts';
import { emptyManifest, parseManifest, serializeManifest } from '../../src/archive/manifest.ts';
import { layOver, type ManifestChange } from '../../src/archive/merge.ts';

const DAY = 86_400;
const FIRST = Date.parse('2026-03-01') / 1000;
const at = (day: number) => FIRST + (day - 1) * DAY;

function refusal(from: number, to: number, more: Partial<GroupingRefusal> = {}): GroupingRefusal {
  return { dimension: 'user_id', with: ['project_id'], from: at(from), to: at(to), month: '2026-03', ...more };
}

const nothing = { month: '2026-03', refused: [], served: [] };

test('what is served is no longer refused, and stretches that touch are one', () => {
  const served = [{ dimensions: ['project_id', 'user_id'], from: at(5), to: at(6) }];
  assert.deepEqual(layRefusals([refusal(1, 10)], { ...nothing, served, refused: [refusal(10, Infinity)] }), [
    refusal(1, 5),
    refusal(6, Infinity),
  ]);
  const others = [{ dimensions: ['project_id'], from: at(1), to: at(30) }];
  assert.deepEqual(layRefusals([refusal(1, 10)], { ...nothing, served: others }), [refusal(1, 10)]);
});

test('refusals of another month are gone with the first news of this one', () => {
  const earlier = refusal(1, Infinity, { month: '2026-02' });
  assert.deepEqual(layRefusals([earlier], nothing), []);
  assert.deepEqual(layRefusals([earlier], { ...nothing, refused: [refusal(20, 25)] }), [refusal(20, 25)]);
});

test('a length that is too long stays so while shorter ones are served, and the shortest counts', () => {
  const long = (days: number) => refusal(1, Infinity, { longest: days * DAY });
  const served = [{ dimensions: ['user_id'], from: at(1), to: at(9) }];
  assert.deepEqual(layRefusals([long(30)], { ...nothing, served, refused: [long(9), long(18)] }), [long(9)]);
});

test('a manifest holds refusals as text and reads them back, and refuses what is none', () => {
  const manifest = emptyManifest('costs', { formats: ['jsonl'], partition_by: 'day', group_by: 'all' });
  const refusals = [refusal(1, 10), refusal(3, Infinity, { longest: 9 * DAY })];
  const text = serializeManifest({ ...manifest, refusals });
  assert.deepEqual(JSON.parse(text).refusals, [
    { dimension: 'user_id', with: ['project_id'], from: '2026-03-01', to: '2026-03-10', month: '2026-03' },
    { dimension: 'user_id', with: ['project_id'], from: '2026-03-03', longest_days: 9, month: '2026-03' },
  ]);
  assert.deepEqual(parseManifest(text, 'here').refusals, refusals);
  assert.equal('refusals' in JSON.parse(serializeManifest(manifest)), false);
  const broken = text.replace('"2026-03-01"', '"soon"');
  assert.throws(() => parseManifest(broken, 'here'), /is no refusal of a grouping/);
});

test('refusals stay with the shape in which they were made', () => {
  const shape = {
    formats: ['jsonl'],
    partition_by: 'day',
    group_by: 'all' as const,
    filters: { projects: ['proj_1'] },
  };
  const latest = { ...emptyManifest('costs', shape), refusals: [refusal(1, 10)] };
  const change: ManifestChange = { shape, written: [], removedPeriods: [], covered: [], unavailable: [] };
  assert.deepEqual(layOver(latest, change).refusals, [refusal(1, 10)]);
  const { filters: _left, ...wider } = shape;
  assert.equal(layOver(latest, { ...change, shape: wider }).refusals, undefined);
});
