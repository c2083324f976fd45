import type { Log } from '../notices/log.ts';
import { reworded } from '../notices/notice.ts';
import { countOf } from '../text/amounts.ts';
import type { ExportFacts } from './model/export-facts.ts';
import { placedNotice, troublesOf } from './words/run-verdict.ts';

/** The runner shows ten errors for a step, and what ended the run and what failed the step need some. */
const MOST_ANNOTATIONS = 5;

/**
 * Logs what could not be read: the same trouble of many resources as one error, those of most resources first, and as many as
 * are shown. Every single problem stands in the log all the same.
 */
export async function annotateProblems(
  report: Pick<ExportFacts, 'outcomes'>,
  log: Log,
  phase: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>,
): Promise<void> {
  const groups = troublesOf(report);
  for (const group of groups.slice(0, MOST_ANNOTATIONS)) log.error(placedNotice(group));
  const rest = groups.slice(MOST_ANNOTATIONS);
  if (rest.length > 0) {
    const problems = rest.reduce((sum, { all }) => sum + all.length, 0);
    log.error(`${countOf(problems, 'more problem')}: see the log of this step and the job summary.`);
  }
  const shown = groups.slice(0, MOST_ANNOTATIONS).map(({ first }) => first);
  // Folded: a wall of one trouble's repetitions would hide what stands around it.
  await phase('Every other problem', async () => {
    for (const { all } of groups) {
      for (const each of all) {
        if (!shown.includes(each)) log.info(reworded(each.notice, (text) => `${each.resource}: ${text}`));
      }
    }
  });
}
