import { FOLDERS } from '../../archive/layout.ts';
import { count, countOf } from '../../text/amounts.ts';
import type { ChangeKind, ReportModel } from '../model/model.ts';
import { changesOf } from '../words/verdict.ts';
import { filterable } from './filter.ts';
import { type Html, html, NOTHING } from './html.ts';
import { place } from './prose.ts';
import { MOST_ROWS, tableOf } from './table.ts';

const KINDS: readonly [ChangeKind, string][] = [
  ['access', 'Access'],
  ['keys', 'Keys'],
  ['settings', 'Settings'],
  ['other', 'Other'],
];
const SIGNS = { added: '+', removed: '−', changed: '~' };

/** Who gained or lost access, which keys came and went, which settings changed. */
export function changesPart(model: ReportModel): Html {
  const total = KINDS.reduce((sum, [kind]) => sum + changesOf(model, kind), 0);
  const start = html`<section aria-labelledby="changes"><h2 id="changes">Changes (${count(total)})</h2>
<p>Compared with ${model.comparedWith}.${total === 0 ? ' Nothing has changed in access, keys or settings.' : ''}</p>`;
  if (total === 0) return html`${start}</section>`;
  const kinds = KINDS.filter(([kind]) => changesOf(model, kind) > 0);
  // A fair share for each kind: the longest must not push the others out.
  const most = Math.floor(MOST_ROWS / kinds.length);
  const tables = kinds.map(([kind, name]) => kindPart(model, kind, name, most));
  const choice = {
    name: 'change',
    label: 'Change',
    options: Object.entries(SIGNS).map(([value]) => [value, value[0]?.toUpperCase() + value.slice(1)] as const),
  };
  return html`${start}${filterable('changes', 'changes', [choice], html`${tables}`)}</section>
`;
}

function kindPart(model: ReportModel, kind: ChangeKind, name: string, most: number): Html {
  const own = model.changes.filter((change) => change.kind === kind);
  const total = changesOf(model, kind);
  return html`<div data-group><h3>${name} (${count(total)})</h3>
${tableOf({
  id: `changes-${kind}`,
  caption: `${name}: ${countOf(total, 'change')}`,
  columns: [{ name: 'Day' }, { name: 'Change' }, { name: 'What' }, { name: 'Detail' }, { name: 'Project' }],
  rows: own.map(({ day, change, subject, detail, project }) => ({
    cells: [
      { show: html`<span class="day">${day}</span>` },
      { show: html`<span class="change ${change}"><span aria-hidden="true">${SIGNS[change]}</span> ${change}</span>` },
      subject,
      detail,
      project ?? '',
    ],
    filters: { change },
  })),
  most,
  alreadyLeftOut: Math.max(0, total - own.length),
  rest: place(model, FOLDERS.changes),
})}</div>
`;
}

/** Decisions "revoke" of an access review that were not carried out. */
export function revokesPart(model: ReportModel): Html {
  const revokes = model.revokesOutstanding ?? [];
  if (revokes.length === 0) return NOTHING;
  return html`<section aria-labelledby="revokes"><h2 id="revokes">Revokes outstanding (${count(revokes.length)})</h2>
<p>An access review decided to take these away, and they are still there.</p>
${tableOf({
  id: 'revokes-table',
  caption: 'Decisions of access reviews that were not carried out',
  columns: [{ name: 'What is still there' }, { name: 'Review' }, { name: 'Reviewer' }, { name: 'Decided on' }],
  rows: revokes.map(({ subject, review, reviewer, day }) => ({ cells: [subject, review, reviewer ?? '', day ?? ''] })),
  rest: place(model, FOLDERS.reviews),
})}</section>
`;
}
