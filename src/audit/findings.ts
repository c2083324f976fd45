import { byCodeUnits } from '../text/order.ts';
import type { AuditData } from './audit-data.ts';
import type { Check, Discovery, Finding, FindingStatus, Severity } from './check.ts';
import type { CheckSettings } from './check-settings.ts';
import { exceptionFor } from './exceptions.ts';

const severities: readonly Severity[] = ['low', 'medium', 'high'];

/** Context for judging a check's discoveries. */
export interface Light {
  /** The UTC day. */
  today: string;
  settings: CheckSettings;
  /** The check's findings in the file of the last run. */
  earlier: readonly Finding[];
  /** True if the check runs for the first time: what it finds was there before. */
  isBaseline: boolean;
}

/** Returns a check's findings, open ones and those resolved today, by id. */
export function judge(check: Check, data: AuditData, light: Light): Finding[] {
  const earlier = new Map(light.earlier.map((finding) => [finding.id, finding]));
  const discoveries = bySubject(check.find(data, check.thresholds)).filter(
    (discovery) =>
      isKnown(check, discovery, earlier) || light.isBaseline || (check.mayAppear?.(data, discovery) ?? true),
  );
  const open = discoveries.map((discovery) => openFinding(check, discovery, earlier, light));
  const found = new Set(open.map(({ id }) => id));
  const gone = light.earlier
    .filter(({ id }) => !found.has(id))
    .flatMap((finding) => leftOver(check, data, finding, light));
  return sorted([...open, ...gone]);
}

/**
 * Returns the earlier findings of a check that could not be checked: as they were, neither new nor resolved, but for
 * exceptions, which count by the day.
 */
export function keep(light: Light): Finding[] {
  return sorted(
    light.earlier.flatMap((finding) => (isOver(finding) ? resolvedToday(finding, light) : again(finding, light))),
  );
}

function isKnown(check: Check, { subject }: Discovery, earlier: ReadonlyMap<string, Finding>): boolean {
  const known = earlier.get(`${check.id}:${subject}`);
  return known !== undefined && !isOver(known);
}

function isOver({ status }: Finding): boolean {
  return status === 'resolved';
}

/** Keeps one discovery a subject: were there two, which one comes first would depend on the order of the rows. */
function bySubject(discoveries: readonly Discovery[]): Discovery[] {
  const byText = discoveries.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? 1 : -1));
  return [...new Map(byText.map((discovery) => [discovery.subject, discovery])).values()];
}

function openFinding(check: Check, discovery: Discovery, earlier: ReadonlyMap<string, Finding>, light: Light): Finding {
  const id = `${check.id}:${discovery.subject}`;
  const last = earlier.get(id);
  // One that was resolved on an earlier day is there again; one that was resolved today only flickered.
  const before = last && (!isOver(last) || last.resolved === light.today) ? last : undefined;
  const setting = light.settings.checks[check.id];
  const severity = setting?.severity ?? discovery.severity ?? check.severity;
  // One that became graver begins again: who left it at "near its limit" has not heard of "over its limit".
  const graver = before !== undefined && setting?.severity === undefined && isGraver(severity, before.severity);
  const known = graver ? undefined : before;
  return inForm({
    id,
    check: check.id,
    severity,
    since: known?.since ?? light.today,
    baseline: known?.baseline ?? (light.isBaseline && !graver),
    text: discovery.text,
    evidence: discovery.evidence,
    light,
  });
}

/** Returns whether a severity is above another. */
export function isGraver(one: Severity, other: Severity): boolean {
  return severities.indexOf(one) > severities.indexOf(other);
}

/** Returns an earlier finding as it stands today. */
function again(finding: Finding, light: Light): Finding {
  return inForm({ ...finding, light });
}

interface Parts extends Pick<Finding, 'id' | 'check' | 'severity' | 'since' | 'baseline' | 'text' | 'evidence'> {
  light: Light;
}

/** A line always has its fields in this order, whatever it was made from. */
function inForm({ light, id, check, severity, since, baseline, text, evidence }: Parts): Finding {
  const exception = exceptionFor(id, light.settings.exceptions, light.today);
  const isNew = since === light.today && !baseline;
  const status: FindingStatus = exception !== undefined ? 'excepted' : isNew ? 'new' : 'standing';
  const { reason = '', expires = '' } = exception ?? {};
  return {
    ...{ id, check, severity, status, since, baseline, text, evidence },
    ...(exception && { exception: { reason, expires } }),
  };
}

/** Returns what becomes of an earlier finding that is no longer found. */
function leftOver(check: Check, data: AuditData, finding: Finding, light: Light): Finding[] {
  if (isOver(finding)) return resolvedToday(finding, light);
  const fate = check.afterwards?.(data, finding, check.thresholds) ?? 'resolved';
  if (fate === 'stands') return [again(finding, light)];
  return fate === 'lapsed' ? [] : [resolve(finding, light.today)];
}

function resolve({ id, check, severity, since, baseline, text, evidence }: Finding, resolved: string): Finding {
  return { id, check, severity, status: 'resolved', since, baseline, text, evidence, resolved };
}

/** A resolved finding is reported for the rest of its day, so that every run of that day writes the same. */
function resolvedToday(finding: Finding, { today }: Light): Finding[] {
  return finding.resolved === today ? [finding] : [];
}

function sorted(findings: Finding[]): Finding[] {
  return findings.sort((one, other) => byCodeUnits(one.id, other.id));
}
