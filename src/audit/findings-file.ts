import { stringify } from 'csv-stringify/sync';
import { defuseFormula } from '../formats/formulas.ts';
import { byCodeUnits } from '../text/order.ts';
import type { CheckResult, Finding } from './check.ts';

/** Returns all findings of a run, by id in code units: the order of both files. */
export function findingsOf(results: readonly CheckResult[]): Finding[] {
  return results.flatMap(({ findings }) => findings).sort((one, other) => byCodeUnits(one.id, other.id));
}

/** Returns the text of `findings.jsonl`: one finding a line; empty without findings. */
export function serializeFindings(findings: readonly Finding[]): string {
  return findings.map((finding) => `${JSON.stringify(finding)}\n`).join('');
}

/** Returns the findings of a `findings.jsonl`. Throws on a line that is none, naming it. */
export function parseFindings(text: string): Finding[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const finding = parseLine(line);
    if (finding === undefined) throw new Error(`Failed to read findings.jsonl: line ${index + 1} is no finding`);
    return finding;
  });
}

function parseLine(line: string): Finding | undefined {
  try {
    const finding: Finding = JSON.parse(line);
    return typeof finding.id === 'string' && typeof finding.check === 'string' ? finding : undefined;
  } catch {
    return undefined;
  }
}

/** Columns of `findings.csv`; new ones come last. */
const columns = [
  'id',
  'check',
  'severity',
  'status',
  'since',
  'baseline',
  'text',
  'evidence',
  'exception_reason',
  'exception_expires',
  'resolved',
];

/**
 * Returns the text of `findings.csv`: RFC 4180 with a header and `\n` line ends, evidence as JSON text.
 * @param escapeFormulas puts an apostrophe before cells that a spreadsheet would run.
 */
export function findingsCsv(findings: readonly Finding[], escapeFormulas = true): string {
  const records = findings.map((finding) => {
    const { id, check, severity, status, since, baseline, text, evidence, exception, resolved } = finding;
    const cells = [id, check, severity, status, since, String(baseline), text, JSON.stringify(evidence)];
    const all = [...cells, exception?.reason ?? null, exception?.expires ?? null, resolved ?? null];
    return escapeFormulas ? all.map((cell) => (cell === null ? null : defuseFormula(cell))) : all;
  });
  return stringify([columns, ...records], { record_delimiter: '\n', quoted_match: /^$|\r/ });
}
