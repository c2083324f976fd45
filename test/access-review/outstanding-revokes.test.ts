import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outstandingRevokes } from '../../src/access-review/outstanding-revokes.ts';
import { reviewPeriod } from '../../src/access-review/review-period.ts';
import { periodOfReview, reviewPath } from '../../src/archive/layout.ts';
import type { Cells } from '../../src/audit/audit-data.ts';
import { auditData, NOW, organization } from './organization.ts';

type Rows = Record<string, Cells[]>;

/** A merged review with the columns that following it up needs. */
function review(period: string, day: string | undefined, ...lines: string[]) {
  const text = `access;kind;role;obtained;added_at;decision\r\n${lines.join('\r\n')}\r\n`;
  return { period, text, reviewer: 'octocat', commit: 'abc123', ...(day !== undefined && { day }) };
}

function outstanding(reviews: ReturnType<typeof review>[], rows: Rows = organization(), incomplete: string[] = []) {
  return outstandingRevokes(reviews, auditData(rows, incomplete));
}

const subjects = (...args: Parameters<typeof outstanding>) => outstanding(...args).outstanding.map((one) => one.access);

/** The organisation with one resource's rows changed. */
function changed(resource: string, change: (row: Cells) => Cells | undefined): Rows {
  const rows = organization();
  rows[resource] = (rows[resource] ?? []).map(change).filter((row) => row !== undefined);
  return rows;
}

test('a revoke whose access is still there is outstanding, with review, reviewer, day and commit', () => {
  const found = outstanding([
    review(
      '2026-Q3',
      '2026-10-02',
      'user:user-cy@proj_1;person;member;direct;2026-03-05T08:00:00Z;Revoke',
      'user:user-ann@organization;person;owner;direct;;keep',
    ),
  ]);
  assert.deepEqual(found, {
    outstanding: [
      {
        subject: 'Cy Example (cy@example.org) in project Search as member, Tuner, Viewer',
        review: '2026-Q3',
        decision: 'revoke',
        access: 'user:user-cy@proj_1',
        reviewer: 'octocat',
        day: '2026-10-02',
        commit: 'abc123',
      },
    ],
    problems: [],
  });
});

test('subjects tell what it is about', () => {
  const accesses = [
    'user:svc_ci@proj_1',
    'key:key_ci@proj_1',
    'key:key_admin@organization',
    'invite:inv-dee@proj_1',
    'user:user-bot@organization',
  ];
  const found = outstanding([review('2026-Q3', undefined, ...accesses.map((access) => `${access};;;;;revoke`))]);
  assert.deepEqual(
    found.outstanding.map(({ subject }) => subject),
    [
      'service account ci-deploy (svc_ci) in project Search as member',
      'key deploy (key_ci) in project Search',
      'admin key =cmd (key_admin)',
      'invite of dee@example.net in project Search',
      'service account nightly (user-bot) in the organisation as reader',
    ],
  );
});

test('access that has gone, also with an archived project, is carried out', () => {
  const revoke = review('2026-Q3', '2026-10-02', 'key:key_cy@proj_1;project key;;by its owner;;revoke');
  assert.deepEqual(
    subjects(
      [revoke],
      changed('project_api_keys', () => undefined),
    ),
    [],
  );
  assert.deepEqual(
    subjects(
      [revoke],
      changed('projects', (row) => ({ ...row, status: 'archived' })),
    ),
    [],
  );
});

test('the newest decision counts, a blank one decides nothing', () => {
  const access = 'user:user-cy@proj_1;person;member;direct;2026-03-05T08:00:00Z';
  const old = review('2026-Q2', '2026-07-01', `${access};revoke`);
  const period = (reviews: ReturnType<typeof review>[]) => outstanding(reviews).outstanding.map((one) => one.review);
  assert.deepEqual(period([old, review('2026-Q3', '2026-10-01', `${access};keep`)]), []);
  assert.deepEqual(period([old, review('2026-Q3', '2026-10-01', `${access};`)]), ['2026-Q2']);
  assert.deepEqual(period([review('2026-Q3', '2026-10-01', `${access};revoke`), old]), ['2026-Q3']);
  assert.deepEqual(
    period([review('2026-Q3', '2026-10-01', `${access};keep`, `${access};revoke`, `${access};change`)]),
    ['2026-Q3'],
  );
});

test('what was granted again after the review is a new grant', () => {
  const project = 'user:user-cy@proj_1;person;member;direct;2026-03-05T08:00:00Z;revoke';
  const grantedOn = (time: string) => {
    const rows = changed('project_users', (row) => ({ ...row, added_at: time }));
    return { ...rows, group_users: [], project_user_roles: [] };
  };
  const cases: [string | undefined, string, string, string[]][] = [
    ['2026-10-02', project, '2026-10-03T00:00:00Z', []],
    ['2026-10-02', project, '2026-10-02T23:59:59Z', []],
    [
      '2026-10-02',
      project.replace('2026-03-05T08:00:00Z', '05.03.2026'),
      '2026-10-02T23:59:59Z',
      ['user:user-cy@proj_1'],
    ],
    ['2026-10-02', project, '2026-03-05T08:00:00Z', ['user:user-cy@proj_1']],
    [undefined, project, '2026-10-03T00:00:00Z', []],
    [undefined, project, '2026-03-05T08:00:00Z', ['user:user-cy@proj_1']],
  ];
  for (const [day, line, time, expected] of cases) {
    assert.deepEqual(subjects([review('2026-Q3', day, line)], grantedOn(time)), expected, `${day} ${line} ${time}`);
  }
});

test('a new direct membership does not hide a group that still gives the access, unless the group is new as well', () => {
  const line = 'user:user-cy@proj_1;person;member;direct;2026-03-05T08:00:00Z;revoke';
  const rows = changed('project_users', (row) => ({ ...row, added_at: '2026-11-01T00:00:00Z' }));
  assert.deepEqual(subjects([review('2026-Q3', '2026-10-02', line)], rows), ['user:user-cy@proj_1']);
  const groups = (rows.project_groups ?? []).map((row) => ({ ...row, created_at: '2026-11-02T00:00:00Z' }));
  assert.deepEqual(subjects([review('2026-Q3', '2026-10-02', line)], { ...rows, project_groups: groups }), []);
});

test('who left the organisation and came back has everything anew', () => {
  const lines = [
    'user:user-cy@organization;person;reader;direct;;revoke',
    'user:user-cy@proj_1;person;member;direct;;revoke',
  ];
  const back = changed('users', (row) => ({ ...row, added_at: '2026-11-01T00:00:00Z' }));
  assert.deepEqual(subjects([review('2026-Q3', '2026-10-02', ...lines)], back), []);
  assert.equal(subjects([review('2026-Q3', '2026-10-02', ...lines)]).length, 2);
});

test('an invite that was to be revoked and was accepted is outstanding as the member it made', () => {
  const revoke = review(
    '2026-Q1',
    '2026-03-02',
    'invite:inv-cy@organization;invite;reader;by invite;2026-03-01T08:00:00Z;revoke',
  );
  assert.deepEqual(subjects([revoke]), ['user:user-cy@organization']);
  assert.deepEqual(
    subjects(
      [revoke],
      changed('users', (row) => (row.id === 'user-cy' ? undefined : row)),
    ),
    [],
  );
});

test('a change is outstanding while the roles are the same, in any order; that of a key is not followed up', () => {
  const line = (access: string, role: string) =>
    `${access};person;${role.includes(';') ? `"${role}"` : role};direct;;change`;
  const of = (access: string, role: string) => subjects([review('2026-Q3', '2026-10-02', line(access, role))]);
  assert.deepEqual(of('user:user-cy@proj_1', 'Viewer; tuner; member'), ['user:user-cy@proj_1']);
  assert.deepEqual(of('user:user-cy@proj_1', 'owner'), []);
  assert.deepEqual(of('key:key_cy@proj_1', 'member'), []);
});

test('what was not read is not said to be carried out', () => {
  const revoke = review(
    '2026-Q3',
    '2026-10-02',
    'key:key_x@proj_1;project key;;by its owner;;revoke',
    'user:user-x@proj_1;person;;by SCIM group Finance;;revoke',
    'user:svc_x@proj_1;service account;;direct;;revoke',
    'key:key_y@organization;admin key;;by its owner;;revoke',
    'user:user-x@organization;person;;direct;;revoke',
    'invite:inv-x@proj_1;invite;;by invite;;revoke',
  );
  const all = [
    'project_api_keys',
    'group_users',
    'project_groups',
    'project_service_accounts',
    'admin_api_keys',
    'users',
    'invites',
  ];
  assert.deepEqual(outstanding([revoke], organization(), all), {
    outstanding: [],
    problems: [
      '_reviews/2026-Q3/access.csv: 6 decisions could not be followed up: admin_api_keys, group_users, invites, project_api_keys, project_groups, project_service_accounts, users not read completely.',
    ],
  });
  assert.deepEqual(outstanding([revoke]).problems, []);
});

test('a review that cannot be read, and words that decide nothing, are problems', () => {
  const unreadable = { period: '2026-Q2', text: 'no,table\n' };
  const unknown = review('2026-Q3', '2026-10-02', 'key:key_cy@proj_1;;;;;remove', 'key:key_ci@proj_1;;;;;revoke');
  const { outstanding: found, problems } = outstandingRevokes([unreadable, unknown], auditData(organization()));
  assert.deepEqual(
    found.map(({ access }) => access),
    ['key:key_ci@proj_1'],
  );
  assert.deepEqual(problems, [
    '_reviews/2026-Q3/access.csv: 1 decision is none of keep, revoke, change, and not followed up.',
    '_reviews/2026-Q2/access.csv: its decisions are not followed up. Failed to read an access review: its first line names no column "access", which tells the rows apart; put that line back.',
  ]);
});

test('the period is the quarter in UTC', () => {
  const at = (text: string) => reviewPeriod(Date.parse(text) / 1000);
  assert.deepEqual(
    ['2026-01-01T00:00:00Z', '2026-03-31T23:59:59Z', '2026-04-01T00:00:00Z', '2026-12-31T23:59:59Z'].map(at),
    ['2026-Q1', '2026-Q1', '2026-Q2', '2026-Q4'],
  );
  assert.equal(reviewPath(reviewPeriod(NOW)), '_reviews/2026-Q4/access.csv');
  assert.equal(periodOfReview('_reviews/2026-Q4/access.csv'), '2026-Q4');
  for (const path of ['_reviews/2026-Q5/access.csv', '_reviews/2026-Q4/notes.csv', 'x/_reviews/2026-Q4/access.csv']) {
    assert.equal(periodOfReview(path), undefined, path);
  }
});
