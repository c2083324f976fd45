import { resolve } from 'node:path';
import { allChecks } from '../audit/all-checks.ts';
import { parseCheckSettings } from '../audit/parse-check-settings.ts';
import { ConfigurationError } from '../notices/errors.ts';
import type { Config } from './config.ts';
import type { ReadFile } from './config-file.ts';
import { pathInside, realPath } from './destination-folder.ts';
import type { Roots } from './environment.ts';
import { type Mistakes, quote } from './mistakes.ts';
import { parseProjectLabels } from './project-labels.ts';
import type { Settings } from './settings.ts';

/**
 * What the audit is told; undefined where nothing shows or keeps what it finds, so that an export costs no more than before.
 * @param isShown true where a commit, a report or `fail-on` has a use for findings.
 */
export async function auditOptions(
  settings: Settings,
  isShown: boolean,
  labelsFile: string | undefined,
  roots: Roots,
  readFile: ReadFile,
  mistakes: Mistakes,
): Promise<Config['audit']> {
  const [checks, exceptions] = [settings.get('checks'), settings.get('exceptions')];
  const parsed = parseCheckSettings(checks?.value, exceptions?.value, allChecks);
  for (const mistake of parsed.mistakes) mistakes.add(mistake);
  const labels = labelsFile === undefined ? undefined : await readLabels(labelsFile, roots, readFile, mistakes);
  if (!isShown && !checks && !exceptions) return undefined;
  return { checks: parsed.settings, ...(labels !== undefined && { labels }) };
}

async function readLabels(
  given: string,
  { workspace, isOpen }: Roots,
  readFile: ReadFile,
  mistakes: Mistakes,
): Promise<string | undefined> {
  try {
    const path = realPath(resolve(workspace, given));
    if (isOpen || pathInside(realPath(workspace), path) !== undefined)
      return checkedLabels(await readFile(path), mistakes);
    mistakes.add(`'projects-file' is ${quote(given)}: expected a file inside the workspace`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    mistakes.add(`'projects-file' is ${quote(given)}, which cannot be read (${code}): check it out before this step`);
  }
  return undefined;
}

/** The text, if it is of the form that the report needs; whether its projects exist, the run finds out. */
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
