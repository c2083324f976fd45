import { periodName } from '../../archive/periods.ts';
import { notice } from '../../notices/notice.ts';
import type { Judgement } from '../../schema/contract.ts';
import { frozenText } from '../../schema/frozen.ts';
import { collectViolations } from '../job/contract-violations.ts';
import type { DatedExport } from '../job/dated-export.ts';
import type { PeriodWork } from '../job/period-work.ts';

/**
 * Does what the contract says of a row of this partition.
 * @returns whether the row is to be written.
 */
export async function admitRow(
  job: DatedExport,
  work: PeriodWork,
  key: string,
  judgement: Judgement,
): Promise<boolean> {
  if (judgement.violations.length === 0) return true;
  work.violations ??= collectViolations(job.context.spool, { unique: job.unique });
  if (judgement.fate === 'freeze') work.failed = true;
  return work.violations.admit(key, judgement);
}

/** Reports the fields because of which partitions were not written. */
export function reportFrozen({ board, contract, resource, selection, outcome }: DatedExport): void {
  const frozen = board.all.filter(({ violations }) => violations !== undefined && violations.frozen.size > 0);
  if (!contract || frozen.length === 0) return;
  const fields = frozen.flatMap(({ violations }) => [...(violations?.frozen ?? [])]);
  const periods = frozen.map(({ period }) => periodName(period.from, selection.options.partitionBy));
  outcome.problems.push(notice(frozenText(resource.name, contract.mode, fields, periods), 'schema-frozen'));
}
