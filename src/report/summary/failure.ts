import { linkedProse } from '../markdown/linked-prose.ts';

/** More of one message nobody reads. */
const LONGEST_LINE = 2000;
const MOST_LINES = 50;

/**
 * The summary of a run that ended before it could report: why, and what to do about it, in the message's own lines.
 * @param hasExported true where only the reports are missing.
 */
export function failureSummary(message: string, hasExported: boolean): string {
  const what = hasExported
    ? 'what was exported is where it belongs, but the run could not report it.'
    : 'the run ended before anything was exported.';
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    const isItem = /^\s*- /.test(line);
    return `${isItem ? '- ' : '\n'}${linkedProse(line.replace(/^\s*- /, ''), LONGEST_LINE)}`;
  });
  const more = lines.length > MOST_LINES ? ['', 'The rest is in the log.'] : [];
  return ['## OpenAI Admin Export', '', `**❌ Failed: ${what}**`, ...shown, ...more, ''].join('\n');
}
