import type { Drawing } from '../charts/draw.ts';
import { type Html, html, NOTHING, raw } from './html.ts';
import { type Table, tableOf } from './table.ts';

/** What a mark in a chart stands for: the class of its ink, and its name. */
export interface LegendEntry {
  ink: string;
  name: string;
  shape?: 'box' | 'line' | 'dashed' | 'dotted' | 'gap' | 'thin';
}

/** Returns a chart with its heading, its legend and, folded, its numbers as a table. */
export function figureOf(figure: {
  heading: Html | string;
  drawing: Drawing;
  legend?: readonly LegendEntry[];
  note?: Html | string;
  table?: Table;
}): Html {
  const { heading, drawing, legend = [], note, table } = figure;
  return html`<figure><figcaption>${heading}</figcaption>
<div class="chart wide">${raw(drawing.wide)}</div><div class="chart narrow">${raw(drawing.narrow)}</div>
${legend.length > 0 ? html`<ul class="legend">${legend.map(legendEntry)}</ul>` : NOTHING}
${note === undefined ? NOTHING : html`<p class="note">${note}</p>`}
${table ? html`<details class="data" data-no-filter><summary>Numbers of this chart: ${table.caption}</summary>${tableOf(table)}</details>` : NOTHING}</figure>
`;
}

function legendEntry({ ink, name, shape = 'box' }: LegendEntry): Html {
  return html`<li><svg viewBox="0 0 24 14" width="24" height="14" aria-hidden="true" focusable="false">${mark(ink, shape)}</svg>${name}</li>`;
}

function mark(ink: string, shape: NonNullable<LegendEntry['shape']>): Html {
  if (shape === 'box') return html`<rect class="f-${ink}" x="4" y="0" width="16" height="14" rx="2"/>`;
  if (shape === 'thin') return html`<rect class="f-${ink}" x="0" y="5" width="24" height="4"/>`;
  if (shape === 'gap') {
    return html`<rect class="f-gap l-limit" x="1" y="1" width="22" height="12" stroke-width="1.5" stroke-dasharray="3,2"/>`;
  }
  const dash = { line: '', dashed: '7,4', dotted: '2,3' }[shape];
  return html`<line class="l-${ink}" x1="0" y1="7" x2="24" y2="7" stroke-width="3" stroke-dasharray="${dash}"/>`;
}
