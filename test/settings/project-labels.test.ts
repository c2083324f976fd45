import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProjectLabels } from '../../src/settings/project-labels.ts';

const known = new Set(['proj_a', 'proj_b']);

test('reads labels by project and warns of ids that are no project', () => {
  const text = '\uFEFFproject_id,team,cost_centre,budget\r\nproj_a,"Search, EU",4711,1500.50\r\n\r\nproj_x,Old,,\r\n';
  const { labels, warnings } = parseProjectLabels(text, known);
  assert.deepEqual(
    [...labels],
    [
      ['proj_a', { team: 'Search, EU', costCentre: '4711', budget: 1500.5 }],
      ['proj_x', { team: 'Old' }],
    ],
  );
  assert.deepEqual(warnings, ['The projects file, line 4: there is no project proj_x.']);
});

const wrong: [name: string, text: string, message: RegExp][] = [
  [
    'an unknown column',
    'project_id,owner\n',
    /line 1 names the column "owner": allowed are project_id, team, cost_centre, budget/,
  ],
  ['no project_id', 'team\nx\n', /line 1 lacks project_id/],
  ['a column twice', 'project_id,team,team\n', /line 1 names team twice/],
  [
    'a budget with a thousands separator',
    'project_id,budget\nproj_a,"1,500"\n',
    /line 2 has the budget "1,500": give digits/,
  ],
  ['a project twice', 'project_id\nproj_a\nproj_a\n', /line 3 gives the project proj_a a second time/],
  ['a row without project', 'project_id,team\n,x\n', /line 2 has no project_id/],
  ['a row that is too long', 'project_id,team\nproj_a,x,y\n', /line 2 is not CSV/],
];

for (const [name, text, message] of wrong) {
  test(`refuses ${name} and names the line`, () => {
    assert.throws(() => parseProjectLabels(text, known), { name: 'ConfigurationError', message });
  });
}
