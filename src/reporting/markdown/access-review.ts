import { type AccessRow, type Population, rolesOf } from '../../access-review/access-row.ts';
import type { ReviewTally } from '../../access-review/merge-review.ts';
import type { OutstandingRevoke } from '../../access-review/outstanding-revokes.ts';
import type { Finding } from '../../audit/check.ts';
import { count, countOf } from '../../text/amounts.ts';
import { code, escapeMarkdown } from './escape.ts';

/** What the pull request of a review tells. */
export interface ReviewModel {
  /** `2026-Q4`. */
  period: string;
  /** UTC day of the run. */
  day: string;
  /** Path of the file in the repository. */
  path: string;
  /** Where the file can be opened on the review's branch. */
  link?: string;
  population: Population;
  tally: ReviewTally;
  findings: readonly Finding[];
  /** Of earlier reviews. */
  outstanding: readonly OutstandingRevoke[];
  /** Of earlier reviews: what could not be followed up. */
  problems: readonly string[];
  /** True where no name or address may be shown: numbers only. */
  countsOnly: boolean;
}

/** GitHub refuses a body of more than 65,536 characters. */
const LONGEST_BODY = 65_000;
const MOST_LINES = 20;

/** Returns the title of the review's pull request: `Access review 2026-Q4: 120 people, 8 service accounts, 34 keys`. */
export function reviewTitle({ period, population: { rows } }: ReviewModel): string {
  const { people, serviceAccounts, keys } = numbers(rows);
  const persons = people === 1 ? '1 person' : `${count(people)} people`;
  return `Access review ${period}: ${persons}, ${countOf(serviceAccounts, 'service account')}, ${countOf(keys, 'key')}`;
}

/** Returns the body of the review's pull request, in Markdown. */
export function reviewBody(model: ReviewModel): string {
  const { countsOnly, outstanding } = model;
  const findings = model.findings.filter(({ severity, status }) => severity === 'high' && status !== 'resolved');
  const open = findings.map(({ text, exception }) =>
    exception ? `${text} (excepted until ${exception.expires})` : text,
  );
  const standing = outstanding.map(({ subject, review, decision }) => `${decision} (${review}): ${subject}`);
  const lines = [
    ...opening(model),
    ...section('What the list lacks', model.population.missing, false),
    ...section('High findings', open, countsOnly),
    ...section('Decided earlier, not carried out', standing, countsOnly),
    ...section('Earlier decisions that could not be followed up', model.problems, false),
  ];
  const body = `${lines.join('\n')}\n`;
  return body.length > LONGEST_BODY ? `${body.slice(0, LONGEST_BODY - 2)}…\n` : body;
}

function opening({ period, day, path, link, population: { rows }, tally }: ReviewModel): string[] {
  const { people, owners, serviceAccounts, invites, keys, adminKeys, projects } = numbers(rows);
  const file = link === undefined ? code(path) : `[${code(path)}](${link})`;
  const unknown = tally.unknown > 0 ? `, **${count(tally.unknown)} not understood**` : '';
  const changed =
    tally.changedSince > 0
      ? ` ${count(tally.changedSince)} of the decided ones changed since: column since\\_decided.`
      : '';
  return [
    `Everybody and everything with access to the OpenAI organisation on ${day}, for the review of ${period}: ${file}.`,
    '',
    '| | |',
    '| --- | ---: |',
    `| People | ${count(people)} |`,
    `| Owners of the organisation | ${count(owners)} |`,
    `| Service accounts | ${count(serviceAccounts)} |`,
    `| Pending invites | ${count(invites)} |`,
    `| Keys | ${count(keys)} |`,
    `| of which admin keys | ${count(adminKeys)} |`,
    `| Projects | ${count(projects)} |`,
    '',
    `${countOf(tally.rows, 'row')}: ${count(tally.undecided)} undecided, ${count(tally.keep)} keep, ${count(tally.revoke)} revoke, ${count(tally.change)} change${unknown}.${changed}`,
    '',
    '1. Open the file on this branch and write `keep`, `revoke` or `change` into **decision** for every row, and the reason into **note**. Later runs keep what you write.',
    '2. Approve and merge. The merged file, with who approved it, the day and the commit, is the record.',
    '3. Carry out what was decided, in the settings of the organisation. The next runs report each `revoke` and `change` that has not been.',
  ];
}

function numbers(rows: readonly AccessRow[]) {
  const distinct = (wanted: (row: AccessRow) => boolean) => new Set(rows.filter(wanted).map(({ id }) => id)).size;
  const isKey = ({ kind }: AccessRow) => kind === 'admin key' || kind === 'project key';
  return {
    people: distinct(({ kind }) => kind === 'person'),
    owners: distinct((row) => row.projectId === '' && row.access.startsWith('user:') && isOwner(row)),
    serviceAccounts: distinct(({ kind }) => kind === 'service account'),
    invites: distinct(({ kind }) => kind === 'invite'),
    // Ids of project keys are unique only inside a project.
    keys: rows.filter(isKey).length,
    adminKeys: distinct(({ kind }) => kind === 'admin key'),
    projects: new Set(rows.map(({ projectId }) => projectId).filter((id) => id !== '')).size,
  };
}

function isOwner(row: AccessRow): boolean {
  return rolesOf(row).some((role) => role.toLowerCase() === 'owner');
}

/** A heading and a list, cut where it is long; only how many there are where `countsOnly`; nothing where there are none. */
function section(heading: string, texts: readonly string[], countsOnly: boolean): string[] {
  if (texts.length === 0) return [];
  if (countsOnly)
    return ['', `### ${heading}: ${count(texts.length)}`, '', 'They name people, and are not shown here.'];
  const lines = texts.slice(0, MOST_LINES).map((text) => `- ${escapeMarkdown(text)}`);
  const rest = texts.length - lines.length;
  return [
    '',
    `### ${heading}: ${count(texts.length)}`,
    '',
    ...lines,
    ...(rest > 0 ? [`- and ${count(rest)} more`] : []),
  ];
}
