import { inkClass } from '../charts/ink.ts';
import { monthChart, runningTotals } from '../charts/month.ts';
import { bandsOf, dailySpendChart, sinceFirstCost, unitOf, unreadDays } from '../charts/spend.ts';
import type { ReportModel, ReportSpend } from '../model/model.ts';
import { money, percent, plainAmount } from '../words/money.ts';
import { capital, monthWords } from '../words/month.ts';
import { againstLastMonth, changeAgainst, spendStatement } from '../words/statements.ts';
import { figureOf } from './figure.ts';
import { type Html, html, NOTHING } from './html.ts';
import { meter, moversPart, projectsPart } from './spend-tables.ts';
import { tableOf } from './table.ts';

/** Returns what the API cost: the month, the days, the projects, and who moved. */
export function spendPart(model: ReportModel): Html {
  const { spend } = model;
  if (!spend)
    return html`<section aria-labelledby="spend"><h2 id="spend">Spend</h2><p>No costs were exported here, or none of their days is settled yet.</p></section>`;
  return html`<section aria-labelledby="spend"><h2 id="spend">Spend</h2>
<p class="statement">${spendStatement(spend)} Days after it can still change and are not counted.</p>
${monthTable(spend)}${runningFigure(spend)}${dailyFigure(spend)}${moversPart(spend)}${projectsPart(model, spend)}</section>
`;
}

function monthTable(spend: ReportSpend): Html {
  const { currency, limit } = spend;
  const { toDate, before, sameDays, end } = monthWords(spend);
  const change = changeAgainst(spend, spend.forecast, spend.lastMonth);
  const rows: [string, number, Html | string][] = [
    [`${capital(toDate)}, ${spend.monthStart} to ${spend.settledTo}`, spend.monthToDate, againstLastMonth(spend)],
    [capital(sameDays), spend.lastMonthToDate, ''],
    [`${capital(before)}, whole`, spend.lastMonth, ''],
    [`Forecast to ${end}`, spend.forecast, `${change && `${change} against ${before}. `}${spend.forecastMethod}`],
    [
      `${capital(toDate)} that names no project`,
      spend.unallocated,
      spend.unallocated > 0 ? 'Cannot be allocated to a project.' : 'Everything could be allocated.',
    ],
    ...(limit === undefined
      ? []
      : ([
          [
            'The organisation’s limit by month',
            limit,
            html`${meter(spend.monthToDate / limit)} ${percent(spend.monthToDate / limit)} spent, ${percent(spend.forecast / limit)} by the forecast`,
          ],
        ] as [string, number, Html][])),
  ];
  return tableOf({
    id: 'month',
    caption: 'The month in short',
    columns: [{ name: 'What' }, { name: `Amount (${currency.toUpperCase()})`, kind: 'number' }, { name: 'Note' }],
    rows: rows.map(([name, amount, note]) => ({ cells: [name, plainAmount(amount), { show: note }] })),
    sortable: false,
    rowHeads: true,
  });
}

function runningFigure(spend: ReportSpend): Html {
  const totals = runningTotals(spend);
  const rows = totals.thisMonth.flatMap((now, index) => {
    const before = totals.lastMonth[index] ?? null;
    return now === null && before === null
      ? []
      : [
          {
            cells: [
              String(index + 1),
              now === null ? 'not read' : plainAmount(now),
              before === null ? 'not read' : plainAmount(before),
            ],
          },
        ];
  });
  if (rows.length === 0) return NOTHING;
  const { month, before, sameDays } = monthWords(spend);
  const gap = totals.lastMonth.some((amount) => amount === null);
  return figureOf({
    heading: `${spend.isEarlierMonth ? month : 'The month so far'}, added up by day`,
    drawing: monthChart(spend, {
      id: 'chart-month',
      title: `Spend added up by day of the month, ${month} against ${before}`,
      description: `${capital(month)} ${money(spend.monthToDate, spend.currency)} to ${spend.settledTo}, ${money(spend.lastMonthToDate, spend.currency)} on ${sameDays}; forecast ${money(spend.forecast, spend.currency)}.`,
    }),
    legend: [
      { ink: 's1', name: capital(month), shape: 'line' },
      { ink: 's1', name: 'Forecast', shape: 'dashed' },
      { ink: 's8', name: capital(before), shape: 'dotted' },
      ...(spend.limit !== undefined && spend.limit <= spend.forecast * 1.6
        ? [{ ink: 'limit', name: 'Limit of the organisation', shape: 'dashed' as const }]
        : []),
    ],
    ...(gap ? { note: 'A line ends where a day was not read.' } : {}),
    table: {
      id: 'month-days',
      caption: `running totals by day of the month (${spend.currency.toUpperCase()})`,
      columns: [
        { name: 'Day', kind: 'number' },
        { name: capital(month), kind: 'number' },
        { name: capital(before), kind: 'number' },
      ],
      rows,
      sortable: false,
    },
  });
}

function dailyFigure(spend: ReportSpend): Html {
  const charted = sinceFirstCost(spend);
  const { daily, currency } = charted;
  if (daily.length === 0) return NOTHING;
  const bands = bandsOf(charted);
  const unit = unitOf(charted);
  const unread = unreadDays(charted);
  const most = daily.reduce((top, day) => (day.amount > top.amount ? day : top));
  return figureOf({
    heading: `Spend by ${unit} and project, ${daily[0]?.day} to ${daily.at(-1)?.day}`,
    drawing: dailySpendChart(charted, {
      id: 'chart-daily',
      title: `Spend by ${unit}, stacked by project`,
      description: `${daily.length} settled days; the most was ${money(most.amount, currency)} on ${most.day}.`,
    }),
    legend: [
      ...bands.map(({ name, ink }) => ({ ink: inkClass(ink) ?? '', name })),
      ...(unread.length > 0 ? [{ ink: 'gap', name: 'Not read', shape: 'gap' as const }] : []),
    ],
    ...(unread.length > 0
      ? {
          note: `Not read: ${unread.slice(0, 10).join(', ')}${unread.length > 10 ? ` and ${unread.length - 10} more days` : ''}.`,
        }
      : {}),
    table: {
      id: 'daily',
      caption: `spend by day (${currency.toUpperCase()})`,
      columns: [
        { name: 'Day' },
        { name: 'All', kind: 'number' },
        ...bands.map(({ name }) => ({ name, kind: 'number' as const })),
      ],
      rows: daily
        .map(({ day, amount }, index) => ({
          cells: [day, plainAmount(amount), ...bands.map(({ amounts }) => plainAmount(amounts[index] ?? 0))],
        }))
        .reverse(),
      rowHeads: true,
    },
  });
}
