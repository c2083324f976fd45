import { dayAfter, eachDay } from '../../text/time.ts';
import type { ReportSpend } from '../model/model.ts';
import { categoryAxis, GRID, shortDay, valueAxis } from './axes.ts';
import { type Drawing, draw, type Label } from './draw.ts';
import { INK, OTHER_INK, seriesInk } from './ink.ts';

/** With more days than this, bars get too thin to read; weeks work better. */
const MOST_BARS = 70;
const HEIGHT = { wide: 300, narrow: 260 };

/** One band of the stacked chart. */
export interface Band {
  name: string;
  ink: string;
  amounts: number[];
}

/** Returns the same from the first day on that cost anything, so that a chart begins with it; all days if none did. */
export function sinceFirstCost(spend: ReportSpend): ReportSpend {
  const first = spend.daily.findIndex(({ amount }) => amount !== 0);
  if (first <= 0) return spend;
  return {
    ...spend,
    daily: spend.daily.slice(first),
    dailyByProject: spend.dailyByProject.map(({ name, amounts }) => ({ name, amounts: amounts.slice(first) })),
  };
}

/** Returns the bands of the daily chart, in drawing order; one band of totals if there is no split by project. */
export function bandsOf({ daily, dailyByProject }: ReportSpend): Band[] {
  if (dailyByProject.length === 0) {
    return [{ name: 'All projects', ink: seriesInk(0), amounts: daily.map(({ amount }) => amount) }];
  }
  return dailyByProject.map(({ name, amounts }, index) => {
    const isRest = name === 'Other projects';
    return { name, ink: isRest ? OTHER_INK : seriesInk(index), amounts };
  });
}

/** Returns the days between the first and the last that were not read. */
export function unreadDays(spend: ReportSpend): string[] {
  const read = new Set(spend.daily.map(({ day }) => day));
  return read.size === 0 ? [] : daysOf(spend).filter((day) => !read.has(day));
}

/** `week` if there are too many days for bars of their own. */
export function unitOf(spend: ReportSpend): 'day' | 'week' {
  return daysOf(spend).length > MOST_BARS ? 'week' : 'day';
}

function daysOf({ daily, monthStart, settledTo }: ReportSpend): string[] {
  return eachDay(daily[0]?.day ?? monthStart, dayAfter(daily.at(-1)?.day ?? settledTo, 1));
}

/** Spend by day, or by week from Monday on, stacked by project; what was not read is marked, not drawn as nothing. */
export function dailySpendChart(spend: ReportSpend, label: Label): Drawing {
  const { daily } = spend;
  const slots = slotsOf(spend);
  const place = new Map(daily.map(({ day }, index) => [day, index]));
  const sum = (days: readonly string[], amounts: readonly number[]) =>
    Math.round(days.reduce((total, day) => total + (amounts[place.get(day) ?? -1] ?? 0), 0) * 100) / 100;
  const totals = daily.map(({ amount }) => amount);
  const most = Math.max(...slots.map((days) => sum(days, totals)), 1);
  const unread = slots.map((days) => (days.every((day) => place.has(day)) ? '-' : most));
  const bar = { type: 'bar', silent: true, barCategoryGap: '25%' };
  return draw(label, HEIGHT, ({ narrow }) => ({
    grid: GRID,
    xAxis: categoryAxis(
      slots.map(([first = '']) => shortDay(first)),
      { axisLabel: { color: INK.text, interval: Math.ceil(slots.length / (narrow ? 4 : 10)) - 1, hideOverlap: true } },
    ),
    yAxis: valueAxis(),
    series: [
      // First, so that it lies behind what was read of an unread week.
      { ...bar, barGap: '-100%', itemStyle: { color: INK.gap }, data: unread },
      ...bandsOf(spend).map(({ ink, amounts }) => ({
        ...bar,
        stack: 'spend',
        itemStyle: { color: ink },
        data: slots.map((days) => (days.some((day) => place.has(day)) ? sum(days, amounts) : '-')),
      })),
    ],
  }));
}

/** Returns the days of each bar: one, or a week's. */
function slotsOf(spend: ReportSpend): string[][] {
  const days = daysOf(spend);
  if (unitOf(spend) === 'day') return days.map((day) => [day]);
  const weeks: string[][] = [];
  for (const day of days) {
    const isMonday = new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
    if (isMonday || weeks.length === 0) weeks.push([]);
    weeks.at(-1)?.push(day);
  }
  return weeks;
}
