import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells, Change } from '../../../src/audit/audit-data.ts';
import type { Finding } from '../../../src/audit/check.ts';
import { hostedToolEnabled, modelPermissionWidened } from '../../../src/audit/checks/project-settings.ts';
import { rateLimitRaised } from '../../../src/audit/checks/rate-limits.ts';
import { dataRetentionWeakened, projectDataRetentionWeakened } from '../../../src/audit/checks/retention.ts';
import { changed, dayAgo, found, organisation, projects, subjects } from './organisation.ts';

const zdr = 'zero_data_retention';
const mam = 'modified_abuse_monitoring';

test('data retention is weakened while a stricter control lies before the present one', () => {
  const go = (...types: (string | null)[]) => {
    const now = types.at(-1);
    const changes = types.slice(1).map((type, index): Change => {
      const before = types[index] ?? null;
      const entry = changed('data_retention', {}, { type: before }, { type: type ?? null }, dayAgo(9 - index));
      return type === null ? { ...entry, change: 'removed', after: {} } : entry;
    });
    const rows: Cells[] = now === null || now === undefined ? [] : [{ type: now }];
    return found(dataRetentionWeakened, { snapshots: { data_retention: rows }, changes }).map(({ text }) => text);
  };
  assert.deepEqual(go(zdr, mam), [`Data retention of the organisation went from ${zdr} to ${mam}`]);
  assert.deepEqual(go(mam, null), [`Data retention of the organisation went from ${mam} to none`]);
  assert.deepEqual(go(zdr, mam, null), [`Data retention of the organisation went from ${mam} to none`]);
  for (const types of [
    [mam, zdr],
    [zdr, mam, zdr],
    [zdr, `enhanced_${zdr}`],
    [`enhanced_${mam}`, mam],
    [zdr, 'unheard_of'],
    [zdr],
  ]) {
    assert.deepEqual(go(...types), [], types.join());
  }
});

test('it stands while the setting is the one that was found, also when the change has left the log', () => {
  const earlier: Finding = {
    ...{ id: 'data-retention-weakened:organization', check: 'data-retention-weakened', severity: 'high', text: '' },
    ...{ status: 'standing', since: '2026-09-01', baseline: false, evidence: { type: mam } },
  };
  const fate = (type: string) =>
    dataRetentionWeakened.afterwards?.(organisation({ snapshots: { data_retention: [{ type }] } }), earlier, {});
  assert.equal(fate(mam), 'stands');
  assert.equal(fate(zdr), 'resolved');
  const ofProject = { ...earlier, check: 'c', id: 'c:p1' };
  const fateOfProject = (rows: Cells[]) =>
    projectDataRetentionWeakened.afterwards?.(
      organisation({ snapshots: { project_data_retention: rows } }),
      ofProject,
      {},
    );
  assert.equal(fateOfProject([{ project_id: 'p1', type: mam }]), 'stands');
  assert.equal(fateOfProject([{ project_id: 'p1', type: zdr }]), 'resolved');
  assert.equal(fateOfProject([]), 'resolved', 'the project was archived');
});

test("a project that goes back to the default has the organisation's control", () => {
  const go = (organization: string, before: string, type: string, project_id = 'p1') =>
    subjects(projectDataRetentionWeakened, {
      snapshots: { projects, data_retention: [{ type: organization }], project_data_retention: [{ project_id, type }] },
      changes: [changed('project_data_retention', { project_id }, { type: before }, { type })],
    });
  assert.deepEqual(go(mam, zdr, 'organization_default'), ['p1']);
  assert.deepEqual(go(zdr, zdr, 'organization_default'), []);
  assert.deepEqual(go(zdr, 'organization_default', 'none'), ['p1']);
  assert.deepEqual(go(mam, 'none', 'organization_default'), []);
  assert.deepEqual(go(mam, zdr, 'none', 'gone'), []);
});

test('a project may use more models by a longer allow list, a shorter deny list, or another kind of list', () => {
  type Policy = [mode: string, ...models: string[]];
  const row = ([mode, ...models]: Policy): Cells => ({ mode, model_ids: JSON.stringify(models) });
  const go = (before: Policy, after: Policy, project_id = 'p1') =>
    found(modelPermissionWidened, {
      snapshots: { projects, project_model_permissions: [{ project_id, ...row(after) }] },
      changes: [changed('project_model_permissions', { project_id }, row(before), row(after))],
    }).map(({ evidence }) => evidence.models);
  assert.deepEqual(go(['allow_list', 'a'], ['allow_list', 'b', 'a']), ['b']);
  assert.deepEqual(go(['deny_list', 'a', 'b'], ['deny_list', 'b']), ['a']);
  assert.deepEqual(go(['allow_list', 'a'], ['deny_list', 'b']), ['every model that is not named']);
  assert.deepEqual(go(['deny_list', 'a'], ['allow_list', 'a', 'b']), ['a']);
  assert.deepEqual(go(['allow_list', 'a', 'b'], ['allow_list', 'b']), []);
  assert.deepEqual(go(['allow_list', 'a', 'b'], ['allow_list', 'b', 'a']), []);
  assert.deepEqual(go(['deny_list', 'a'], ['deny_list', 'a', 'b']), []);
  assert.deepEqual(go(['deny_list', 'a'], ['allow_list', 'b']), []);
  assert.deepEqual(go(['allow_list'], ['allow_list', 'a'], 'gone'), []);
});

test('a model permission that was taken back, or went with its project, is none; a removed policy lets all through', () => {
  const key = { project_id: 'p1' };
  const lists = (before: string, after: string, on?: string) =>
    changed('project_model_permissions', key, { model_ids: before }, { model_ids: after }, on);
  const back = [lists('["a"]', '["a","b"]', dayAgo(3)), lists('["a","b"]', '["a"]')];
  const rows = [{ ...key, mode: 'allow_list', model_ids: '["a"]' }];
  assert.deepEqual(
    subjects(modelPermissionWidened, { snapshots: { projects, project_model_permissions: rows }, changes: back }),
    [],
  );
  const removed = (project_id: string): Change => ({
    ...{ resource: 'project_model_permissions', change: 'removed', day: dayAgo(1), key: { project_id } },
    ...{ before: { project_id, mode: 'allow_list', model_ids: '["a"]' }, after: {} },
  });
  const changes = [removed('p1'), removed('gone'), removed('unknown')];
  assert.deepEqual(
    subjects(modelPermissionWidened, { snapshots: { projects, project_model_permissions: [] }, changes }),
    ['p1'],
  );
});

test('a hosted tool is enabled when it was disabled before, and still is enabled', () => {
  const turn = (tool: string, before: string | null, after: string, on?: string, project_id = 'p1') => {
    const column = `${tool}__enabled`;
    return changed('project_hosted_tool_permissions', { project_id }, { [column]: before }, { [column]: after }, on);
  };
  const states = { mcp__enabled: 'true', web_search__enabled: 'false', file_search__enabled: 'true' };
  const rows = ['p1', 'gone'].map((project_id) => ({ project_id, ...states }));
  const changes = [
    turn('mcp', 'false', 'true', dayAgo(4)),
    turn('web_search', 'false', 'true', dayAgo(3)),
    turn('web_search', 'true', 'false', dayAgo(2)),
    turn('file_search', null, 'true'),
    turn('mcp', 'false', 'true', dayAgo(1), 'gone'),
  ];
  const given = { snapshots: { projects, project_hosted_tool_permissions: rows }, changes };
  assert.deepEqual(found(hostedToolEnabled, given), [
    {
      subject: 'p1/mcp',
      text: 'mcp was enabled in project Search (p1)',
      evidence: { noticed: dayAgo(4), tool: 'mcp', project_id: 'p1' },
    },
  ]);
});

const column = 'max_requests_per_1_minute';

function limits(...values: (string | null)[]): { now: Cells; changes: Change[] } {
  const key = { project_id: 'p1', id: 'rl-1' };
  const changes = values
    .slice(1)
    .map((value, index) =>
      changed('project_rate_limits', key, { [column]: values[index] ?? null }, { [column]: value }, dayAgo(9 - index)),
    );
  return { now: { ...key, model: 'gpt', [column]: values.at(-1) ?? null, max_tokens_per_1_minute: '9' }, changes };
}

test('a rate limit is raised by more than the threshold since the first of the days looked at', () => {
  const go = (...values: (string | null)[]) => {
    const { now, changes } = limits(...values);
    return found(rateLimitRaised, { snapshots: { projects, project_rate_limits: [now] }, changes });
  };
  assert.deepEqual(go('100', '151'), [
    {
      subject: `p1/${dayAgo(9)}`,
      text: `Rate limits of project Search (p1) were raised: gpt ${column} 100 → 151`,
      evidence: { noticed: dayAgo(9), limits: '1' },
    },
  ]);
  assert.equal(go('100', '130', '160')[0]?.subject, `p1/${dayAgo(8)}`, 'small steps add up');
  for (const values of [
    ['100', '150'],
    ['100', '200', '120'],
    ['100', '50', '100'],
    [null, '100'],
    ['100', null],
    ['0', '0'],
  ]) {
    assert.deepEqual(go(...values), [], values.join());
  }
});

test('a new limit, one that is gone and one of an archived project were not raised', () => {
  const { now, changes } = limits('100', '900');
  const snapshots = { projects, project_rate_limits: [now] };
  const added: Change = { ...(changes[0] as Change), change: 'added', day: dayAgo(10), before: {} };
  assert.deepEqual(subjects(rateLimitRaised, { snapshots, changes: [added, ...changes] }), []);
  assert.deepEqual(subjects(rateLimitRaised, { snapshots: { projects, project_rate_limits: [] }, changes }), []);
  const archived = changes.map((change) => ({ ...change, key: { ...change.key, project_id: 'gone' } }));
  const rows = [{ ...now, project_id: 'gone' }];
  assert.deepEqual(
    subjects(rateLimitRaised, { snapshots: { projects, project_rate_limits: rows }, changes: archived }),
    [],
  );
});
