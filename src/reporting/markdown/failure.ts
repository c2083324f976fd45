import { prose } from './escape.ts';
import { isExample, linkedProse } from './linked-prose.ts';

/** Caps on one message: longer ones are not read. */
const LONGEST_LINE = 2000;
const MOST_LINES = 50;
const UNTOUCHED =
  'What earlier runs exported stays as it is, and the next run that gets through reads what is missing since then.';

/**
 * Returns the summary of a run that ended before it could report: why, and what to do about it, in the message's own lines.
 * @param hasExported true if only the reports are missing. @param files address of the tool's own files, for links.
 */
export function failureSummary(message: string, hasExported: boolean, files?: string): string {
  const what = hasExported
    ? 'what was exported is where it belongs, but the run could not report it.'
    : 'the run ended before anything was exported.';
  const lines = message.split('\n').filter((line) => line.trim() !== '' && !isExample(line));
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    const isItem = /^\s*- /.test(line);
    return `${isItem ? '- ' : '\n'}${linkedProse(line.replace(/^\s*- /, ''), LONGEST_LINE, files)}`;
  });
  const more = lines.length > MOST_LINES ? ['', 'The rest is in the log.'] : [];
  return [
    '## OpenAI Admin Export',
    '',
    `**❌ Failed: ${what}**`,
    ...shown,
    ...more,
    ...(hasExported ? [] : ['', UNTOUCHED]),
    '',
  ].join('\n');
}

/** Returns the message that a run was stopped before it had read anything. */
export function nothingYet(why: string): string {
  return `${why} Nothing was exported yet; the next run carries on.`;
}

/** Returns the summary of a run that was stopped before there was anything to report. */
export function stoppedSummary(why: string): string {
  return `## OpenAI Admin Export\n\n**⚠️ ${prose(nothingYet(why))}**\n\n${UNTOUCHED}\n`;
}
