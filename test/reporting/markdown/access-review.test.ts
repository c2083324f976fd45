import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessRows } from '../../../src/access-review/access-rows.ts';
import { mergeReview } from '../../../src/access-review/merge-review.ts';
import { type ReviewModel, reviewBody, reviewTitle } from '../../../src/reporting/markdown/access-review.ts';
import { auditData, finding, organization } from '../../access-review/organization.ts';

function model(more: Partial<ReviewModel> = {}): ReviewModel {
  const data = auditData(organization());
  const population = accessRows(data, []);
  return {
    period: '2026-Q4',
    day: '2026-11-24',
    path: 'data/_reviews/2026-Q4/access.csv',
    population,
    tally: mergeReview(undefined, { population, data, day: '2026-11-24' }).tally,
    findings: [],
    outstanding: [],
    problems: [],
    ...more,
  };
}

const revoke = {
  subject: '@bob (bob@example.org) in the organisation',
  review: '2026-Q3',
  decision: 'revoke',
  access: 'user:b@organization',
} as const;

test('the title and the body tell how many people, service accounts, keys and owners there are', () => {
  assert.equal(reviewTitle(model()), 'Access review 2026-Q4: 3 people, 2 service accounts, 3 keys');
  const body = reviewBody(model({ link: 'https://example.org/access.csv' }));
  for (const line of [
    '| People | 3 |',
    '| Owners of the organisation | 1 |',
    '| Service accounts | 2 |',
    '| Pending invites | 1 |',
    '| Keys | 3 |',
    '| of which admin keys | 1 |',
    '| Projects | 1 |',
    '12 rows: 12 undecided, 0 keep, 0 revoke, 0 change.',
  ]) {
    assert.ok(body.includes(`${line}\n`), line);
  }
  assert.ok(body.includes('[`data/_reviews/2026-Q4/access.csv`](https://example.org/access.csv)'));
  assert.ok(!body.includes('###'));
});

test('one of a kind is told in the singular', () => {
  const { users = [] } = organization();
  const population = accessRows(auditData({ users: users.slice(0, 1) }), []);
  assert.equal(reviewTitle(model({ population })), 'Access review 2026-Q4: 1 person, 0 service accounts, 0 keys');
});

test('what is missing, high findings and what was not carried out are listed', () => {
  const population = accessRows(auditData({}), []);
  const findings = [
    finding('admin-key-unused', 'key_admin', { text: 'Key <b>x</b> of @ann' }),
    finding('b', 'x', { severity: 'medium' }),
    finding('c', 'x', { status: 'resolved' }),
    finding('d', 'x', { exception: { reason: 'agreed', expires: '2026-12-31' }, status: 'excepted' }),
  ];
  const tally = { ...model().tally, unknown: 2, changedSince: 1 };
  const body = reviewBody(model({ population, findings, tally, outstanding: [revoke], problems: ['one', 'two'] }));
  assert.ok(body.includes('### What the list lacks: 14\n\n- users was never exported here'));
  assert.ok(
    body.includes(
      '### High findings: 2\n\n- Key \\<b\\>x\\</b\\> of @&#8203;ann\n- d of x (excepted until 2026-12-31)\n',
    ),
  );
  assert.ok(
    body.includes('### Decided earlier, not carried out: 1\n\n- revoke (2026-Q3): @&#8203;bob (bob@example.org) in'),
  );
  assert.ok(body.includes('### Earlier decisions that could not be followed up: 2\n\n- one\n- two\n'));
  assert.ok(body.includes('**2 not understood**. 1 of the decided ones changed since: column since\\_decided.'));
});

test('the body stays within the limit', () => {
  const findings = Array.from({ length: 5000 }, (_, index) => finding('a', `${index}`, { text: '*'.repeat(5000) }));
  const body = reviewBody(model({ findings, outstanding: Array(5000).fill({ ...revoke, subject: '*'.repeat(5000) }) }));
  assert.ok(body.length < 65_000 && body.includes('- and 4,980 more'));
  const long = reviewBody(model({ path: 'a'.repeat(70_000) }));
  assert.ok(long.length <= 65_000);
});
