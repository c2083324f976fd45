import * as z from 'zod/mini';
import { didYouMean } from '../nearest-name.ts';
import { checkedText, listOf, oneOf, splitList, trueOrFalse } from './field-types.ts';
import { quote } from './mistakes.ts';

/** Words of `report`, each a dress of the report. */
export const reportWords = ['summary', 'comment', 'html', 'access-review', 'none'] as const;

/** Words of `fail-on`. */
export const failOnWords = ['error', 'finding:high', 'finding:medium', 'finding:low', 'never'] as const;

function wordMistake(allowed: readonly string[]) {
  return (word: string): string | undefined =>
    allowed.includes(word) ? undefined : `is none of ${allowed.join(', ')}${didYouMean(word, allowed)}`;
}

/** The rules of `git check-ref-format` that a name for people may meet: https://git-scm.com/docs/git-check-ref-format */
function branchMistake(name: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not stand here.
  const isBad = /[\s~^:?*[\\\x00-\x1f\x7f]|\.\.|@\{|\/\/|^[/.-]|[/.]$|\.lock$|^refs\//.test(name);
  return isBad || name === '' ? 'expected the name of a branch, such as main or export/data' : undefined;
}

const expectedPullRequest =
  'expected a mapping of title, labels, reviewers, team-reviewers, draft, such as {labels: [audit], reviewers: [octocat]}';

/** A list of names as YAML or by comma. */
const names = z.pipe(
  z.union([z.string(), z.array(z.string())], { error: 'expected a list of names' }),
  z.transform((given) => [given].flat().flatMap(splitList)),
);

/** Settings of commits, pull requests and reports. */
export const gitHubFields = {
  commit: oneOf(['none', 'push', 'pull-request']),
  branch: checkedText(branchMistake),
  report: listOf(`expected a list of ${reportWords.join(', ')}`, wordMistake(reportWords)),
  'fail-on': listOf(`expected a list of ${failOnWords.join(', ')}`, wordMistake(failOnWords)),
  'commit-message': checkedText((text) => (text === '' ? 'expected a message' : undefined)),
  'pull-request': z.strictObject(
    {
      title: z.optional(
        checkedText((text) => (text === '' || text.length > 60 ? 'expected up to 60 characters' : undefined)),
      ),
      labels: z.optional(names),
      reviewers: z.optional(names),
      'team-reviewers': z.optional(names),
      draft: z.optional(trueOrFalse()),
    },
    { error: (issue) => (issue.code === 'unrecognized_keys' ? unknownKey(issue) : expectedPullRequest) },
  ),
  'allow-public-personal-data': trueOrFalse(),
};

function unknownKey(issue: object): string {
  const [key] = (issue as { keys?: string[] }).keys ?? [];
  return `${quote(key)} is not among its keys: ${expectedPullRequest}`;
}
