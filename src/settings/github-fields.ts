import * as z from 'zod/mini';
import { didYouMean } from '../text/nearest-name.ts';
import { ageForm, parseAge } from './dates.ts';
import { checkedText, listOf, matching, oneOf, splitList, trueOrFalse } from './field-types.ts';
import { quote } from './mistakes.ts';

/** Words of `report`, each a form of the report. */
export const reportWords = ['summary', 'comment', 'html', 'access-review', 'none'] as const;

/** Words of `fail-on`; beside them it takes `stale:` and an age. */
export const failOnWords = ['error', 'finding:high', 'finding:medium', 'finding:low', 'never'] as const;

function wordMistake(allowed: readonly string[]) {
  return (word: string): string | undefined =>
    allowed.includes(word) ? undefined : `is none of ${allowed.join(', ')}${didYouMean(word, allowed)}`;
}

const failOnForm = new RegExp(`${failOnWords.join('|')}|stale:${ageForm}`);

function failOnMistake(word: string): string | undefined {
  if (failOnWords.some((known) => known === word) || staleAge(word) !== undefined) return undefined;
  const advice = /^stale\b/.test(word)
    ? ': expected an age behind it, such as stale:48h'
    : didYouMean(word, failOnWords);
  return `is none of ${failOnWords.join(', ')}, stale:48h${advice}`;
}

/** Returns the seconds of `stale:48h`, or undefined for any other word. */
export function staleAge(word: string): number | undefined {
  return word.startsWith('stale:') ? parseAge(word.slice('stale:'.length)) : undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not stand in a name.
const badInBranch = /[\s~^:?*[\\\x00-\x1f\x7f]|\.\.|@\{|\/\/|^[/.-]|[/.]$|\.lock$|^refs\//;

/** The rules of `git check-ref-format` that a name for people may meet: https://git-scm.com/docs/git-check-ref-format */
function branchMistake(name: string): string | undefined {
  return badInBranch.test(name) || name === ''
    ? 'expected the name of a branch, such as main or export/data'
    : undefined;
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
  branch: checkedText(branchMistake, { minLength: 1, not: { pattern: badInBranch.source } }),
  report: listOf(`expected a list of ${reportWords.join(', ')}`, { words: reportWords }, wordMistake(reportWords)),
  'fail-on': listOf(
    `expected a list of ${failOnWords.join(', ')}, stale:48h`,
    { words: failOnWords, form: failOnForm },
    failOnMistake,
  ),
  'commit-message': matching(/\S/, 'expected a message'),
  'pull-request': z.strictObject(
    {
      title: z.optional(
        checkedText((text) => (text === '' || text.length > 60 ? 'expected up to 60 characters' : undefined), {
          pattern: '\\S',
          maxLength: 60,
        }),
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

const pullRequestKeys = ['title', 'labels', 'reviewers', 'team-reviewers', 'draft'];

function unknownKey(issue: object): string {
  const [key = ''] = (issue as { keys?: string[] }).keys ?? [];
  const advice = didYouMean(key, pullRequestKeys) || `: ${expectedPullRequest}`;
  return `${quote(key)} is not among its keys${advice}`;
}
