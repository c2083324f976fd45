import { count } from '../../text/amounts.ts';
import { escapeMarkdown } from '../markdown/escape.ts';
import { linkedProse } from '../markdown/linked-prose.ts';
import type { Section } from '../markdown/section.ts';
import type { RunFacts } from '../model/run-facts.ts';
import { troublesOf } from '../words/run-verdict.ts';
import { LONGEST_PROBLEM, MOST_WAITING } from './headline.ts';

/** Every single problem, folded: what is at the top tells the same trouble once, and only what comes first. */
export function problemSection(report: RunFacts): Section[] {
  const groups = troublesOf(report);
  const problems = groups.flatMap(({ all }) => all);
  // Where the top has told each of them, once is enough.
  if (problems.length === groups.length && groups.length <= MOST_WAITING) return [];
  return [
    {
      name: 'every problem',
      head: [`<details><summary>Every problem: ${count(problems.length)}</summary>`, ''],
      items: problems.map(
        ({ resource, text }) =>
          `- **${escapeMarkdown(resource)}**: ${linkedProse(text, LONGEST_PROBLEM, report.toolFiles)}`,
      ),
      more: (left) => `- and ${count(left)} more: see the log.`,
      tail: ['', '</details>'],
      rank: 2,
    },
  ];
}
