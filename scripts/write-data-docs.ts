import { readFile, writeFile } from 'node:fs/promises';
import {
  type DescribedColumn,
  describeColumn,
  describeResource,
  describeSeen,
  families,
} from '../docs/data/describe.ts';
import { type EventTypeText, eventTypes } from '../docs/data/event-types.ts';
import { changeFields, findingFields, manifestFields, type OwnField } from '../docs/data/own-files.ts';
import { allResources } from '../src/catalogue/catalogue.ts';
import { presets } from '../src/catalogue/presets.ts';
import type { BucketsResource, Resource } from '../src/catalogue/resource.ts';

/** The page that this script writes. */
export const dataDocsPath = 'docs/data.md';

const introduction = `# Data dictionary

This page is written by \`node scripts/write-data-docs.ts\` from the catalogue. It says of every column of every resource what it is, its type, its unit and whether it is
personal data. Where the files lie and how they are written is described in [files](files.md), what \`privacy\` does in [privacy](privacy.md).
`;

const reading = `## How to read the tables

- **column** is the name in CSV. In JSONL \`owner__user__email\` is the field \`email\` of the object \`user\` of the object \`owner\`.
- **in JSONL** is the type of the value as the API sends it; **in CSV** the form of the cell, if it is another. Times are Unix seconds in JSONL
  (\`1795352400\`) and UTC in CSV (\`2026-11-22T13:00:00Z\`). Lists, and objects with keys of their own, are JSON text in CSV. Booleans are \`true\` and \`false\`. Any
  value may be null; in CSV that is an empty cell, and so is a field that the API left out.
- **unit** is what a number counts. A number is copied digit for digit.
- **personal** is the kind of personal data that \`privacy\` hides in the column: **email** becomes \`email_3f2a…\` or \`redacted\`. Others stay open
  unless \`privacy-columns\` adds them: **id, open** is the id of a person, by which tables join; **profile, open** says something of a person; **may name one,
  open** is a text in which people put names. What looks like an e-mail or IP address is replaced wherever it stands. The rest of a row (a role, a date) tells of whom the row's ids tell of.
- *Volatile* columns move by themselves: they are data, and never an entry of the change log.
- **Seen beyond these** are fields that OpenAI does not describe and that the API, or a version of it, was seen to send. They and all others that this release
  does not know reach JSONL as they are; in CSV they follow the columns, sorted by name, unconverted, only in files whose rows have them.
- **Scope** is what the API has named when it refused a key for want of it; OpenAI does not say which read needs which. What counts is the run's own message.
- Custom resources have no columns here: JSONL holds what the API sends, CSV all fields, sorted by name.

## How tables join

| from | to |
| --- | --- |
| \`project_id\`, \`project__id\` | \`projects.id\` |
| \`user_id\`, \`owner__id\`, \`owner__user__id\`, \`actor__session__user__id\`, \`id\` of \`project_users\` and \`group_users\` | \`users.id\` |
| \`group_id\` | \`groups.id\` |
| \`api_key_id\`, \`actor__api_key__id\` | \`project_api_keys.id\`; of admin keys \`admin_api_keys.id\` |
| \`id\` of \`user_roles\`, \`group_roles\` | \`roles.id\` |
| \`id\` of \`project_user_roles\`, \`project_group_roles\` | \`project_roles.id\`, with the same \`project_id\` |
| \`owner__service_account__id\`, \`actor__api_key__service_account__id\` | \`project_service_accounts.id\` |

Ids below a project are unique only together with \`project_id\`.
`;

const eventIntroduction = `## Event types

What \`type\` of [audit_logs](#audit_logs) can be, and what \`details\` then holds (paths; \`[]\` is a list). Types with *no payload* have nothing to add. Of types without a word on it
OpenAI describes no payload: what the API sends is in \`details\` all the same. Of most of these OpenAI tells the name alone, and the meaning here is read from it.
`;

const code = (text: string) => `\`${text}\``;
const codes = (texts: readonly string[]) => texts.map(code).join(', ');

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function personalOf({ hidden, person }: DescribedColumn, isPayload: boolean): string {
  if (isPayload) return 'what is in it, by name';
  if (hidden === 'person') return '**person**, what is in it';
  if (hidden !== undefined) return `**${hidden}**`;
  return person === undefined
    ? ''
    : { id: 'id, open', profile: 'profile, open', perhaps: 'may name one, open' }[person];
}

function columnRow(column: DescribedColumn, isPayload = false): string[] {
  const values =
    column.values === undefined
      ? ''
      : ` ${column.values.length > 1 ? 'One of ' : 'So far only '}${codes(column.values)}.`;
  const volatile = column.volatile ? ' *Volatile.*' : '';
  const { name, jsonl, csv = '', unit = '', text } = column;
  return [code(name), jsonl, csv, unit, personalOf(column, isPayload), `${text}${values}${volatile}`];
}

const heads = ['column', 'in JSONL', 'in CSV', 'unit', 'personal', 'what it is'];

function readsOf(resource: Resource): string {
  const { path, pagination, pageSize, query } = resource;
  const size = pageSize === undefined ? '' : `, ${pageSize} a page`;
  const cursor = pagination === 'none' ? '' : `, cursor ${code(pagination)}`;
  const asked = query ? `, with ${codes(Object.entries(query).map(([name, value]) => `${name}=${value}`))}` : '';
  return `**Read** from \`GET ${path}\`${size}${cursor}${asked}.${parentOf(resource)}`;
}

function parentOf(resource: Resource): string {
  if (resource.kind !== 'snapshot') return '';
  const { parent, idParameter, idsRequired, fallback } = resource;
  // Nothing is asked of an archived project.
  const which = parent?.resource === 'projects' ? ' that is not archived' : '';
  const link = parent && `[${parent.resource}](#${parent.resource})${which}`;
  if (idsRequired) return ' Only for the `ids` that you give.';
  if (fallback !== undefined) return ` Where the API lacks the path: [${fallback}](#${fallback}).`;
  if (link === undefined) return '';
  return idParameter === undefined
    ? ` Once for each row of ${link}.`
    : ` Once for each row of ${link}, or for the \`ids\` that you give.`;
}

function fileOf({ kind, name }: Resource): string {
  if (kind === 'events') return `**Files** by day: \`${name}/date=2026-11-22/${name}.jsonl\`. Lookback 3 days.`;
  if (kind === 'buckets') {
    const lookback = name === 'costs' ? 35 : 3;
    return `**Files** by month: \`${name}/month=2026-11/${name}.jsonl\`. Lookback ${lookback} days.`;
  }
  return `**File** \`${name}/${name}.jsonl\`, a snapshot.`;
}

function keyOf(resource: Resource): string {
  if (resource.kind === 'buckets') return groupingOf(resource);
  const names = keyColumns(resource);
  return names.length === 0 ? '**Key** none: there is one row.' : `**Key** ${codes(names)}.`;
}

function keyColumns({ parentIds, key }: Resource): string[] {
  return [...parentIds, ...key.filter((name) => !parentIds.includes(name))];
}

function groupingOf({ dimensions, undescribedDimensions = [], widths }: BucketsResource): string {
  const more =
    undescribedDimensions.length > 0
      ? `; ${codes(undescribedDimensions)} only if \`group-by\` names them or is \`all\``
      : '';
  const pages = Object.entries(widths).map(([width, most]) => `\`${width}\` (${most} a page)`);
  return `**Grouped** by ${codes(dimensions)}${more}; null if not grouped by. **Buckets** of ${pages.join(', ')}.`;
}

function presetsOf({ name }: Resource): string {
  const found = [...presets].filter(([, names]) => names.includes(name)).map(([preset]) => preset);
  return found.length === 0 ? 'In no preset: name it.' : `**Presets** ${codes(found)}.`;
}

function resourceSection(resource: Resource): string {
  const { text, row, scope, notes = [], seen, like } = describeResource(resource.name);
  const columns = resource.columns.map((column) =>
    columnRow(describeColumn(resource, column), column.name === resource.payloadColumn),
  );
  const beyond = seen ?? (like === undefined ? undefined : describeResource(like).seen);
  const more = Object.entries(beyond ?? {}).map(([name, field]) => columnRow(describeSeen(name, field)));
  const facts = [
    readsOf(resource),
    `${fileOf(resource)} ${keyOf(resource)}`,
    `**Scope** ${code(scope)}. ${presetsOf(resource)}`,
  ];
  return [
    `### ${resource.name}\n`,
    `${text} One row is ${row}.\n`,
    `${[...facts, ...notes].map((fact) => `- ${fact}`).join('\n')}\n`,
    `${table(heads, columns)}\n`,
    ...(more.length > 0 ? ['Seen beyond these:\n', `${table(heads, more)}\n`] : []),
  ].join('\n');
}

function ownTable(fields: readonly OwnField[]): string {
  return `${table(
    ['field', 'type', 'what it is'],
    fields.map(({ name, type, text }) => [code(name), type, text]),
  )}\n`;
}

function eventTable(isTenant: boolean): string {
  const fieldsOf = ({ fields }: EventTypeText) => (fields === undefined ? '' : codes(fields) || '*no payload*');
  const rows = [...eventTypes].filter(([, { tenant = false }]) => tenant === isTenant);
  const cells = rows.map(([type, event]) => [code(type), event.text, fieldsOf(event)]);
  return `${table(['type', 'what happened', 'in `details`'], cells)}\n`;
}

const ownFiles = [
  `## Files of the export itself

### _changes

\`_changes/<resource>/date=<day>/<before>-<after>.jsonl\`, one line for each row that differs from the last read. Always JSONL; a line is hidden by \`privacy\` as its rows are.
`,
  ownTable(changeFields),
  `### _findings

\`_findings/findings.jsonl\` and \`.csv\`, one line for each finding of the [checks](checks.md). The CSV has the same columns; what is nested is said below.
`,
  ownTable(findingFields),
  `### _manifests

\`_manifests/<resource>.json\`, what is there and how complete. Days and periods are UTC.
`,
  ownTable(manifestFields),
  `### _history, _revisions, _reviews and _runs

Events below \`_revisions/\` have the fields of their resource: they contradict what was stored first of the same event. Snapshots below \`_history/\` have the columns of their resource. \`_reviews/<quarter>/access.csv\` is described in [access review](access-review.md), and
\`_runs/\` of a store in [run record](run-record.md).
`,
];

function contents(): string {
  const link = (name: string) => `[${name}](#${name})`;
  const lines = families.map(
    ({ title, resources }) => `- **${title}**: ${Object.keys(resources).map(link).join(', ')}`,
  );
  const own = '[_changes](#_changes), [_findings](#_findings), [_manifests](#_manifests)';
  return ['## Contents\n', ...lines, `- **More**: [event types](#event-types); ${own}\n`].join('\n');
}

/** Returns the text of the page. */
export function dataDocs(): string {
  const named = new Map(allResources.map((resource) => [resource.name, resource]));
  const sections = families.flatMap(({ title, resources }) => [
    `## ${title}\n`,
    ...Object.keys(resources).map((name) => {
      const resource = named.get(name);
      if (resource === undefined) throw new Error(`${name} is described, but is no resource of the catalogue`);
      return resourceSection(resource);
    }),
  ]);
  const events = [
    eventIntroduction,
    '### Events of the organisation\n',
    eventTable(false),
    '### Events of the tenant\n',
    'The tenant is what organisations and ChatGPT workspaces belong to. The API serves these types apart from the others.\n',
    eventTable(true),
  ];
  return [introduction, contents(), reading, ...sections, ...events, ...ownFiles].join('\n');
}

if (import.meta.main) {
  const text = dataDocs();
  const isCurrent = (await readFile(dataDocsPath, 'utf8').catch(() => '')) === text;
  if (!isCurrent) await writeFile(dataDocsPath, text);
}
