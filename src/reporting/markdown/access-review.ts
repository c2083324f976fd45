import { type AccessRow, type Population, rolesOf } from '../../access-review/access-row.ts';
import type { ReviewTally } from '../../access-review/merge-review.ts';
import type { OutstandingRevoke } from '../../access-review/outstanding-revokes.ts';
import type { Finding } from '../../audit/check.ts';
import { count, countOf } from '../../text/amounts.ts';
import { code, escapeMarkdown } from './escape.ts';
import { BUDGETS, compose, type Section } from './section.ts';

/** What the pull request of a review is made from. */
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
}

const MOST_LINES = 20;

/** Returns the title of the review's pull request: `Access review 2026-Q4: 120 people, 8 service accounts, 34 keys`. */
export function reviewTitle({ period, population: { rows } }: ReviewModel): string {
  const { people, serviceAccounts, keys } = numbers(rows);
  const persons = people === 1 ? '1 person' : `${count(people)} people`;
  return `Access review ${period}: ${persons}, ${countOf(serviceAccounts, 'service account')}, ${countOf(keys, 'key')}`;
}

/** Returns the body of the review's pull request, in Markdown. */
export function reviewBody(model: ReviewModel): string {
  const findings = model.findings.filter(({ severity, status }) => severity === 'high' && status !== 'resolved');
  const open = findings.map(({ text, exception }) =>
    exception ? `${text} (excepted until ${exception.expires})` : text,
  );
  const standing = model.outstanding.map(({ subject, review, decision }) => `${decision} (${review}): ${subject}`);
  const sections = [
    { name: 'the review', head: opening(model), rank: 0 },
    listOf('What the list lacks', model.population.missing),
    listOf('High findings', open),
    listOf('Decided earlier, not carried out', standing),
    listOf('Earlier decisions that could not be followed up', model.problems),
  ];
  return compose(sections, BUDGETS.pullRequest);
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

function listOf(heading: string, texts: readonly string[]): Section {
  return {
    name: heading,
    head: [`### ${heading}: ${count(texts.length)}`, ''],
    items: texts.slice(0, MOST_LINES).map((text) => `- ${escapeMarkdown(text)}`),
    alreadyLeftOut: Math.max(0, texts.length - MOST_LINES),
    more: (left) => `- and ${count(left)} more`,
    rank: 1,
  };
}
