import { DAY } from './clock.ts';

/** A dimension's value; null if it does not apply. */
export type DimensionValue = string | boolean | null;

/** The finest thing that usage or costs are made of. Costs hold `amount` in billionths of a dollar. */
export interface UsageEntry {
  /** Unix seconds at which it happened. */
  at: number;
  /** Unix seconds from which reports count it: later than `at` for late rows and for restated costs. */
  visibleFrom: number;
  dimensions: Record<string, DimensionValue>;
  metrics: Record<string, number>;
}

/** Everything that usage and costs are summed from. */
export interface UsageLedger {
  /** Entries of a UTC day (its start in Unix seconds), oldest first. */
  entries(resource: string, day: number): readonly UsageEntry[];
  /** Adds an entry; counted from its own time on if `visibleFrom` is absent. */
  add(resource: string, entry: Omit<UsageEntry, 'visibleFrom'> & { visibleFrom?: number }): void;
  /** Replaces every entry of a UTC day by what `change` returns, or removes it if that is undefined. */
  change(resource: string, day: number, change: (entry: UsageEntry) => UsageEntry | undefined): void;
  /** Counts changes, so that whatever is derived from the ledger knows when it is stale. */
  version(): number;
}

/** Returns a ledger whose days come from `generate` when they are first asked for. */
export function createUsageLedger(generate: (resource: string, day: number) => UsageEntry[]): UsageLedger {
  const days = new Map<string, UsageEntry[]>();
  let version = 0;

  function entriesOf(resource: string, day: number): UsageEntry[] {
    const key = `${resource}/${day}`;
    let entries = days.get(key);
    if (entries === undefined) {
      entries = generate(resource, day).sort((one, other) => one.at - other.at);
      days.set(key, entries);
    }
    return entries;
  }

  return {
    entries: entriesOf,
    add(resource, entry) {
      const entries = entriesOf(resource, Math.floor(entry.at / DAY) * DAY);
      entries.push({ visibleFrom: entry.at, ...entry });
      entries.sort((one, other) => one.at - other.at);
      version += 1;
    },
    change(resource, day, change) {
      const entries = entriesOf(resource, day);
      const changed = entries.map(change).filter((entry) => entry !== undefined);
      entries.splice(0, entries.length, ...changed);
      version += 1;
    },
    version: () => version,
  };
}
