import { isObject } from '../api/row-shape.ts';
import { didYouMean } from '../text/nearest-name.ts';
import type { Check, Severity, Thresholds } from './check.ts';
import type { CheckSetting, CheckSettings, Exception } from './check-settings.ts';

/** What was read, and what was wrong with it: a line for each mistake, which names the place. */
export interface ParsedCheckSettings {
  settings: CheckSettings;
  mistakes: string[];
}

const severities: readonly unknown[] = ['high', 'medium', 'low'] satisfies Severity[];
const exceptionKeys = ['finding', 'reason', 'expires'];
const isoDay = /^\d{4}-\d\d-\d\d$/;

/**
 * Reads `checks` and `exceptions` as YAML gives them: `{admin-key-old: off, admin-key-unused: {days: 60, severity: low}}` and
 * `[{finding, reason, expires}]`. What is wrong is left out and reported; nothing is thrown.
 */
export function parseCheckSettings(checks: unknown, exceptions: unknown, known: readonly Check[]): ParsedCheckSettings {
  const mistakes: string[] = [];
  const byId = new Map(known.map((check) => [check.id, check]));
  const found: Record<string, CheckSetting> = {};
  for (const [id, value] of entriesOf(checks, 'checks', mistakes)) {
    const check = byId.get(id);
    if (check === undefined) mistakes.push(`checks: ${notAmong(byId, id)}`);
    else found[id] = settingOf(check, value, mistakes);
  }
  if (exceptions !== undefined && exceptions !== null && !Array.isArray(exceptions)) {
    mistakes.push('exceptions must be a list of {finding, reason, expires}');
  }
  const list: unknown[] = Array.isArray(exceptions) ? exceptions : [];
  const accepted = list.flatMap((value, index) => exceptionOf(value, index, byId, mistakes));
  return { settings: { checks: found, exceptions: accepted }, mistakes };
}

function notAmong(known: ReadonlyMap<string, Check>, id: string): string {
  return `${id} is no check${didYouMean(id, [...known.keys()])}; docs/checks.md lists them`;
}

function entriesOf(value: unknown, place: string, mistakes: string[]): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (isObject(value)) return Object.entries(value);
  mistakes.push(`${place} must be a map of ids of checks`);
  return [];
}

function settingOf(check: Check, value: unknown, mistakes: string[]): CheckSetting {
  // YAML 1.1 reads `on` and `off` as booleans, YAML 1.2 as texts.
  if (value === 'on' || value === true || value === null) return { on: true };
  if (value === 'off' || value === false) return { on: false };
  if (!isObject(value)) {
    mistakes.push(`checks: ${check.id} must be on, off, or a map of severity and ${thresholdNames(check)}`);
    return { on: true };
  }
  const setting: CheckSetting = { on: true };
  const thresholds: Record<string, number | readonly string[]> = {};
  for (const [name, given] of Object.entries(value)) {
    if (name === 'severity') {
      if (isSeverity(given)) setting.severity = given;
      else mistakes.push(`checks: ${check.id}.severity must be high, medium or low`);
      continue;
    }
    const threshold = thresholdOf(check, name, given, mistakes);
    if (threshold !== undefined) thresholds[name] = threshold;
  }
  const misfit = check.misfit?.({ ...check.thresholds, ...thresholds });
  if (misfit !== undefined) mistakes.push(`checks: ${check.id}: ${misfit}`);
  return { ...setting, thresholds };
}

function isSeverity(value: unknown): value is Severity {
  return severities.includes(value);
}

function thresholdNames(check: Check): string {
  return Object.keys(check.thresholds).join(', ') || 'no thresholds';
}

function thresholdOf(check: Check, name: string, given: unknown, mistakes: string[]): Thresholds[string] | undefined {
  const own = Object.hasOwn(check.thresholds, name) ? check.thresholds[name] : undefined;
  if (own === undefined) {
    const advice = didYouMean(name, ['severity', ...Object.keys(check.thresholds)]);
    mistakes.push(`checks: ${check.id} has no ${name}${advice || `; it has severity, ${thresholdNames(check)}`}`);
  } else if (typeof own === 'number') {
    if (typeof given === 'number' && Number.isFinite(given) && given >= 0) return given;
    mistakes.push(`checks: ${check.id}.${name} must be a number, 0 or more`);
  } else {
    const list: unknown[] = Array.isArray(given) ? given : [given];
    const texts = list.filter((item) => typeof item === 'string');
    if (texts.length === list.length) return texts;
    mistakes.push(`checks: ${check.id}.${name} must be a list of texts`);
  }
  return undefined;
}

function exceptionOf(value: unknown, index: number, byId: Map<string, Check>, mistakes: string[]): Exception[] {
  const place = `exceptions[${index}]`;
  const before = mistakes.length;
  const { finding, reason, expires: given, ...unknown } = isObject(value) ? value : {};
  for (const name of Object.keys(unknown)) {
    mistakes.push(
      `${place} has no ${name}${didYouMean(name, exceptionKeys) || `; it has ${exceptionKeys.join(', ')}`}`,
    );
  }
  // YAML 1.1 reads an unquoted day as a date.
  const expires = given instanceof Date ? given.toISOString().slice(0, 10) : given;
  const check = typeof finding === 'string' ? /^([^:]+):./.exec(finding)?.[1] : undefined;
  if (check === undefined) mistakes.push(`${place}.finding must be <check>:<subject> or <check>:*`);
  else if (!byId.has(check)) mistakes.push(`${place}.finding: ${notAmong(byId, check)}`);
  if (typeof reason !== 'string' || reason.trim() === '') mistakes.push(`${place}.reason must say why`);
  if (typeof expires !== 'string' || !isDay(expires))
    mistakes.push(`${place}.expires must be a day such as 2026-12-31`);
  if (mistakes.length > before) return [];
  return [{ finding: String(finding), reason: String(reason), expires: String(expires) }];
}

function isDay(text: string): boolean {
  const time = isoDay.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
