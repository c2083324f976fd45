import { FINDINGS, FOLDERS } from '../../archive/layout.ts';
import { count, countOf, size } from '../../text/amounts.ts';
import type { ReportModel } from '../model/model.ts';
import { coverageTroubles, coverageWords, problemsOf } from '../words/coverage.ts';
import { placeOf } from '../words/statements.ts';
import { isReadToEnd } from '../words/verdict.ts';
import { code, escapeMarkdown, link } from './escape.ts';
import { linkedProse } from './linked-prose.ts';
import type { Section } from './section.ts';

/** Decisions of an access review that were not carried out. */
export function revokeSection(model: ReportModel, names: boolean): Section {
  const revokes = model.revokesOutstanding ?? [];
  return {
    name: 'revokes outstanding',
    head: [
      `### Revokes outstanding (${count(revokes.length)})`,
      '',
      'Decided in an access review, and still there.',
      '',
    ],
    items: names
      ? revokes.map(({ subject, review, reviewer, day }) => {
          const by = [
            ...(reviewer ? [`by ${escapeMarkdown(reviewer)}`] : []),
            ...(day ? [`on ${escapeMarkdown(day)}`] : []),
          ];
          return `- ${escapeMarkdown(subject)}: decided in ${escapeMarkdown(review)}${by.length > 0 ? ` ${by.join(' ')}` : ''}`;
        })
      : [],
    ...(names ? {} : { alreadyLeftOut: revokes.length }),
    more: (left) =>
      `- ${names ? `and ${count(left)} more` : countOf(left, 'decision')}: see ${fileLink(model, FOLDERS.reviews, `${FOLDERS.reviews}/…`)}.`,
    rank: 2.5,
  };
}

/**
 * Returns what could not be read, with its remedy, and where the data has gaps.
 * @param isBeyondRun true in a text that says all of the run itself elsewhere: then what could not be read back and other runs' gaps are left.
 */
export function problemSection(model: ReportModel, isBeyondRun: boolean): Section {
  const { stoppedBy, toolFiles } = isBeyondRun ? { ...model.run, stoppedBy: undefined } : model.run;
  const problems = isBeyondRun ? model.readBack : problemsOf(model);
  const gaps = coverageTroubles(model.coverage).filter(({ status }) =>
    isBeyondRun ? status === 'other run' : status !== 'failed',
  );
  const items = [
    ...(stoppedBy ? [`- The run ended early: ${linkedProse(stoppedBy, 600, toolFiles)}`] : []),
    ...problems.map(
      ({ resource, notice }) => `- **${escapeMarkdown(resource)}**: ${linkedProse(notice, 600, toolFiles)}`,
    ),
    ...gaps.map(
      (coverage) => `- **${escapeMarkdown(coverage.resource)}**: ${escapeMarkdown(coverageWords(coverage), 600)}`,
    ),
  ];
  if (items.length === 0 && !isBeyondRun && !isReadToEnd(model)) items.push('- The run did not complete: see its log.');
  return {
    name: 'what could not be read',
    head: ['### Not read completely', ''],
    items,
    more: (left) => `- and ${count(left)} more: see the log of the run.`,
    rank: 2.8,
  };
}

/** Where the rest is. */
export function aboutSection(model: ReportModel): Section {
  const { total, destination } = model.run;
  return {
    name: 'where the rest is',
    head: [
      '---',
      '',
      `<sub>${countOf(total.records, 'row')} read, ${countOf(total.files, 'file')} written (${size(total.bytes)}) to ${code(destination)}. ${model.checks.ran ? `Every finding with its evidence: ${fileLink(model, FINDINGS.lines)}. ` : ''}Every change: ${fileLink(model, FOLDERS.changes, `${FOLDERS.changes}/…`)}. What was read of which day: ${fileLink(model, FOLDERS.manifests, `${FOLDERS.manifests}/…`)}. OpenAI Admin Export, ${escapeMarkdown(model.now)}.</sub>`,
    ],
    rank: 1,
  };
}

function fileLink(model: ReportModel, path: string, shown = path): string {
  return link(code(shown), placeOf(model, path).url);
}
