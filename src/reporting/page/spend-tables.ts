import type { Mover, ProjectSpend, ReportModel, ReportSpend } from '../model/model.ts';
import { percent, plainAmount, signedAmount } from '../words/money.ts';
import { capital, monthWords } from '../words/month.ts';
import { changeAgainst, SHARES_NOTE } from '../words/statements.ts';
import { filterable } from './filter.ts';
import { type Html, html, NOTHING } from './html.ts';
import { place } from './prose.ts';
import { type Cell, type Column, tableOf } from './table.ts';

const NUMBER = { kind: 'number' as const };

/** Who and what moved most, by project and by line item. */
export function moversPart(spend: ReportSpend): Html {
  const { moversByProject, moversByLineItem } = spend;
  if (moversByProject.length + moversByLineItem.length === 0) return NOTHING;
  const unit = spend.currency.toUpperCase();
  const { toDate, sameDays } = monthWords(spend);
  return html`<h3>What moved most</h3><p>${capital(toDate)} against ${sameDays}, in ${unit}.</p>
<div class="pair">${moversTable(spend, 'movers-project', 'Project', moversByProject)}${moversTable(spend, 'movers-item', 'Line item', moversByLineItem)}</div>
`;
}

function moversTable(spend: ReportSpend, id: string, name: string, movers: readonly Mover[]): Html {
  if (movers.length === 0) return NOTHING;
  const most = Math.max(...movers.map(({ before, now }) => Math.abs(now - before)));
  return html`<div>${tableOf({
    id,
    caption: `Movers by ${name.toLowerCase()}`,
    columns: [{ name }, { name: 'Before', ...NUMBER }, { name: 'Now', ...NUMBER }, { name: 'Change', ...NUMBER }],
    rows: movers.map(({ name, before, now }) => ({
      cells: [
        name,
        plainAmount(before),
        plainAmount(now),
        {
          show: html`${signedAmount(now - before)} <small>${changeAgainst(spend, now, before)}</small>${moveBar(now - before, most)}`,
          sort: round(now - before),
        },
      ],
    })),
    rowHeads: true,
  })}</div>`;
}

/** Returns every project with its share of its own limit and budget, the costliest first; then line items. */
export function projectsPart(model: ReportModel, spend: ReportSpend): Html {
  const unit = spend.currency.toUpperCase();
  const projects = [...spend.projects].sort((one, other) => other.monthToDate - one.monthToDate);
  const labels = { team: projects.some(({ team }) => team), centre: projects.some(({ costCentre }) => costCentre) };
  const columns: Column[] = [
    { name: 'Project' },
    ...(labels.team ? [{ name: 'Team' }] : []),
    ...(labels.centre ? [{ name: 'Cost centre' }] : []),
    ...monthColumns(spend),
    { name: 'Forecast', ...NUMBER },
    { name: 'Share of limit', ...NUMBER },
    { name: 'Share of budget', ...NUMBER },
  ];
  const rest = place(model, 'costs');
  const table = tableOf({
    id: 'projects',
    caption: `Spend by project (${unit})`,
    columns,
    rows: projects.map((project) => ({ cells: projectCells(project, labels) })),
    rest,
    rowHeads: true,
  });
  return html`<h3>Projects</h3><p>${SHARES_NOTE} Each forecast stands for itself: they need not add up.</p>${filterable('projects-filter', 'projects', [], table)}${lineItems(spend, unit, rest)}`;
}

function monthColumns(spend: ReportSpend): Column[] {
  const { toDate, sameDays } = monthWords(spend);
  return [
    { name: capital(toDate), ...NUMBER },
    { name: capital(sameDays.replace('the ', '')), ...NUMBER },
  ];
}

function projectCells(project: ProjectSpend, labels: { team: boolean; centre: boolean }): Cell[] {
  return [
    project.name,
    ...(labels.team ? [project.team ?? ''] : []),
    ...(labels.centre ? [project.costCentre ?? ''] : []),
    plainAmount(project.monthToDate),
    plainAmount(project.lastMonthToDate),
    plainAmount(project.forecast),
    shareCell(project.shareOfLimit, project.limit),
    shareCell(project.shareOfBudget, project.budget),
  ];
}

function shareCell(share: number | undefined, of: number | undefined): Cell {
  if (share === undefined || of === undefined) return { show: html`<span class="none">none</span>`, sort: '' };
  const word = share >= 1 ? ' (over)' : '';
  return {
    show: html`${percent(share)}${word} <small>of ${plainAmount(of)}</small>${meter(share)}`,
    sort: round(share),
  };
}

function lineItems(spend: ReportSpend, unit: string, rest: Html): Html {
  const { lineItems } = spend;
  if (lineItems.length === 0) return NOTHING;
  return html`<h3>Line items</h3>${tableOf({
    id: 'line-items',
    caption: `Spend by line item (${unit})`,
    columns: [{ name: 'Line item' }, ...monthColumns(spend), { name: 'Change', ...NUMBER }],
    rows: lineItems.map(({ name, monthToDate, lastMonthToDate }) => ({
      cells: [
        name,
        plainAmount(monthToDate),
        plainAmount(lastMonthToDate),
        {
          show: html`${signedAmount(monthToDate - lastMonthToDate)} <small>${changeAgainst(spend, monthToDate, lastMonthToDate)}</small>`,
          sort: round(monthToDate - lastMonthToDate),
        },
      ],
    })),
    rest,
    rowHeads: true,
  })}`;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Returns a bar for a share whose number is shown as well: screen readers skip it, because it adds nothing. */
export function meter(share: number): Html {
  const level = share >= 1 ? 'over' : share >= 0.8 ? 'near' : 'fine';
  const width = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return html`<svg class="meter ${level}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="m-back" width="100" height="8"/><rect class="m-fill" width="${width}" height="8"/></svg>`;
}

/** Returns a bar to the right of the middle for more, to the left for less. */
function moveBar(change: number, most: number): Html {
  const width = most > 0 ? Math.round((Math.abs(change) / most) * 50) : 0;
  return html`<svg class="meter move" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="m-${change < 0 ? 'less' : 'more'}" x="${change < 0 ? 50 - width : 50}" width="${width}" height="8"/><rect class="m-middle" x="49.5" width="1" height="8"/></svg>`;
}
