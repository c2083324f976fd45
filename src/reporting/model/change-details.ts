import type { Cells } from '../../audit/audit-data.ts';
import { listOf } from './change-subjects.ts';
import { money } from './money.ts';

/** Returns what differs, field by field: "role: reader → owner; permissions: + api.write, − api.read". */
export function differences(before: Cells, after: Cells, row: Cells): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !isReordered(before[name], after[name]))
    .map((name) => difference(name, before[name] ?? null, after[name] ?? null, row))
    .join('; ');
}

/** Returns true if all that differs is the order of lists: the API promises none. */
export function isOnlyReordered(before: Cells, after: Cells): boolean {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.length > 0 && names.every((name) => isReordered(before[name], after[name]));
}

function isReordered(before: string | null | undefined, after: string | null | undefined): boolean {
  const [old, now] = [listOf(before), listOf(after)];
  return old !== undefined && now !== undefined && JSON.stringify(old.sort()) === JSON.stringify(now.sort());
}

function difference(name: string, before: string | null, after: string | null, row: Cells): string {
  const [old, now] = [listOf(before), listOf(after)];
  if (old && now) {
    const added = now.filter((item) => !old.includes(item)).map((item) => `+ ${item}`);
    const gone = old.filter((item) => !now.includes(item)).map((item) => `− ${item}`);
    const both = [...added, ...gone];
    // Only how often an item stands there differs.
    return `${label(name)}: ${both.length > 0 ? both.join(', ') : now.join(', ')}`;
  }
  return `${label(name)}: ${valueText(name, before, row)} → ${valueText(name, after, row)}`;
}

/** Returns a field's name for people: `max_requests_per_1_minute` is read as it is, two levels with a space. */
function label(name: string): string {
  if (name === 'threshold_amount') return 'amount';
  return name.replaceAll('__', ' ').replaceAll('_', ' ');
}

function valueText(name: string, value: string | null, row: Cells): string {
  if (value === null) return 'none';
  if (value === '') return 'empty';
  // The API gives thresholds in cents.
  if (name === 'threshold_amount' && /^\d+$/.test(value)) return money(Number(value) / 100, row.currency || 'USD');
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return `${value.slice(0, 10)} ${value.slice(11, 16)} UTC`;
  return /^\d{4,}$/.test(value) ? Number(value).toLocaleString('en-US') : value;
}
