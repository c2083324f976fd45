import { coverage } from '../../archive/coverage.ts';
import { partitionFiles } from '../../archive/current-files.ts';
import { type Ranges, subtract } from '../../archive/ranges.ts';
import { costs } from '../../catalogue/spend.ts';
import { DAY } from '../../text/time.ts';
import type { AuditData } from '../audit-data.ts';
import { addCosts, dailyCosts, newCostSum } from './cost-sum.ts';
import { wholeDays } from './covered.ts';
import type { ReadingContext } from './reading-context.ts';

/** A year and the month before it, so that any month can be held against the same one a year ago. */
const DAYS = 400;

/** Reads the costs of the last days; undefined if costs were never exported here. */
export async function readCosts(context: ReadingContext, days = DAYS): Promise<AuditData['costs'] | undefined> {
  const { archive, now, outcomeOf } = context;
  const manifest = context.manifests.get(costs.name);
  if (!manifest) return undefined;
  const since = Math.floor(now / DAY) * DAY - days * DAY;
  const sum = newCostSum();
  const unread: Ranges = [];
  // One after the other: sums of doubles depend on the order.
  for (const file of partitionFiles(manifest, since, now + DAY)) {
    const read = await context.attempt(costs.name, async () => {
      await addCosts(archive, file, sum, since);
      return true;
    });
    if (!read) unread.push([file.from, file.to]);
  }
  const outcome = outcomeOf(costs.name);
  const currencies = [...sum.currencies].sort(([, a], [, b]) => b - a).map(([currency]) => currency);
  if (currencies.length > 1) {
    context.note(
      costs.name,
      `Costs are in several currencies (${currencies.join(', ')}) and were added up all the same.`,
    );
  }
  const covered = subtract(coverage(manifest, outcome, sum.newest).ranges, [...unread, [0, since]]);
  return {
    covered: wholeDays(covered),
    complete: outcome?.status === 'ok' && unread.length === 0,
    currency: currencies[0] ?? 'USD',
    daily: dailyCosts(sum),
  };
}
