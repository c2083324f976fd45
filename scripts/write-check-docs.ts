import { readFile, writeFile } from 'node:fs/promises';
import { allChecks } from '../src/audit/all-checks.ts';
import type { Check } from '../src/audit/check.ts';
import { withMeaning } from '../src/audit/check-settings.ts';

/** The page that this script writes. */
export const checkDocsPath = 'docs/checks.md';

const introduction = `# Checks

This page is written by \`node scripts/write-check-docs.ts\` from the checks themselves.

Each check looks for one risk in what is stored at the destination after the export. What it finds is listed in the report, and in \`_findings/findings.jsonl\`
and \`_findings/findings.csv\`, next to the data. Ages are counted in whole UTC days, so that all runs of a day agree.
"The days that are looked at" are the last 30.

- **new**: first seen on this day, or graver since this day. Only new findings can fail the step (\`fail-on: finding:high\`).
- **standing**: seen before. What a check finds when it first runs is its baseline: standing from the start.
- **excepted**: covered by an exception that has not expired.
- **resolved**: no longer found; reported on that day, then gone. News (an owner was added) also goes, without a word, when it has left the days of
  the change log and the audit log that are looked at; a protection that was switched off stays until it is seen to be on again.
- A check whose resources were not read completely says **not checked**, with the reason, and keeps its earlier findings. It never says passed.

Archived projects are not looked at: their members, keys and settings cannot be used any more.

## Configuration

\`\`\`yaml
checks:
  project-key-old: off
  admin-key-unused: { days: 60, severity: high }
  user-outside-domains: { domains: [example.org, "*.example.org"] }
  key-created-outside-hours: on
exceptions:
  - finding: admin-key-old:key_abc123 # or admin-key-old:* for all of a check
    reason: Key of the billing export, replaced with the next release (SEC-42)
    expires: 2026-12-31
\`\`\`

A check that is off unless switched on is switched on by \`on\`, or by setting any of its thresholds; those that compare with
\`domains\` or an \`amount\` need it set. An exception needs all three: \`finding\` is the \`id\` in \`_findings/findings.csv\` (keys of projects are
\`proj_…/key_…\`), and one that covers nothing is reported, so you can remove it. It counts through the day on which
it expires; then the finding counts again.
`;

function anchor(check: Check): string {
  return `[${check.id}](#${check.id})`;
}

function valueText(value: number | readonly string[]): string {
  return typeof value === 'number' ? String(value) : `[${value.join(', ')}]`;
}

function needsOf({ needs }: Check): string {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const parts = [
    needs.snapshots?.length ? code(needs.snapshots) : '',
    needs.changes?.length ? `an earlier read of ${code(needs.changes)}` : '',
    needs.events ? `\`audit_logs\`${needs.events.length > 0 ? ` (${code(needs.events)})` : ''}` : '',
    needs.costs ? '`costs`' : '',
  ];
  return parts.filter((part) => part !== '').join('; ') || 'nothing more than the manifests';
}

function section(declared: Check): string {
  const check = withMeaning(declared);
  const thresholds = Object.entries(check.thresholds).map(([name, value]) => `\`${name}: ${valueText(value)}\``);
  return `### ${check.id}

**${check.title}** (${check.severity}${check.optional ? ', off unless switched on' : ''}). ${check.meaning}

- Why it matters: ${check.why}
- What to do: ${check.remedy}
- Thresholds: ${thresholds.join(', ') || 'none'}
- Evidence for: ${check.controls.join(', ')}
- Needs: ${needsOf(check)}
`;
}

/** Returns the text of the page. */
export function checkDocs(checks: readonly Check[]): string {
  const rows = checks.map(
    (check) => `| ${anchor(check)} | ${check.severity}${check.optional ? ', off' : ''} | ${check.title} |`,
  );
  const table = ['## All checks', '', '| check | severity | finds |', '| --- | --- | --- |', ...rows].join('\n');
  const controls = `Controls: SOC 2 are the AICPA's Trust Services Criteria (2017), ISO 27001 is Annex A of ISO/IEC 27001:2022, NIST 800-53 is revision 5, CIS is
the CIS Critical Security Controls version 8.`;
  return [introduction, `${table}\n`, `## Each check\n\n${controls}\n`, ...checks.map(section)].join('\n');
}

if (import.meta.main) {
  const text = checkDocs(allChecks);
  const isCurrent = (await readFile(checkDocsPath, 'utf8').catch(() => '')) === text;
  if (!isCurrent) await writeFile(checkDocsPath, text);
}
