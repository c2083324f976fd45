import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adminKeyOwnerLeft } from '../../../src/audit/checks/admin-key-owners.ts';
import { whyNotComparable } from '../../../src/audit/checks/hidden-ids.ts';
import { projectKeyOwnerRemoved } from '../../../src/audit/checks/project-key-owners.ts';
import { organisation } from './organisation.ts';

const hidden = 'id_0123456789abcdef0123';

const cases: [what: string, wanted: string[], others: string[][], comparable: boolean][] = [
  ['ids that nobody hides', ['user-1'], [['user-1'], ['user-2']], true],
  ['pseudonyms everywhere', [hidden], [[hidden]], true],
  ['pseudonyms in the one alone', ['user-1'], [[hidden]], false],
  ['pseudonyms in the other alone', [hidden], [['user-1']], false],
  ['pseudonyms in a third', ['user-1'], [['user-1'], [hidden]], false],
  ['redacted ids', ['redacted'], [['redacted']], false],
  ['nothing to look up', [], [[hidden]], true],
  ['nobody to look among', ['user-1'], [[]], true],
];

for (const [what, wanted, others, comparable] of cases) {
  test(`${what} can ${comparable ? '' : 'not '}be compared`, () => {
    const why = whyNotComparable(wanted, ...others.map((ids) => new Set(ids)));
    assert.equal(why === undefined, comparable, why);
  });
}

test('checks of owners cannot tell where ids of users are hidden and those of owners are not', () => {
  const key = { id: 'key_1', owner__id: 'user-1', owner__user__id: 'user-1', project_id: 'p1' };
  const of = (id: string) =>
    organisation({ snapshots: { users: [{ id }], admin_api_keys: [key], project_api_keys: [key] } });
  for (const { cannotTell, thresholds } of [adminKeyOwnerLeft, projectKeyOwnerRemoved]) {
    assert.match(cannotTell?.(of(hidden), thresholds) ?? '', /ids of users are hidden/);
    assert.equal(cannotTell?.(of('user-1'), thresholds), undefined);
  }
});
