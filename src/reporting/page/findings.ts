import { FINDINGS } from '../../archive/layout.ts';
import type { Finding, FindingStatus, Severity } from '../../audit/check.ts';
import { count, countOf } from '../../text/amounts.ts';
import type { ReportModel } from '../model/model.ts';
import {
  type FindingGroup,
  findingCounts,
  findingGroups,
  firstBaseline,
  notCheckedByReason,
  STATUSES,
} from '../words/findings.ts';
import { filterable } from './filter.ts';
import { type Html, html, NOTHING } from './html.ts';
import { place, prose } from './prose.ts';
import { MOST_ROWS, tableOf } from './table.ts';

const STATUS_HEADINGS: Record<FindingStatus, string> = {
  new: 'New',
  standing: 'Standing',
  excepted: 'Excepted',
  resolved: 'Resolved',
};
/** A shape and a word: never colour alone. */
const SEVERITY_MARKS: Record<Severity, [sign: string, word: string]> = {
  high: ['▲', 'High'],
  medium: ['◆', 'Medium'],
  low: ['●', 'Low'],
};
/** Shown of each check, however many checks there are. */
const FEWEST_SHOWN = 20;

/** Findings by status and check, new ones first, each with what it means, why it matters, what to do, and its evidence. */
export function findingsPart(model: ReportModel): Html {
  const start = html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>`;
  if (!model.checks.ran) return html`${start}<p>The checks did not run: ${model.checks.why}</p></section>`;
  const groups = findingGroups(model);
  const most = Math.max(FEWEST_SHOWN, Math.floor(MOST_ROWS / Math.max(1, groups.length)));
  const { passed } = findingCounts(model);
  const isFirst = firstBaseline(model) !== undefined;
  const parts = STATUSES.map((status) => {
    const own = groups.filter((group) => group.status === status);
    if (own.length === 0)
      return status === 'new'
        ? html`<h3>New (0)</h3><p>No new findings${isFirst ? ': what the first checks find is the baseline, below' : ''}.</p>`
        : NOTHING;
    const total = own.reduce((sum, { findings }) => sum + findings.length, 0);
    return html`<div data-group><h3>${isFirst && status === 'standing' ? 'Baseline' : STATUS_HEADINGS[status]} (${count(total)})</h3>${own.map((group, index) => groupPart(model, group, index, most))}</div>`;
  });
  return html`${start}
<p>${countOf(passed, 'check')} passed. Every finding with its evidence is in ${place(model, FINDINGS.lines)}.</p>
${groups.length > 0 ? filterable('findings', 'findings', choices(), html`${parts}`) : parts}${notChecked(model)}</section>
`;
}

function choices() {
  return [
    {
      name: 'severity',
      label: 'Severity',
      options: Object.entries(SEVERITY_MARKS).map(([value, [, word]]) => [value, word] as const),
    },
    { name: 'status', label: 'Status', options: Object.entries(STATUS_HEADINGS) },
  ];
}

function groupPart(
  model: ReportModel,
  { check, status, severity, findings }: FindingGroup,
  index: number,
  most: number,
): Html {
  const [sign, word] = SEVERITY_MARKS[severity];
  const excepted = status === 'excepted';
  return html`<article class="check" data-group><h4><span class="severity ${severity}"><span aria-hidden="true">${sign}</span> ${word}</span> ${check.title}</h4>
<dl class="guide"><div><dt>What it means</dt><dd>${prose(check.meaning)}</dd></div><div><dt>Why it matters</dt><dd>${prose(check.why)}</dd></div><div><dt>What to do</dt><dd>${prose(check.remedy)}</dd></div><div><dt>Evidence for</dt><dd>${check.controls.join(' · ')}</dd></div></dl>
${tableOf({
  id: `findings-${status}-${severity}-${index}`,
  caption: `${STATUS_HEADINGS[status]} findings: ${check.title}`,
  columns: [{ name: 'Finding' }, { name: 'Since' }, { name: 'Evidence' }, ...(excepted ? [{ name: 'Exception' }] : [])],
  rows: findings.map((finding) => ({ cells: cellsOf(finding, excepted), filters: { severity, status } })),
  most,
  rest: place(model, FINDINGS.lines),
})}</article>
`;
}

function cellsOf(finding: Finding, excepted: boolean) {
  const facts = Object.entries(finding.evidence);
  const evidence = html`<ul class="facts">${facts.map(([name, value]) => html`<li><code>${name}</code> ${value}</li>`)}</ul>`;
  const { exception } = finding;
  return [
    { show: finding.text },
    {
      show: html`<span class="day">${finding.resolved ? `${finding.since} to ${finding.resolved}` : finding.since}</span>${finding.baseline ? ' (first run)' : ''}`,
    },
    { show: evidence },
    ...(excepted ? [{ show: exception ? `${exception.reason} (until ${exception.expires})` : '' }] : []),
  ];
}

function notChecked(model: ReportModel): Html {
  const reasons = notCheckedByReason(model);
  if (reasons.length === 0) return NOTHING;
  const skipped = reasons.reduce((sum, { titles }) => sum + titles.length, 0);
  return html`<h3 id="not-checked">Not checked (${count(skipped)})</h3>
<p>These checks could not tell, so they neither passed nor failed.</p>
<ul>${reasons.map(({ why, titles }) => html`<li>${prose(why)}<br><small>${titles.join(' · ')}</small></li>`)}</ul>
`;
}
