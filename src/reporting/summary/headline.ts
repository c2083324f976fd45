import { count, countOf } from '../../text/amounts.ts';
import { code, escapeMarkdown, prose } from '../markdown/escape.ts';
import { linkedProse } from '../markdown/linked-prose.ts';
import type { Section } from '../markdown/section.ts';
import type { RunFacts } from '../model/run-facts.ts';
import { type RunVerdict, runVerdict, type Told, written } from '../words/run-verdict.ts';
import { stateWords } from '../words/state-source.ts';

/** More than these nobody does first. */
const MOST_TODO = 5;
export const MOST_WAITING = 3;
export const LONGEST_PROBLEM = 1000;

/** The answers to the first questions: how it ended, whether the data is complete, what to do; then what was loaded where. */
export function headlineSections(report: RunFacts): Section[] {
  const verdict = runVerdict(report);
  const { total, destination } = report;
  return [
    {
      ...plain('headline', 0),
      head: ['## OpenAI Admin Export', '', `**${verdict.mark} ${prose(verdict.headline, 600)}${closing(verdict)}**`],
    },
    ...todoSection(verdict, report.toolFiles),
    ...waitingSection(verdict, report.toolFiles),
    {
      ...plain('totals', 0),
      head: [
        `Read: ${countOf(total.records, 'row')}. Written: ${written(total)}, to ${code(destination)}. State: ${prose(stateWords(report))}`,
      ],
    },
  ];
}

function closing({ todo, waiting }: RunVerdict): string {
  if (todo.length > 0) return ` ${todo.length === 1 ? 'One thing' : `${count(todo.length)} things`} to do.`;
  return waiting.length > 0 ? ' Nothing to do yet.' : ' Nothing to do.';
}

function todoSection({ todo }: RunVerdict, files: string | undefined): Section[] {
  if (todo.length === 0) return [];
  return [
    {
      name: 'what to do first',
      head: [todo.length === 1 ? '### What to do' : '### What to do first', ''],
      items: todo.slice(0, MOST_TODO).map((text, index) => `${index + 1}. ${told(text, files)}`),
      alreadyLeftOut: Math.max(0, todo.length - MOST_TODO),
      more: (left) => `And ${count(left)} more, below under “Every problem”.`,
      tail: [],
      rank: 0.1,
    },
  ];
}

function waitingSection({ waiting }: RunVerdict, files: string | undefined): Section[] {
  if (waiting.length === 0) return [];
  return [
    {
      name: 'what the next run does',
      head: ['### Left to the next run', '', 'If it is the same next time, somebody has to look.', ''],
      items: waiting.slice(0, MOST_WAITING).map((text) => `- ${told(text, files)}`),
      alreadyLeftOut: Math.max(0, waiting.length - MOST_WAITING),
      more: (left) => `- and ${count(left)} more, below under “Every problem”.`,
      tail: [],
      rank: 0.2,
    },
  ];
}

function told({ resource, text }: Told, files: string | undefined): string {
  return `${resource === undefined ? '' : `**${escapeMarkdown(resource)}**: `}${linkedProse(text, LONGEST_PROBLEM, files)}`;
}

/** A section that is shown whole or not at all. */
export function plain(name: string, rank: number): Section {
  return { name, head: [], items: [], more: () => '', tail: [], rank };
}
