import { count, countOf, size } from '../amounts.ts';
import type { Outcome } from '../export/outcome.ts';
import { boundaryName } from '../state/periods.ts';
import { code, escapeMarkdown } from './markdown/escape.ts';
import { troubleLine } from './markdown/trouble.ts';
import type { RunReport } from './run-report.ts';
import { discardedText } from './words/discarded.ts';

// The runner drops a summary of over 1 MiB whole; long lists are cut well before that.
const MOST_BYTES = 900_000;
const MOST_PROBLEMS = 200;
const LONGEST_PROBLEM = 1000;
const LONGEST_DISCARD = 4000;
const MOST_TYPES = 100;
const LONGEST_TYPE = 100;

/**
 * The job summary: what the audit says, then a row per resource, then what went wrong. Counts only, no names of people.
 * @param audit returns what the audit adds, in Markdown, in at most so many bytes.
 */
export function summaryOf(report: RunReport, audit?: (bytes: number) => string): string {
  const { total, toolFiles } = report;
  const trouble = (text: string) => troubleLine(text, toolFiles, (words) => escapeMarkdown(words, LONGEST_PROBLEM));
  const rows = report.outcomes.map(
    (outcome) =>
      `| ${escapeMarkdown(outcome.resource)} | ${mark(outcome)} | ${count(outcome.tally.records)} | ${count(outcome.tally.files)} | ${count(outcome.tally.changes)} | ${period(outcome)} |`,
  );
  const problems = report.outcomes.flatMap(({ resource, problems }) =>
    problems.map((text) => `- **${escapeMarkdown(resource)}**: ${trouble(text)}`),
  );
  const unknown = report.outcomes.flatMap(({ unknownTypes }) => [...unknownTypes].sort());
  const discarded = report.outcomes.flatMap((outcome) => {
    const text = discardedText(outcome);
    return text === undefined
      ? []
      : [`- **${escapeMarkdown(outcome.resource)}**: ${escapeMarkdown(text, LONGEST_DISCARD)}`];
  });
  const start = [
    '## OpenAI Admin Export',
    '',
    `${countOf(total.records, 'record')}, ${countOf(total.files, 'file')} written (${size(total.bytes)}), ${countOf(total.changes, 'change')}, to ${code(report.destination)}. State: ${report.stateSource}.`,
    '',
    '',
  ].join('\n');
  const text = [
    ...(audit ? ['## Export', ''] : []),
    '| Resource | Status | Records | Files written | Changes | Read |',
    '| --- | --- | ---: | ---: | ---: | --- |',
    ...rows,
    ...(report.stoppedBy === undefined ? [] : ['', '### What ended the run', '', trouble(report.stoppedBy)]),
    ...(report.troubles.length > 0
      ? ['', '### What was not delivered', '', ...report.troubles.map((text) => `- ${trouble(text)}`)]
      : []),
    ...(problems.length > 0 ? ['', '### What could not be read', '', ...problems.slice(0, MOST_PROBLEMS)] : []),
    ...(problems.length > MOST_PROBLEMS ? [`- and ${count(problems.length - MOST_PROBLEMS)} more: see the log.`] : []),
    ...(discarded.length > 0 ? ['', '### What was left out', '', ...discarded] : []),
    ...(unknown.length > 0
      ? [
          '',
          `Event types that this release does not know: ${unknown
            .slice(0, MOST_TYPES)
            .map((type) => code(cut(type, LONGEST_TYPE)))
            .join(', ')}${unknown.length > MOST_TYPES ? `, and ${count(unknown.length - MOST_TYPES)} more` : ''}`,
        ]
      : []),
    '',
  ].join('\n');
  if (!audit) return start + text;
  return `${start}${audit(MOST_BYTES - Buffer.byteLength(start + text)).trimEnd()}\n\n${text}`;
}

function mark({ status }: Outcome): string {
  return { ok: '✅ ok', failed: '❌ failed', skipped: '➖ skipped', stopped: '⏸ stopped' }[status];
}

function period({ range }: Outcome): string {
  return range ? `${boundaryName(range.from)} to ${new Date(range.to * 1000).toISOString().slice(0, 10)}` : '';
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
