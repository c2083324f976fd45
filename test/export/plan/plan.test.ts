import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Entry, emptyManifest } from '../../../src/archive/manifest.ts';
import type { PartitionBy } from '../../../src/archive/periods.ts';
import { type Period, periodName, periodStart, periodsBetween } from '../../../src/archive/periods.ts';
import { contains, type Ranges } from '../../../src/archive/ranges.ts';
import type { DateExpression } from '../../../src/archive/selection.ts';
import { resourceNamed } from '../../../src/catalogue/catalogue.ts';
import type { Resource } from '../../../src/catalogue/resource.ts';
import { isSettledAt, joinPeriods, planPeriods, refuseEmptyRanges } from '../../../src/export/plan/plan.ts';
import type { ResourceState } from '../../../src/state/restore.ts';
import { resourceOptions } from '../options.ts';

const DAY = 86_400;
const second = (text: string) => Date.parse(text) / 1000;
const NOW = second('2026-03-02T04:17:00Z');
const FIRST_RUN: ResourceState = { manifest: undefined, isDone: () => false };
const date = (text: string): DateExpression => ({ kind: 'absolute', seconds: second(text) });
const days = (count: number): DateExpression => ({ kind: 'age', seconds: count * DAY });

/** What is known after these days were read; the last `unsettled` of them are to be read again. */
function stateOf(from: string, to: string, unsettled: number, unavailable: Ranges = []): ResourceState {
  const settledUntil = second(to) - unsettled * DAY;
  const entries = periodsBetween(second(from), second(to), 'day').map(
    (period): Entry => ({ period: periodName(period.from, 'day'), rows: 0, settled: period.to <= settledUntil }),
  );
  const ranges: Ranges = [[second(from), second(to)]];
  const manifest = {
    ...emptyManifest('audit_logs', { formats: ['jsonl'], partition_by: 'day' }),
    ranges,
    entries,
    unavailable,
  };
  return { manifest, isDone: (period) => contains([[second(from), settledUntil]], period.from, period.to) };
}

function names(periods: Period[], by: PartitionBy = 'day'): string[] {
  return periods.map(({ from }) => periodName(from, by));
}

test('a first run reads everything from the start, rounded down, to now', () => {
  const { periods, end } = planPeriods(resourceOptions({ start: days(2) }), FIRST_RUN, NOW, 0);
  assert.deepEqual(names(periods), ['2026-02-28', '2026-03-01', '2026-03-02']);
  assert.equal(end, NOW);
});

test('an end is rounded down, so that it opens no partition, and is never later than now', () => {
  const start = date('2026-02-27');
  for (const [end, last] of [
    [date('2026-03-01T12:00:00Z'), '2026-02-28'],
    [date('2026-03-01'), '2026-02-28'],
    [date('2027-01-01'), '2026-03-01'],
    [days(1), '2026-02-28'],
  ] as const) {
    const plan = planPeriods(resourceOptions({ start, end }), FIRST_RUN, NOW, 0);
    assert.equal(names(plan.periods).at(-1), last);
    assert.equal(plan.end, second(last) + DAY);
  }
});

test('what is settled is not read again, what is not settled is', () => {
  const state = stateOf('2026-02-20', '2026-03-01', 2);
  const { periods } = planPeriods(resourceOptions({ start: date('2026-02-20') }), state, NOW, 0);
  assert.deepEqual(names(periods), ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
});

test('an earlier start fills the older range alone', () => {
  const state = stateOf('2026-02-20', '2026-03-01', 0);
  const { periods } = planPeriods(resourceOptions({ start: date('2026-02-18') }), state, NOW, 0);
  assert.deepEqual(names(periods), ['2026-02-18', '2026-02-19', '2026-03-01', '2026-03-02']);
});

test('a relative start never moves past what was covered: an outage leaves no gap', () => {
  const state = stateOf('2025-12-01', '2025-12-20', 3);
  const { periods } = planPeriods(resourceOptions({ start: days(30) }), state, NOW, 0);
  assert.deepEqual(names(periods), names(periodsBetween(second('2025-12-17'), NOW, 'day')));
});

test('an absolute start is where the user put it, whatever was covered before', () => {
  const state = stateOf('2025-12-01', '2025-12-20', 3);
  const { periods } = planPeriods(resourceOptions({ start: date('2026-02-28') }), state, NOW, 0);
  assert.deepEqual(names(periods), ['2026-02-28', '2026-03-01', '2026-03-02']);
});

test('a refresh reads everything from its date again, and what else is not done', () => {
  const state = stateOf('2026-02-20', '2026-03-01', 0);
  const options = resourceOptions({ start: date('2026-02-19'), refreshFrom: date('2026-02-27T15:00:00Z') });
  const { periods } = planPeriods(options, state, NOW, 0);
  assert.deepEqual(names(periods), ['2026-02-19', '2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
});

test('a refresh from before the start begins there', () => {
  const options = resourceOptions({ start: days(1), refreshFrom: date('2026-02-27') });
  assert.equal(names(planPeriods(options, FIRST_RUN, NOW, 0).periods)[0], '2026-02-27');
});

test('what the API no longer serves is not asked for again, unless it is to be refreshed', () => {
  const state = stateOf('2026-02-20', '2026-03-01', 0, [[second('2026-02-10'), second('2026-02-20')]]);
  const start = date('2026-02-09');
  assert.deepEqual(names(planPeriods(resourceOptions({ start }), state, NOW, 0).periods), [
    '2026-02-09',
    '2026-03-01',
    '2026-03-02',
  ]);
  const refreshed = planPeriods(resourceOptions({ start, refreshFrom: date('2026-02-19') }), state, NOW, 0);
  assert.ok(names(refreshed.periods).includes('2026-02-19'));
  assert.ok(!names(refreshed.periods).includes('2026-02-18'));
});

test('the earliest start is what it was found to be', () => {
  const { periods } = planPeriods(
    resourceOptions({ start: { kind: 'earliest' } }),
    FIRST_RUN,
    NOW,
    second('2026-03-01T05:00:00Z'),
  );
  assert.deepEqual(names(periods), ['2026-03-01', '2026-03-02']);
});

test('a file of a longer partitioning is read anew whole or not at all', () => {
  const manifest = {
    ...emptyManifest('audit_logs', { formats: ['jsonl'], partition_by: 'month' }),
    entries: [
      { period: '2026-01', path: 'audit_logs/month=2026-01/audit_logs.jsonl', rows: 1 },
      { period: '2026-02', path: 'audit_logs/month=2026-02/audit_logs.jsonl', rows: 1 },
    ],
  };
  const state: ResourceState = { manifest, isDone: () => true };
  const options = resourceOptions({ start: date('2026-02-28'), refreshFrom: date('2026-02-28') });
  const { periods } = planPeriods(options, state, NOW, 0);
  assert.deepEqual(names(periods), names(periodsBetween(second('2026-02-01'), NOW, 'day')));
});

test('a plan is in order, without overlap, within its end, and holds every second that is asked for and not done', () => {
  const by = fc.constantFrom<PartitionBy>('hour', 'day', 'month');
  const age = fc.integer({ min: 0, max: 60 * DAY });
  fc.assert(
    fc.property(by, age, fc.option(age, { nil: undefined }), age, (partitionBy, start, end, done) => {
      const options = resourceOptions({
        partitionBy,
        start: { kind: 'age', seconds: start },
        end: end === undefined ? { kind: 'now' } : { kind: 'age', seconds: end },
      });
      const state: ResourceState = { manifest: undefined, isDone: ({ to }) => to <= NOW - done };
      const plan = planPeriods(options, state, NOW, 0);
      for (const [index, period] of plan.periods.entries()) {
        assert.equal(period.from, periodStart(period.from, partitionBy));
        assert.ok(period.from < plan.end && !state.isDone(period));
        assert.ok(period.from >= (plan.periods[index - 1]?.to ?? 0));
      }
      const asked = periodsBetween(periodStart(NOW - start, partitionBy), plan.end, partitionBy);
      assert.deepEqual(
        plan.periods,
        asked.filter((period) => !state.isDone(period)),
      );
      assert.ok(plan.end <= NOW);
      const spans = joinPeriods(plan.periods, plan.end);
      const length = (all: Period[]) => all.reduce((sum, { from, to }) => sum + to - from, 0);
      const read = plan.periods.map(({ from, to }) => ({ from, to: Math.min(to, plan.end) }));
      assert.equal(length(spans), length(read));
      for (const [index, span] of spans.entries()) {
        assert.ok(span.from < span.to);
        if (index > 0) assert.ok(span.from > (spans[index - 1] as Period).to, 'spans do not touch');
      }
    }),
  );
});

test('a period is settled once the lookback has passed after its end', () => {
  const period = { from: NOW - DAY, to: NOW };
  const options = resourceOptions({ lookbackSeconds: 3 * DAY });
  assert.equal(isSettledAt(period, options, NOW + 3 * DAY - 1), false);
  assert.equal(isSettledAt(period, options, NOW + 3 * DAY), true);
});

test('a range that begins after it ends stops the run, for resources that have ranges', () => {
  const selection = (name: string) => ({
    resource: resourceNamed(name) as Resource,
    origin: 'named' as const,
    options: resourceOptions({ start: days(10), end: date('2026-02-01') }),
  });
  assert.throws(() => refuseEmptyRanges([selection('users'), selection('costs')], NOW), {
    name: 'ConfigurationError',
    message: /'start-date' of costs lies after its 'end-date'/,
  });
  refuseEmptyRanges([selection('users')], NOW);
  const future = resourceOptions({ start: { kind: 'absolute', seconds: NOW + 3600 } });
  assert.throws(() => refuseEmptyRanges([{ ...selection('costs'), options: future }], NOW), {
    message: /'start-date' of costs lies in the future/,
  });
  refuseEmptyRanges([selection('costs')], second('2026-02-05'));
});
