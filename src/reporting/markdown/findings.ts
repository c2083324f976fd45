import { FINDINGS } from '../../archive/layout.ts';
import type { Finding, Severity } from '../../audit/check.ts';
import { count, countOf } from '../../text/amounts.ts';
import type { ReportModel } from '../model/model.ts';
import {
  type FindingGroup,
  findingCounts,
  findingGroups,
  firstBaseline,
  notCheckedByReason,
} from '../words/findings.ts';
import { placeOf } from '../words/statements.ts';
import { code, escapeMarkdown, link, prose } from './escape.ts';
import type { Section } from './section.ts';

/** A mark and a word: never colour alone. */
export const SEVERITY_WORDS: Record<Severity, string> = { high: '🔴 High', medium: '🟠 Medium', low: '🔵 Low' };
const MOST_FACTS = 8;
const LONGEST_FACT = 160;
/** All checks there are, should one thing keep them all from looking. */
const LONGEST_TITLES = 3000;

/** New findings by check, with evidence and remedy; then those that stood before, excepted, resolved and not checked. */
export function findingSections(model: ReportModel, names: boolean): Section[] {
  if (!model.checks.ran) {
    const head = ['### Findings', '', `Checks did not run: ${escapeMarkdown(model.checks.why)}`];
    return [{ name: 'checks', head, rank: 1 }];
  }
  const groups = findingGroups(model);
  const fresh = groups.filter(({ status }) => status === 'new');
  const { passed } = findingCounts(model);
  const none = firstBaseline(model) ? 'None: what the first checks find is the baseline, below.' : 'None.';
  return [
    {
      name: 'findings',
      head: [
        '### New findings',
        '',
        fresh.length > 0
          ? `Evidence for each is in ${fileLink(model)}.`
          : `${none} ${countOf(passed, 'check')} passed.`,
      ],
      rank: 1,
    },
    ...fresh.map((group, index) => newSection(model, group, index, names)),
    earlierSection(model, groups, names),
    notCheckedSection(model),
  ];
}

function newSection(model: ReportModel, group: FindingGroup, index: number, names: boolean): Section {
  const { check, severity, findings } = group;
  return {
    name: `findings “${escapeMarkdown(check.title)}”`,
    head: [
      `#### ${SEVERITY_WORDS[severity]}: ${escapeMarkdown(check.title)} (${count(findings.length)})`,
      '',
      `${prose(check.meaning, 600)} ${prose(check.why, 600)}`,
      '',
      `**What to do:** ${prose(check.remedy, 800)}`,
      '',
    ],
    items: names ? findings.map(findingItem) : [],
    ...(names ? {} : { alreadyLeftOut: findings.length }),
    more: (left) => `- ${names ? `and ${count(left)} more` : countOf(left, 'finding')}: see ${fileLink(model)}.`,
    tail: ['', `<sub>Evidence for ${check.controls.map((control) => escapeMarkdown(control)).join(' · ')}</sub>`],
    rank: 2 + index / 1000,
  };
}

function findingItem(finding: Finding): string {
  const facts = Object.entries(finding.evidence);
  const shown = facts
    .slice(0, MOST_FACTS)
    .map(([name, value]) => `${escapeMarkdown(name)}: ${escapeMarkdown(value, LONGEST_FACT)}`);
  const left = facts.length - shown.length;
  const evidence = `${shown.join(' · ')}${left > 0 ? ` · and ${countOf(left, 'fact')} more` : ''}`;
  return `- ${escapeMarkdown(finding.text, 500)}${evidence ? `<br><sub>${evidence}</sub>` : ''}`;
}

function earlierSection(model: ReportModel, groups: FindingGroup[], names: boolean): Section {
  const earlier = groups.filter(({ status }) => status !== 'new');
  const counts = findingCounts(model);
  const isFirst = firstBaseline(model) !== undefined;
  const summary = `Earlier findings: ${count(counts.standing)} standing, ${count(counts.excepted)} excepted, ${count(counts.resolved)} resolved`;
  return {
    name: 'standing findings',
    head: [
      isFirst ? `### Baseline (${count(counts.standing)})` : `<details><summary>${summary}</summary>`,
      '',
      '| Status | Severity | Check | Number | Since | Example |',
      '| --- | --- | --- | ---: | --- | --- |',
    ],
    items: earlier.map((group) => earlierRow(group, names)),
    more: (left) => `and ${count(left)} more kinds: see ${fileLink(model)}.`,
    tail: ['', `Each with its evidence: ${fileLink(model)}.`, ...(isFirst ? [] : ['', '</details>'])],
    rank: isFirst ? 2 : 7,
  };
}

function earlierRow({ check, status, severity, findings }: FindingGroup, names: boolean): string {
  const oldest = findings.map(({ since }) => since).sort()[0] ?? '';
  const [first] = findings;
  const exception = first?.exception
    ? ` (until ${escapeMarkdown(first.exception.expires)}: ${escapeMarkdown(first.exception.reason, 120)})`
    : '';
  const example = names && first ? `${escapeMarkdown(first.text, 160)}${exception}` : '';
  return `| ${status} | ${SEVERITY_WORDS[severity]} | ${escapeMarkdown(check.title)} | ${count(findings.length)} | ${oldest} | ${example} |`;
}

function notCheckedSection(model: ReportModel): Section {
  const reasons = notCheckedByReason(model);
  const skipped = reasons.reduce((sum, { titles }) => sum + titles.length, 0);
  return {
    name: 'what was not checked',
    head: [`<details><summary>Not checked: ${countOf(skipped, 'check')}</summary>`, ''],
    items: reasons.map(
      ({ why, titles }) => `- ${prose(why, 600)}<br><sub>${escapeMarkdown(titles.join(' · '), LONGEST_TITLES)}</sub>`,
    ),
    more: (left) => `- and ${countOf(left, 'more reason')}: see ${fileLink(model)}.`,
    tail: ['', '</details>'],
    rank: 5,
  };
}

function fileLink(model: ReportModel): string {
  const { text, url } = placeOf(model, FINDINGS.lines);
  return link(code(text), url);
}
