import type { Entry, Manifest } from '../../archive/manifest.ts';
import type { ManifestChange } from '../../archive/merge.ts';
import { groupBy } from '../../text/group-by.ts';

/** How many partitions have content now that they did not have, or had otherwise; a snapshot is one partition. */
export interface ChangedPartitions {
  new: number;
  changed: number;
}

/** Counts the partitions that a run wrote and whose content differs from what the manifest knew before. */
export function changedPartitions(
  { written }: Pick<ManifestChange, 'written'>,
  before: Pick<Manifest, 'entries'> | undefined,
): ChangedPartitions {
  const earlier = hashesByPeriod(before?.entries ?? []);
  const changed: ChangedPartitions = { new: 0, changed: 0 };
  for (const [period, hashes] of hashesByPeriod(written)) {
    const known = earlier.get(period) ?? '';
    if (hashes === known) continue;
    if (known === '') changed.new += 1;
    else changed.changed += 1;
  }
  return changed;
}

/** Returns what the files of a partition hold, as one text; an empty one where it has no file. */
function hashesByPeriod(entries: readonly Entry[]): Map<string, string> {
  const byPeriod = groupBy(entries, ({ period }) => period ?? '');
  return new Map(
    [...byPeriod].map(([period, all]) => [
      period,
      all
        .flatMap(({ sha256 }) => sha256 ?? [])
        .sort()
        .join(' '),
    ]),
  );
}
