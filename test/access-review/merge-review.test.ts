import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { accessRows } from '../../src/access-review/access-rows.ts';
import { mergeReview } from '../../src/access-review/merge-review.ts';
import { decodeReview } from '../../src/access-review/review-text.ts';
import type { Cells } from '../../src/audit/audit-data.ts';
import { auditData, finding, organization } from './organization.ts';

const DAY = '2026-11-24';
type Rows = Record<string, Cells[]>;

function merged(stored: string | undefined, rows: Rows = organization(), incomplete: string[] = [], day = DAY) {
  const data = auditData(rows, incomplete);
  return mergeReview(stored, { population: accessRows(data, []), data, day });
}

function records(text: string): Record<string, string>[] {
  return parse(text, { columns: true });
}

function row(text: string, access: string) {
  return records(text).find((record) => record.access === access);
}

/** The file after people have written into it: cells by access and column. */
function written(text: string, cells: Record<string, Record<string, string>>): string {
  const extra = [...new Set(Object.values(cells).flatMap(Object.keys))];
  const rows = records(text).map((record) => ({
    ...Object.fromEntries(extra.map((name) => [name, ''])),
    ...record,
    ...cells[record.access ?? ''],
  }));
  const columns = [...(parse(text)[0] ?? []), ...extra.filter((name) => !(name in (records(text)[0] ?? {})))];
  return stringify(rows, { header: true, columns });
}

const note = 'Left; "handover" to Zoë,\nsee ticket =1+1';
const access = 'user:user-cy@proj_1';
const decisions = {
  [access]: { decision: 'Revoke', note, ticket: '=HYPERLINK("x")' },
  'key:key_admin@organization': { decision: 'keep', note: '-', ticket: '' },
};

test('a new file has the columns in their order, defused cells, and nothing decided', () => {
  const { text, tally } = merged(undefined);
  assert.equal(
    text.split('\n')[0],
    'access,kind,id,name,email,project_id,project,role,obtained,added_at,last_used_at,owner,findings,decision,note,since_decided',
  );
  assert.equal(row(text, 'key:key_admin@organization')?.name, "'=cmd");
  assert.deepEqual(tally, { rows: 12, keep: 0, revoke: 0, change: 0, undecided: 12, unknown: 0, changedSince: 0 });
  assert.ok(!text.includes('\r') && text.endsWith('\n'));
});

test('writing again changes no byte, before and after people have written', () => {
  const { text } = merged(undefined);
  assert.equal(merged(text, organization(), [], '2026-11-25').text, text);
  const filled = merged(written(text, decisions)).text;
  assert.equal(merged(filled, organization(), [], '2026-11-25').text, filled);
});

test('findings and names are written anew, decisions stay', () => {
  const first = written(merged(undefined).text, decisions);
  const rows = organization();
  rows.users = (rows.users ?? []).map((user) => ({
    ...user,
    name: user.id === 'user-cy' ? 'Cy Renamed' : (user.name ?? ''),
  }));
  const data = auditData(rows);
  const population = accessRows(data, [finding('b', 'proj_1/user-cy'), finding('a', 'proj_1/user-cy')]);
  const found = row(mergeReview(first, { population, data, day: DAY }).text, access);
  assert.deepEqual(
    [found?.name, found?.findings, found?.decision, found?.note, found?.ticket, found?.since_decided],
    ['Cy Renamed', 'a:proj_1/user-cy b:proj_1/user-cy', 'Revoke', note, '=HYPERLINK("x")', ''],
  );
});

const quoteAll = (text: string, delimiter: string, lineEnd: string) =>
  stringify(parse(text), { delimiter, record_delimiter: lineEnd, quoted: true });

const rewrites: [string, (text: string) => string | Uint8Array][] = [
  [
    'Excel, German: semicolons, CRLF, BOM',
    (text) => `\ufeff${stringify(parse(text), { delimiter: ';', record_delimiter: '\r\n' })}`,
  ],
  ['LibreOffice: all quoted', (text) => quoteAll(text, ',', '\n')],
  ['all quoted, semicolons, CRLF', (text) => quoteAll(text, ';', '\r\n')],
  ['tabs', (text) => quoteAll(text, '\t', '\r\n')],
  ['old line ends', (text) => quoteAll(text, ',', '\r')],
  ['"Unicode text": UTF-16 with a mark', (text) => Buffer.from(`\ufeff${quoteAll(text, '\t', '\r\n')}`, 'utf16le')],
  ['"CSV": Western European', (text) => Buffer.from(quoteAll(text, ';', '\r\n'), 'latin1')],
  ['no line end at the end', (text) => text.trimEnd()],
  [
    'blank rows and columns behind',
    (text) =>
      `${stringify(parse(text, { relax_column_count: true }).map((cells: string[]) => [...cells, '', '']))},,,,\n\n,,,,\n`,
  ],
  ['columns moved', (text) => stringify(parse(text).map((cells: string[]) => [...cells].reverse()))],
  [
    'rows sorted another way',
    (text) => {
      const [header = [], ...rest] = parse(text);
      return stringify([header, ...rest.reverse()]);
    },
  ],
  [
    'names of columns in capitals',
    (text) => text.replace('access,kind', ' Access ,KIND').replace('decision,note', 'DECISION,Note'),
  ],
];

for (const [name, rewrite] of rewrites) {
  test(`decisions, notes and columns of people survive a spreadsheet (${name})`, () => {
    const before = written(merged(undefined).text, decisions);
    const saved = rewrite(before);
    const { text, tally } = merged(typeof saved === 'string' ? decodeReview(Buffer.from(saved)) : decodeReview(saved));
    const [header = [], ...rows] = parse(text) as string[][];
    const names = header.map((column) => column.trim().toLowerCase());
    const found = rows.find((cells) => cells.includes(access)) ?? [];
    assert.deepEqual(
      ['decision', 'note', 'ticket', 'role', 'since_decided'].map((column) => found[names.indexOf(column)]),
      ['Revoke', note, '=HYPERLINK("x")', 'member; Tuner; Viewer', ''],
    );
    assert.deepEqual([tally.rows, tally.revoke, tally.keep, tally.undecided], [12, 1, 1, 10]);
    assert.ok(!text.includes('\r') && !text.includes('\ufeff'));
  });
}

test('any text in a note and in a column of people comes back as it was, whatever wrote the file', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', ';', ',', '\t', '\n', '\r', "'", '=', 'x', ' ') }),
  );
  const first = merged(undefined).text;
  fc.assert(
    fc.property(
      text,
      text,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      (words, own, delimiter, lineEnd) => {
        const saved = quoteAll(
          written(first, { [access]: { decision: 'keep', note: words, mine: own } }),
          delimiter,
          lineEnd,
        );
        const once = merged(decodeReview(Buffer.from(saved))).text;
        const found = row(merged(once).text, access);
        assert.deepEqual([found?.note, found?.mine, found?.decision], [words, own, 'keep']);
      },
    ),
    { numRuns: 200 },
  );
});

test('a line that Excel took for Western European does not spoil the others', () => {
  const lines = [
    Buffer.from('access,decision,note\n'),
    Buffer.from('user:a@p,keep,Zoë\n'),
    Buffer.from('user:b@p,keep,Jürgen €\n', 'latin1'),
  ];
  lines[2] = Buffer.concat([
    Buffer.from('user:b@p,keep,J'),
    Buffer.from([0xfc]),
    Buffer.from('rgen '),
    Buffer.from([0x80]),
    Buffer.from('\n'),
  ]);
  assert.equal(decodeReview(Buffer.concat(lines)), 'access,decision,note\nuser:a@p,keep,Zoë\nuser:b@p,keep,Jürgen €\n');
  assert.equal(decodeReview(Buffer.from('\ufeffa', 'utf16le').swap16()), 'a');
});

test('a row that has gone stays where people wrote, and says when; another goes', () => {
  const rows = organization();
  const first = written(merged(undefined).text, { ...decisions, 'key:key_cy@proj_1': { note: 'ask Cy' } });
  rows.project_users = [];
  rows.project_user_roles = [];
  rows.group_users = [];
  rows.project_api_keys = [];
  const { text } = merged(first, rows);
  assert.deepEqual([row(text, access)?.decision, row(text, access)?.since_decided], ['Revoke', '2026-11-24: gone']);
  assert.deepEqual([row(text, access)?.name, row(text, access)?.role], ['Cy Example', 'member; Tuner; Viewer']);
  assert.equal(row(text, 'key:key_cy@proj_1')?.since_decided, '2026-11-24: gone');
  assert.equal(row(text, 'key:key_ci@proj_1'), undefined);
  assert.equal(merged(text, rows, [], '2026-11-25').text, text);
  const again = merged(text, organization(), [], '2026-11-26');
  assert.equal(row(again.text, access)?.since_decided, '2026-11-24: gone; 2026-11-26: there again');
  assert.deepEqual([again.tally.rows, again.tally.changedSince], [12, 1]);
});

test('a row whose resource could not be read has not gone', () => {
  const first = merged(undefined).text;
  const rows = organization();
  rows.project_api_keys = [];
  assert.ok(row(merged(first, rows, ['project_api_keys']).text, 'key:key_cy@proj_1'));
  delete rows.project_api_keys;
  assert.ok(row(merged(first, rows).text, 'key:key_cy@proj_1'));
});

test('a decided row says what its role was when it has another since', () => {
  const rows = organization();
  const first = written(merged(undefined).text, { 'user:user-bot@organization': { decision: 'keep' } });
  for (const user of ['user-bot', 'user-ann']) {
    rows.users = (rows.users ?? []).map((one) =>
      one.id === user ? { ...one, role: user === 'user-bot' ? 'owner' : 'reader' } : one,
    );
  }
  const { text, tally } = merged(first, rows);
  const bot = row(text, 'user:user-bot@organization');
  assert.deepEqual([bot?.role, bot?.decision, bot?.since_decided], ['owner', 'keep', '2026-11-24: role was reader']);
  assert.equal(row(text, 'user:user-ann@organization')?.since_decided, '');
  assert.equal(tally.changedSince, 1);
  assert.equal(merged(text, rows, [], '2026-11-25').text, text);
});

test('an invite that was accepted after it was decided says who it became', () => {
  const rows = organization();
  rows.invites = (rows.invites ?? []).map((one) => (one.id === 'inv-cy' ? { ...one, status: 'pending' } : one));
  const first = written(merged(undefined, rows).text, { 'invite:inv-cy@organization': { decision: 'revoke' } });
  const found = row(merged(first).text, 'invite:inv-cy@organization');
  assert.equal(found?.since_decided, '2026-11-24: accepted, now user:user-cy@organization; gone');
});

test('rows and copies of rows that people made stay at their place or the end', () => {
  const copy = `${access},,,,,,,,,,,,,keep,second opinion,`;
  const own = ',vendor,,Portal of a vendor,,,,,,,,,,,,\n,vendor,,Another,,,,,,,,,,,,\nportal,,,,,,,,,,,,,keep,,\n';
  const first = `${merged(undefined).text}${copy}\n${own}`;
  const { text, tally } = merged(first);
  assert.ok(text.endsWith(own));
  assert.equal(records(text).filter((record) => record.access === access).length, 2);
  assert.equal(tally.rows, 16);
  assert.equal(merged(text).text, text);
});

test('our columns that were removed come back, cells beyond the header stay', () => {
  const { text } = merged('access,decision\nuser:user-cy@proj_1,keep,stray\n');
  assert.equal(text.split('\n')[0]?.slice(0, 40), 'access,decision,,kind,id,name,email,proj');
  assert.ok(text.includes('user:user-cy@proj_1,keep,stray,person,'));
});

test('a file that cannot be understood is refused, not written over', () => {
  const { text } = merged(undefined);
  const cases: [string, RegExp][] = [
    [text.replace('access,', 'id of access,'), /no column "access"/],
    [text.replace('decision', 'verdict'), /no column "decision"/],
    [`<<<<<<< HEAD\n${text}`, /merge conflict/],
    [`${text}"open`, /Quote/],
  ];
  for (const [stored, message] of cases) assert.throws(() => merged(stored), { name: 'ConfigurationError', message });
  assert.equal(merged(' \n').text, text);
});

test('decisions in any case count, other words are told', () => {
  const first = written(merged(undefined).text, {
    [access]: { decision: ' REVOKE ' },
    'user:user-ann@organization': { decision: 'Keep' },
    'user:user-bob@organization': { decision: 'change' },
    'user:user-bot@organization': { decision: 'remove!' },
  });
  const { tally, text } = merged(first);
  assert.deepEqual([tally.keep, tally.revoke, tally.change, tally.unknown, tally.undecided], [1, 1, 1, 1, 8]);
  assert.equal(row(text, access)?.decision, ' REVOKE ');
});

test('ten thousand users in fifty projects and a group of all are written and merged in reasonable time', {
  timeout: 600_000,
}, () => {
  const users: Cells[] = [];
  const projectUsers: Cells[] = [];
  const groupUsers: Cells[] = [];
  for (let index = 0; index < 10_000; index += 1) {
    const user = {
      id: `user-${index}`,
      name: `Person ${index}`,
      email: `p${index}@example.org`,
      role: 'reader',
      added_at: '2026-01-01T00:00:00Z',
    };
    users.push(user);
    groupUsers.push({ ...user, group_id: 'group_all' });
    for (let project = 0; project < 5; project += 1)
      projectUsers.push({ ...user, project_id: `proj_${(index + project) % 50}` });
  }
  const rows = {
    ...organization(),
    users,
    project_users: projectUsers,
    group_users: groupUsers,
    project_groups: [{ project_id: 'proj_0', group_id: 'group_all', created_at: '2026-01-01T00:00:00Z' }],
  };
  const { text, tally } = merged(merged(undefined, rows).text, rows);
  assert.ok(tally.rows > 65_000, String(tally.rows));
  assert.ok(text.length > 5_000_000);
});
