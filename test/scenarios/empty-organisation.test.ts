import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_SIZE } from '../../simulator/server.ts';
import { below, startScenario } from './scenario.ts';

test('an organisation with nothing in it is a good export: every list has its file, and nothing is read again', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'all', format: 'jsonl,csv', 'start-date': '10d' },
    { size: EMPTY_SIZE },
  );
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(night.log.annotations, []);
  assert.equal(night.outputs.status, 'ok');
  const data = below(night.after, 'data');
  for (const resource of ['users', 'projects', 'project_users', 'spend_limit', 'project_user_roles', 'certificates']) {
    assert.equal(data[`${resource}/${resource}.jsonl`], '', resource);
    assert.match(data[`${resource}/${resource}.csv`] ?? '', /^[a-z_0-9,"]+\r?\n$/, resource);
  }
  assert.deepEqual(
    Object.keys(data).filter((path) => /^(audit_logs|costs|usage_\w+)\//.test(path)),
    [],
  );
  const manifest = JSON.parse(data['_manifests/audit_logs.json'] ?? '');
  assert.deepEqual(manifest.ranges, [['2026-02-20', '2026-03-02']]);
  assert.ok(
    manifest.entries.every(({ rows, path }: { rows: number; path?: string }) => rows === 0 && path === undefined),
  );

  const again = await scenario.night();
  assert.equal(again.exitCode, 0, again.log.text);
  assert.equal(again.outputs.changed, 'false');
  assert.deepEqual(again.after, night.after);
});
