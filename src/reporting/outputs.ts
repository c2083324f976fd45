import type { CheckResult, FindingStatus, Severity } from '../audit/check.ts';
import { newTally } from '../export/job/outcome.ts';
import { SEVERITIES } from './model/model.ts';
import type { RunFacts } from './model/run-facts.ts';
import { resultsOf, STATUSES } from './words/findings.ts';
import { statusOf } from './words/run-verdict.ts';

/** What outputs are made from. */
type OutputFacts = Parameters<typeof statusOf>[0] &
  Pick<RunFacts, 'total' | 'manifestFolder' | 'stateSource' | 'commit' | 'pullRequest' | 'page' | 'audit'>;

/** Returns the action's outputs, all as text. @param record path of the run record. */
export function outputsOf(facts: OutputFacts, record = ''): Record<string, string> {
  const { total, outcomes, commit, pullRequest, page, audit } = facts;
  const names = (status: string) =>
    outcomes.filter((outcome) => outcome.status === status).map(({ resource }) => resource);
  const until = outcomes.flatMap(({ resource, dataUntil }) =>
    dataUntil === undefined ? [] : [[resource, new Date(dataUntil * 1000).toISOString().replace('.000Z', 'Z')]],
  );
  return {
    status: statusOf(facts),
    records: String(total.rows),
    'rows-read': String(total.records),
    files: String(total.files),
    bytes: String(total.bytes),
    changed: String(total.files + total.removed + total.changes > 0),
    changes: String(total.changes),
    'failed-resources': names('failed').join(','),
    'skipped-resources': names('skipped').join(','),
    'data-until': JSON.stringify(Object.fromEntries(until)),
    manifest: facts.manifestFolder,
    'state-source': facts.stateSource,
    findings: audit ? JSON.stringify(findingCounts(resultsOf(audit.model))) : '',
    report: page ?? '',
    'commit-sha': commit ?? '',
    'pull-request-number': pullRequest ? String(pullRequest.number) : '',
    'pull-request-url': pullRequest?.url ?? '',
    'run-record': record,
  };
}

/** Returns how many findings there are, by status and severity. */
function findingCounts(results: readonly CheckResult[]): Record<FindingStatus, Record<Severity, number>> {
  const findings = results.flatMap((result) => result.findings);
  const count = (status: FindingStatus, severity: Severity) =>
    findings.filter((finding) => finding.status === status && finding.severity === severity).length;
  return byName(STATUSES, (status) => byName(SEVERITIES, (severity) => count(status, severity)));
}

function byName<Name extends string, Value>(names: readonly Name[], of: (name: Name) => Value) {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Value>;
}

/** Returns the outputs of a run that ended before it exported anything: it failed, was stopped, or had no secrets and nothing to do. */
export function outputsOfNothing(status: 'failed' | 'partial' | 'skipped', record?: string): Record<string, string> {
  const nothing = { outcomes: [], total: newTally(), manifestFolder: '', isNotCommitted: false, troubles: [] };
  return { ...outputsOf({ ...nothing, stateSource: 'none' }, record), status };
}
