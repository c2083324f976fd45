import type { Entry, Manifest } from '../../archive/manifest.ts';
import type { DoubtedData } from '../audit-data.ts';

/** Returns what of a resource is stored in doubt, each partition once, whatever the number of its files. */
export function doubtedData({ resource, entries }: Pick<Manifest, 'resource' | 'entries'>): DoubtedData[] {
  const byPeriod = new Map<string | undefined, Entry>();
  for (const entry of entries) {
    const known = byPeriod.get(entry.period);
    if (entry.doubted && (!known || known.rows < entry.rows)) byPeriod.set(entry.period, entry);
  }
  return [...byPeriod.values()].flatMap(({ period, rows, doubted }) =>
    doubted
      ? [{ resource, ...(period !== undefined && { period }), stored: rows, received: doubted.rows, since: doubted.on }]
      : [],
  );
}
