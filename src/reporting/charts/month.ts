import { dayAfter } from '../../text/time.ts';
import type { ReportSpend } from '../model/model.ts';
import { categoryAxis, GRID, valueAxis } from './axes.ts';
import { type Drawing, draw, type Label } from './draw.ts';
import { INK, SERIES_INKS } from './ink.ts';

const DAYS = 31;

/** The month's spend added up day by day, this month and the last, as far as both were read. */
export interface RunningTotals {
  thisMonth: (number | null)[];
  lastMonth: (number | null)[];
}

/** Running totals by day of the month; null from the first day on that was not read. */
export function runningTotals({ daily, monthStart }: ReportSpend): RunningTotals {
  const before = dayAfter(monthStart, -1).slice(0, 7);
  const amounts = new Map(daily.map(({ day, amount }) => [day, amount]));
  const totals = (month: string) => {
    let sum: number | null = 0;
    return Array.from({ length: DAYS }, (_, index) => {
      const amount = amounts.get(`${month}-${String(index + 1).padStart(2, '0')}`);
      sum = sum === null || amount === undefined ? null : sum + amount;
      return sum === null ? null : Math.round(sum * 100) / 100;
    });
  };
  return { thisMonth: totals(monthStart.slice(0, 7)), lastMonth: totals(before) };
}

/** This month against last month, with the forecast as a dashed line to the month's end and the limit if there is one. */
export function monthChart(spend: ReportSpend, label: Label): Drawing {
  const { thisMonth, lastMonth } = runningTotals(spend);
  const settledDay = Number(spend.settledTo.slice(8, 10));
  const [year = 0, month = 1] = spend.monthStart.split('-').map(Number);
  const monthDays = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const forecast = Array.from({ length: DAYS }, (_, index) =>
    index + 1 === settledDay ? spend.monthToDate : index + 1 === monthDays ? spend.forecast : null,
  );
  const line = (ink: string, data: (number | null)[], dash: string | number[], width = 2.5) => ({
    type: 'line',
    symbol: 'none',
    silent: true,
    connectNulls: true,
    lineStyle: { color: ink, width, type: dash },
    itemStyle: { color: ink },
    data,
  });
  const showLimit = spend.limit !== undefined && spend.limit <= spend.forecast * 1.6;
  return draw(label, { wide: 260, narrow: 240 }, ({ narrow }) => ({
    grid: GRID,
    xAxis: categoryAxis(
      Array.from({ length: DAYS }, (_, index) => String(index + 1)),
      { boundaryGap: false, axisLabel: { color: INK.text, interval: narrow ? 4 : 1 } },
    ),
    yAxis: valueAxis(),
    series: [
      line(SERIES_INKS[7] ?? INK.text, lastMonth, [2, 3], 2),
      line(SERIES_INKS[0] ?? INK.text, thisMonth, 'solid', 3),
      line(SERIES_INKS[0] ?? INK.text, forecast, [8, 5]),
      ...(showLimit
        ? [
            line(
              INK.limit,
              Array.from({ length: DAYS }, () => spend.limit ?? null),
              [12, 4, 2, 4],
              1.5,
            ),
          ]
        : []),
    ],
  }));
}
