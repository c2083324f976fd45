import { count, countOf } from '../../text/amounts.ts';
import { daysBetween } from '../../text/time.ts';
import type { ExportFacts } from '../model/export-facts.ts';
import type { EventsFigure, SpendFigure } from '../model/figures.ts';
import { money, percent, plainAmount } from '../words/money.ts';
import { capital } from '../words/month.ts';
import { bar, sparkline } from './bars.ts';
import { escapeMarkdown } from './escape.ts';
import type { Section } from './section.ts';
import { barChart } from './xychart.ts';

/** Spend and events by settled day, as a chart and as bars of text next to it, which show where a chart does not. */
export function chartSections({ figures }: ExportFacts): Section[] {
  if (!figures) return [];
  const { spend, events, isSpendHidden } = figures;
  return [
    ...(spend ? [...spendSection(spend), projectSection(spend)] : []),
    ...(isSpendHidden ? [HIDDEN] : []),
    ...(events ? eventsSection(events) : []),
  ];
}

const HIDDEN: Section = {
  name: 'spend',
  head: [
    '<sub>Spend and the names of projects are not shown: only the summary of a private or internal repository shows them.</sub>',
  ],
  rank: 1,
};

/** Amounts by period, in a chart and in a table. */
function timelineSection(timeline: {
  title: string;
  chartTitle: string;
  by: 'day' | 'month';
  unit: string;
  points: readonly { period: string; amount: number }[];
  decimals: number;
  words: (amount: number) => string;
  cell: (amount: number) => string;
  lead: (total: number, span: string) => string;
  source: string;
  rank: number;
}): Section[] {
  const { title, by, unit, points } = timeline;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const total = points.reduce((sum, { amount }) => sum + amount, 0);
  const most = points.reduce((top, each) => (each.amount > top.amount ? each : top));
  const span = `${first.period} to ${last.period}`;
  const name = `${title} by ${by}`;
  return [
    {
      name: name.toLowerCase(),
      head: [
        `### ${name}`,
        '',
        timeline.lead(total, span),
        '',
        ...barChart({
          title: `${timeline.chartTitle}, ${span}`,
          unit,
          points: points.map(({ period, amount }) => ({ label: labelOf(period), value: amount })),
          decimals: timeline.decimals,
        }),
        '',
        `${sparkline(points.map(({ amount }) => amount))} most: ${timeline.words(most.amount)} on ${most.period}${leftOut(points)}`,
        '',
        `<details><summary>${name} as a table</summary>`,
        '',
        `| ${by === 'day' ? 'Day' : 'Month'} | ${capital(unit)} | |`,
        '| --- | ---: | --- |',
      ],
      items: points.map(
        ({ period, amount }) =>
          `| ${period} | ${timeline.cell(amount)} | ${bar(most.amount > 0 ? amount / most.amount : 0)} |`,
      ),
      more: (left) => `and ${countOf(left, `more ${by}`)}: see ${timeline.source}.`,
      tail: ['', '</details>'],
      rank: timeline.rank,
    },
  ];
}

function spendSection({ currency, days, isFiltered, isNarrowed }: SpendFigure): Section[] {
  const unit = currencyCode(currency);
  const filtered = isFiltered ? ' Only the projects that are exported.' : '';
  const limits = isNarrowed ? ' Only what the filters of the export keep.' : filtered;
  return timelineSection({
    title: 'Spend',
    chartTitle: `API costs by day (${unit})`,
    ...{ by: 'day', unit, points: days, decimals: 2, source: 'the costs', rank: 1 },
    words: (amount) => money(amount, unit),
    cell: plainAmount,
    lead: (total, span) =>
      `**${money(total, unit)}** from ${span}, settled days alone, by OpenAI’s cost endpoint; it is not the invoice.${limits}`,
  });
}

function projectSection({ currency, days, projects }: SpendFigure): Section {
  const most = Math.max(...projects.map(({ amount }) => amount), 0);
  const total = projects.reduce((sum, { amount }) => sum + amount, 0);
  const row = ({ name, amount }: SpendFigure['projects'][number]) =>
    `| ${escapeMarkdown(name, 80)} | ${plainAmount(amount)} | ${total > 0 ? percent(amount / total) : ''} | ${bar(most > 0 ? amount / most : 0)} |`;
  return {
    name: 'spend by project',
    head: [
      `**Spend by project**, ${days[0]?.period} to ${days.at(-1)?.period}`,
      '',
      `| Project | ${currencyCode(currency)} | Share | |`,
      '| --- | ---: | ---: | --- |',
    ],
    items: days.length > 0 && projects.length > 1 ? projects.map(row) : [],
    more: (left) => `and ${countOf(left, 'more project')}: see the costs.`,
    rank: 1.1,
  };
}

function eventsSection({ unit: by, periods, isFiltered }: EventsFigure): Section[] {
  return timelineSection({
    title: 'Audit events',
    chartTitle: `Audit events by ${by}`,
    ...{ by, unit: 'events', decimals: 0, source: 'the manifest', rank: 1.2 },
    points: periods.map(({ period, events }) => ({ period, amount: events })),
    words: count,
    cell: count,
    lead: (total, span) =>
      `**${countOf(total, 'event')}** from ${span}, settled ${by}s alone.${isFiltered ? ' Only the types that are exported.' : ''}`,
  });
}

/** Says how many days between the first and the last one were not read: a chart does not show that they are missing. */
function leftOut(shown: readonly { period: string }[]): string {
  const [first = '', last = ''] = [shown[0]?.period, shown.at(-1)?.period];
  const days = first.length === 10 ? daysBetween(first, last) + 1 - shown.length : 0;
  return days > 0
    ? `; ${countOf(days, 'day')} in between that ${days === 1 ? 'was' : 'were'} not read ${days === 1 ? 'is' : 'are'} left out`
    : '';
}

/** Returns a month, or a day as `1` to `31`: a longer label would not fit below a bar, and no day of four weeks has the number of another. */
function labelOf(period: string): string {
  return period.length === 10 ? String(Number(period.slice(8))) : period;
}

/** Returns the API's own text, if it is what it should be. */
function currencyCode(currency: string): string {
  return /^[A-Z]{3}$/.test(currency) ? currency : 'amount';
}
