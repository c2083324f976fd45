import { FOLDERS } from '../../archive/layout.ts';
import { count } from '../../text/amounts.ts';
import type { ChangeKind, ReportChange, ReportModel } from '../model/model.ts';
import { placeOf } from '../words/statements.ts';
import { changesOf } from '../words/verdict.ts';
import { code, escapeMarkdown, link } from './escape.ts';
import type { Section } from './section.ts';

/** Headings of the kinds of changes, in the order in which they matter to a reviewer. */
export const KIND_HEADINGS: readonly [ChangeKind, string][] = [
  ['access', 'Access changes'],
  ['keys', 'Key changes'],
  ['settings', 'Settings changes'],
  ['other', 'Other changes'],
];

/** Signs for a glance; the word stands next to it. */
const SIGNS = { added: '➕ added', removed: '➖ removed', changed: '✏️ changed' };

/** Returns a table for each kind of change that there was; one of counts by resource if names may not be shown. */
export function changeSections(model: ReportModel, names: boolean): Section[] {
  return KIND_HEADINGS.flatMap(([kind, heading], index) => {
    const total = changesOf(model, kind);
    if (total === 0) return [];
    // What is no question of access only counts.
    return [
      names && kind !== 'other'
        ? listSection(model, kind, heading, 3 + index / 10)
        : countSection(model, kind, heading),
    ];
  });
}

function listSection(model: ReportModel, kind: ChangeKind, heading: string, rank: number): Section {
  const total = changesOf(model, kind);
  const changes = model.changes.filter((change) => change.kind === kind);
  return {
    name: heading.toLowerCase(),
    head: [
      `### ${heading} (${count(total)})`,
      '',
      '| Day | Change | What | Detail | Project |',
      '| --- | --- | --- | --- | --- |',
    ],
    items: changes.map(changeRow),
    alreadyLeftOut: Math.max(0, total - changes.length),
    more: (left) => `and ${count(left)} more: see ${changesLink(model)}.`,
    rank,
  };
}

function changeRow({ day, change, subject, detail, project }: ReportChange): string {
  const cells = [day, SIGNS[change], escapeMarkdown(subject), escapeMarkdown(detail), escapeMarkdown(project ?? '')];
  return `| ${cells.join(' | ')} |`;
}

function countSection(model: ReportModel, kind: ChangeKind, heading: string): Section {
  const rows = model.changeCount
    .filter((entry) => entry.kind === kind)
    .map(
      ({ resource, added, removed, changed }) =>
        `| ${escapeMarkdown(resource)} | ${count(added)} | ${count(removed)} | ${count(changed)} |`,
    );
  return {
    name: heading.toLowerCase(),
    head: [
      `<details><summary>${heading}: ${count(changesOf(model, kind))}</summary>`,
      '',
      '| Resource | Added | Removed | Changed |',
      '| --- | ---: | ---: | ---: |',
    ],
    items: rows,
    more: (left) => `and ${count(left)} more resources: see ${changesLink(model)}.`,
    tail: ['', '</details>'],
    rank: 8,
  };
}

function changesLink(model: ReportModel): string {
  const { text, url } = placeOf(model, FOLDERS.changes);
  return link(code(`${text}/…`), url);
}
