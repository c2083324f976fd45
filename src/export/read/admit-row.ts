import { periodName } from '../../archive/periods.ts';
import { withPointer } from '../../notices/pointer.ts';
import type { Judgement } from '../../schema/contract.ts';
import { frozenText } from '../../schema/frozen.ts';
import type { DatedExport } from '../dated-export.ts';
import { createForeignRows } from './foreign-rows.ts';
import type { PeriodWork } from './period-work.ts';

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
  if (judgement.foreign.length === 0) return true;
  work.foreign ??= createForeignRows(job.context.spool, { unique: job.unique });
  if (judgement.fate === 'freeze') work.failed = true;
  return work.foreign.admit(key, judgement);
}

/**
 * Finds which stored rows stay in place of rows that were left out: a sum without some of its parts would be a wrong sum.
 * Events need no such thing, because what is stored of them stays anyway.
 */
export async function findLastKnown(job: DatedExport, work: PeriodWork): Promise<void> {
  if (job.contract?.mode !== 'discard-rows' || job.unique || !work.foreign) return;
  work.lastKnown = await work.foreign.keysWithout(work.sorter.sorted(), ({ key, json }) =>
    key.slice(0, key.length - json.length),
  );
}

/** Tells for which fields partitions were not written. */
export function tellFrozen({ board, contract, resource, selection, outcome }: DatedExport): void {
  const frozen = board.all.filter(({ foreign }) => foreign !== undefined && foreign.frozen.size > 0);
  if (!contract || frozen.length === 0) return;
  const fields = frozen.flatMap(({ foreign }) => [...(foreign?.frozen ?? [])]);
  const periods = frozen.map(({ period }) => periodName(period.from, selection.options.partitionBy));
  outcome.problems.push(withPointer(frozenText(resource.name, contract.mode, fields, periods), 'schema-frozen'));
}
