import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DateExpression } from '../../src/archive/selection.ts';
import { isBefore, parseAge, parseDateExpression, parseDuration, parseIsoDate } from '../../src/settings/dates.ts';

const hour = 3600;
const noon = Date.UTC(2026, 10, 22, 12) / 1000;

describe('parseIsoDate', () => {
  for (const [text, seconds] of [
    ['2026-11-22', noon - 12 * hour],
    ['2026-11-22T12:00:00Z', noon],
    ['2026-11-22T12:00Z', noon],
    ['2026-11-22T12:00:00', noon],
    ['2026-11-22 12:00:00', noon],
    ['2026-11-22T12:00:00.789Z', noon],
    ['2026-11-22T14:00:00+02:00', noon],
    ['2026-11-22T08:30:00-0330', noon],
    ['2024-02-29', Date.UTC(2024, 1, 29) / 1000],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(parseIsoDate(text), seconds));
  }

  for (const text of [
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-11-22T25:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T12:60:00Z',
    '2026-11-22T12:00:00+25:00',
    '22.11.2026',
    '20261122',
    '2026-11',
    '1764979200',
    '',
  ]) {
    it(`does not take "${text}" for a date`, () => assert.equal(parseIsoDate(text), undefined));
  }
});

describe('ages and durations', () => {
  it('are whole numbers with a unit', () => {
    assert.equal(parseAge('12h'), 12 * hour);
    assert.equal(parseAge('30d'), 720 * hour);
    assert.equal(parseAge('4w'), 672 * hour);
    assert.equal(parseDuration('60s'), 60);
    assert.equal(parseDuration('2m'), 120);
  });

  it('are nothing else', () => {
    for (const text of ['3', 'd', '3m', '1.5d', '-3d', '3 d', '3D', '1234567d'])
      assert.equal(parseAge(text), undefined);
    for (const text of ['60', '1d', '500ms']) assert.equal(parseDuration(text), undefined);
  });
});

describe('parseDateExpression', () => {
  it('takes the words that it is told, beside dates and ages', () => {
    assert.deepEqual(parseDateExpression('earliest', ['earliest']), { kind: 'earliest' });
    assert.equal(parseDateExpression('now', ['earliest']), undefined);
    assert.deepEqual(parseDateExpression('3d', []), { kind: 'age', seconds: 72 * hour });
    assert.deepEqual(parseDateExpression('2026-11-22T12:00Z', []), { kind: 'absolute', seconds: noon });
  });
});

describe('isBefore', () => {
  const old: DateExpression = { kind: 'age', seconds: 48 * hour };
  const young: DateExpression = { kind: 'age', seconds: hour };
  const now: DateExpression = { kind: 'now' };
  const date: DateExpression = { kind: 'absolute', seconds: noon };

  it('compares dates with dates and ages with ages', () => {
    assert.equal(isBefore(old, young), true);
    assert.equal(isBefore(young, old), false);
    assert.equal(isBefore(old, old), false);
    assert.equal(isBefore(young, now), true);
    assert.equal(isBefore({ kind: 'age', seconds: 0 }, now), false);
    assert.equal(isBefore(date, { kind: 'absolute', seconds: noon + 1 }), true);
    assert.equal(isBefore(date, date), false);
    assert.equal(isBefore({ kind: 'earliest' }, date), true);
  });

  it('cannot tell dates from ages without a clock', () => {
    assert.equal(isBefore(date, now), undefined);
    assert.equal(isBefore(old, date), undefined);
  });
});
