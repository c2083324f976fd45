import { count, countOf } from '../../text/amounts.ts';
import { byCodeUnits } from '../../text/order.ts';
import { shortDay } from '../charts/axes.ts';
import { columnChart, rowChart } from '../charts/bars.ts';
import type { ReportActivity, ReportModel } from '../model/model.ts';
import { figureOf } from './figure.ts';
import { type Html, html, NOTHING } from './html.ts';
import type { Table } from './table.ts';

/** More bars than this are a table, not a picture. */
const MOST_TYPES = 12;

/** Returns what was done in the organisation: by type, by hour of the day, by day. */
export function activityPart({ activity }: ReportModel): Html {
  const start = html`<section aria-labelledby="activity"><h2 id="activity">Activity</h2>`;
  if (!activity) return html`${start}<p>No audit logs were exported here.</p></section>`;
  const total = activity.byType.reduce((sum, entry) => sum + entry.count, 0);
  return html`${start}<p>${countOf(total, 'audit event')}, ${activity.from} to ${activity.to}. Hours are UTC.</p>
${total === 0 ? NOTHING : html`${typeFigure(activity)}<div class="pair">${hourFigure(activity)}${dayFigure(activity)}</div>`}</section>
`;
}

function typeFigure({ byType }: ReportActivity): Html {
  const ordered = [...byType].sort((one, other) => other.count - one.count || byCodeUnits(one.type, other.type));
  const shown = ordered.slice(0, MOST_TYPES);
  const left = ordered.length - shown.length;
  return figureOf({
    heading: 'Events by type',
    drawing: rowChart(
      { names: shown.map(({ type }) => type), series: [shown.map((entry) => entry.count)] },
      {
        id: 'chart-types',
        title: 'Events by type',
        description: shown
          .slice(0, 5)
          .map((entry) => `${entry.type}: ${count(entry.count)}`)
          .join('; '),
      },
    ),
    ...(left > 0 ? { note: `${countOf(left, 'rarer type')} ${left === 1 ? 'is' : 'are'} in the table only.` } : {}),
    table: numbers(
      'types',
      'events by type',
      'Type',
      ordered.map((entry) => [entry.type, entry.count]),
    ),
  });
}

function hourFigure({ byHour }: ReportActivity): Html {
  const names = byHour.map((_, hour) => String(hour).padStart(2, '0'));
  const most = byHour.indexOf(Math.max(...byHour));
  return figureOf({
    heading: 'Events by hour of the day (UTC)',
    drawing: columnChart(
      { names, series: [byHour] },
      {
        id: 'chart-hours',
        title: 'Events by hour of the day, UTC',
        description: `Most events at ${names[most]} h: ${count(byHour[most] ?? 0)}.`,
      },
      3,
    ),
    table: numbers(
      'hours',
      'events by hour of the day (UTC)',
      'Hour',
      byHour.map((value, hour) => [names[hour] ?? '', value]),
    ),
  });
}

function dayFigure({ byDay }: ReportActivity): Html {
  if (byDay.length === 0) return NOTHING;
  const most = byDay.reduce((top, entry) => (entry.count > top.count ? entry : top));
  return figureOf({
    heading: 'Events by day',
    drawing: columnChart(
      { names: byDay.map(({ day }) => shortDay(day)), series: [byDay.map((entry) => entry.count)] },
      {
        id: 'chart-days',
        title: 'Events by day',
        description: `Most events on ${most.day}: ${count(most.count)}.`,
      },
      Math.max(1, Math.ceil(byDay.length / 6)),
    ),
    table: numbers(
      'event-days',
      'events by day',
      'Day',
      [...byDay].reverse().map((entry) => [entry.day, entry.count]),
    ),
  });
}

function numbers(id: string, caption: string, name: string, rows: readonly [string, number][]): Table {
  return {
    id,
    caption,
    columns: [{ name }, { name: 'Events', kind: 'number' }],
    rows: rows.map(([key, value]) => ({ cells: [key, count(value)] })),
    rowHeads: true,
  };
}
