import type { CheckResult, FindingStatus, Severity } from '../audit/check.ts';
import type { RunReport } from './run-report.ts';

/** The action's outputs, all as text; a run that never got to its resources has only those it can know. */
export function outputsOf(report: RunReport): Record<string, string> {
  const { total, outcomes } = report;
  const names = (status: string) =>
    outcomes.filter((outcome) => outcome.status === status).map(({ resource }) => resource);
  const until = outcomes.flatMap(({ resource, dataUntil }) =>
    dataUntil === undefined ? [] : [[resource, new Date(dataUntil * 1000).toISOString().replace('.000Z', 'Z')]],
  );
  return {
    status: report.status,
    records: String(total.rows),
    'rows-read': String(total.records),
    files: String(total.files),
    bytes: String(total.bytes),
    changed: String(total.files + total.removed + total.changes > 0),
    changes: String(total.changes),
    'failed-resources': names('failed').join(','),
    'skipped-resources': names('skipped').join(','),
    'data-until': JSON.stringify(Object.fromEntries(until)),
    manifest: report.manifestFolder,
    'state-source': report.stateSource,
  };
}

/** What came of commits and reports, as far as there was any of it. */
export interface DeliveryFacts {
  commit?: string;
  pullRequest?: { number: number; url: string };
  /** Path of the HTML page. */
  page?: string;
  /** Path of the run record. */
  record?: string | undefined;
  results?: readonly CheckResult[];
}

/** The outputs of commits, reports and findings, all as text. */
export function deliveryOutputs({ commit, pullRequest, page, record, results }: DeliveryFacts): Record<string, string> {
  return {
    findings: results ? JSON.stringify(findingCounts(results)) : '',
    report: page ?? '',
    'commit-sha': commit ?? '',
    'pull-request-number': pullRequest ? String(pullRequest.number) : '',
    'pull-request-url': pullRequest?.url ?? '',
    'run-record': record ?? '',
  };
}

function findingCounts(results: readonly CheckResult[]): Record<FindingStatus, Record<Severity, number>> {
  const findings = results.flatMap((result) => result.findings);
  const count = (status: FindingStatus, severity: Severity) =>
    findings.filter((finding) => finding.status === status && finding.severity === severity).length;
  const bySeverity = (status: FindingStatus) => ({
    high: count(status, 'high'),
    medium: count(status, 'medium'),
    low: count(status, 'low'),
  });
  return {
    new: bySeverity('new'),
    standing: bySeverity('standing'),
    excepted: bySeverity('excepted'),
    resolved: bySeverity('resolved'),
  };
}

/** The outputs of a run that ended before it exported anything. */
export const outputsOfNothing: Record<string, string> = {
  status: 'failed',
  records: '0',
  'rows-read': '0',
  files: '0',
  bytes: '0',
  changed: 'false',
  changes: '0',
  'failed-resources': '',
  'skipped-resources': '',
  'data-until': '{}',
  manifest: '',
  'state-source': 'none',
  ...deliveryOutputs({}),
};

/** The outputs of a run that was told to end before it could tell what it did. */
export const outputsOfStopped: Record<string, string> = { ...outputsOfNothing, status: 'partial' };

/** The outputs of a run that GitHub gave no secrets, and that therefore had nothing to do. */
export const outputsOfSkipped: Record<string, string> = { ...outputsOfNothing, status: 'skipped' };
