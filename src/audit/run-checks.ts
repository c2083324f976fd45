import { groupBy } from '../text/group-by.ts';
import type { AuditData } from './audit-data.ts';
import type { Check, CheckResult, Finding } from './check.ts';
import type { CheckRecord } from './check-records.ts';
import { type CheckSettings, configured, withMeaning } from './check-settings.ts';
import { judge, keep, type Light } from './findings.ts';
import { missingFor } from './missing-data.ts';

/** What the last run wrote. */
export interface EarlierRun {
  /** From `checks.json`; empty if there is none, and then every check that has findings counts as having run. */
  checks: readonly CheckRecord[];
  /** From `findings.jsonl`. */
  findings: readonly Finding[];
}

/**
 * Returns what became of each check, in their order, in the light of what the last run wrote (undefined: checks never ran
 * here). Checks that run for the first time record a baseline: nothing that they find is new. A check that cannot be checked
 * keeps its earlier findings; one that is off has none. The same data on the same UTC day give the same results, also when
 * the results of a first run of the day are what the second one compares with.
 * @param today the UTC day: `2026-11-22`.
 */
export function runChecks(
  checks: readonly Check[],
  data: AuditData,
  settings: CheckSettings,
  previous: EarlierRun | undefined,
  today: string,
): CheckResult[] {
  const records = new Map(previous?.checks.map((record) => [record.id, record]));
  const findings = groupBy(previous?.findings ?? [], ({ check }) => check);
  return checks.map((check) => {
    const earlier = findings.get(check.id) ?? [];
    const firstSeen = earlier.map(({ since }) => since).sort()[0];
    const record = records.get(check.id);
    const baselineDay = record?.baselineDay ?? firstSeen;
    // What was read for the first time on this day has its first night until the day ends, so that its runs agree.
    const isFirstDay = record?.state === 'not checked' && baselineDay === today && check.needs.changes !== undefined;
    const light = { today, settings, earlier, isBaseline: baselineDay === undefined };
    return runCheck(check, data, light, baselineDay, isFirstDay ? record.why : undefined);
  });
}

function runCheck(
  declared: Check,
  data: AuditData,
  light: Light,
  earlierBaseline: string | undefined,
  waitsWhy: string | undefined,
): CheckResult {
  const check = configured(declared, light.settings);
  if (check === undefined) return { check: withMeaning(declared), state: 'off', findings: [] };
  const missing = missingFor(check.needs, data);
  const cannotTell = missing.length > 0 ? undefined : check.cannotTell?.(data, check.thresholds);
  const reasons = missing.map((each) => each.why).join('; ');
  const why = cannotTell ?? (reasons === '' ? (waitsWhy ?? '') : reasons);
  if (why !== '') {
    // With only an earlier read missing, this run is what later ones compare with: what changes after it is new.
    const isFirstRead = missing.length > 0 && missing.every(({ kind }) => kind === 'first read');
    const baseline = earlierBaseline ?? (isFirstRead ? light.today : undefined);
    const incomplete = missing.some(({ kind }) => kind === 'incomplete') && { incomplete: true as const };
    const isNever = missing.length > 0 && missing.every(({ kind }) => kind === 'never');
    const never = isNever && { neverExported: missing.map(({ resource }) => resource) };
    return {
      check,
      state: 'not checked',
      why,
      ...incomplete,
      ...never,
      findings: keep(light),
      ...baselineOf(baseline),
    };
  }
  const findings = judge(check, data, light);
  const isFound = findings.some(({ status }) => status !== 'resolved');
  return { check, state: isFound ? 'found' : 'passed', findings, ...baselineOf(earlierBaseline ?? light.today) };
}

function baselineOf(baselineDay: string | undefined): { baselineDay?: string } {
  return baselineDay === undefined ? {} : { baselineDay };
}
