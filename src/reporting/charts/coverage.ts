import type { ReportCoverage } from '../model/coverage.ts';
import { categoryAxis, GRID, shortDay } from './axes.ts';
import { type Drawing, draw, type Label, type Room } from './draw.ts';
import { INK } from './ink.ts';

const ROW = 26;
const BAR = 14;

/** The part of echarts' drawing interface that a period needs. */
interface Plot {
  value(dimension: number): number;
  coord(point: [number, number]): [number, number];
}

/** Returns a line for each dated resource: what was read, where gaps are, what the API no longer served. */
export function coverageChart(coverage: readonly ReportCoverage[], label: Label): Drawing {
  const dated = coverage.filter(({ kind }) => kind !== 'snapshot');
  const height = dated.length * ROW + 44;
  const periods = dated.flatMap(({ ranges, gaps, unavailable, removed = [] }, row) => [
    ...ranges.map((period) => [row, ...times(period), 0]),
    ...unavailable.map((period) => [row, ...times(period), 1]),
    ...[...gaps, ...removed.map(({ period }) => period)].map((period) => [row, ...times(period), 2]),
  ]);
  const bounds = periods.flatMap(([, from = 0, to = 0]) => [from, to]);
  const [min, max] = [Math.min(...bounds), Math.max(...bounds)];
  return draw(label, { wide: height, narrow: height }, ({ narrow }: Room) => ({
    grid: { ...GRID, left: 20, right: 28, top: 4 },
    xAxis: {
      type: 'value',
      min,
      max,
      interval: (max - min) / (narrow ? 2 : 6),
      axisLabel: { color: INK.text, formatter: (time: number) => shortDay(new Date(time).toISOString().slice(0, 10)) },
      axisLine: { show: true, lineStyle: { color: INK.line } },
      splitLine: { lineStyle: { color: INK.grid } },
    },
    yAxis: categoryAxis(
      dated.map(({ resource }) => resource),
      {
        inverse: true,
        axisLine: { show: false },
        axisLabel: { color: INK.text, interval: 0, fontSize: narrow ? 10 : 12 },
      },
    ),
    series: [{ type: 'custom', silent: true, renderItem: period, encode: { x: [1, 2], y: 0 }, data: periods }],
  }));
}

/** Read: a full bar. No longer served: a thin one. A gap: an outline. So they differ without colour. */
function period(_: unknown, plot: Plot): Record<string, unknown> {
  const kind = plot.value(3);
  const [left, middle] = plot.coord([plot.value(1), plot.value(0)]);
  const [right] = plot.coord([plot.value(2), plot.value(0)]);
  const thickness = kind === 1 ? 4 : BAR;
  const width = Math.max(2, right - left - (kind === 2 ? 2 : 0.5));
  const style =
    kind === 2
      ? { fill: INK.gap, stroke: INK.limit, lineWidth: 1.5, lineDash: [3, 2] }
      : { fill: kind === 1 ? INK.refused : INK.covered };
  return {
    type: 'rect',
    shape: { x: left + (kind === 2 ? 1 : 0), y: middle - thickness / 2, width, height: thickness },
    style,
  };
}

function times([from, to]: [string, string]): [number, number] {
  return [timeOf(from), timeOf(to)];
}

/** Returns days, and hours if partitions are hours: `2026-11-22`, `2026-11-22T13`. */
function timeOf(text: string): number {
  return Date.parse(text.length <= 10 ? `${text}T00:00:00Z` : `${text.slice(0, 13)}:00:00Z`);
}
