import { categoryAxis, GRID, valueAxis } from './axes.ts';
import { type Drawing, draw, type Label } from './draw.ts';
import { INK, seriesInk } from './ink.ts';

/** Bars of one or more series over the same names. */
export interface BarData {
  names: readonly string[];
  series: readonly (readonly number[])[];
}

const ROW = 26;
const LONGEST_NAME = { wide: 34, narrow: 20 };

/** Upright bars, stacked if there are several series; every `labelEvery`th name is written if there are many. */
export function columnChart({ names, series }: BarData, label: Label, labelEvery = 1): Drawing {
  return draw(label, { wide: 220, narrow: 200 }, ({ narrow }) => ({
    grid: GRID,
    xAxis: categoryAxis(names, {
      axisLabel: {
        color: INK.text,
        interval: (narrow && labelEvery > 1 ? labelEvery * 2 : labelEvery) - 1,
        hideOverlap: true,
      },
    }),
    yAxis: valueAxis({ minInterval: 1 }),
    series: series.map((data, index) => ({
      type: 'bar',
      stack: 'all',
      silent: true,
      barMaxWidth: 56,
      barCategoryGap: '25%',
      itemStyle: { color: seriesInk(index) },
      data,
    })),
  }));
}

/** Lying bars, the first on top, each with its number at its end. */
export function rowChart({ names, series }: BarData, label: Label): Drawing {
  const height = names.length * ROW + 24;
  return draw(label, { wide: height, narrow: height }, ({ narrow }) => ({
    // The library measures names a little too short.
    grid: { ...GRID, left: 24, right: 56, top: 4 },
    yAxis: categoryAxis(
      names.map((name) => clip(name, narrow)),
      {
        inverse: true,
        axisLine: { show: false },
        axisLabel: { color: INK.text, interval: 0 },
      },
    ),
    xAxis: valueAxis({ axisLabel: { show: false }, splitLine: { show: false } }),
    series: series.map((data, index) => ({
      type: 'bar',
      stack: 'all',
      silent: true,
      barWidth: 14,
      itemStyle: { color: seriesInk(index) },
      label: {
        show: index === series.length - 1,
        position: 'right',
        color: INK.text,
        formatter: ({ value }: { value: number }) => value.toLocaleString('en-US'),
      },
      data,
    })),
  }));
}

function clip(name: string, narrow: boolean): string {
  const most = narrow ? LONGEST_NAME.narrow : LONGEST_NAME.wide;
  const characters = [...name];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : name;
}
