import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportOnce, nightly, verify, verifyJson } from './exported.ts';

const LATER = ['2026-03-03T04:17:00Z', '2026-03-06T04:17:00Z'];
const KEY = 'fake-pseudonym-key-of-thirty-two-characters';

const exports: [name: string, inputs: Record<string, string>, options: object][] = [
  ['compressed, in two formats, hidden, with history', { format: 'csv.zst,jsonl.gz' }, { history: true }],
  ['tables alone, by the hour', { format: 'csv', 'partition-by': 'hour', 'start-date': '2026-03-01' }, {}],
  ['where nothing is replaced', { 'start-date': '2025-12-20' }, { 'settled-only': true }],
];

for (const [index, [name, inputs, options]] of exports.entries()) {
  test(`an export of every resource over some nights is all right: ${name}`, async (t) => {
    const config = JSON.stringify({ 'destination-options': options });
    const hidden = index === 0 ? { privacy: 'pseudonymize', 'pseudonym-key': KEY } : {};
    const scenario = await exportOnce(t, { resources: 'all', config, ...inputs, ...hidden });
    const { organization } = scenario.simulator;
    const users = organization.list('users');
    users.remove(users.entries()[0]?.id ?? '');
    // What a table writes otherwise, and what sorts otherwise then.
    for (const id of ['=1+1', '-user', "'quoted", 'ünïcode', '😀 user', 'a,"b"\nc']) {
      users.add({ row: { object: 'organization.user', id, name: `@${id}`, added_at: 1772400000, shoe: { size: 43 } } });
    }
    organization.events.add({ id: 'audit_log-=late', type: 'new.type', effective_at: 1772500000, actor: null });
    for (const at of LATER) await nightly(scenario, at);
    const at = '2026-03-07T04:00:00Z';
    const args = ['--config', config, '--max-age', '36h'];
    const found = await verifyJson(scenario, args, { at });
    const problems = found.resources.flatMap((report) => report.problems);
    assert.deepEqual([problems, found.problems, found.code], [[], [], 0]);
    assert.ok(found.resources.length > 35);
    const compared = await verify(
      scenario,
      [
        '--config',
        config,
        '--against-api',
        '--from',
        '2026-03-01',
        '--to',
        '2026-03-03',
        '--resources',
        NOT_COSTS,
      ].concat('--base-url', scenario.simulator.url),
      { at: LATER.at(-1) as string, env: { OPENAI_ADMIN_KEY: scenario.simulator.adminKey, PSEUDONYM_KEY: KEY } },
    );
    assert.equal(compared.code, 0, compared.page + compared.told);
  });
}

/** Usage and costs by month lie in the open month, which `settled-only` does not write. */
const NOT_COSTS = 'audit_logs,users,projects,project_users,project_api_keys,data_retention,roles,group_roles';
