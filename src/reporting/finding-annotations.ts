import type { CheckResult, Finding } from '../audit/check.ts';
import type { Log } from '../notices/log.ts';
import { countOf } from '../text/amounts.ts';
import { SEVERITIES } from './model/model.ts';

/** The runner shows ten annotations of a kind for a step, and other messages need some too. */
const MOST_ANNOTATIONS = 6;

/** Returns the new findings, the gravest first. */
export function newFindings(results: readonly CheckResult[]): { finding: Finding; title: string; remedy: string }[] {
  const found = results.flatMap(({ check, findings }) =>
    findings.flatMap((finding) =>
      finding.status === 'new' ? [{ finding, title: check.title, remedy: check.remedy }] : [],
    ),
  );
  const rank = ({ finding }: { finding: Finding }) => SEVERITIES.indexOf(finding.severity);
  return found.sort((a, b) => rank(a) - rank(b));
}

/**
 * Logs new findings as annotations, as many as the runner shows, and the number of the others in one line.
 * @param mayName false if nobody may be named: then only the check is.
 */
export function annotateFindings(results: readonly CheckResult[], mayName: boolean, log: Log): void {
  const found = newFindings(results);
  for (const { finding, title, remedy } of found.slice(0, MOST_ANNOTATIONS)) {
    log.warning(`New finding (${finding.severity}): ${mayName ? finding.text : title}. ${remedy}`);
  }
  const rest = found.length - MOST_ANNOTATIONS;
  if (rest > 0) log.warning(`${countOf(rest, 'more new finding')}: see the report.`);
}
