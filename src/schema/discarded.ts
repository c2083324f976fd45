import { byCodeUnits } from '../text/order.ts';
/** What a contract has left out. */
export interface Discarded {
  /** Rows that were left out, or that lost fields. */
  rows: number;
  /** Name of the field -> how many values of it. */
  fields: Map<string, number>;
}

/** What was left out of a partition, as its manifest records it. */
export interface DiscardedEntry {
  rows: number;
  fields: Record<string, number>;
}

/** Adds what was left out of one partition to what was left out before. */
export function addDiscarded(all: Discarded | undefined, more: Discarded): Discarded {
  const fields = new Map(all?.fields);
  for (const [name, values] of more.fields) fields.set(name, (fields.get(name) ?? 0) + values);
  return { rows: (all?.rows ?? 0) + more.rows, fields };
}

/** The same counts in one order, for a manifest. */
export function discardedEntry({ rows, fields }: Discarded): DiscardedEntry {
  return { rows, fields: Object.fromEntries([...fields].sort(([one], [other]) => byCodeUnits(one, other))) };
}
