import { code, escapeMarkdown, prose } from '../../reporting/markdown/escape.ts';
import { count, countOf } from '../../text/amounts.ts';
import { allProblems, saidOf } from '../report.ts';
import type { ApiVerification, Comparison, Listing } from './comparison.ts';

const LONGEST_LINE = 2000;

const LISTS: [kind: 'missing' | 'extra' | 'different', heading: string][] = [
  ['missing', 'missing in the files'],
  ['extra', 'extra in the files'],
  ['different', 'different, and in which fields'],
];

/** Returns the page for an auditor: what was compared and when, the verdict, counts, lists, and what stands behind them. */
export function comparisonPage(verification: ApiVerification): string {
  const { resources } = verification;
  const lines = [
    '# Export compared with the API',
    '',
    `**${verdictOf(verification)}**`,
    '',
    ...facts(verification),
    ...counts(resources),
    ...problems(verification),
    ...resources.flatMap(differences),
    ...notes(resources),
    ...evidence(resources),
    ...limits(resources),
  ];
  return `${lines.join('\n')}\n`;
}

/** Returns the verdict in one sentence. */
export function verdictOf(verification: ApiVerification): string {
  const { resources } = verification;
  const all = allProblems(verification);
  const compared = resources.filter(({ isCompared }) => isCompared);
  const rows = compared.reduce((sum, { same }) => sum + same, 0);
  const what = `${countOf(rows, 'row')} of ${countOf(compared.length, 'resource')}`;
  const wrong = [
    ...new Set(all.filter(({ kind }) => kind === 'wrong').map(({ resource }) => resource ?? 'the manifests')),
  ];
  if (wrong.length > 0) return `Not all right: ${wrong.join(', ')} differ from the API. What agrees are ${what}.`;
  const changed = compared.filter((one) => one.kind === 'snapshot' && one.same < Math.max(one.stored, one.fresh));
  const since = changed.length === 0 ? '' : ` ${countOf(changed.length, 'snapshot')} changed since, as is usual.`;
  if (all.length > 0)
    return `Not all of it could be compared: see below. What could be, ${what}, agrees with the API.${since}`;
  return `All right: ${what} agree with the API.${since}`;
}

function facts(verification: ApiVerification): string[] {
  const { destination, from, to, startedAt, endedAt, toolVersion, baseUrl, organizations } = verification;
  const minute = (time: string) => `${time.slice(0, 16)}Z`;
  const rows: [string, string][] = [
    ['Files', escapeMarkdown(destination)],
    ['Period', `${from} to ${to} UTC, the last day not included`],
    ['Compared', `${minute(startedAt)} to ${minute(endedAt)}`],
    ['API', code(baseUrl)],
    ['Organisation (hash)', organizations.length === 0 ? 'not told by the API' : organizations.map(code).join(', ')],
    ['Tool', `OpenAI Admin Export ${toolVersion}`],
  ];
  return ['| | |', '| --- | --- |', ...rows.map(([name, text]) => `| ${name} | ${text} |`), ''];
}

function counts(resources: readonly Comparison[]): string[] {
  if (resources.length === 0) return [];
  return [
    '| resource | in the files | from the API | same | missing | extra | different | verdict |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...resources.map((comparison) => {
      const { resource, stored, fresh, same, missing, extra, different } = comparison;
      const numbers = [stored, fresh, same, missing.count, extra.count, different.count].map(count);
      return `| ${[resource, ...numbers, resourceVerdict(comparison)].join(' | ')} |`;
    }),
    '',
  ];
}

function resourceVerdict(comparison: Comparison): string {
  const { kind, isCompared, problems, readOn, missing, extra, different, kept } = comparison;
  if (problems.some((problem) => problem.kind === 'wrong')) return 'differs';
  if (!isCompared) return 'not compared';
  if (kind === 'snapshot') {
    const changed = missing.count + extra.count + different.count > 0;
    return `${changed ? 'has changed' : 'unchanged'} since ${readOn ?? 'it was read'} (as of now)`;
  }
  if (kind === 'buckets' && missing.count + extra.count + different.count > 0) return 'differs, not settled yet';
  if (problems.length > 0) return 'agrees, as far as compared';
  return extra.count + kept.fuller > 0 ? 'agrees, and keeps more' : 'agrees';
}

function problems(verification: ApiVerification): string[] {
  const all = allProblems(verification).map(({ text, remedy, ...rest }) => ({ ...rest, text: `${text}. ${remedy}` }));
  return all.length === 0 ? [] : ['## Problems', '', ...saidOf(all).map(line), ''];
}

function differences(comparison: Comparison): string[] {
  const told = LISTS.flatMap(([kind, heading]) => list(comparison[kind], heading));
  const label = comparison.kind === 'snapshot' ? ' (as of now)' : '';
  return told.length === 0 ? [] : [`## ${comparison.resource}${label}`, '', ...told];
}

function list({ count: total, listed }: Listing, heading: string): string[] {
  if (total === 0) return [];
  const rest = total - listed.length;
  return [
    `${count(total)} ${heading}:`,
    '',
    ...listed.map((text) => `- ${code(text)}`),
    ...(rest > 0 ? [`- and ${count(rest)} more`] : []),
    '',
  ];
}

function notes(resources: readonly Comparison[]): string[] {
  const all = resources.flatMap(({ resource, notes }) =>
    notes.map((note) => ({ resource, text: `${note.replace(/\.$/, '')}.` })),
  );
  return all.length === 0 ? [] : ['## Worth knowing', '', ...saidOf(all).map(line), ''];
}

function line(text: string): string {
  return `- ${prose(text, LONGEST_LINE)}`;
}

function evidence(resources: readonly Comparison[]): string[] {
  if (resources.length === 0) return [];
  return [
    '## What stands behind it',
    '',
    '| resource | SHA-256 of the manifest | requests | first request | last request |',
    '| --- | --- | ---: | --- | --- |',
    ...resources.map(({ resource, manifestSha256, requests }) => {
      const id = (text: string | undefined) => (text === undefined ? '' : code(text));
      const cells = [resource, code(manifestSha256), count(requests.count), id(requests.first), id(requests.last)];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

function limits(resources: readonly Comparison[]): string[] {
  const lines = [
    'The files were read as their manifests list them, their SHA-256 compared on the way. Rows are matched by id (events), by start and grouping (usage and costs), by ids (snapshots); fields are named, never what they hold.',
  ];
  if (resources.some(({ kind }) => kind === 'snapshot'))
    lines.push(
      'Snapshots have no period: the API tells them as of now alone, and what moves by itself (`last_used_at`) is left out.',
    );
  return [`<sub>${lines.join(' ')}</sub>`];
}
