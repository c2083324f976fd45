import { count, countOf } from '../../text/amounts.ts';
import type { ReportModel } from '../model/model.ts';
import { coverageTroubles, coverageWords, problemsOf } from '../words/coverage.ts';
import { findingCounts } from '../words/findings.ts';
import { money } from '../words/money.ts';
import { monthWords } from '../words/month.ts';
import { againstLastMonth } from '../words/statements.ts';
import { changesOf, isReadToEnd, verdictOf, verdictSentences } from '../words/verdict.ts';
import { type Html, html, NOTHING } from './html.ts';
import { trouble } from './prose.ts';

const SIGNS = { review: '!', incomplete: '?', clear: '✓' };

/** The answer to "is there anything to review?", before anything else. */
export function verdictPart(model: ReportModel): Html {
  const verdict = verdictOf(model);
  const [first, ...rest] = verdictSentences(verdict);
  return html`<div class="verdict ${verdict.state}"><span class="sign" aria-hidden="true">${SIGNS[verdict.state]}</span><div><p class="first">${first}</p>${rest.map((sentence) => html`<p>${sentence}</p>`)}</div></div>
`;
}

/** Numbers that every reader looks for, each with what it is to be compared with. */
export function headlinePart(model: ReportModel): Html {
  const counts = findingCounts(model);
  const { spend, people } = model;
  const { high, medium, low } = counts.newBySeverity;
  const ran = model.checks.ran;
  const tiles: [name: string, value: string, note: string][] = [
    [
      'New findings',
      ran ? count(counts.new) : '–',
      ran ? `${high} high, ${medium} medium, ${low} low` : 'checks did not run',
    ],
    [
      'Standing findings',
      ran ? count(counts.standing) : '–',
      ran ? `${count(counts.excepted)} excepted, ${count(counts.resolved)} resolved` : 'checks did not run',
    ],
    [
      'Access changes',
      count(changesOf(model, 'access')),
      `${count(changesOf(model, 'keys'))} of keys, ${count(changesOf(model, 'settings'))} of settings`,
    ],
    ...(spend
      ? ([
          [
            `API costs, ${monthWords(spend).toDate}`,
            money(spend.monthToDate, spend.currency),
            `${againstLastMonth(spend)}; not the invoice`,
          ],
          [
            `Forecast for ${spend.isEarlierMonth ? monthWords(spend).toDate : 'the month'}`,
            money(spend.forecast, spend.currency),
            `${monthWords(spend).before}: ${money(spend.lastMonth, spend.currency)}`,
          ],
        ] as [string, string, string][])
      : []),
    ...(people
      ? ([
          [
            'Members',
            count(people.members),
            [
              countOf(people.owners, 'owner'),
              ...(people.pendingInvites === undefined ? [] : [`${countOf(people.pendingInvites, 'invite')} pending`]),
              ...(people.serviceAccounts === undefined ? [] : [countOf(people.serviceAccounts, 'service account')]),
            ].join(', '),
          ],
        ] as [string, string, string][])
      : []),
  ];
  return html`<section aria-labelledby="glance"><h2 id="glance">At a glance</h2>
<dl class="tiles">${tiles.map(([name, value, note]) => html`<div><dt>${name}</dt><dd class="value">${value}</dd><dd>${note}</dd></div>`)}</dl></section>
`;
}

/** Returns what could not be read, with its remedy. */
export function problemPart(model: ReportModel): Html {
  const { stoppedBy, toolFiles, outcomes } = model.run;
  const problems = problemsOf(model);
  const unknownTypes = [...new Set(outcomes.flatMap(({ unknownTypes }) => [...unknownTypes]))].sort();
  const failed = new Set(problems.map(({ resource }) => resource));
  const gaps = coverageTroubles(model.coverage).filter(({ resource }) => !failed.has(resource));
  const isNothing = problems.length + gaps.length + unknownTypes.length === 0 && stoppedBy === undefined;
  if (isNothing && isReadToEnd(model)) return NOTHING;
  return html`<section aria-labelledby="problems"><h2 id="problems">Not read completely</h2>
<p>What is missing here is missing from every number below.</p>
<ul class="problems">${stoppedBy === undefined ? NOTHING : html`<li>The run ended early: ${trouble(stoppedBy, toolFiles)}</li>`}
${problems.map(({ resource, notice }) => html`<li><strong>${resource}</strong>: ${trouble(notice, toolFiles)}</li>`)}
${gaps.map((entry) => html`<li><strong>${entry.resource}</strong>: ${coverageWords(entry)}</li>`)}
${unknownTypes.length > 0 ? html`<li>Event types that this release does not know: ${unknownTypes.join(', ')}</li>` : NOTHING}</ul></section>
`;
}
