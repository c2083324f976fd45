import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../harness/run-cli.ts';
import { below, startScenario } from './scenario.ts';
import { startPair } from './store-pair.ts';
import { s3Place } from './store-places.ts';

const INPUTS = { resources: 'audit_logs, users, costs', 'start-date': '2026-02-19', format: 'jsonl, csv.gz' };
const TOMORROW = '2026-03-03T04:17:00Z';
const LATER = '2026-03-04T04:17:00Z';
const DAY = 'data/audit_logs/date=2026-02-21';
const REASON = 'deleted after the legal retention of 10 days';

const repair = (workspace: string, ...args: string[]) => runCli(workspace, ['repair', 'data', ...args]);
const conflict = (ours: string, theirs: string) => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> nightly\n`;

test('after a repair the next night ends where an undisturbed export does', async (t) => {
  const [scenario, other] = await Promise.all([startScenario(t, INPUTS), startScenario(t, INPUTS)]);
  await Promise.all([scenario.night(), other.night()]);
  await scenario.write('data/_manifests/audit_logs.json', '{"version": 1, "resource": "audit_logs", "entr');
  await scenario.remove('data/_manifests/costs.json');
  await scenario.remove('data/_manifests/users.json');
  const dry = await repair(scenario.workspace, '--dry-run', '--json');
  assert.equal(dry.code, 0, dry.stderr);
  const { rebuilt } = JSON.parse(dry.stdout);
  assert.deepEqual(
    rebuilt.map(({ resource, was }: { resource: string; was: string }) => [resource, was]),
    [
      ['audit_logs', 'unreadable'],
      ['costs', 'missing'],
      ['users', 'missing'],
    ],
  );
  assert.match(await scenario.read('data/_manifests/audit_logs.json'), /entr$/);
  const done = await repair(scenario.workspace);
  assert.equal(done.code, 0, done.stderr);
  const nights = await Promise.all([scenario.night({ at: TOMORROW }), other.night({ at: TOMORROW })]);
  assert.deepEqual(
    nights.map(({ exitCode }) => exitCode),
    [0, 0],
    nights[0].log.text,
  );
  assert.deepEqual(below(nights[0].after, 'data'), below(nights[1].after, 'data'));
  assert.equal((await runCli(scenario.workspace, ['verify', 'data'])).code, 0);
});

test('both sides of a merge conflict are united, and what they vouch for stays settled', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const first = await scenario.night();
  const path = 'data/_manifests/audit_logs.json';
  const ours = first.after[path] ?? '';
  const theirs = JSON.parse(ours);
  theirs.entries = theirs.entries.filter(({ period }: { period: string }) => period !== '2026-02-22');
  await scenario.write(path, conflict(ours, `${JSON.stringify(theirs, null, 2)}\n`));
  const broken = await scenario.night({ at: TOMORROW });
  assert.equal(broken.outputs['failed-resources'], 'audit_logs');
  assert.match(broken.log.text, /conflict.*repair <destination>/);
  assert.equal((await repair(scenario.workspace)).code, 0);
  assert.equal(await scenario.read(path), ours);
});

test('what is forgotten is neither read again nor missed, until `refresh-from` asks for it', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const first = await scenario.night();
  await scenario.remove(DAY);
  const forgotten = await repair(scenario.workspace, '--forget', 'audit_logs', '2026-02-21', '--reason', REASON);
  assert.equal(forgotten.code, 0, forgotten.stderr);
  const manifest = JSON.parse(await scenario.read('data/_manifests/audit_logs.json'));
  const [removal] = manifest.removed;
  assert.deepEqual([removal.from, removal.to, removal.reason], ['2026-02-21', '2026-02-22', REASON]);
  assert.deepEqual(
    removal.files.map(({ path, rows }: { path: string; rows: number }) => [path, rows]),
    JSON.parse(first.after['data/_manifests/audit_logs.json'] ?? '')
      .entries.filter(({ period }: { period: string }) => period === '2026-02-21')
      .map(({ path, rows }: { path: string; rows: number }) => [path, rows]),
  );
  assert.deepEqual(manifest.ranges[0], ['2026-02-19', '2026-02-21']);

  const night = await scenario.night({ at: TOMORROW });
  assert.deepEqual([night.exitCode, night.outputs.status], [0, 'ok'], night.log.text);
  assert.deepEqual(below(night.after, DAY), {});
  assert.deepEqual(JSON.parse(night.after['data/_manifests/audit_logs.json'] ?? '').removed, manifest.removed);
  assert.ok(night.summary.includes(REASON), night.summary);
  const verified = await runCli(scenario.workspace, ['verify', 'data']);
  assert.deepEqual([verified.code, verified.stdout.includes(REASON)], [0, true], verified.stdout);

  const again = await scenario.night({ at: LATER, inputs: { 'refresh-from': '2026-02-21' } });
  assert.equal(again.exitCode, 0, again.log.text);
  assert.deepEqual(below(again.after, DAY), below(first.after, DAY));
  const third = await scenario.night({ at: LATER });
  assert.deepEqual(below(third.after, DAY), below(first.after, DAY));
});

test('files that are still there are deleted on request alone', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const first = await scenario.night();
  const args = ['--forget', 'audit_logs', '2026-02-20..2026-02-21', '--reason', REASON];
  const refused = await repair(scenario.workspace, ...args);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /--delete-files/);
  assert.equal(await scenario.read('data/_manifests/audit_logs.json'), first.after['data/_manifests/audit_logs.json']);
  assert.equal((await repair(scenario.workspace, ...args, '--delete-files')).code, 0);
  const night = await scenario.night({ cache: false });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(below(night.after, DAY), {});
  assert.deepEqual(below(night.after, 'data/costs'), below(first.after, 'data/costs'));
});

test('a snapshot that is gone begins anew once it is forgotten', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  await scenario.remove('data/users');
  assert.equal((await repair(scenario.workspace, '--forget', 'users', '--reason', REASON)).code, 0);
  const night = await scenario.night({ at: TOMORROW });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(await scenario.rows('users'), scenario.simulator.truth.snapshot('users'));
});

for (const [title, args, said] of [
  ['no reason', ['--forget', 'audit_logs', '2026-02-21'], /--reason/],
  ['a reason of two lines', ['--forget', 'audit_logs', '2026-02-21', '--reason', 'a\n::error::b'], /--reason/],
  ['no such day', ['--forget', 'audit_logs', '2026-02-31', '--reason', 'x'], /2026-02-31/],
  ['a range backwards', ['--forget', 'audit_logs', '2026-03..2026-02', '--reason', 'x'], /no range/],
  ['a path for a name', ['--forget', '../x', '2026-02-21', '--reason', 'x'], /name of a resource/],
  ['a reason alone', ['--reason', 'x'], /--forget/],
  ['a shape that is none', ['--shape', '{"formats": []}'], /formats/],
  ['two destinations', ['elsewhere'], /one destination/],
] as const) {
  test(`wrong use: ${title}`, async (t) => {
    const { workspace } = await startScenario(t);
    const printed = await repair(workspace, ...args);
    assert.deepEqual([printed.code, printed.stdout], [2, ''], printed.stderr);
    assert.match(printed.stderr, said);
  });
}

test('in a store manifests are rebuilt, and evidence is given up, as in a folder', async (t) => {
  const pair = await startPair(t, s3Place);
  await pair.night();
  const { workspace } = pair.store;
  const config = JSON.stringify({ 'destination-options': pair.place.options });
  const inStore = (...args: string[]) =>
    runCli(workspace, ['repair', pair.place.destination, '--config', config, ...args], { env: pair.place.env() });
  const before = await pair.place.contents(pair.place.destination);
  const forget = ['--forget', 'audit_logs', '2026-02-20', '--reason', REASON, '--delete-files'];
  const printed = await inStore(...forget);
  assert.equal(printed.code, 0, printed.stderr);
  assert.equal((await repair(pair.folder.workspace, ...forget)).code, 0);
  await pair.night({ at: TOMORROW });
  const after = await pair.place.contents(pair.place.destination);
  const gone = 'audit_logs/date=2026-02-20/audit_logs.jsonl';
  assert.deepEqual([gone in before, gone in after], [true, false]);
  const rebuilt = await inStore('--json');
  assert.deepEqual([rebuilt.code, JSON.parse(rebuilt.stdout).rebuilt], [0, []], rebuilt.stderr);
});

test('a healthy export is left alone', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const { after } = await scenario.night();
  assert.equal((await repair(scenario.workspace)).code, 0);
  assert.equal((await repair(scenario.workspace, '--resource', 'users')).code, 1);
  const elsewhere = await runCli(scenario.temp, ['repair', join(scenario.workspace, 'data'), '--dry-run']);
  assert.equal(elsewhere.code, 0, elsewhere.stderr);
  assert.deepEqual(below((await scenario.night()).before, 'data'), below(after, 'data'));
});
