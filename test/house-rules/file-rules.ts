import { basename } from 'node:path/posix';
import type { Texts } from './source-tree.ts';

/** Source files are mostly under 100 lines. A file that has outgrown this is about two things. */
const MOST_LINES = 300;
/** Tests are tables as often as code. */
const MOST_TEST_LINES = 400;

/** Files of code that are too long. */
export function longFiles(texts: Texts): string[] {
  return [...texts].flatMap(([path, text]) => {
    if (!path.endsWith('.ts')) return [];
    const most = path.startsWith('test/') ? MOST_TEST_LINES : MOST_LINES;
    const lines = text.trimEnd().split('\n').length;
    return lines > most ? [`${path} has ${lines} lines, more than ${most}.`] : [];
  });
}

/** Names that others prescribe: GitHub, Python, or custom. */
const PRESCRIBED =
  /^(README|CHANGELOG|CONTRIBUTING|SECURITY|AGENTS|RESULTS)\.md$|^LICENSE$|^CODEOWNERS$|^ISSUE_TEMPLATE$|^pull_request_template\.md$|^[a-z0-9_]+\.py$/;
const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const IDEALESS = /^(utils?|helpers?|common|misc|shared|tools?|lib|types|index)\.(ts|mts|js)$/;

/** Files and folders that are not in kebab-case, or whose name does not say what is inside. */
export function badNames(paths: Iterable<string>): string[] {
  const problems = new Set<string>();
  for (const path of paths) {
    for (const part of path.split('/'))
      if (!KEBAB.test(part) && !PRESCRIBED.test(part)) problems.add(`${path}: "${part}" is not in kebab-case.`);
    if (IDEALESS.test(basename(path))) problems.add(`${path}: the name does not say what is inside.`);
  }
  return [...problems];
}
