import { count, countOf } from '../../text/amounts.ts';
import { bar, sparkline } from '../markdown/bars.ts';
import { escapeMarkdown } from '../markdown/escape.ts';
import type { Section } from '../markdown/section.ts';
import { barChart } from '../markdown/xychart.ts';
import { daysBetween } from '../model/calendar.ts';
import type { EventsFigure, RunFigures, SpendFigure } from '../model/figures.ts';
import type { RunFacts } from '../model/run-facts.ts';
import { money, percent, plainAmount } from '../words/money.ts';

/** Spend and events by settled day, as a chart and as bars of text beside it, which show where a chart does not. */
export function chartSections({ figures }: RunFacts): Section[] {
  if (!figures) return [];
  return [
    ...(figures.spend ? [...spendSection(figures.spend), ...projectSection(figures.spend)] : []),
    ...hiddenNote(figures),
    ...(figures.events ? eventsSection(figures.events) : []),
  ];
}

function spendSection({ currency, days, isFiltered }: SpendFigure): Section[] {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const unit = currencyCode(currency);
  const total = days.reduce((sum, { amount }) => sum + amount, 0);
  const most = days.reduce((top, day) => (day.amount > top.amount ? day : top));
  const span = `${first.period} to ${last.period}`;
  return [
    {
      name: 'spend by day',
      head: [
        '### Spend by day',
        '',
        `**${money(total, unit)}** from ${span}, settled days alone, by OpenAI’s cost endpoint; it is not the invoice.${isFiltered ? ' Only the projects that are exported.' : ''}`,
        '',
        ...barChart({
          title: `API costs by day (${unit}), ${span}`,
          unit,
          points: days.map(({ period, amount }) => ({ label: dayOfMonth(period), value: amount })),
          decimals: 2,
        }),
        '',
        `${sparkline(days.map(({ amount }) => amount))} most: ${money(most.amount, unit)} on ${most.period}${leftOut(days)}`,
        '',
        '<details><summary>Spend by day as a table</summary>',
        '',
        `| Day | ${unit} | |`,
        '| --- | ---: | --- |',
      ],
      items: days.map(
        ({ period, amount }) =>
          `| ${period} | ${plainAmount(amount)} | ${bar(most.amount > 0 ? amount / most.amount : 0)} |`,
      ),
      more: (left) => `and ${countOf(left, 'more day')}: see the costs.`,
      tail: ['', '</details>'],
      rank: 1,
    },
  ];
}

function projectSection({ currency, days, projects }: SpendFigure): Section[] {
  const [first, last] = [days[0], days.at(-1)];
  const most = Math.max(...projects.map(({ amount }) => amount), 0);
  const total = projects.reduce((sum, { amount }) => sum + amount, 0);
  if (!first || !last || projects.length < 2) return [];
  const unit = currencyCode(currency);
  return [
    {
      name: 'spend by project',
      head: [
        `**Spend by project**, ${first.period} to ${last.period}`,
        '',
        `| Project | ${unit} | Share | |`,
        '| --- | ---: | ---: | --- |',
      ],
      items: projects.map(
        ({ name, amount }) =>
          `| ${escapeMarkdown(name, 80)} | ${plainAmount(amount)} | ${total > 0 ? percent(amount / total) : ''} | ${bar(most > 0 ? amount / most : 0)} |`,
      ),
      more: (left) => `and ${countOf(left, 'more project')}: see the costs.`,
      tail: [],
      rank: 1.1,
    },
  ];
}

function hiddenNote({ isSpendHidden }: RunFigures): Section[] {
  if (!isSpendHidden) return [];
  const text =
    'Spend and the names of projects are not shown: only the summary of a private or internal repository shows them.';
  return [{ name: 'spend', head: [`<sub>${text}</sub>`], items: [], more: () => '', tail: [], rank: 1 }];
}

function eventsSection({ unit, periods, isFiltered }: EventsFigure): Section[] {
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return [];
  const total = periods.reduce((sum, { events }) => sum + events, 0);
  const most = periods.reduce((top, each) => (each.events > top.events ? each : top));
  const span = `${first.period} to ${last.period}`;
  return [
    {
      name: `events by ${unit}`,
      head: [
        `### Audit events by ${unit}`,
        '',
        `**${countOf(total, 'event')}** from ${span}, settled ${unit}s alone.${isFiltered ? ' Only the types that are exported.' : ''}`,
        '',
        ...barChart({
          title: `Audit events by ${unit}, ${span}`,
          unit: 'events',
          points: periods.map(({ period, events }) => ({
            label: unit === 'day' ? dayOfMonth(period) : period,
            value: events,
          })),
          decimals: 0,
        }),
        '',
        `${sparkline(periods.map(({ events }) => events))} most: ${count(most.events)} on ${most.period}${leftOut(periods)}`,
        '',
        `<details><summary>Audit events by ${unit} as a table</summary>`,
        '',
        `| ${unit === 'day' ? 'Day' : 'Month'} | Events | |`,
        '| --- | ---: | --- |',
      ],
      items: periods.map(
        ({ period, events }) => `| ${period} | ${count(events)} | ${bar(most.events > 0 ? events / most.events : 0)} |`,
      ),
      more: (left) => `and ${countOf(left, `more ${unit}`)}: see the manifest.`,
      tail: ['', '</details>'],
      rank: 1.2,
    },
  ];
}

/** Says so where days between the first and the last one were not read: a chart does not show that they are missing. */
function leftOut(shown: readonly { period: string }[]): string {
  const [first = '', last = ''] = [shown[0]?.period, shown.at(-1)?.period];
  const days = first.length === 10 ? daysBetween(first, last) + 1 - shown.length : 0;
  return days > 0
    ? `; ${countOf(days, 'day')} in between that ${days === 1 ? 'was' : 'were'} not read ${days === 1 ? 'is' : 'are'} left out`
    : '';
}

/** `1` to `31`: a longer label would not fit below a bar, and no day of four weeks has the number of another. */
function dayOfMonth(day: string): string {
  return String(Number(day.slice(8)));
}

/** The API's own text, if it is what it should be. */
function currencyCode(currency: string): string {
  return /^[A-Z]{3}$/.test(currency) ? currency : 'amount';
}
