import type { AuditData } from './audit-data.ts';
import type { CheckResult, Finding } from './check.ts';
import { isGraver } from './findings.ts';

/**
 * Returns results as the reader of a pull request sees them: new is what the base does not hold, however many nights ago it was
 * first seen, or holds as less grave; resolved is what the base holds as open and is no longer found.
 * @param data decides what became of a finding of the base that is no longer made: news only lapse.
 * @param base the findings on the base branch; undefined if checks never ran there.
 * @param today the UTC day: `2026-11-22`.
 */
export function sinceBase(
  results: readonly CheckResult[],
  data: AuditData,
  base: readonly Finding[] | undefined,
  today: string,
): CheckResult[] {
  const known = new Map(
    (base ?? []).filter(({ status }) => status !== 'resolved').map((finding) => [finding.id, finding]),
  );
  return results.map((result) => {
    const findings = result.findings.map((finding) => {
      const before = known.get(finding.id);
      const isNews =
        before === undefined || (finding.since > before.since && isGraver(finding.severity, before.severity));
      if (finding.status === 'standing' && !finding.baseline && isNews) return { ...finding, status: 'new' as const };
      // What was merged today was signed off today.
      return finding.status === 'new' && !isNews ? { ...finding, status: 'standing' as const } : finding;
    });
    if (result.state !== 'passed' && result.state !== 'found') return { ...result, findings };
    const ids = new Set(findings.map(({ id }) => id));
    const { check } = result;
    const gone = [...known.values()].filter((finding) => finding.check === check.id && !ids.has(finding.id));
    const fate = (finding: Finding) => check.afterwards?.(data, finding, check.thresholds) ?? 'resolved';
    const ended = gone.filter((finding) => fate(finding) === 'resolved');
    const resolved = ended.map((finding) => ({ ...finding, status: 'resolved' as const, resolved: today }));
    // One that came and went while the pull request was open is nothing to its reader.
    const told = findings.filter(({ status, id }) => status !== 'resolved' || known.has(id));
    return { ...result, findings: [...told, ...resolved] };
  });
}
