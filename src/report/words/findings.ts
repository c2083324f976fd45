import type { CheckResult, Finding, FindingStatus, Severity } from '../../audit/check.ts';
import { type ReportModel, SEVERITIES } from '../model.ts';

/** Findings of one check that share a status and a severity. */
export interface FindingGroup {
  check: CheckResult['check'];
  status: FindingStatus;
  severity: Severity;
  findings: Finding[];
}

/** What became of the checks, as every dress counts it. */
export interface FindingCounts {
  new: number;
  newBySeverity: Record<Severity, number>;
  standing: number;
  excepted: number;
  resolved: number;
  passed: number;
  notChecked: number;
}

/** Order of statuses in every list. */
export const STATUSES: readonly FindingStatus[] = ['new', 'standing', 'excepted', 'resolved'];

/** The results of the checks; none where they did not run. */
export function resultsOf(model: ReportModel): readonly CheckResult[] {
  return model.checks.ran ? model.checks.results : [];
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

/** How many findings there are of each status, and checks of each state. */
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
    notChecked: results.filter(({ state }) => state === 'not checked').length,
  };
}
