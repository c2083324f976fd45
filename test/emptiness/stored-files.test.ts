import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { rendered } from '../../src/notices/notice.ts';
import { runCli } from '../harness/run-cli.ts';
import { startNights } from './nights.ts';

const DAY = 'audit_logs/date=2026-02-28/audit_logs';
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

const linesOf = (text: string) => text.split(/(?<=\n)/);
const conflict = (text: string) => {
  const [first = '', second = '', ...rest] = linesOf(text);
  return [first, '<<<<<<< HEAD\n', second, '=======\n', second, '>>>>>>> nightly\n', ...rest].join('');
};
const cases: [what: string, format: string, damage: (text: string) => string][] = [
  ['an empty file', 'jsonl', () => ''],
  ['a file cut after its first row', 'jsonl', (text) => linesOf(text)[0] as string],
  ['rows without their times', 'jsonl', (text) => text.replaceAll('"effective_at"', '"effective"')],
  ['other JSON', 'jsonl', () => '{}\n'],
  ['null', 'jsonl', () => 'null\n'],
  ['an empty file', 'csv', () => ''],
  ['garbage', 'csv', () => 'oops\n'],
  ['another table', 'csv', () => 'a,b\n1,2\n'],
  ['a header alone', 'csv', (text) => linesOf(text)[0] as string],
  ['conflict markers', 'csv', conflict],
  ['a pointer', 'csv.gz', () => POINTER],
  ['a pointer', 'jsonl.gz', () => POINTER],
  ['conflict markers', 'jsonl.gz', () => '<<<<<<< HEAD\n=======\n>>>>>>> nightly\n'],
  ['an empty file', 'jsonl.gz', () => ''],
];

for (const [what, format, damage] of cases) {
  test(`${what} in the place of a day of events stays and is told as damage: ${format}`, async (t) => {
    const nights = await startNights(t, { resources: 'audit_logs, users', format });
    await nights.night(0);
    const path = join(nights.workspace, 'data', `${DAY}.${format}`);
    const text = damage(await readFile(path, 'utf8'));
    await writeFile(path, text);
    const bad = await nights.night(1);
    assert.deepEqual(bad.failed, ['audit_logs']);
    assert.ok(bad.topics.has('stored-file-damaged'), [...bad.topics].join());
    assert.equal(await readFile(path, 'utf8'), text);
    const told = bad.result.outcomes.flatMap(({ problems }) => problems.map(rendered)).join('\n');
    assert.doesNotMatch(told, /next run tries again/);
  });
}

for (const [what, text] of Object.entries({
  'a pointer of LFS': POINTER,
  'conflict markers': '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> nightly\n',
  garbage: 'oops',
  nothing: '',
})) {
  test(`${what} in the place of a manifest stays and fails its resource alone`, async (t) => {
    const nights = await startNights(t, { resources: 'audit_logs, users' });
    await nights.night(0);
    const path = join(nights.workspace, 'data/_manifests/audit_logs.json');
    await writeFile(path, text);
    const bad = await nights.night(1);
    assert.deepEqual([bad.failed, bad.topics.has('unreadable-manifest')], [['audit_logs'], true]);
    assert.equal(await readFile(path, 'utf8'), text);
    const told = bad.result.outcomes.flatMap(({ problems }) => problems.map(rendered)).join('\n');
    assert.equal(/git lfs pull/.test(told), text === POINTER);
  });
}

test('what is missing is forgotten by the very command that is told, and the nights after are good', async (t) => {
  const nights = await startNights(t, { resources: 'audit_logs, users' });
  await nights.night(0);
  await rm(join(nights.workspace, 'data', `${DAY}.jsonl`));
  await rm(join(nights.workspace, 'data/users/users.jsonl'));
  const bad = await nights.night(1);
  assert.deepEqual([bad.failed, [...bad.topics]], [['audit_logs', 'users'], ['evidence-missing']]);
  const told = bad.result.outcomes.flatMap(({ problems }) => problems.map(rendered)).join('\n');
  const commands = [...told.matchAll(/`openai-admin-export (repair <destination> --forget [^`]+) --reason "…"`/g)];
  assert.equal(commands.length, 2, told);
  for (const [, command = ''] of commands) {
    const args = command.replace('<destination>', 'data').split(' ');
    const done = await runCli(nights.workspace, [...args, '--reason', 'legal retention']);
    assert.equal(done.code, 0, done.stderr);
  }
  const good = await nights.night(2);
  assert.deepEqual([good.failed, [...good.topics]], [[], []]);
  assert.equal(good.data[`${DAY}.jsonl`], undefined);
  assert.deepEqual(JSON.parse(good.data['_manifests/audit_logs.json'] ?? '').ranges[0], ['2026-02-19', '2026-02-28']);
});
