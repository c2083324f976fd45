import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startGitHubScenario } from './github-scenario.ts';

const INPUTS = { commit: 'push', resources: 'users, audit_logs, costs, projects', 'start-date': '2026-02-20' };
const DAY = 'data/audit_logs/date=2026-02-28/audit_logs.jsonl';
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

test('of a branch with a missing day, a pointer and a conflict, each costs its resource, whatever the workspace holds', async (t) => {
  const scenario = await startGitHubScenario(t, INPUTS);
  const first = await scenario.night();
  assert.equal(first.exitCode, 0, first.log.text);
  const damage = {
    [DAY]: null,
    'data/users/users.jsonl': POINTER,
    'data/_manifests/costs.json': '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main\n',
  };
  await scenario.github.commitAs('main', damage, 'Theirs');
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.equal(night.exitCode, 1, night.log.text);
  assert.equal(night.outputs['failed-resources'], 'audit_logs,users,costs');
  for (const topic of ['evidence-missing', 'stored-file-damaged', 'unreadable-manifest']) {
    assert.match(night.log.text, new RegExp(`troubleshooting\\.md#${topic}`));
  }
  assert.match(night.log.text, /git lfs pull/);
  assert.doesNotMatch(night.log.text, /next run tries again/);
  const files = await scenario.github.files('main');
  for (const [path, text] of Object.entries(damage)) assert.equal(files.get(path)?.toString() ?? null, text, path);
  assert.match(files.get('data/_manifests/projects.json')?.toString() ?? '', /"read_on": "2026-03-03"/);
  assert.deepEqual(scenario.github.violations, []);
});
