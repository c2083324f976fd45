import type { CheckResult, Finding, FindingStatus, Severity } from '../../audit/check.ts';
import { groupBy } from '../../text/group-by.ts';
import { type ReportModel, SEVERITIES } from '../model/model.ts';

/** Findings of one check that share a status and a severity. */
export interface FindingGroup {
  check: CheckResult['check'];
  status: FindingStatus;
  severity: Severity;
  findings: Finding[];
}

/** What became of the checks, as every report counts it. */
export interface FindingCounts {
  new: number;
  newBySeverity: Record<Severity, number>;
  standing: number;
  excepted: number;
  resolved: number;
  passed: number;
  /** Those that could not be checked this time, although their data was exported before. */
  incomplete: number;
}

/** Order of statuses in every list. */
export const STATUSES: readonly FindingStatus[] = ['new', 'standing', 'excepted', 'resolved'];

/** Returns the results of the checks; none if they did not run. */
export function resultsOf(model: ReportModel): readonly CheckResult[] {
  return model.checks.ran ? model.checks.results : [];
}

/** One reason for all such resources, which are named behind the checks: most are left out of `resources` on purpose. */
const NEVER_EXPORTED = 'What these need was never exported: add it to `resources`, or let the key read it';

/** Checks that share the reason for which they were not checked. */
export interface NotChecked {
  why: string;
  titles: string[];
}

/** Returns what was not checked, each reason once, the one of most checks first. */
export function notCheckedByReason(model: ReportModel): NotChecked[] {
  const skipped = resultsOf(model).filter(({ state }) => state === 'not checked');
  const reasonOf = ({ why = 'no reason given', neverExported }: CheckResult) => (neverExported ? NEVER_EXPORTED : why);
  const titleOf = ({ check, neverExported }: CheckResult) =>
    neverExported ? `${check.title} (${neverExported.join(', ')})` : check.title;
  return [...groupBy(skipped, reasonOf)]
    .map(([why, results]) => ({ why, titles: results.map(titleOf) }))
    .sort((one, other) => other.titles.length - one.titles.length);
}

/**
 * Returns how many findings there are, by severity, if all of them were there when checks ran for the first time, on this very day;
 * undefined otherwise. Until the branch that a pull request goes to holds findings, all of the baseline counts.
 */
export function firstBaseline(model: ReportModel): Record<Severity, number> | undefined {
  if (!model.checks.ran || model.checks.isAlwaysFirst) return undefined;
  const { day } = model;
  const results = resultsOf(model);
  const found = results.flatMap((result) => result.findings);
  const { unmerged } = model.checks;
  const findings = unmerged ? found.filter(({ baseline }) => baseline) : found;
  const isFirst =
    unmerged ||
    (results.every(({ baselineDay = day }) => baselineDay === day) &&
      findings.every(({ since, baseline, status }) => since === day && baseline && status !== 'resolved'));
  const standing = findings.filter(({ status }) => status === 'standing');
  if (!isFirst || standing.length === 0) return undefined;
  const of = (severity: Severity) => standing.filter((finding) => finding.severity === severity).length;
  return { high: of('high'), medium: of('medium'), low: of('low') };
}

/** Findings by status, severity and check, in the order in which people should read them. */
export function findingGroups(model: ReportModel): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const { check, findings } of resultsOf(model)) {
    for (const finding of findings) {
      const { status, severity } = finding;
      const key = `${check.id} ${status} ${severity}`;
      const group = groups.get(key) ?? { check, status, severity, findings: [] };
      group.findings.push(finding);
      groups.set(key, group);
    }
  }
  return [...groups.values()].sort(
    (one, other) =>
      STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status) ||
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      one.check.title.localeCompare(other.check.title, 'en'),
  );
}

/** Returns how many findings there are of each status, and checks of each state. */
export function findingCounts(model: ReportModel): FindingCounts {
  const results = resultsOf(model);
  const findings = results.flatMap((result) => result.findings);
  const having = (status: FindingStatus) => findings.filter((finding) => finding.status === status).length;
  const fresh = findings.filter((finding) => finding.status === 'new');
  const of = (severity: Severity) => fresh.filter((finding) => finding.severity === severity).length;
  return {
    new: fresh.length,
    newBySeverity: { high: of('high'), medium: of('medium'), low: of('low') },
    standing: having('standing'),
    excepted: having('excepted'),
    resolved: having('resolved'),
    passed: results.filter(({ state }) => state === 'passed').length,
    incomplete: results.filter(({ incomplete }) => incomplete).length,
  };
}
