import { type BucketResource, COSTS } from './bucket-resources.ts';
import type { Quirks } from './options.ts';
import { hash } from './random.ts';
import type { DimensionValue, UsageEntry } from './usage-ledger.ts';

/** Which entries count, and what they are summed by. */
export interface Aggregation {
  groupBy: readonly string[];
  /** Dimension -> values that count; all if absent. */
  filters: Readonly<Record<string, ReadonlySet<string>>>;
}

/** Entries of one bucket that share the dimensions grouped by. */
export interface Group {
  dimensions: Record<string, DimensionValue>;
  sums: Record<string, number>;
}

/** Returns whether an entry counts at a time. */
export function counts(entry: UsageEntry, now: number, { filters }: Aggregation): boolean {
  if (entry.visibleFrom > now) return false;
  for (const dimension in filters) {
    if (!filters[dimension]?.has(String(entry.dimensions[dimension]))) return false;
  }
  return true;
}

/** Returns the sums of the entries that count, one group for each combination of dimensions, in the order first seen. */
export function sumEntries(entries: readonly UsageEntry[], now: number, aggregation: Aggregation): Group[] {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    if (!counts(entry, now, aggregation)) continue;
    const key = JSON.stringify(aggregation.groupBy.map((dimension) => entry.dimensions[dimension] ?? null));
    let group = groups.get(key);
    if (group === undefined) {
      group = { dimensions: entry.dimensions, sums: {} };
      groups.set(key, group);
    }
    for (const metric in entry.metrics) group.sums[metric] = (group.sums[metric] ?? 0) + (entry.metrics[metric] ?? 0);
  }
  return [...groups.values()];
}

/** What the text of a result depends on, apart from its sums. */
export interface ResultContext {
  resource: BucketResource;
  groupBy: readonly string[];
  bucketStart: number;
  quirks: Quirks;
  organizationId: string;
}

/** Returns the JSON text of one result of a bucket. Dimensions that were not grouped by are null. */
export function resultJson(group: Group, context: ResultContext): string {
  return context.resource === COSTS ? costJson(group, context) : usageJson(group, context);
}

function usageJson({ dimensions, sums }: Group, { resource, groupBy, quirks }: ResultContext): string {
  const result: Record<string, unknown> = { object: resource.object };
  for (const metric of resource.metrics) result[metric] = sums[metric] ?? 0;
  for (const dimension of resource.dimensions) {
    const value = groupBy.includes(dimension) ? (dimensions[dimension] ?? null) : null;
    result[dimension] = dimension === 'batch' && quirks.batchAsText && value !== null ? String(value) : value;
  }
  for (const dimension of resource.furtherDimensions ?? [])
    if (groupBy.includes(dimension)) result[dimension] = dimensions[dimension] ?? null;
  return JSON.stringify(result);
}

function costJson(
  { dimensions, sums }: Group,
  { groupBy, bucketStart, quirks, organizationId }: ResultContext,
): string {
  const grouped = (name: string) => JSON.stringify(groupBy.includes(name) ? (dimensions[name] ?? null) : null);
  const amount = decimal(sums.amount ?? 0);
  const coin = hash(`${bucketStart}/${groupBy.map((name) => dimensions[name]).join('/')}`) / 2 ** 32;
  const value = coin < quirks.stringAmounts ? `"${amount}"` : amount;
  const byItem = groupBy.includes('line_item');
  const fields = [
    `"object":"organization.costs.result"`,
    `"amount":{"value":${value},"currency":"usd"}`,
    `"line_item":${grouped('line_item')}`,
    `"project_id":${grouped('project_id')}`,
    `"api_key_id":${grouped('api_key_id')}`,
    `"quantity":${byItem ? (sums.quantity ?? 0) : 'null'}`,
    `"quantity_unit":${byItem ? JSON.stringify(dimensions.quantity_unit ?? null) : 'null'}`,
  ];
  // Neither is described by OpenAI, but both are sent.
  if (groupBy.includes('user_id'))
    fields.push(`"user_id":${grouped('user_id')}`, `"user_email":${JSON.stringify(dimensions.user_email ?? null)}`);
  if (groupBy.includes('api_source')) fields.push(`"api_source":${grouped('api_source')}`);
  if (quirks.extraFields) fields.push(`"organization_id":"${organizationId}"`);
  return `{${fields.join(',')}}`;
}

/** Billionths as a decimal number without trailing zeros (1500000000 -> 1.5). */
function decimal(billionths: number): string {
  const sign = billionths < 0 ? '-' : '';
  const digits = String(Math.abs(billionths)).padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}`;
}
