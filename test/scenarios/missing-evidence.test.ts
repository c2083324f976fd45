import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, startScenario } from './scenario.ts';

const TOMORROW = '2026-03-03T04:17:00Z';
const INPUTS = { resources: 'audit_logs,users', 'start-date': '2026-02-19' };
const fileOf = (day: string) => `data/audit_logs/date=${day}/audit_logs.jsonl`;
const MANIFEST = 'data/_manifests/audit_logs.json';

test('files of settled days that are gone are no empty days: nothing is read, nothing changes', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const first = await scenario.night();
  await scenario.remove(fileOf('2026-02-21'));
  await scenario.remove(fileOf('2026-02-22'));
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(night.after[MANIFEST], first.after[MANIFEST]);
  assert.equal(night.after[fileOf('2026-02-21')], undefined);
});

test('a day that is read again and whose file is gone fails alone, and is told with its file', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  const entryOf = async (period: string) =>
    JSON.parse(await scenario.read(MANIFEST)).entries.find((entry: { period: string }) => entry.period === period);
  const before = await entryOf('2026-02-28');
  assert.equal(before.settled, false);
  await scenario.remove(fileOf('2026-02-28'));
  const night = await scenario.night({ at: TOMORROW });
  assert.equal(night.exitCode, 1, night.log.text);
  assert.match(night.log.text, /audit_logs\/date=2026-02-28\/audit_logs\.jsonl.*#evidence-missing/);
  assert.match(night.log.text, /repair <destination> --forget audit_logs 2026-02-28 --reason /);
  assert.deepEqual(await entryOf('2026-02-28'), before);
  assert.equal(night.after[fileOf('2026-02-28')], undefined);
  assert.ok(night.after[fileOf('2026-03-02')]);
});

test('a snapshot whose stored file is gone is not written without its removals', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const first = await scenario.night();
  await scenario.remove('data/users/users.jsonl');
  const night = await scenario.night({ at: TOMORROW });
  assert.equal(night.exitCode, 1, night.log.text);
  assert.match(night.log.text, /users\/users\.jsonl.*#evidence-missing/);
  assert.equal(night.after['data/_manifests/users.json'], first.after['data/_manifests/users.json']);
});

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
for (const [what, extension, text, remedy] of [
  ['an LFS pointer', 'jsonl', POINTER, /git lfs pull/],
  ['an LFS pointer', 'csv', POINTER, /git lfs pull/],
  ['conflict markers', 'jsonl', '<<<<<<< HEAD\n{"id":"a"}\n=======\n{"id":"b"}\n>>>>>>> main\n', /conflict markers/],
  ['garbage', 'jsonl', 'oops\n', /Restore the file/],
] as const) {
  test(`${what} in the place of a ${extension} file is told as what it is, and stays`, async (t) => {
    const scenario = await startScenario(t, { ...INPUTS, format: extension });
    await scenario.night();
    const paths = [`data/users/users.${extension}`, `data/audit_logs/date=2026-02-28/audit_logs.${extension}`];
    for (const path of paths) await scenario.write(path, text);
    const night = await scenario.night({ at: TOMORROW });
    assert.equal(night.exitCode, 1, night.log.text);
    assert.match(night.log.text, remedy);
    for (const path of paths) assert.equal(night.after[path], text);
  });
}

test('with the state of the cache alone, a day that became empty is told', async (t) => {
  const scenario = await startScenario(t, { ...INPUTS, resources: 'audit_logs', state: 'cache' });
  const first = await scenario.night();
  assert.ok(linesOf(first.after[fileOf('2026-02-28')] ?? '').length > 0);
  await scenario.remove('data');
  scenario.simulator.faults.add({
    match: { path: '/organization/audit_logs' },
    kind: 'body',
    body: { object: 'list', data: [], first_id: null, last_id: null, has_more: false },
  });
  const night = await scenario.night({ at: TOMORROW });
  assert.match(night.log.text, /2026-02-28.*#fewer-events-than-before/);
});
