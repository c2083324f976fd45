import type { Destination } from '../destinations/destination.ts';
import { StorageError } from '../errors.ts';
import type { Outcome } from '../export/outcome.ts';
import type { Log } from '../log.ts';
import { MANIFEST_FOLDER, type Manifest, parseManifest } from '../state/manifest.ts';
import { dayName } from '../state/periods.ts';
import { allChecks } from './all-checks.ts';
import type { AuditData } from './audit-data.ts';
import type { CheckResult } from './check.ts';
import { parseChecks, serializeChecks } from './check-records.ts';
import { type CheckSettings, configured } from './check-settings.ts';
import { type ExceptionReview, reviewExceptions } from './exceptions.ts';
import { findingsCsv, findingsOf, parseFindings, serializeFindings } from './findings-file.ts';
import { readAuditData } from './read/read-audit-data.ts';
import { type EarlierRun, runChecks } from './run-checks.ts';

/** Where the findings lie, beside the data. */
export const FINDINGS_FOLDER = '_findings/';
export const FINDINGS_FILE = `${FINDINGS_FOLDER}findings.jsonl`;
const TABLE_FILE = `${FINDINGS_FOLDER}findings.csv`;
const CHECKS_FILE = `${FINDINGS_FOLDER}checks.json`;

/** So far back the checks look at events and changes. */
const WINDOW_DAYS = 30;

/** What a run found in what is stored. */
export interface Audit {
  data: AuditData;
  /** Of every resource that was exported here, in this run or another. */
  manifests: ReadonlyMap<string, Manifest>;
  results: readonly CheckResult[];
  exceptions: ExceptionReview;
  /** What could not be read back, or written. */
  problems: string[];
}

/** Where the audit looks, and what it is told. */
export interface AuditJob {
  destination: Destination;
  outcomes: readonly Outcome[];
  /** Resources that were read for the first time: they have changed in nothing. */
  firstReads: ReadonlySet<string>;
  settings: CheckSettings;
  /** The run's now, Unix seconds. */
  now: number;
  log: Log;
  /** True where no file can be replaced: then there is nothing to compare with, and nothing is written. */
  settledOnly: boolean;
}

/** Looks for risks in what is stored at the destination now, and writes what it found beside the data. */
export async function auditDestination(job: AuditJob): Promise<Audit> {
  const { destination, outcomes, settings, now } = job;
  const problems: string[] = [];
  const manifests = await readManifests(destination, problems);
  const checks = allChecks.filter((check) => configured(check, settings) !== undefined);
  const eventTypes = new Set(checks.flatMap(({ needs }) => needs.events ?? []));
  const storedBefore = new Set([...manifests.keys()].filter((name) => !job.firstReads.has(name)));
  const where = { destination, manifests, outcomes, now, storedBefore };
  const data = await readAuditData({ ...where, eventTypes, windowDays: WINDOW_DAYS });
  problems.push(...(data.problems ?? []).map(({ text }) => text));
  const today = dayName(now);
  const previous = await readEarlier(destination, problems);
  const results = runChecks(allChecks, data, settings, previous, today);
  const exceptions = reviewExceptions(settings, results, today);
  const audit = { data, manifests, results, exceptions, problems };
  if (!job.settledOnly) await writeFindings(destination, results, problems);
  return audit;
}

/** One that cannot be read has failed its own export already, or belongs to another run. */
async function readManifests(destination: Destination, problems: string[]): Promise<Map<string, Manifest>> {
  const manifests = new Map<string, Manifest>();
  await forgiving(problems, async () => {
    for (const path of await destination.list(MANIFEST_FOLDER)) {
      await forgiving(problems, async () => {
        const stored = await destination.readText(path);
        if (stored)
          manifests.set(path.slice(MANIFEST_FOLDER.length, -'.json'.length), parseManifest(stored.text, path));
      });
    }
  });
  return manifests;
}

/** What the last run found; undefined where checks never ran here. */
async function readEarlier(destination: Destination, problems: string[]): Promise<EarlierRun | undefined> {
  let earlier: EarlierRun | undefined;
  await forgiving(problems, async () => {
    const [findings, checks] = [await destination.readText(FINDINGS_FILE), await destination.readText(CHECKS_FILE)];
    if (!findings && !checks) return;
    earlier = {
      findings: findings ? readable(findings.text, FINDINGS_FILE, parseFindings) : [],
      checks: checks ? readable(checks.text, CHECKS_FILE, parseChecks) : [],
    };
  });
  return earlier;
}

function readable<Content>(text: string, path: string, parse: (text: string) => Content): Content {
  try {
    return parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StorageError(
      `${path}: ${why}. Restore it from an earlier version; without it, all findings begin anew.`,
      {
        cause,
      },
    );
  }
}

/** Findings of an earlier run that cannot be read must not be written over. */
async function writeFindings(
  destination: Destination,
  results: readonly CheckResult[],
  problems: string[],
): Promise<void> {
  const findings = findingsOf(results);
  const files: [path: string, text: string][] = [
    [FINDINGS_FILE, serializeFindings(findings)],
    [TABLE_FILE, findingsCsv(findings)],
    [CHECKS_FILE, serializeChecks(results)],
  ];
  await forgiving(problems, async () => {
    for (const [path, text] of files) {
      const stored = await destination.readText(path);
      if (stored?.text !== text) await destination.writeText(path, text);
    }
  });
}

/** Does what may fail without costing the rest. */
async function forgiving(problems: string[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    problems.push(error.message);
  }
}
