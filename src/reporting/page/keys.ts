import { count, countOf } from '../../text/amounts.ts';
import { byCodeUnits } from '../../text/order.ts';
import { columnChart } from '../charts/bars.ts';
import type { ReportKey, ReportModel } from '../model/model.ts';
import { figureOf } from './figure.ts';
import { filterable } from './filter.ts';
import { type Html, html } from './html.ts';
import { place } from './prose.ts';
import { tableOf } from './table.ts';

/** Upper bounds in days, inclusive, and what they are called. */
const BOUNDS: readonly [number, string][] = [
  [7, '≤ 7'],
  [30, '≤ 30'],
  [90, '≤ 90'],
  [180, '≤ 180'],
  [365, '≤ 365'],
  [Number.POSITIVE_INFINITY, '> 365'],
];
const KINDS = [
  ['project', 'Project keys', 's1'],
  ['admin', 'Admin keys', 's2'],
] as const;

/** Keys by age and by last use, and every key: the ones that deserve a question first. */
export function keysPart(model: ReportModel): Html {
  const { keys } = model;
  if (!keys)
    return html`<section aria-labelledby="keys"><h2 id="keys">Keys</h2><p>No keys were exported here.</p></section>`;
  const admin = keys.filter(({ kind }) => kind === 'admin').length;
  return html`<section aria-labelledby="keys"><h2 id="keys">Keys (${count(keys.length)})</h2>
<p>${countOf(admin, 'admin key')} and ${countOf(keys.length - admin, 'project key')}. Never used and longest unused come first.</p>
<div class="pair">${histogram(keys, 'last-use', 'Keys by days since their last use', ({ idleDays }) => idleDays, true)}${histogram(keys, 'age', 'Keys by age in days', ({ ageDays }) => ageDays, false)}</div>
${filterable(
  'keys',
  'keys',
  [
    {
      name: 'kind',
      label: 'Kind',
      options: [
        ['admin', 'Admin'],
        ['project', 'Project'],
      ],
    },
  ],
  keyTable(model, keys),
)}</section>
`;
}

function histogram(
  keys: readonly ReportKey[],
  id: string,
  title: string,
  daysOf: (key: ReportKey) => number | undefined,
  never: boolean,
): Html {
  const names = [...BOUNDS.map(([, name]) => name), ...(never ? ['never'] : [])];
  const series = KINDS.map(([kind]) => {
    const counts = names.map(() => 0);
    for (const key of keys) {
      if (key.kind !== kind) continue;
      const days = daysOf(key);
      const place = days === undefined ? BOUNDS.length : BOUNDS.findIndex(([bound]) => days <= bound);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    return counts;
  });
  return figureOf({
    heading: title,
    drawing: columnChart(
      { names, series },
      {
        id: `chart-${id}`,
        title,
        description: names
          .map((name, index) => `${name}: ${series.reduce((sum, counts) => sum + (counts[index] ?? 0), 0)}`)
          .join('; '),
      },
    ),
    legend: KINDS.map(([, name, ink]) => ({ ink, name })),
    table: {
      id: `${id}-numbers`,
      caption: title.toLowerCase(),
      columns: [{ name: 'Days' }, ...KINDS.map(([, name]) => ({ name, kind: 'number' as const }))],
      rows: names.map((name, index) => ({ cells: [name, ...series.map((counts) => count(counts[index] ?? 0))] })),
      sortable: false,
      rowHeads: true,
    },
  });
}

function keyTable(model: ReportModel, keys: readonly ReportKey[]): Html {
  const doubt = ({ idleDays, ageDays }: ReportKey) => (idleDays === undefined ? 1_000_000 + ageDays : idleDays);
  const ordered = [...keys].sort((one, other) => doubt(other) - doubt(one) || byCodeUnits(one.id, other.id));
  return tableOf({
    id: 'key-table',
    caption: 'Keys by last use',
    columns: [
      { name: 'Key' },
      { name: 'Kind' },
      { name: 'Owner' },
      { name: 'Project' },
      { name: 'Created' },
      { name: 'Last used' },
      { name: 'Unused (days)', kind: 'number' },
      { name: 'Expires' },
    ],
    rows: ordered.map((key) => ({
      cells: [
        { show: html`<span class="key">${key.name || key.id} <code>${key.redacted}</code></span>` },
        key.kind,
        { show: html`<span class="owner">${key.owner}</span>` },
        key.project ?? '',
        { show: html`<span class="day">${key.created}</span>` },
        key.lastUsed === undefined
          ? { show: html`<strong>never</strong>`, sort: '0000' }
          : { show: html`<span class="day">${key.lastUsed}</span>` },
        key.idleDays === undefined ? { show: 'never used', sort: doubt(key) } : count(key.idleDays),
        {
          show: html`<span class="${key.expires ? 'day' : 'none'}">${key.expires ?? 'no expiry'}</span>`,
          sort: key.expires ?? '9999',
        },
      ],
      filters: { kind: key.kind },
    })),
    rest: html`${place(model, 'project_api_keys')} and ${place(model, 'admin_api_keys')}`,
  });
}
