import { allChecks } from '../audit/all-checks.ts';
import { parseCheckSettings } from '../audit/parse-check-settings.ts';
import { ConfigurationError } from '../notices/errors.ts';
import type { Config } from './config.ts';
import type { Mistakes } from './mistakes.ts';
import { parseProjectLabels } from './project-labels.ts';
import { type Reading, readNamedFile } from './reading.ts';
import type { Settings } from './settings.ts';

/**
 * Returns the options of the audit; undefined if nothing shows or keeps its findings, so that an export costs no more.
 * @param isShown true if a commit, a report or `fail-on` uses findings.
 */
export async function auditOptions(
  settings: Settings,
  isShown: boolean,
  labelsFile: string | undefined,
  reading: Reading,
): Promise<Config['audit']> {
  const [checks, exceptions] = [settings.get('checks'), settings.get('exceptions')];
  const parsed = parseCheckSettings(checks?.value, exceptions?.value, allChecks);
  for (const mistake of parsed.mistakes) reading.mistakes.add(mistake);
  const labels = labelsFile === undefined ? undefined : await readLabels(labelsFile, reading);
  if (!isShown && !checks && !exceptions) return undefined;
  return { checks: parsed.settings, ...(labels !== undefined && { labels }) };
}

async function readLabels(given: string, reading: Reading): Promise<string | undefined> {
  const advice = 'check it out before this step';
  const text = await readNamedFile('projects-file', given, { expected: 'a file', advice }, reading);
  return text === undefined ? undefined : checkedLabels(text, reading.mistakes);
}

/** Returns the text if it has the form that the report needs. Only the run can find out whether its projects exist. */
function checkedLabels(text: string, mistakes: Mistakes): string | undefined {
  try {
    parseProjectLabels(text, new Set());
    return text;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    mistakes.add(`'projects-file', ${error.message.replace(/\.$/, '')}`);
    return undefined;
  }
}
