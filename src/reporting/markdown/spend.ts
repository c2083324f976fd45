import { count } from '../../text/amounts.ts';
import type { Mover, ReportModel, ReportSpend } from '../model/model.ts';
import { money, percent, plainAmount, signedAmount } from '../words/money.ts';
import { capital, monthWords } from '../words/month.ts';
import { againstLastMonth, changeAgainst, placeOf, SHARES_NOTE, spendStatement } from '../words/statements.ts';
import { bar, sparkline } from './bars.ts';
import { code, escapeMarkdown, link } from './escape.ts';
import type { Section } from './section.ts';

const SPARK_DAYS = 35;
const MOST_MOVERS = 5;
/** Shares of a limit or budget from which on a project is named. */
const NEAR_LIMIT = 0.8;

/** Spend in short: the month against the same days of last month, the forecast, who moved, who is near a limit. */
export function spendSections(model: ReportModel, names: boolean): Section[] {
  const { spend } = model;
  if (!spend) return [];
  return [
    {
      name: 'spend',
      head: ['### Spend', '', `${spendStatement(spend)}`, '', ...monthTable(spend), ...dailyLine(spend)],
      rank: 2.9,
    },
    // A project may be called after a person.
    ...(names
      ? [
          limitSection(model, spend),
          moverSection(model, spend, 'Project', spend.moversByProject, 'Top movers by project'),
        ]
      : []),
    moverSection(model, spend, 'Line item', spend.moversByLineItem, 'Top movers by line item'),
  ];
}

function monthTable(spend: ReportSpend): string[] {
  const { currency } = spend;
  const { toDate, before, sameDays, end } = monthWords(spend);
  const most = Math.max(spend.monthToDate, spend.lastMonthToDate, spend.lastMonth, spend.forecast);
  const row = (name: string, amount: number, note: string) =>
    `| ${name} | ${money(amount, currency)} | ${bar(most > 0 ? amount / most : 0)} | ${note} |`;
  const limitNote = spend.limit
    ? `${percent(spend.forecast / spend.limit)} of the organisation’s limit of ${money(spend.limit, currency)}`
    : '';
  return [
    '| | Amount | | |',
    '| --- | ---: | --- | --- |',
    row(`${capital(toDate)} (${spend.monthStart} to ${spend.settledTo})`, spend.monthToDate, againstLastMonth(spend)),
    row(capital(sameDays.replace('the ', '')), spend.lastMonthToDate, ''),
    row(`${capital(before)}, whole`, spend.lastMonth, ''),
    row(`Forecast to ${end}`, spend.forecast, limitNote),
    ...(spend.unallocated > 0
      ? [row('Of it without a project', spend.unallocated, 'cannot be allocated to a project')]
      : []),
    '',
    `<sub>Forecast: ${escapeMarkdown(spend.forecastMethod)}</sub>`,
  ];
}

function dailyLine({ daily, currency }: ReportSpend): string[] {
  const days = daily.slice(-SPARK_DAYS);
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last || days.length < 2) return [];
  const most = days.reduce((top, day) => (day.amount > top.amount ? day : top));
  return [
    '',
    `By day, ${first.day} to ${last.day}: ${sparkline(days.map(({ amount }) => amount))} (most: ${money(most.amount, currency)} on ${most.day})`,
  ];
}

function limitSection(model: ReportModel, spend: ReportSpend): Section {
  const near = spend.projects
    .flatMap(({ name, monthToDate, limit, shareOfLimit, budget, shareOfBudget }) => [
      ...(limit !== undefined && shareOfLimit !== undefined
        ? [{ name, monthToDate, of: 'limit', most: limit, share: shareOfLimit }]
        : []),
      ...(budget !== undefined && shareOfBudget !== undefined
        ? [{ name, monthToDate, of: 'budget', most: budget, share: shareOfBudget }]
        : []),
    ])
    .filter(({ share }) => share >= NEAR_LIMIT)
    .sort((one, other) => other.share - one.share);
  return {
    name: 'projects near their limit',
    head: [
      `**Projects at ${percent(NEAR_LIMIT)} or more of their limit or budget**`,
      '',
      `<sub>${SHARES_NOTE}</sub>`,
      '',
      `| Project | ${capital(monthWords(spend).toDate)} (${spend.currency.toUpperCase()}) | Of | Share | |`,
      '| --- | ---: | --- | ---: | --- |',
    ],
    items: near.map(
      ({ name, monthToDate, of, most, share }) =>
        `| ${escapeMarkdown(name, 80)} | ${plainAmount(monthToDate)} | ${of} ${plainAmount(most)} | ${percent(share)} | ${bar(share)} |`,
    ),
    more: (left) => `and ${count(left)} more: see ${costsLink(model)}.`,
    rank: 4,
  };
}

function moverSection(model: ReportModel, spend: ReportSpend, column: string, movers: Mover[], title: string): Section {
  const most = Math.max(...movers.map(({ before, now }) => Math.abs(now - before)));
  const { toDate, sameDays } = monthWords(spend);
  const row = ({ name, before, now }: Mover) =>
    `| ${escapeMarkdown(name, 80)} | ${plainAmount(before)} | ${plainAmount(now)} | ${signedAmount(now - before)} | ${changeAgainst(spend, now, before)} | ${bar(most > 0 ? Math.abs(now - before) / most : 0)} |`;
  return {
    name: title.toLowerCase(),
    head: [
      `**${title}** (${spend.currency.toUpperCase()}, ${toDate} against ${sameDays})`,
      '',
      `| ${column} | Before | Now | Change | | |`,
      '| --- | ---: | ---: | ---: | ---: | --- |',
    ],
    items: movers.slice(0, MOST_MOVERS).map(row),
    alreadyLeftOut: Math.max(0, movers.length - MOST_MOVERS),
    more: (left) => `and ${count(left)} that moved less: see ${costsLink(model)}.`,
    rank: 6,
  };
}

function costsLink(model: ReportModel): string {
  const { text, url } = placeOf(model, 'costs');
  return link(code(`${text}/`), url);
}
