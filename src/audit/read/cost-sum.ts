import type { Archive } from '../../archive/archive.ts';
import type { PartitionFile } from '../../archive/current-files.ts';
import { dayName } from '../../archive/periods.ts';
import { secondsOf } from '../../archive/row-keys.ts';
import type { StoredRow } from '../../archive/stored-rows.ts';
import { costs } from '../../catalogue/spend.ts';
import { byCodeUnits } from '../../text/order.ts';
import { DAY } from '../../text/time.ts';
import type { DailyCost } from '../audit-data.ts';

/** Costs by day, project and line item, added up while rows stream by. */
export interface CostSum {
  byKey: Map<string, DailyCost>;
  /** Each currency that was met, most often one, and how many rows it has. */
  currencies: Map<string, number>;
  /** Unix seconds of the end of the newest bucket. */
  newest: number;
}

/** Returns an empty sum. */
export function newCostSum(): CostSum {
  return { byKey: new Map(), currencies: new Map(), newest: Number.NEGATIVE_INFINITY };
}

/**
 * Adds the costs of a file, in its order, so that the sums have the same last digit every night. Throws a `StorageError` if it is
 * missing or cannot be read.
 * @param since Unix seconds; days that end before are left out.
 */
export async function addCosts(
  archive: Archive,
  { path }: Pick<PartitionFile, 'path'>,
  sum: CostSum,
  since: number,
): Promise<void> {
  const add = ({ value }: StoredRow) => {
    const from = secondsOf(value.start_time);
    const to = secondsOf(value.end_time);
    if (from === undefined) return;
    const { amount, currency } = amountOf(value);
    sum.newest = Math.max(sum.newest, to ?? from + DAY);
    sum.currencies.set(currency, (sum.currencies.get(currency) ?? 0) + 1);
    for (const [day, share] of daysOf(from, to ?? from + DAY)) {
      if (day >= dayName(since))
        addTo(sum, { day, project: text(value.project_id), lineItem: text(value.line_item), amount: amount * share });
    }
  };
  await archive.read(path, async (file) => {
    for await (const row of file.rows(costs)) add(row);
  });
}

function addTo(sum: CostSum, cost: DailyCost): void {
  const key = `${cost.day}\0${cost.project ?? ''}\0${cost.lineItem ?? ''}`;
  const known = sum.byKey.get(key);
  if (known) known.amount += cost.amount;
  else sum.byKey.set(key, cost);
}

/** Returns the days that a bucket lies in, and the share of each: a wider bucket says nothing of its days, so they share it evenly. */
function daysOf(from: number, to: number): [day: string, share: number][] {
  const first = Math.floor(from / DAY);
  const last = Math.max(first, Math.ceil(to / DAY) - 1);
  const days = Array.from({ length: last - first + 1 }, (_, index) => dayName((first + index) * DAY));
  return days.map((day) => [day, 1 / days.length]);
}

/** Returns the amount of a row. The API sends it as a number and, on some days, as text; a table always has it as text. */
function amountOf(value: Record<string, unknown>): { amount: number; currency: string } {
  const nested = (value.amount ?? {}) as { value?: unknown; currency?: unknown };
  const amount = Number(nested.value ?? value.amount__value ?? 0);
  const currency = nested.currency ?? value.amount__currency ?? 'usd';
  return { amount: Number.isNaN(amount) ? 0 : amount, currency: String(currency).toUpperCase() };
}

function text(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}

/** Returns the costs of a sum by day, project and line item. */
export function dailyCosts(sum: CostSum): DailyCost[] {
  return [...sum.byKey].sort(([a], [b]) => byCodeUnits(a, b)).map(([, cost]) => cost);
}
