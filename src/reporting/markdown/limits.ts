import { boundaryName } from '../../archive/periods.ts';
import type { Outcome } from '../../export/job/outcome.ts';
import { rendered } from '../../notices/notice.ts';
import { groupNotices, named, type ResourceNotice } from '../../notices/notice-groups.ts';
import { count, countOf } from '../../text/amounts.ts';
import type { ReportCoverage } from '../model/coverage.ts';
import type { ExportFacts } from '../model/export-facts.ts';
import type { RefusedDimension } from '../model/figures.ts';
import { periods, periodWords } from '../words/coverage.ts';
import { discardedText } from '../words/discarded.ts';
import { shorten } from '../words/visible.ts';
import { code, escapeMarkdown, prose } from './escape.ts';
import type { Section } from './section.ts';

const MOST_TYPES = 100;
const LONGEST_TYPE = 100;

/** Returns what a reader of the data has to know of it: gaps, how far back the API goes, what it refused, kept and discarded rows. */
export function limitSections(facts: ExportFacts): Section[] {
  return [gapSection(facts), knowSection(facts)];
}

function gapSection({ outcomes, figures }: ExportFacts): Section {
  const items = outcomes.flatMap(({ resource, status }) => {
    const gaps = figures?.coverage.get(resource)?.gaps ?? [];
    if (gaps.length === 0) return [];
    const why = status === 'ok' ? '' : ' (could not be read; the next run tries again)';
    return [`- **${escapeMarkdown(resource)}**: ${periods(gaps)}${why}`];
  });
  return {
    name: 'gaps',
    head: [
      '### Gaps',
      '',
      prose(
        'Between the first and the last day that was read. A gap that no run asked for is filled by one run with `start-date` at its first day.',
        600,
      ),
      '',
    ],
    items,
    more: (left) => `- and those of ${countOf(left, 'more resource')}: see the manifests.`,
    rank: 0.4,
  };
}

function knowSection({ outcomes, figures }: ExportFacts): Section {
  const facts = [
    ...outcomes.flatMap((outcome) => factsOf(outcome, figures?.coverage.get(outcome.resource))),
    ...(figures?.refused ?? []).map(refusalFact),
  ];
  const items = [
    ...groupNotices(facts).map(
      ({ first, resources }) =>
        `- **${escapeMarkdown(named(resources), 2000)}**: ${prose(rendered(first.notice), 600)}`,
    ),
    ...unknownTypes(outcomes),
  ];
  return {
    name: 'what to know of this data',
    head: ['### What to know of this data', ''],
    items,
    more: (left) => `- and ${count(left)} more: see the manifests.`,
    rank: 0.7,
  };
}

function factsOf(outcome: Outcome, coverage: ReportCoverage | undefined): ResourceNotice[] {
  const { resource, kept, historyFrom } = outcome;
  const unavailable = coverage?.unavailable.at(-1);
  const discarded = discardedText(outcome);
  const texts = [
    ...(historyFrom === undefined
      ? []
      : [`the API’s history begins at ${boundaryName(historyFrom)}: nothing older is there to be read.`]),
    ...(unavailable
      ? [
          `the API’s history began at ${unavailable[1]} when it was asked: ${periodWords(unavailable)} could not be had.`,
        ]
      : []),
    ...(coverage?.removed ?? []).map(({ period, reason }) => `${periodWords(period)} was removed for good: ${reason}.`),
    ...(kept > 0
      ? [
          coverage?.kind === 'snapshot'
            ? `${countOf(kept, 'row')} of parents that could not be read this time ${kept === 1 ? 'is' : 'are'} kept from an earlier read.`
            : `${countOf(kept, 'row')} that the API no longer gives ${kept === 1 ? 'is' : 'are'} kept: what was stored once stays as evidence.`,
        ]
      : []),
    ...(discarded === undefined ? [] : [`${discarded}.`]),
  ];
  return texts.map((notice) => ({ resource, notice }));
}

function refusalFact({ resource, dimension, periods: list }: RefusedDimension): ResourceNotice {
  const [first, last] = [list[0] ?? '', list.at(-1) ?? ''];
  const when = list.length === 1 ? `in ${first}` : `in ${countOf(list.length, 'partition')} from ${first} to ${last}`;
  const notice =
    dimension === 'tenant_only'
      ? `the events of the tenant (\`tenant.*\`) are missing ${when}: this key or organisation may not read them. The events of the organisation itself are complete.`
      : `not split by \`${dimension}\` ${when}, because the API refused it there. The sums are complete.`;
  return { resource, notice };
}

function unknownTypes(outcomes: ExportFacts['outcomes']): string[] {
  const types = [...new Set(outcomes.flatMap(({ unknownTypes }) => [...unknownTypes]))].sort();
  if (types.length === 0) return [];
  const shown = types.slice(0, MOST_TYPES).map((type) => code(shorten(type, LONGEST_TYPE)));
  const more = types.length > MOST_TYPES ? `, and ${count(types.length - MOST_TYPES)} more` : '';
  return [`- Event types that this release does not know: ${shown.join(', ')}${more}. They are exported all the same.`];
}
