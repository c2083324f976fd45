import { count } from '../../text/amounts.ts';
import type { ReportModel, ReportSpend } from '../model/model.ts';
import { findingCounts } from '../words/findings.ts';
import { money } from '../words/money.ts';
import { monthWords } from '../words/month.ts';
import { changeAgainst, isEarly } from '../words/statements.ts';
import { changesOf, verdictOf, verdictSentences } from '../words/verdict.ts';
import { escapeMarkdown, link } from './escape.ts';
import type { Section } from './section.ts';

const MARKS = { review: '🔎', incomplete: '⚠️', clear: '✅' };

/** Returns the verdict, what it is compared with, and the headline numbers. */
export function headlineSection(model: ReportModel, inPullRequest: boolean): Section {
  const verdict = verdictOf(model);
  const [first, ...rest] = verdictSentences(verdict);
  const cells = headlineCells(model);
  return {
    name: 'headline numbers',
    head: [
      `**${MARKS[verdict.state]} ${first}**${rest.map((sentence) => `${verdict.state === 'review' ? ' ⚠️' : ''} ${sentence}`).join('')}`,
      '',
      `To ${model.day}, compared with ${escapeMarkdown(model.comparedWith)}.${linksOf(model, inPullRequest)}`,
      '',
      `| ${cells.map(([name]) => name).join(' | ')} |`,
      `|${' ---: |'.repeat(cells.length)}`,
      `| ${cells.map(([, value]) => value).join(' | ')} |`,
    ],
    rank: 0,
  };
}

function headlineCells(model: ReportModel): [string, string][] {
  const counts = findingCounts(model);
  const { spend } = model;
  const { high } = counts.newBySeverity;
  return [
    ['New findings', model.checks.ran ? `${count(counts.new)}${high > 0 ? ` (${count(high)} high)` : ''}` : 'not run'],
    ['Standing', model.checks.ran ? count(counts.standing) : 'not run'],
    ['Access changes', count(changesOf(model, 'access'))],
    ['Key changes', count(changesOf(model, 'keys'))],
    ['Settings changes', count(changesOf(model, 'settings'))],
    ...(spend ? spendCells(spend) : []),
  ];
}

function spendCells(spend: ReportSpend): [string, string][] {
  const { monthToDate, lastMonthToDate, currency, isEarlierMonth } = spend;
  const { toDate, sameDays } = monthWords(spend);
  const change = changeAgainst(spend, monthToDate, lastMonthToDate);
  const before = change || (isEarly(spend) ? `${sameDays}: ${money(lastMonthToDate, currency)}` : '');
  return [
    [`API costs, ${toDate}`, `${money(monthToDate, currency)}${before && ` (${before})`}`],
    [`Forecast, ${isEarlierMonth ? toDate : 'month'}`, money(spend.forecast, currency)],
  ];
}

function linksOf({ links }: ReportModel, inPullRequest: boolean): string {
  const shown = [
    ...(links.pullRequest && !inPullRequest ? [link('Pull request', links.pullRequest)] : []),
    ...(links.data ? [link('Data', links.data)] : []),
    ...(links.run ? [link('Workflow run', links.run)] : []),
  ].filter((text) => text.startsWith('['));
  return shown.length > 0 ? ` ${shown.join(' · ')}` : '';
}
