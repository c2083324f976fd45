import type { CheckResult, FindingStatus } from './check.ts';

/** What became of a check, as it is stored with the findings: the next run needs to know which checks ran before. */
export interface CheckRecord {
  id: string;
  state: CheckResult['state'];
  /** Why it was not checked. */
  why?: string;
  /** UTC day of its baseline; absent if it could never be checked, or was off. */
  baselineDay?: string;
  /** How many findings there are of each status. */
  findings: Record<FindingStatus, number>;
}

const version = 1;

/** Returns the text of `checks.json`: JSON, one check a line, in the order of the checks. */
export function serializeChecks(results: readonly CheckResult[]): string {
  const lines = results.map((result) => `    ${JSON.stringify(recordOf(result))}`);
  return `{\n  "version": ${version},\n  "checks": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function recordOf({ check, state, why, baselineDay, findings }: CheckResult): CheckRecord {
  const count = (status: FindingStatus) => findings.filter((finding) => finding.status === status).length;
  return {
    id: check.id,
    state,
    ...(why !== undefined && { why }),
    ...(baselineDay !== undefined && { baselineDay }),
    findings: {
      new: count('new'),
      standing: count('standing'),
      excepted: count('excepted'),
      resolved: count('resolved'),
    },
  };
}

/** Returns the records of a `checks.json`. Throws on a text that is none, or that a newer release wrote. */
export function parseChecks(text: string): CheckRecord[] {
  const { version: found, checks } = parsed(text);
  if (found !== version || !Array.isArray(checks)) {
    throw new Error(`Failed to read checks.json: its version is ${found}, this release knows ${version}`);
  }
  return checks;
}

/** Returns the messages of JSON.parse quote what they could not parse, which may be anybody's data. */
function parsed(text: string): { version?: unknown; checks?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw new Error('Failed to read checks.json: it is not JSON');
  }
}
