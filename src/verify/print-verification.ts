import { prose } from '../reporting/markdown/escape.ts';
import { count, countOf, size } from '../text/amounts.ts';
import {
  allProblems,
  type PlacedProblem,
  type Problem,
  type ResourceReport,
  saidOf,
  type Verification,
} from './report.ts';

/** More problems of one kind are counted; `--json` has all. */
const MOST_LINES = 30;
const LONGEST_LINE = 2000;

const HEADINGS: [kind: Problem['kind'], heading: string][] = [
  ['wrong', 'Problems'],
  ['unverified', 'Could not be verified'],
  ['stale', 'Too old'],
];

/** Returns the page for people: the verdict, a table of the resources, what is wrong and what to do, what is worth knowing. */
export function verificationPage(verification: Verification): string {
  const { resources } = verification;
  const lines = [`**${verdictOf(verification)}**`, ''];
  if (resources.length > 0) lines.push(...table(resources));
  for (const [kind, heading] of HEADINGS) {
    const problems = allProblems(verification).filter((problem) => problem.kind === kind);
    lines.push(...section(heading, saidOf(problems.map(withRemedy))));
  }
  const notes = resources.flatMap(({ resource, notes }) => notes.map((note) => ({ resource, text: `${note}.` })));
  lines.push(...section('Worth knowing', saidOf(notes)));
  lines.push(`Looked at ${verification.checkedAt.slice(0, 16)}Z by OpenAI Admin Export ${verification.toolVersion}.`);
  return `${lines.join('\n')}\n`;
}

/** Returns the verdict in one sentence. */
export function verdictOf(verification: Verification): string {
  const problems = allProblems(verification);
  const of = (kind: Problem['kind']) => problems.filter((problem) => problem.kind === kind).length;
  const files = verification.resources.reduce((sum, report) => sum + report.files, 0);
  const rows = verification.resources.reduce((sum, report) => sum + report.rows, 0);
  const read = `${countOf(files, 'file')} with ${countOf(rows, 'row')} of ${countOf(verification.resources.length, 'resource')} in the ${verification.destination}`;
  const parts = [
    of('wrong') > 0 ? countOf(of('wrong'), 'problem') : '',
    of('unverified') > 0 ? `${count(of('unverified'))} could not be verified` : '',
    of('stale') > 0 ? `${countOf(of('stale'), 'resource')} too old` : '',
  ].filter((part) => part !== '');
  return parts.length === 0
    ? `All right: ${read} are what their manifests say.`
    : `Not all right: ${parts.join(', ')}. Read were ${read}.`;
}

function table(resources: readonly ResourceReport[]): string[] {
  return [
    '| resource | files | rows | size | covered (UTC) | newest complete read | verdict |',
    '| --- | ---: | ---: | ---: | --- | --- | --- |',
    ...resources.map((report) => {
      const { resource, files, rows, bytes, covered, newestRead } = report;
      const cells = [resource, count(files), count(rows), size(bytes), covered, newestRead, resourceVerdict(report)];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

function resourceVerdict({ problems, notes }: ResourceReport): string {
  const wrong = problems.filter(({ kind }) => kind === 'wrong').length;
  if (wrong > 0) return countOf(wrong, 'problem');
  if (problems.some(({ kind }) => kind === 'unverified')) return 'could not be verified';
  if (problems.length > 0) return 'too old';
  return notes.length > 0 ? `all right, ${countOf(notes.length, 'note')}` : 'all right';
}

function withRemedy({ text, remedy, ...rest }: PlacedProblem): { resource?: string; text: string } {
  return { ...rest, text: `${text}. ${remedy}` };
}

function section(heading: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return [];
  const shown = texts.slice(0, MOST_LINES).map((text) => `- ${prose(text, LONGEST_LINE)}`);
  const rest = texts.length - shown.length;
  return [`## ${heading}`, '', ...shown, ...(rest > 0 ? [`- and ${count(rest)} more (\`--json\` has all)`] : []), ''];
}
