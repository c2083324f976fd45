import { entryKey } from '../../archive/manifest.ts';
import { parsePeriodName } from '../../archive/periods.ts';
import { union } from '../../archive/ranges.ts';
import type { DatedExport } from '../job/dated-export.ts';
import { removeFiles } from './partition-writer.ts';

/**
 * Removes the files of an earlier shape, and those of partitions that became empty, wherever the run has read again all
 * that they hold.
 */
export async function removeReplacedFiles(job: DatedExport): Promise<void> {
  const { change, state, plan, outcome, context } = job;
  if (context.access.writeOnly || context.access.settledOnly) return;
  const written = new Set(change.written.map(entryKey));
  const names = new Set(change.written.map((entry) => entry.period));
  const read = union(
    change.covered,
    change.written.map((entry): [number, number] => {
      const { from, to } = parsePeriodName(entry.period as string);
      return [from, Math.min(to, plan.end)];
    }),
  );
  for (const entry of state.manifest?.entries ?? []) {
    if (entry.period === undefined || written.has(entryKey(entry))) continue;
    const { from, to } = parsePeriodName(entry.period);
    const isReadWhole = read.some(([start, end]) => start <= from && from < end && Math.min(to, context.now) <= end);
    const replaced = names.has(entry.period) || isReadWhole;
    if (!replaced) continue;
    if (entry.path !== undefined) await removeFiles(context, [entry.path], outcome.tally);
    change.removedPeriods.push(entry.period);
  }
}
