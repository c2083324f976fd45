import { dayName } from '../../archive/periods.ts';
import type { AuditData, Cells } from '../../audit/audit-data.ts';
import type { ProjectLabel } from '../../settings/project-labels.ts';
import { byCodeUnits } from '../../text/order.ts';
import { forecastMethod, forecastOf } from './forecast.ts';
import type { Mover, ProjectSpend, ReportSpend } from './model.ts';
import { tidy } from './money.ts';
import type { Names } from './names.ts';
import { amountsBy, type DayAmounts, type SpendDays, spendDays, sumOf } from './settled-spend.ts';

const MOST_DAYS = 400;
const MOST_STACKED = 8;
const MOST_MOVERS = 10;
const UNALLOCATED = 'Unallocated';
const NO_LINE_ITEM = 'No line item';

/** What a report of spend takes next to the data. */
export interface SpendOptions {
  names: Pick<Names, 'project'>;
  labels?: ReadonlyMap<string, ProjectLabel> | undefined;
  settledAfterDays?: number | undefined;
}

/** Returns what the API cost; undefined if no costs are stored, or none have come to rest. */
export function buildSpend(
  data: AuditData,
  { names, labels, settledAfterDays }: SpendOptions,
): ReportSpend | undefined {
  const { costs } = data;
  const today = dayName(data.now);
  const days = costs && spendDays(costs.covered, today, settledAfterDays);
  if (!costs || !days) return undefined;
  const total = amountsBy(costs.daily, () => '').get('') ?? new Map();
  const projects = amountsBy(costs.daily, ({ project }) => project);
  const lineItems = amountsBy(costs.daily, ({ lineItem }) => lineItem ?? NO_LINE_ITEM);
  const nameOf = (id: string | null) => (id === null ? UNALLOCATED : names.project(id));
  const shown = days.settled.slice(-MOST_DAYS);
  const limit = monthlyLimit(data.snapshots.get('spend_limit')?.rows[0]);
  return {
    currency: costs.currency,
    ...(today.slice(0, 7) > days.last.slice(0, 7) && { isEarlierMonth: true }),
    monthStart: days.monthStart,
    settledTo: days.last,
    monthToDate: tidy(sumOf(total, days.toDate)),
    lastMonthToDate: tidy(sumOf(total, days.lastToDate)),
    ...(days.lastFrom !== undefined && { lastMonthFrom: days.lastFrom }),
    lastMonth: tidy(sumOf(total, days.lastMonth)),
    forecast: tidy(forecastOf(total, days)),
    forecastMethod: forecastMethod(total, days, costs.currency, today),
    daily: shown.map((day) => ({ day, amount: tidy(total.get(day) ?? 0) })),
    dailyByProject: stacked(projects, shown, nameOf),
    projects: projectSpends(data, projects, days, { labels, nameOf }),
    lineItems: [...lineItems]
      .map(([name, amounts]) => ({
        name,
        monthToDate: tidy(sumOf(amounts, days.toDate)),
        lastMonthToDate: tidy(sumOf(amounts, days.lastToDate)),
      }))
      .filter(({ monthToDate, lastMonthToDate }) => monthToDate !== 0 || lastMonthToDate !== 0)
      .sort((a, b) => b.monthToDate - a.monthToDate || byName(a, b)),
    moversByProject: movers(
      [...projects].map(([id, amounts]) => [nameOf(id), amounts]),
      days,
    ),
    moversByLineItem: movers([...lineItems], days),
    unallocated: tidy(sumOf(projects.get(null) ?? new Map(), days.toDate)),
    ...(limit !== undefined && { limit }),
  };
}

function byName(a: { name: string }, b: { name: string }): number {
  return byCodeUnits(a.name, b.name);
}

/** Returns a hard limit in whole currency units; the API gives cents ("The hard spend limit amount, in cents."), and no interval but a month. */
function monthlyLimit(row: Cells | undefined): number | undefined {
  if (!row?.threshold_amount || (row.interval ?? 'month') !== 'month') return undefined;
  const cents = Number(row.threshold_amount);
  return Number.isNaN(cents) ? undefined : cents / 100;
}

interface ProjectFacts {
  labels: ReadonlyMap<string, ProjectLabel> | undefined;
  nameOf: (id: string | null) => string;
}

function projectSpends(
  data: AuditData,
  byProject: ReadonlyMap<string | null, DayAmounts>,
  days: SpendDays,
  { labels, nameOf }: ProjectFacts,
): ProjectSpend[] {
  const limits = new Map<string | null, number>();
  for (const row of data.snapshots.get('project_spend_limit')?.rows ?? []) {
    const limit = monthlyLimit(row);
    if (limit !== undefined) limits.set(row.project_id ?? null, limit);
  }
  const ids = new Set([...byProject.keys(), ...limits.keys()]);
  const spends = [...ids].map((id): ProjectSpend => {
    const amounts = byProject.get(id) ?? new Map();
    const { team, costCentre, budget } = (id !== null && labels?.get(id)) || ({} as ProjectLabel);
    const monthToDate = tidy(sumOf(amounts, days.toDate));
    const limit = limits.get(id);
    return {
      id,
      name: nameOf(id),
      ...(team !== undefined && { team }),
      ...(costCentre !== undefined && { costCentre }),
      monthToDate,
      lastMonthToDate: tidy(sumOf(amounts, days.lastToDate)),
      forecast: tidy(forecastOf(amounts, days)),
      ...(limit !== undefined && { limit, ...shareOf(monthToDate, limit, 'shareOfLimit') }),
      ...(budget !== undefined && { budget, ...shareOf(monthToDate, budget, 'shareOfBudget') }),
    };
  });
  return spends
    .filter(
      (spend) =>
        spend.monthToDate !== 0 || spend.lastMonthToDate !== 0 || spend.forecast !== 0 || spend.limit !== undefined,
    )
    .sort((a, b) => b.monthToDate - a.monthToDate || byName(a, b));
}

/** Of nothing there is no share. */
function shareOf<Name extends string>(spent: number, of: number, name: Name): { [Key in Name]?: number } {
  return (of > 0 ? { [name]: tidy(spent / of) } : {}) as { [Key in Name]?: number };
}

/** Amounts by day of the projects that cost most over all these days; the rest is one. */
function stacked(
  byProject: ReadonlyMap<string | null, DayAmounts>,
  days: readonly string[],
  nameOf: (id: string | null) => string,
): ReportSpend['dailyByProject'] {
  const ranked = [...byProject]
    .map(([id, amounts]) => ({ name: nameOf(id), amounts, sum: sumOf(amounts, days) }))
    .filter(({ sum }) => sum !== 0)
    .sort((a, b) => b.sum - a.sum || byName(a, b));
  const series = (amounts: (day: string) => number) => days.map((day) => tidy(amounts(day)));
  const top = ranked
    .slice(0, MOST_STACKED)
    .map(({ name, amounts }) => ({ name, amounts: series((day) => amounts.get(day) ?? 0) }));
  const rest = ranked.slice(MOST_STACKED);
  if (rest.length === 0) return top;
  const others = (day: string) => rest.reduce((sum, { amounts }) => sum + (amounts.get(day) ?? 0), 0);
  return [...top, { name: 'Other projects', amounts: series(others) }];
}

/** Returns what moved most against last month, by the days that were read in both: a month read in part would look like a rise. */
function movers(named: readonly (readonly [string, DayAmounts])[], days: SpendDays): Mover[] {
  const inLast = new Set(days.lastToDate.map((day) => day.slice(8)));
  const now = days.toDate.filter((day) => inLast.has(day.slice(8)));
  const inNow = new Set(now.map((day) => day.slice(8)));
  const before = days.lastToDate.filter((day) => inNow.has(day.slice(8)));
  return named
    .map(([name, amounts]) => ({ name, before: tidy(sumOf(amounts, before)), now: tidy(sumOf(amounts, now)) }))
    .filter((mover) => mover.now !== mover.before)
    .sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before) || byName(a, b))
    .slice(0, MOST_MOVERS);
}
