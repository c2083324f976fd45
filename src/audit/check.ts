import type { AuditData } from './audit-data.ts';

export type Severity = 'high' | 'medium' | 'low';

/** What a check looks at; where one of these was not read completely, it says "not checked". */
export interface Needs {
  /** Snapshot resources whose rows it reads. */
  snapshots?: readonly string[];
  /** Snapshot resources whose change log it reads. */
  changes?: readonly string[];
  /** Types of audit events that it reads. */
  events?: readonly string[];
  /** True if it reads costs. */
  costs?: true;
}

/** What a check found, before it is compared with earlier runs. */
export interface Discovery {
  /** Identifies it among the check's own: an id, or ids joined by `/`; the same every night for the same thing. Never a name. */
  subject: string;
  /** One sentence for people, with the name and id of what it is about. */
  text: string;
  /** The facts it rests on, by name, as stored: `{last_used_at: '2026-01-05T…', owner: 'Ann'}`. */
  evidence: Readonly<Record<string, string>>;
  /** Where it is stronger or weaker than the check's own. */
  severity?: Severity;
}

/** Limits that a check compares with, by name: numbers, or lists of texts. */
export type Thresholds = Readonly<Record<string, number | readonly string[]>>;

/** One risk that is looked for. */
export interface Check<Limits extends Thresholds = Thresholds> {
  /** kebab-case, as users write it in `checks`. */
  id: string;
  severity: Severity;
  /** A heading: "Admin key never used". */
  title: string;
  /** What a finding says, precisely. */
  meaning: string;
  /** Why it matters. */
  why: string;
  /** What to do. */
  remedy: string;
  /** Controls that it is evidence for: "SOC 2 CC6.2", "ISO 27001 A.5.18", "NIST 800-53 AC-2(3)", "CIS 5.3". */
  controls: readonly string[];
  needs: Needs;
  /** True if it runs only when the configuration switches it on. */
  optional?: true;
  /** Defaults, each of which `checks: {<id>: {<name>: …}}` can replace. */
  thresholds: Limits;
  /** What is wrong with thresholds that the user gave, a phrase; undefined for ones that make sense. */
  misfit?(thresholds: Limits): string | undefined;
  /** Pure: the same data gives the same discoveries, in any order. */
  find(data: AuditData, thresholds: Limits): Discovery[];
  /**
   * Why it cannot decide although all that it needs was read: a threshold that is not set, a history that is too short. It then
   * says "not checked"; undefined if it can.
   */
  cannotTell?(data: AuditData, thresholds: Limits): string | undefined;
  /**
   * What becomes of an earlier finding that `find` no longer makes: it `stands` (the event has left the days that are looked
   * at, but was never undone), it was `resolved`, or it `lapsed` (it was news, and goes without a word). Without this
   * function it was resolved.
   */
  afterwards?(data: AuditData, earlier: Finding, thresholds: Limits): 'stands' | 'resolved' | 'lapsed';
  /**
   * False for a discovery that earlier runs must have judged already, and only shows because what excused it has left the
   * days that are looked at. It counts in the baseline alone.
   */
  mayAppear?(data: AuditData, discovery: Discovery): boolean;
}

export type FindingStatus = 'new' | 'standing' | 'excepted' | 'resolved';

/** A discovery in the light of earlier runs: a line of `findings.jsonl`. */
export interface Finding {
  /** `<check>:<subject>`. */
  id: string;
  check: string;
  severity: Severity;
  status: FindingStatus;
  /** UTC day on which it was first seen, or became graver. */
  since: string;
  /** True if it was there already when checks first ran. */
  baseline: boolean;
  text: string;
  evidence: Readonly<Record<string, string>>;
  /** Reason and expiry day of the exception that covers it. */
  exception?: { reason: string; expires: string };
  /** UTC day on which it was no longer found, for a resolved one. */
  resolved?: string;
}

/** What became of a check. */
export interface CheckResult {
  check: Check;
  state: 'passed' | 'found' | 'not checked' | 'off';
  /** Why it was not checked. */
  why?: string;
  /** If it was not checked: true if what it needs was read before and not completely this time, so that it should have been. */
  incomplete?: true;
  /** Where nothing else kept it from being checked: the resources that were never exported. */
  neverExported?: readonly string[];
  /** Open ones (new, standing, excepted) and those resolved on this day. */
  findings: readonly Finding[];
  /** UTC day of its baseline: what it found on that day was there before. Undefined if it could never be checked yet. */
  baselineDay?: string;
}
