import type { Check, Severity, Thresholds } from './check.ts';

/** What the configuration says of one check. */
export interface CheckSetting {
  /** False: `off`. True: `on`, or anything else was said of it, which switches an optional check on. */
  on: boolean;
  /** Severity of all its findings, in place of the check's own. */
  severity?: Severity;
  /** Thresholds in place of the defaults. */
  thresholds?: Thresholds;
}

/** A finding that was looked at and accepted, reviewed like code. */
export interface Exception {
  /** `<check>:<subject>`, or `<check>:*` for all of a check. */
  finding: string;
  reason: string;
  /** Last UTC day on which it counts: `2026-12-31`. */
  expires: string;
}

/** What the configuration says of all checks. */
export interface CheckSettings {
  /** By id of the check; one that is missing runs as it is declared. */
  checks: Readonly<Record<string, CheckSetting>>;
  exceptions: readonly Exception[];
}

/** Nothing configured: every check that is not optional runs with its defaults. */
export const noCheckSettings: CheckSettings = { checks: {}, exceptions: [] };

/**
 * Returns a check as it is to run, with the severity and thresholds of the settings, and a meaning that names them; undefined
 * where it is off.
 */
export function configured(check: Check, settings: CheckSettings): Check | undefined {
  const setting = Object.hasOwn(settings.checks, check.id) ? settings.checks[check.id] : undefined;
  if (!(setting?.on ?? check.optional !== true)) return undefined;
  const thresholds = { ...check.thresholds, ...setting?.thresholds };
  return withMeaning({ ...check, severity: setting?.severity ?? check.severity, thresholds });
}

/** Returns a check whose meaning names its thresholds, which the declaration has as `{days}`. */
export function withMeaning(check: Check): Check {
  const meaning = check.meaning.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(check.thresholds, name) ? check.thresholds[name] : undefined;
    if (value === undefined) return whole;
    return typeof value === 'number' ? String(value) : value.join(', ') || 'none';
  });
  return { ...check, meaning };
}
