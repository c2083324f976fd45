import { count, countOf } from '../../text/amounts.ts';
import type { RunFacts } from '../model/run-facts.ts';
import { type Point, type RunVerdict, runVerdict, troublesOf, written } from '../words/run-verdict.ts';
import { code, escapeMarkdown, prose } from './escape.ts';
import { linkedProse } from './linked-prose.ts';
import type { Section } from './section.ts';

/** Cap on the list of what to do: longer lists are not read. */
const MOST_TODO = 5;
const MOST_WAITING = 3;
export const LONGEST_PROBLEM = 1000;

/** Returns the answers to the first questions: how it ended, whether the data is complete, what to do; then what was loaded where. */
export function runHeadlineSections(facts: RunFacts): Section[] {
  const verdict = runVerdict(facts);
  const { total, destination } = facts;
  return [
    {
      name: 'headline',
      rank: 0,
      head: ['## OpenAI Admin Export', '', `**${verdict.mark} ${prose(verdict.headline, 600)}${closing(verdict)}**`],
    },
    todoSection(verdict, facts.toolFiles),
    waitingSection(verdict, facts.toolFiles),
    {
      name: 'totals',
      rank: 0,
      head: [
        `Read: ${countOf(total.records, 'row')}. Written: ${written(total)}, to ${code(destination)}. State: ${prose(stateWords(facts))}`,
      ],
    },
  ];
}

function closing({ todo, waiting }: RunVerdict): string {
  if (todo.length > 0) return ` ${todo.length === 1 ? 'One thing' : `${count(todo.length)} things`} to do.`;
  return waiting.length > 0 ? ' Nothing to do yet.' : ' Nothing to do.';
}

function todoSection({ todo }: RunVerdict, files: string | undefined): Section {
  return {
    name: 'what to do first',
    head: [todo.length === 1 ? '### What to do' : '### What to do first', ''],
    items: todo.slice(0, MOST_TODO).map((text, index) => `${index + 1}. ${pointText(text, files)}`),
    alreadyLeftOut: Math.max(0, todo.length - MOST_TODO),
    more: (left) => `And ${count(left)} more, below under “Every problem”.`,
    rank: 0.1,
  };
}

function waitingSection({ waiting }: RunVerdict, files: string | undefined): Section {
  return {
    name: 'what the next run does',
    head: ['### Left to the next run', '', 'If it is the same next time, somebody has to look.', ''],
    items: waiting.slice(0, MOST_WAITING).map((text) => `- ${pointText(text, files)}`),
    alreadyLeftOut: Math.max(0, waiting.length - MOST_WAITING),
    more: (left) => `- and ${count(left)} more, below under “Every problem”.`,
    rank: 0.2,
  };
}

function pointText({ resource, notice }: Point, files: string | undefined): string {
  return `${resource === undefined ? '' : `**${escapeMarkdown(resource)}**: `}${linkedProse(notice, LONGEST_PROBLEM, files)}`;
}

/** Returns every single problem, folded: the top has the same trouble once, and only the first few. */
export function everyProblemSection(facts: RunFacts): Section {
  const groups = troublesOf(facts);
  const problems = groups.flatMap(({ all }) => all);
  // What the top shows in full is not repeated.
  const isShown = problems.length === groups.length && groups.length <= MOST_WAITING;
  return {
    name: 'every problem',
    head: [`<details><summary>Every problem: ${count(problems.length)}</summary>`, ''],
    items: (isShown ? [] : problems).map(
      ({ resource, notice }) =>
        `- **${escapeMarkdown(resource)}**: ${linkedProse(notice, LONGEST_PROBLEM, facts.toolFiles)}`,
    ),
    more: (left) => `- and ${count(left)} more: see the log.`,
    tail: ['', '</details>'],
    rank: 2,
  };
}

/** Returns how the run knew what there was to read, and what follows from that: the end of a sentence that begins with "State: ". */
function stateWords({ stateSource, trustsCache }: Pick<RunFacts, 'stateSource' | 'trustsCache'>): string {
  if (stateSource === 'none')
    return 'none was found, so that everything from `start-date` on was read. The next run reads what is new.';
  if (stateSource === 'destination')
    return 'from the manifests at the destination (there was no cached state). What they hold as settled was not read again.';
  return trustsCache
    ? 'from the Actions cache alone. What it holds as settled was not read again.'
    : 'from the Actions cache and the manifests at the destination. What both hold as settled was not read again.';
}
