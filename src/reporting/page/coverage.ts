import { FINDINGS, FOLDERS } from '../../archive/layout.ts';
import { count, countOf, size } from '../../text/amounts.ts';
import { coverageChart } from '../charts/coverage.ts';
import type { ReportModel } from '../model/model.ts';
import { coverageWords } from '../words/coverage.ts';
import { statusOf } from '../words/run-verdict.ts';
import { figureOf } from './figure.ts';
import { type Html, html, NOTHING } from './html.ts';
import { linkTo, place } from './prose.ts';
import { tableOf } from './table.ts';

const STATES = { ok: 'read', failed: 'failed', skipped: 'skipped', stopped: 'stopped', 'other run': 'other run' };

/** Returns which day of which resource was read, with gaps in the picture and in words. */
export function coveragePart(model: ReportModel): Html {
  const { coverage } = model;
  const start = html`<section aria-labelledby="coverage"><h2 id="coverage">Coverage</h2>`;
  if (coverage.length === 0) return html`${start}<p>Nothing has been read yet.</p></section>`;
  const gaps = coverage.filter((entry) => entry.gaps.length > 0);
  const isCut = coverage.some(({ removed = [] }) => removed.length > 0);
  return html`${start}
<p>${gaps.length > 0 ? html`<strong>Gaps in ${gaps.map(({ resource }) => resource).join(', ')}.</strong> The next run reads them if the API still serves them.` : isCut ? 'No gaps but what was removed for good.' : 'No gaps.'} Days are UTC.</p>
${timeline(model)}${tableOf({
  id: 'coverage-table',
  caption: 'Coverage by resource',
  columns: [
    { name: 'Resource' },
    { name: 'State' },
    { name: 'Rows', kind: 'number' },
    { name: 'What was read' },
    { name: 'Complete until' },
  ],
  rows: coverage.map((entry) => ({
    cells: [
      entry.resource,
      STATES[entry.status],
      count(entry.rows),
      coverageWords(entry),
      { show: html`<span class="day">${entry.kind === 'snapshot' ? '' : (entry.dataUntil ?? '')}</span>` },
    ],
  })),
  rest: place(model, FOLDERS.manifests),
  rowHeads: true,
})}</section>
`;
}

function timeline({ coverage }: ReportModel): Html {
  const dated = coverage.filter(
    ({ kind, ranges, gaps, unavailable, removed = [] }) =>
      kind !== 'snapshot' && ranges.length + gaps.length + unavailable.length + removed.length > 0,
  );
  if (dated.length === 0) return NOTHING;
  return figureOf({
    heading: 'Days read of each dated resource',
    drawing: coverageChart(dated, {
      id: 'chart-coverage',
      title: 'Days read of each dated resource',
      description: dated.map((entry) => `${entry.resource}: ${coverageWords(entry)}`).join('. '),
    }),
    legend: [
      { ink: 'covered', name: 'Read' },
      { ink: 'gap', name: 'Gap', shape: 'gap' },
      { ink: 'refused', name: 'No longer served by the API', shape: 'thin' },
    ],
  });
}

/** Returns what the report is of, what it is compared with, and where the rest is. */
export function aboutPart(model: ReportModel): Html {
  const { run, links, spend } = model;
  const { records, files, bytes, changes } = run.total;
  const found = [
    ...linkTo('Pull request', links.pullRequest),
    ...linkTo('Data', links.data),
    ...linkTo('Workflow run', links.run),
  ];
  const facts: [string, Html | string][] = [
    ['Made', html`<time datetime="${model.now}">${model.now}</time>`],
    ['Compared with', model.comparedWith],
    ['Spend settled to', spend ? spend.settledTo : 'no costs'],
    [
      'This run',
      `${statusOf(run)}; ${countOf(records, 'row')} read, ${countOf(files, 'file')} written (${size(bytes)}), ${countOf(changes, 'change')}; state from ${run.stateSource}`,
    ],
    [
      'Data',
      html`<code>${run.destination}</code>: ${model.checks.ran ? html`findings in ${place(model, FINDINGS.lines)}, ` : NOTHING}changes in ${place(model, FOLDERS.changes)}, what was read in ${place(model, FOLDERS.manifests)}`,
    ],
    ...(found.length > 0
      ? ([['Links', html`${found.map((entry, index) => (index > 0 ? html` · ${entry}` : entry))}`]] as [string, Html][])
      : []),
    ['Made by', 'OpenAI Admin Export. This page is one file: it asks nothing of the network and keeps nothing.'],
  ];
  return html`<section aria-labelledby="about"><h2 id="about">About this report</h2>
<dl class="about">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>
`;
}
