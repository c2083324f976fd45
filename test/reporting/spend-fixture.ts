import type { ReportSpend } from '../../src/reporting/model/model.ts';

const LAST_SETTLED = Date.UTC(2026, 10, 21);
const DAY = 86_400_000;
/** Not read: an outage. */
const UNREAD = new Set(['2026-10-08', '2026-10-09']);

/** Spend of so many days up to 2026-11-21, the last settled one; the largest project doubles in November. */
export function spendOf(days: number, names: readonly string[]): ReportSpend {
  const all = Array.from({ length: days }, (_, index) => dayName(days - 1 - index));
  const read = all.filter((day) => !UNREAD.has(day));
  const charted = names.slice(0, 7);
  const dailyByProject = [
    ...charted.map((name, place) => ({ name, amounts: read.map((day) => amountOf(day, place)) })),
    ...(names.length > 7
      ? [{ name: 'Other projects', amounts: read.map((day) => Math.round(amountOf(day, 3) * 60) / 100) }]
      : []),
  ];
  const daily = read.map((day, index) => ({
    day,
    amount: dailyByProject.reduce((sum, { amounts }) => sum + (amounts[index] ?? 0), 0),
  }));
  const sum = (from: string, to: string) =>
    daily.filter(({ day }) => day >= from && day <= to).reduce((total, { amount }) => total + amount, 0);
  const monthToDate = sum('2026-11-01', '2026-11-21');
  const lastMonthToDate = sum('2026-10-01', '2026-10-21');
  const projects = names.map((name, place) =>
    project(name, place, monthToDate / (place + 2), lastMonthToDate / (place + 2.4)),
  );
  return {
    currency: 'usd',
    monthStart: '2026-11-01',
    settledTo: '2026-11-21',
    monthToDate,
    lastMonthToDate,
    lastMonth: sum('2026-10-01', '2026-10-31'),
    forecast: monthToDate * 1.41,
    forecastMethod: 'Month to date, plus the mean of the last 28 settled days by weekday for each day that is left.',
    daily,
    dailyByProject,
    projects,
    lineItems: ['gpt-5, input', 'gpt-5, output', 'gpt-5-mini, input', 'Image models', 'Web search tool calls'].map(
      (name, place) => ({
        name,
        monthToDate: monthToDate / (place + 2),
        lastMonthToDate: lastMonthToDate / (place + 1.6),
      }),
    ),
    moversByProject: projects
      .slice(0, 8)
      .map((entry) => ({ name: entry.name, before: entry.lastMonthToDate, now: entry.monthToDate })),
    moversByLineItem: [
      { name: 'gpt-5, output', before: 1204.5, now: 2911.2 },
      { name: 'Image models', before: 410.2, now: 96.4 },
      { name: 'Web search tool calls', before: 0, now: 182.33 },
    ],
    unallocated: 142.17,
    limit: 20_000,
  };
}

function project(
  name: string,
  place: number,
  monthToDate: number,
  lastMonthToDate: number,
): ReportSpend['projects'][number] {
  const limit = place % 3 === 2 ? undefined : Math.round((monthToDate * (1.05 + (place % 4) * 0.5)) / 100) * 100 + 10;
  const budget = place % 2 === 0 ? Math.round(monthToDate * (0.92 + place * 0.2)) : undefined;
  return {
    id: `proj_${place}`,
    name,
    team: ['Discovery', 'Customer care', 'Platform'][place % 3] ?? '',
    costCentre: `CC-${4100 + (place % 12) * 10}`,
    monthToDate,
    lastMonthToDate,
    forecast: monthToDate * 1.41,
    ...(limit === undefined ? {} : { limit, shareOfLimit: monthToDate / limit }),
    ...(budget === undefined ? {} : { budget, shareOfBudget: monthToDate / budget }),
  };
}

function dayName(back: number): string {
  return new Date(LAST_SETTLED - back * DAY).toISOString().slice(0, 10);
}

function amountOf(day: string, place: number): number {
  const time = Date.parse(day);
  const weekend = [0, 6].includes(new Date(time).getUTCDay());
  const wave = 1 + ((((time / DAY) * 31 + place * 17) % 11) - 5) / 25;
  const growth = place === 0 && day >= '2026-11-06' ? 1.9 : 1;
  return Math.round((160 / (place + 1)) * (weekend ? 0.45 : 1) * wave * growth * 100) / 100;
}
