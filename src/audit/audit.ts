import { noticeOf } from '../api/explain.ts';
import { openArchive } from '../archive/archive.ts';
import { FINDINGS, FOLDERS } from '../archive/layout.ts';
import type { Manifest } from '../archive/manifest.ts';
import { dayName } from '../archive/periods.ts';
import type { Destination } from '../destinations/destination.ts';
import type { Outcome } from '../export/job/outcome.ts';
import { StorageError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { type Message, notice } from '../notices/notice.ts';
import type { PrivacyOptions } from '../privacy/privacy-options.ts';
import { list } from '../text/list.ts';
import { allChecks } from './all-checks.ts';
import type { AuditData } from './audit-data.ts';
import type { CheckResult } from './check.ts';
import { parseChecks, serializeChecks } from './check-records.ts';
import { type CheckSettings, configured } from './check-settings.ts';
import { type ExceptionReview, reviewExceptions } from './exceptions.ts';
import { findingsCsv, findingsOf, parseFindings, serializeFindings } from './findings-file.ts';
import { readAuditData } from './read/read-audit-data.ts';
import { type EarlierRun, runChecks } from './run-checks.ts';
import { type StoredPrivacy, storedPrivacy } from './stored-privacy.ts';

/** So far back the checks look at events and changes. */
const WINDOW_DAYS = 30;

/** Exceptions that a sentence names; of more than these, it says how many there are. */
const MOST_NAMED = 10;

/** What a run found in what is stored. */
export interface Audit {
  data: AuditData;
  /** Of every resource that was exported here, in this run or another. */
  manifests: ReadonlyMap<string, Manifest>;
  results: readonly CheckResult[];
  exceptions: ExceptionReview;
  /** What somebody has to look at: what could not be read back or written, and exceptions that hold no more. */
  problems: Message[];
  /** False if earlier findings could not be read: then none counts as new, and none is written. */
  knowsEarlier: boolean;
  /** What happens to what else is read back of the export. */
  privacy: StoredPrivacy;
}

/** What the audit reads, and its settings. */
export interface AuditJob {
  destination: Destination;
  outcomes: readonly Outcome[];
  /** Resources that were read for the first time: they have changed in nothing. */
  firstReads: ReadonlySet<string>;
  settings: CheckSettings;
  /** What happens to what is read back. */
  privacy: PrivacyOptions;
  /** The run's now, Unix seconds. */
  now: number;
  log: Log;
  /** True if no file can be replaced: then there is nothing to compare with, and nothing is written. */
  settledOnly: boolean;
}

/** Looks for risks in what is stored at the destination now, and writes what it found next to the data. */
export async function auditDestination(job: AuditJob): Promise<Audit> {
  const { destination, outcomes, settings, now } = job;
  const problems: Message[] = [];
  const manifests = await readManifests(destination, problems);
  const checks = allChecks.filter((check) => configured(check, settings) !== undefined);
  const eventTypes = new Set(checks.flatMap(({ needs }) => needs.events ?? []));
  const storedBefore = new Set([...manifests.keys()].filter((name) => !job.firstReads.has(name)));
  const where = { destination, manifests, outcomes, now, storedBefore };
  const privacy = storedPrivacy(job.privacy, manifests);
  const data = privacy.data(await readAuditData({ ...where, eventTypes, windowDays: WINDOW_DAYS }));
  problems.push(...(data.problems ?? []).map(({ notice }) => notice));
  const today = dayName(now);
  const earlier = await readEarlier(destination, privacy, problems);
  const results = runChecks(allChecks, data, settings, earlier === 'unreadable' ? undefined : earlier, today);
  const exceptions = reviewExceptions(settings, results, today);
  problems.push(...aboutExceptions(exceptions).map((text) => notice(text, 'exceptions-to-review')));
  if (job.settledOnly) {
    job.log.notice('With `settled-only`, findings are not kept: each run starts afresh, and no finding counts as new.');
  } else if (earlier !== 'unreadable') await writeFindings(destination, results, problems);
  return { data, manifests, results, exceptions, problems, privacy, knowsEarlier: earlier !== 'unreadable' };
}

/** Returns a sentence for each kind of exception that somebody should look at. */
function aboutExceptions({ expired, unmatched }: ExceptionReview): string[] {
  const sentences: string[] = [];
  if (expired.length > 0) {
    const names = expired.map(({ finding, expires }) => `${finding} (on ${expires})`);
    sentences.push(
      `Exceptions that have expired, so that what they excepted counts again: ${list(names, MOST_NAMED)}. Deal with it, or give them a new day under \`exceptions\`.`,
    );
  }
  if (unmatched.length > 0) {
    const names = unmatched.map(({ finding }) => finding);
    sentences.push(
      `Exceptions that match nothing that is found: ${list(names, MOST_NAMED)}. Take them out of \`exceptions\`.`,
    );
  }
  return sentences;
}

/** A manifest that cannot be read has failed its own export already, or belongs to another run. */
async function readManifests(destination: Destination, problems: Message[]): Promise<Map<string, Manifest>> {
  const manifests = new Map<string, Manifest>();
  await forgiving(problems, async () => {
    for await (const file of openArchive(destination).manifests()) {
      if ('error' in file) problems.push(noticeOf(file.error));
      else manifests.set(file.resource, file.manifest);
    }
  });
  return manifests;
}

/** Returns what the last run found; undefined if checks never ran here. */
async function readEarlier(
  destination: Destination,
  privacy: StoredPrivacy,
  problems: Message[],
): Promise<EarlierRun | 'unreadable' | undefined> {
  let earlier: EarlierRun | 'unreadable' | undefined = 'unreadable';
  await forgiving(problems, async () => {
    const [findings, checks] = [
      await destination.readText(FINDINGS.lines),
      await destination.readText(FINDINGS.checks),
    ];
    const read = {
      findings: findings ? readable(findings.text, FINDINGS.lines, parseFindings).map(privacy.finding) : [],
      checks: checks ? readable(checks.text, FINDINGS.checks, parseChecks) : [],
    };
    earlier = findings || checks ? read : undefined;
  });
  return earlier;
}

function readable<Content>(text: string, path: string, parse: (text: string) => Content): Content {
  try {
    return parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StorageError(
      'findings-unreadable',
      `${path}: ${why}. The findings are not written until it can be read, and none counts as new: restore an earlier version of it, or remove the folder ${FOLDERS.findings}/, and all findings start afresh.`,
      { cause },
    );
  }
}

async function writeFindings(
  destination: Destination,
  results: readonly CheckResult[],
  problems: Message[],
): Promise<void> {
  const findings = findingsOf(results);
  const files: [path: string, text: string][] = [
    [FINDINGS.lines, serializeFindings(findings)],
    [FINDINGS.table, findingsCsv(findings)],
    [FINDINGS.checks, serializeChecks(results)],
  ];
  await forgiving(problems, async () => {
    for (const [path, text] of files) {
      const stored = await destination.readText(path);
      if (stored?.text !== text) await destination.writeText(path, text);
    }
  });
}

/** Does what may fail without costing the rest. */
async function forgiving(problems: Message[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    problems.push(noticeOf(error));
  }
}
