import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Problem } from '../../src/verify/report.ts';
import { readFolder } from '../harness/workspace.ts';
import { linesOf, type Scenario } from '../scenarios/scenario.ts';
import { exportOnce, verify, verifyJson } from './exported.ts';

const USERS = 'users/users.jsonl';
const TABLE = 'users/users.csv.gz';

/** Events of a day in the files of one export, which every test damages and puts right again. */
async function anExport(t: TestContext): Promise<{ scenario: Scenario; events: string }> {
  const scenario = await exportOnce(t, { format: 'jsonl,csv.gz' });
  const paths = Object.entries(await readFolder(join(scenario.workspace, 'data')));
  const many = paths.find(([path, text]) => /^audit_logs.*jsonl$/.test(path) && linesOf(text).length >= 3);
  return { scenario, events: many?.[0] ?? '' };
}

async function changed(file: string, change: (bytes: Buffer) => Buffer | undefined): Promise<() => Promise<void>> {
  const before = await readFile(file);
  const after = change(before);
  if (after === undefined) await rename(file, `${file}.aside`);
  else await writeFile(file, after);
  return async () => {
    await rm(`${file}.aside`, { force: true });
    await writeFile(file, before);
  };
}

const text = (change: (text: string) => string) => (bytes: Buffer) => Buffer.from(change(bytes.toString('utf8')));
const lines = (change: (lines: string[]) => string[]) =>
  text((given) =>
    change(linesOf(given))
      .map((line) => `${line}\n`)
      .join(''),
  );
const zipped = (change: (text: string) => string) => (bytes: Buffer) =>
  gzipSync(change(gunzipSync(bytes).toString('utf8')));

type Damage = [
  name: string,
  path: string,
  change: (bytes: Buffer) => Buffer | undefined,
  kind: Problem['kind'],
  told: RegExp,
];

const damages = (events: string): Damage[] => [
  [
    'a byte that was flipped in a text',
    events,
    text((given) => given.replace('"id":"a', '"id":"b')),
    'wrong',
    /^audit_logs\/date=.*jsonl: the SHA-256 of its content is not that of its manifest/,
  ],
  [
    'a byte that was flipped in what compresses',
    TABLE,
    (bytes) => {
      const copy = Buffer.from(bytes);
      copy[copy.length - 5] = (copy[copy.length - 5] ?? 0) ^ 0xff;
      return copy;
    },
    'wrong',
    /users\.csv\.gz.*no whole gz file/,
  ],
  ['a character that is none', USERS, (bytes) => Buffer.concat([bytes, Buffer.from([0xff, 0x0a])]), 'wrong', /utf-8/i],
  [
    'a file that was cut off in a row',
    events,
    (bytes) => bytes.subarray(0, bytes.length - 20),
    'wrong',
    /line \d+ is not JSON/,
  ],
  ['a file that is gone', events, () => undefined, 'wrong', /is missing, although its manifest lists it/],
  [
    'a row that was dropped',
    events,
    lines((rows) => rows.slice(1)),
    'wrong',
    /SHA-256.*; it holds \d+ rows, its manifest says \d+; it has \d+ bytes, its manifest says \d+/,
  ],
  [
    'a row that was doubled',
    events,
    lines(([a = '', ...rest]) => [a, a, ...rest]),
    'wrong',
    /row 2 is row 1 once more/,
  ],
  [
    'rows that changed places',
    events,
    lines(([a = '', b = '', ...rest]) => [b, a, ...rest]),
    'wrong',
    /row 2 belongs before row 1/,
  ],
  [
    'a row of another day',
    events,
    text((given) => given.replace(/"effective_at":\d+/, '"effective_at":1000000000')),
    'wrong',
    /row 1 does not belong to the period of the file/,
  ],
  [
    'a column that is gone',
    TABLE,
    zipped((given) => given.replace(/^object,/, 'subject,')),
    'wrong',
    /its header has other columns than the catalogue and its manifest say: subject/,
  ],
  [
    'a table that is none, without what stands in it',
    TABLE,
    zipped((given) => `${given}one,"two" three@example.com\n`),
    'wrong',
    /Failed to read CSV: line \d+ is no CSV\.? ?/,
  ],
];

test('what is wrong with a file is named', async (t) => {
  const shared = await anExport(t);

  await t.test('nothing is, in what was just exported', async () => {
    const { code, page, told } = await verify(shared.scenario);
    assert.equal(code, 0, page);
    assert.match(page, /^\*\*All right: \d+ files with \d+ rows of 5 resources in the folder data are what/);
    assert.doesNotMatch(page, /^## /m);
    assert.equal(told, '');
  });

  for (const [name, path, change, kind, told] of damages(shared.events)) {
    await t.test(name, async () => {
      const { scenario } = shared;
      const restore = await changed(join(scenario.workspace, 'data', path), change);
      try {
        const found = await verifyJson(scenario);
        assert.equal(found.code, 1);
        const problems = found.resources.flatMap((report) => report.problems);
        const problem = problems.find((one) => told.test(one.text));
        assert.equal(problem?.kind, kind, JSON.stringify(problems));
        assert.match(problem?.text ?? '', new RegExp(path.replaceAll('.', '\\.')));
        assert.doesNotMatch(JSON.stringify(found), /three@example/);
        assert.notEqual(problem?.remedy, '');
        // The damage of one file is told of that file, and of nothing that is all right.
        assert.ok(found.resources.filter((report) => report.problems.length > 0).length === 1);
      } finally {
        await restore();
      }
    });
  }

  await t.test('a file that no manifest lists', async () => {
    const { scenario } = shared;
    const path = join(scenario.workspace, 'data/audit_logs/date=2026-02-24/copy.jsonl');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '{}\n');
    const { code, page } = await verify(scenario);
    await rm(path);
    assert.equal(code, 1);
    assert.match(page, /^- `?audit_logs\/date=2026-02-24\/copy\.jsonl`? is extra: the manifest does not list it/m);
    assert.match(page, /\| audit_logs \|.*\| 1 problem \|/);
  });

  await t.test('files of a resource that has no manifest', async () => {
    const { scenario } = shared;
    const restore = await changed(join(scenario.workspace, 'data/_manifests/users.json'), () => undefined);
    const { code, page } = await verify(scenario);
    await restore();
    assert.equal(code, 1);
    assert.match(page, /users has files and no manifest: users\/users\.csv\.gz, users\/users\.jsonl/);
    assert.match(page, /`_manifests\/users\.json\.aside` is no manifest/);
  });

  await t.test('the same event in the files of two days', async () => {
    const { scenario, events } = shared;
    const { workspace } = scenario;
    const [first = ''] = linesOf(await readFile(join(workspace, 'data', events), 'utf8'));
    const day = events.includes('2026-02-28') ? '2026-02-27' : '2026-02-28';
    const other = join(workspace, `data/audit_logs/date=${day}/audit_logs.jsonl`);
    const moved = first.replace(/"effective_at":\d+/, `"effective_at":${Date.parse(day) / 1000}`);
    const file = await changed(
      other,
      lines((rows) => [moved, ...rows]),
    );
    const manifest = await changed(join(workspace, 'data/_manifests/audit_logs.json'), (bytes) => bytes);
    await claim(workspace, 'audit_logs', other);
    const { code, page } = await verify(scenario);
    await Promise.all([file(), manifest()]);
    assert.equal(code, 1);
    assert.match(page, /an event is there more than once: audit\\?_log-\w+ \(audit_logs\/date=/);
    assert.doesNotMatch(page, /SHA-256 of its content/);
  });
});

/** Makes a manifest tell of a file what it holds now, as somebody would who covers up. */
async function claim(workspace: string, resource: string, file: string): Promise<void> {
  const path = join(workspace, `data/_manifests/${resource}.json`);
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  const content = await readFile(file);
  const entry = manifest.entries.find((one: { path?: string }) => one.path && file.endsWith(one.path));
  entry.rows = linesOf(content.toString('utf8')).length;
  entry.bytes = content.length;
  entry.sha256 = createHash('sha256').update(content).digest('hex');
  const table = manifest.entries.find((one: { path?: string }) => one.path === entry.path.replace('.jsonl', '.csv.gz'));
  if (table) manifest.entries.splice(manifest.entries.indexOf(table), 1);
  await writeFile(path, JSON.stringify(manifest));
}
