import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entry, emptyManifest, type Manifest } from '../../../src/archive/manifest.ts';
import type { DailyCost } from '../../../src/audit/audit-data.ts';
import { chartSections } from '../../../src/reporting/markdown/charts.ts';
import { eventsFigure, spendFigure } from '../../../src/reporting/model/figures.ts';
import { eachDay } from '../../../src/text/time.ts';
import { assertWhole } from '../markdown/whole-markdown.ts';
import { factsWith, outcomeOf } from '../reports.ts';
import { dataOf } from './audit-data.ts';

function manifestOf(
  resource: string,
  partitionBy: string,
  entries: Entry[],
  filters?: Record<string, string[]>,
): Manifest {
  return {
    ...emptyManifest(resource, { formats: ['jsonl'], partition_by: partitionBy, ...(filters && { filters }) }),
    entries,
  };
}

const file = (period: string, rows: number, more: Partial<Entry> = {}): Entry => ({
  ...{ period, path: `audit_logs/${period}/audit_logs.jsonl`, rows, settled: true },
  ...more,
});

const costsManifest = manifestOf('costs', 'month', []);
const cost = (day: string, project: string | null, amount: number): DailyCost => ({
  day,
  project,
  lineItem: 'x',
  amount,
});

test('spend: four weeks of settled days, projects by name, the largest first', () => {
  const daily = eachDay('2026-10-01', '2026-11-24').flatMap((day) => [
    cost(day, 'proj_a', 1),
    cost(day, 'proj_b', 2),
    cost(day, null, 0.5),
  ]);
  const data = dataOf({
    costs: {
      covered: [
        ['2026-10-01', '2026-11-10'],
        ['2026-11-12', '2026-11-24'],
      ],
      daily,
    },
    snapshots: { projects: [{ id: 'proj_a', name: 'Search' }] },
  });
  const figure = spendFigure(data, costsManifest);
  assert.equal(figure?.days.length, 26, 'two days were not read');
  assert.deepEqual(
    [figure?.days[0], figure?.days.at(-1)],
    [
      { period: '2026-10-25', amount: 3.5 },
      { period: '2026-11-21', amount: 3.5 },
    ],
  );
  assert.deepEqual(figure?.projects, [
    { name: 'proj_b', amount: 52 },
    { name: 'Search', amount: 26 },
    { name: 'Not allocated to a project', amount: 13 },
  ]);
});

test('spend: many projects are the largest and the rest; none settled is none', () => {
  const daily = Array.from({ length: 20 }, (_, index) => cost('2026-11-20', `proj_${index}`, 20 - index));
  const figure = spendFigure(dataOf({ costs: { covered: [['2026-11-20', '2026-11-24']], daily } }), costsManifest);
  assert.equal(figure?.projects.length, 8);
  assert.deepEqual(figure?.projects.at(-1), { name: '13 other projects', amount: 91 });
  assert.equal(
    spendFigure(dataOf({ costs: { covered: [['2026-11-23', '2026-11-24']], daily: [] } }), costsManifest),
    undefined,
  );
  assert.equal(spendFigure(dataOf({}), costsManifest), undefined);
});

for (const [filters, expected] of [
  [{}, [false, undefined]],
  [{ projects: ['proj_a'] }, [true, undefined]],
  [{ line_items: ['x'] }, [false, true]],
  [{ projects: ['proj_a'], api_keys: ['key_a'] }, [true, true]],
] as const) {
  test(`spend: what is filtered by ${Object.keys(filters).join(', ') || 'nothing'} says so`, () => {
    const data = dataOf({
      costs: { covered: [['2026-11-20', '2026-11-24']], daily: [cost('2026-11-20', 'proj_a', 1)] },
    });
    const shape = { ...costsManifest.shape, filters: filters as unknown as Record<string, string[]> };
    const figure = spendFigure(data, { ...costsManifest, shape });
    assert.deepEqual([figure?.isFiltered, figure?.isNarrowed], expected);
  });
}

test('events: settled days by the manifest, empty ones too, files once whatever their formats, late ones added', () => {
  const manifest = manifestOf('audit_logs', 'day', [
    file('2026-10-01', 9),
    file('2026-11-01', 5),
    file('2026-11-01', 5, { path: 'audit_logs/2026-11-01/audit_logs.csv' }),
    file('2026-11-01', 2, { path: 'audit_logs/2026-11-01/late-0123.jsonl' }),
    { period: '2026-11-02', rows: 0, settled: true },
    file('2026-11-03', 8, { settled: false }),
  ]);
  assert.deepEqual(eventsFigure(manifest), {
    unit: 'day',
    periods: [
      { period: '2026-11-01', events: 7 },
      { period: '2026-11-02', events: 0 },
    ],
    isFiltered: false,
  });
});

test('events: a day of hours counts once all of them are settled; months are told as months', () => {
  const hours = manifestOf('audit_logs', 'hour', [
    file('2026-11-01T00', 1),
    file('2026-11-01T01', 2),
    file('2026-11-02T00', 4),
    file('2026-11-02T01', 8, { settled: false }),
  ]);
  assert.deepEqual(eventsFigure(hours)?.periods, [{ period: '2026-11-01', events: 3 }]);
  const months = manifestOf('audit_logs', 'month', [file('2026-10', 10), file('2026-11', 5, { settled: false })], {
    event_types: ['login.failed'],
  });
  assert.deepEqual(eventsFigure(months), {
    unit: 'month',
    periods: [{ period: '2026-10', events: 10 }],
    isFiltered: true,
  });
  assert.equal(eventsFigure(manifestOf('audit_logs', 'day', [])), undefined);
});

test('each chart has a line and a table of blocks beside it, and says what it is of', () => {
  const days = eachDay('2026-10-25', '2026-11-22');
  const figures = {
    ...{ coverage: new Map(), refused: [], isSpendHidden: false },
    spend: {
      currency: 'USD',
      days: days.map((period, index) => ({ period, amount: index })),
      projects: [
        { name: 'Search | *x*', amount: 300 },
        { name: 'Chat', amount: 78 },
      ],
      isFiltered: true,
    },
    events: {
      unit: 'day' as const,
      periods: days.filter((_, index) => index !== 3).map((period) => ({ period, events: 4 })),
      isFiltered: false,
    },
  };
  const text = chartSections(factsWith([outcomeOf('costs')], { figures }))
    .flatMap(({ head, items = [], tail = [] }) => [...head, ...items, ...tail, ''])
    .join('\n');
  assertWhole(text);
  assert.match(
    text,
    /\*\*378\.00 USD\*\* from 2026-10-25 to 2026-11-21, settled days alone, .* Only the projects that are exported\./,
  );
  assert.match(text, /█ most: 27\.00 USD on 2026-11-21\n/);
  assert.match(text, /\| Search \\\| \\\*x\\\* \| 300\.00 \| 79 % \| ██████████ \|/);
  assert.match(text, /\| 2026-11-21 \| 27\.00 \| ██████████ \|/);
  assert.match(
    text,
    /\*\*108 events\*\* from .* most: 4 on 2026-10-25; 1 day in between that was not read is left out\n/s,
  );
});

test('where everybody may read it, the summary says that spend is not shown, and shows none', () => {
  const figures = { coverage: new Map(), refused: [], isSpendHidden: true };
  const [note, ...others] = chartSections(factsWith([outcomeOf('costs')], { figures }));
  assert.equal(others.length, 0);
  assert.match(note?.head[0] ?? '', /Spend and the names of projects are not shown/);
  assert.deepEqual(chartSections(factsWith([])), []);
});
