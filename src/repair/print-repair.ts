import { dayName, parsePeriodName } from '../archive/periods.ts';
import { notice, rendered } from '../notices/notice.ts';
import type { Topic } from '../notices/topics.ts';
import { countOf } from '../text/amounts.ts';
import { list } from '../text/list.ts';
import type { Forgotten } from './forget.ts';
import type { Rebuilt } from './rebuild-stored.ts';

/** Returns what was given up, for people. */
export function forgottenText({ resource, removals, deleted }: Forgotten, isDryRun: boolean): string {
  return `${[
    ...removals.map(({ from, to, reason, files }) => {
      const rows = files.reduce((sum, file) => sum + file.rows, 0);
      const period = from === undefined ? '' : `, ${from} to ${to} (not included)`;
      const what = `${countOf(files.length, 'file')} with ${countOf(rows, 'row')}`;
      return `${resource}${period}: removed: ${reason}. The manifest ${isDryRun ? 'would list' : 'lists'} ${what} so.`;
    }),
    ...(deleted.length > 0 ? [`${isDryRun ? 'Would delete' : 'Deleted'}: ${list(deleted)}`] : []),
    ...(isDryRun ? ['Nothing was written.'] : []),
  ].join('\n')}\n`;
}

/** Returns what became of the manifests, for people. */
export function rebuiltText(
  rebuilt: readonly Rebuilt[],
  failed: readonly { resource: string; topic: Topic; text: string }[],
  isDryRun: boolean,
): string {
  if (rebuilt.length + failed.length === 0) return 'Every manifest can be read: there is nothing to repair.\n';
  return `${[
    ...rebuilt.flatMap((one) => linesOf(one, isDryRun)),
    ...failed.map(({ resource, topic, text }) => `${resource}: not repaired. ${rendered(notice(text, topic))}`),
    ...(isDryRun ? ['Nothing was written.'] : []),
  ].join('\n')}\n`;
}

function linesOf(one: Rebuilt, isDryRun: boolean): string[] {
  const { path, was, files, rows, proven, shape, isShapeAssumed, unsettled, missing, strange } = one;
  const from = unsettled && dayName(parsePeriodName(unsettled[0]).from);
  return [
    `${path} was ${was} and ${isDryRun ? 'would be' : 'is'} rebuilt from ${countOf(files, 'file')} with ${countOf(rows, 'row')}.`,
    ...(proven > 0 ? [`  The damaged manifest vouches for ${countOf(proven, 'file')}.`] : []),
    `  Shape${isShapeAssumed ? ', as far as files tell it' : ''}: ${JSON.stringify(shape)}${isShapeAssumed ? '. If the export groups, filters or hides otherwise, it refuses to go on: give `--shape` then' : ''}`,
    ...(unsettled
      ? [
          `  Not settled: ${unsettled[0]} to ${unsettled[1]}. The next export reads them again as far as its \`start-date\` reaches; set \`start-date: ${from}\` for one run to reach all.`,
        ]
      : []),
    ...(missing.length > 0 ? [`  Missing, and still listed: ${list(missing)}`] : []),
    ...(strange.length > 0 ? [`  Not named as an export does, and left alone: ${list(strange)}`] : []),
  ];
}
