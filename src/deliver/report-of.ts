import { openArchive } from '../archive/archive.ts';
import { FINDINGS, parseChangePath } from '../archive/layout.ts';
import { dayName } from '../archive/periods.ts';
import type { Audit } from '../audit/audit.ts';
import type { AuditData, Change } from '../audit/audit-data.ts';
import type { CheckResult, Finding } from '../audit/check.ts';
import { parseFindings } from '../audit/findings-file.ts';
import { readChanges } from '../audit/read/read-changes.ts';
import { sinceBase } from '../audit/since-base.ts';
import type { BranchWork } from '../github/branch-work.ts';
import type { GitHub } from '../github/client.ts';
import type { BranchDifference } from '../github/review-state.ts';
import { asking } from '../github/trouble.ts';
import { byCodeUnits } from '../text/order.ts';

/** Each is a request if the workspace does not hold it, of which a token has 1,000 an hour; the others are on the branch. */
const MOST_CHANGE_FILES = 400;

/** What a report is about, and what it is compared with. */
export interface ReportScope {
  data: AuditData;
  results: readonly CheckResult[];
  comparedWith: string;
  /** True if the base of a pull request holds no findings yet. */
  unmerged?: boolean;
}

/** Returns what happened since the last run: the findings as they are, and the changes of this day. */
export function sinceLastRun(audit: Audit): ReportScope {
  const today = dayName(audit.data.now);
  const entries = audit.data.changes.entries.filter(({ day }) => day === today);
  return { ...audit, data: withChanges(audit.data, entries, today), comparedWith: 'the last run' };
}

/** Returns what a pull request brings beyond its base, however many nights it has been open. */
export async function sinceMerge(
  gitHub: GitHub,
  audit: Audit,
  work: BranchWork,
  difference: BranchDifference,
): Promise<ReportScope> {
  const today = dayName(audit.data.now);
  const entries: Change[] = [];
  const newest = newestChangeFiles([...work.state.files.keys(), ...work.destination.written().keys()], difference);
  for (const manifest of audit.manifests.values()) {
    if (manifest.shape.partition_by !== undefined) continue;
    const isWanted = (path: string) => newest.has(path);
    const changes = await readChanges(openArchive(work.destination), manifest, { since: '', isWanted });
    entries.push(...audit.privacy.changes(changes));
  }
  entries.sort((a, b) => byCodeUnits(a.day, b.day));
  const base = (await findingsOnBase(gitHub, difference))?.map(audit.privacy.finding);
  return {
    data: withChanges(audit.data, entries, entries[0]?.day ?? today),
    results: sinceBase(audit.results, audit.data, base, today),
    comparedWith: work.target.base,
    unmerged: !difference.base.files.has(FINDINGS.lines),
  };
}

/** Returns the change files that the pull request brings, as many of the newest as are read for it. */
function newestChangeFiles(paths: string[], { isNew }: BranchDifference): Set<string> {
  const files = [...new Set(paths)].filter(isNew).flatMap((path) => parseChangePath(path) ?? []);
  const newest = files.sort((a, b) => byCodeUnits(b.date, a.date)).slice(0, MOST_CHANGE_FILES);
  return new Set(newest.map(({ path }) => path));
}

async function findingsOnBase(gitHub: GitHub, { base }: BranchDifference): Promise<Finding[] | undefined> {
  const entry = base.files.get(FINDINGS.lines);
  if (!entry) return undefined;
  const purpose = { what: `read ${FINDINGS.lines} on the branch ${base.name}`, permission: 'contents: read' };
  const { data } = await asking(purpose, () => gitHub.rest.git.getBlob({ ...gitHub.repository, file_sha: entry.sha }));
  try {
    return parseFindings(Buffer.from(data.content, 'base64').toString('utf8'));
  } catch {
    // Somebody has damaged it; merging the pull request repairs it.
    return undefined;
  }
}

function withChanges(data: AuditData, entries: readonly Change[], since: string): AuditData {
  return { ...data, changes: { ...data.changes, since, entries } };
}
