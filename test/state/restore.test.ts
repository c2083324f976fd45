import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Entry, emptyManifest, type Manifest, serializeManifest } from '../../src/archive/manifest.ts';
import { periodAt, periodsBetween } from '../../src/archive/periods.ts';
import { union } from '../../src/archive/ranges.ts';
import { removedRanges } from '../../src/archive/removals.ts';
import type { ResourceOptions, Selection } from '../../src/archive/selection.ts';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import { folderDestination } from '../../src/destinations/folder/folder.ts';
import type { FormatChoice } from '../../src/formats/format.ts';
import { formatChoices } from '../../src/formats/registry.ts';
import type { Log } from '../../src/notices/log.ts';
import { type Message, rendered } from '../../src/notices/notice.ts';
import { type ResourceState, refuseOtherShape, restoreState } from '../../src/state/restore.ts';
import { resourceOptions } from '../export/options.ts';
import { temporaryFolder } from '../harness/workspace.ts';

const second = (text: string) => Date.parse(text) / 1000;
const SHAPE = { formats: ['jsonl'], partition_by: 'day' };

function selection(name: string, options: Partial<ResourceOptions> = {}): Selection {
  return { resource: resourceNamed(name) as Resource, origin: 'named', options: resourceOptions(options) };
}

/** A manifest of audit logs that covers these days; a `?` after one says that it is not settled. */
function manifestOf(days: string[]): Manifest {
  const entries = days.map((day): Entry => {
    const period = day.replace('?', '');
    return { period, path: `audit_logs/date=${period}/audit_logs.jsonl`, rows: 1, settled: !day.endsWith('?') };
  });
  const ranges = days.map((day): [number, number] => {
    const { from, to } = periodAt(second(day.replace('?', '')), 'day');
    return [from, to];
  });
  return { ...emptyManifest('audit_logs', SHAPE), entries, ranges: union(ranges, []) };
}

async function setUp(t: TestContext, stored: Manifest | undefined, files: string[] = []) {
  const root = await temporaryFolder(t, 'restore');
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  if (stored) await write(`_manifests/${stored.resource}.json`, serializeManifest(stored));
  for (const path of files) await write(path, '');
  const lines: string[] = [];
  const keep = (level: keyof Log) => (message: Message) => void lines.push(`${level}: ${rendered(message)}`);
  const log: Log = {
    debug: keep('debug'),
    info: keep('info'),
    notice: keep('notice'),
    warning: keep('warning'),
    error: keep('error'),
  };
  const restore = (mode: 'auto' | 'cache', cached?: Record<string, string>, selections = [selection('audit_logs')]) =>
    restoreState({
      selections,
      mode,
      writeOnly: false,
      settledOnly: false,
      destination: folderDestination(root, 'data'),
      cacheFiles: cached && new Map(Object.entries(cached)),
      log,
    });
  return { root, lines, write, restore };
}

const pathsOf = (manifest: Manifest) => manifest.entries.flatMap(({ path }) => path ?? []);

/** Which of the first days of March count as done. */
function doneDays(state: ResourceState | undefined): string[] {
  const days = periodsBetween(second('2026-03-01'), second('2026-03-06'), 'day');
  return days
    .filter((period) => state?.isDone(period))
    .map(({ from }) => new Date(from * 1000).toISOString().slice(0, 10));
}

test('a period counts as done only where the cache and the destination both say so', async (t) => {
  const stored = manifestOf(['2026-03-01', '2026-03-02', '2026-03-03?', '2026-03-04']);
  const cached = manifestOf(['2026-03-01', '2026-03-02?', '2026-03-03', '2026-03-05']);
  const { restore, lines } = await setUp(t, stored, pathsOf(stored));
  const state = await restore('auto', { 'audit_logs.json': serializeManifest(cached) });
  assert.deepEqual(doneDays(state.resources.get('audit_logs')), ['2026-03-01']);
  assert.equal(state.source, 'cache');
  assert.deepEqual(lines, []);
});

test('without a cache the manifests alone count, whether or not their files are there, and the log says so', async (t) => {
  const stored = manifestOf(['2026-03-01', '2026-03-02', '2026-03-03?']);
  const { restore, lines } = await setUp(t, stored, pathsOf(stored).slice(1));
  const state = await restore('auto');
  assert.deepEqual(doneDays(state.resources.get('audit_logs')), ['2026-03-01', '2026-03-02']);
  assert.equal(state.source, 'destination');
  assert.deepEqual(lines, ['info: No cached state: going on from the manifests at the folder data.']);
});

test('a cache that knows the resource and a folder that is empty mean a full export, and a question', async (t) => {
  const { restore, lines } = await setUp(t, undefined);
  const state = await restore('auto', { 'audit_logs.json': serializeManifest(manifestOf(['2026-03-01'])) });
  assert.deepEqual(doneDays(state.resources.get('audit_logs')), []);
  assert.equal(state.resources.get('audit_logs')?.manifest, undefined);
  assert.equal(state.source, 'none');
  assert.equal(lines.length, 1);
  assert.match(
    lines[0] ?? '',
    /^notice: The cache knows an earlier export.*Was the checkout missing before this step\? See docs\/troubleshooting\.md#checkout-missing$/,
  );
});

test('neither cache nor manifests is a first run', async (t) => {
  const { restore, lines } = await setUp(t, undefined);
  const state = await restore('auto');
  assert.equal(state.source, 'none');
  assert.deepEqual(lines, ['info: No earlier export found: starting from start-date.']);
});

test('with state: cache the cache alone says what is done, whatever lies at the destination', async (t) => {
  const stored = manifestOf(['2026-03-01', '2026-03-02']);
  const cached = manifestOf(['2026-03-02', '2026-03-03']);
  const { restore } = await setUp(t, stored);
  const withCache = await restore('cache', { 'audit_logs.json': serializeManifest(cached) });
  assert.deepEqual(doneDays(withCache.resources.get('audit_logs')), ['2026-03-02', '2026-03-03']);
  assert.equal(withCache.resources.get('audit_logs')?.files, undefined);
  const withoutCache = await restore('cache');
  assert.deepEqual(doneDays(withoutCache.resources.get('audit_logs')), []);
});

test('what the API no longer serves is done too', async (t) => {
  const { from, to } = periodAt(second('2026-03-02'), 'day');
  const stored: Manifest = { ...manifestOf(['2026-03-01']), unavailable: [[from, to]] };
  const { restore } = await setUp(t, stored, pathsOf(stored));
  assert.deepEqual(doneDays((await restore('auto')).resources.get('audit_logs')), ['2026-03-01', '2026-03-02']);
});

test('a manifest that cannot be read fails its own resource, and is never taken for a first run', async (t) => {
  const { restore, write } = await setUp(t, manifestOf(['2026-03-01']));
  await write('_manifests/users.json', '<<<<<<< HEAD');
  const state = await restore('auto', undefined, [selection('audit_logs'), selection('users')]);
  assert.match(state.resources.get('users')?.unreadable?.message ?? '', /_manifests\/users\.json/);
  assert.equal(state.resources.get('audit_logs')?.unreadable, undefined);
  assert.equal(state.source, 'destination');
});

test('a broken copy in the cache is one warning, and the destination goes on alone', async (t) => {
  const stored = manifestOf(['2026-03-01']);
  const { restore, lines } = await setUp(t, stored, pathsOf(stored));
  const state = await restore('auto', { 'audit_logs.json': '{"version":1' });
  assert.deepEqual(doneDays(state.resources.get('audit_logs')), ['2026-03-01']);
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /^warning: .*audit_logs\.json in the cache/);
});

test('manifests of resources that this run does not select are carried on', async (t) => {
  const { restore } = await setUp(t, undefined);
  const users = { ...emptyManifest('users', { formats: ['jsonl'] }), read_on: '2026-03-01' };
  const state = await restore('auto', { 'users.json': serializeManifest(users) });
  assert.deepEqual([...state.cached.keys()], ['users']);
});

test('another shape is refused for all resources at once, before anything is read, unless it is rewritten', async (t) => {
  const { restore, write } = await setUp(t, manifestOf(['2026-03-01']));
  await write('_manifests/users.json', serializeManifest(emptyManifest('users', { formats: ['jsonl'] })));
  const csv: Partial<ResourceOptions> = { formats: [formatChoices.get('csv') as FormatChoice] };
  const same = [selection('audit_logs'), selection('users')];
  const other = [selection('audit_logs', csv), selection('users', csv)];
  const state = await restore('auto', undefined, same);
  refuseOtherShape(same, state, true);
  assert.throws(() => refuseOtherShape(other, state, true), {
    name: 'ConfigurationError',
    message: /- audit_logs: stored .*\n- users: stored .*\nEither choose a new `destination`, or set `refresh-from`/,
  });
  const refreshed = { ...csv, refreshFrom: { kind: 'earliest' as const } };
  refuseOtherShape([selection('audit_logs', refreshed), selection('users', refreshed)], state, true);
  assert.throws(
    () => refuseOtherShape([selection('users', refreshed)], state, false),
    /Choose a new `destination`: here, files of the old shape cannot be removed/,
  );
});

test('with the state of the cache alone, what was given up at the destination since stays given up', async (t) => {
  const removal = { from: '2026-03-02', to: '2026-03-03', reason: 'retention', on: '2026-03-09', files: [] };
  const { restore } = await setUp(t, { ...manifestOf(['2026-03-01', '2026-03-03?']), removed: [removal] });
  const cached = serializeManifest(manifestOf(['2026-03-01', '2026-03-02?', '2026-03-03?']));
  const { resources } = await restore('cache', { 'audit_logs.json': cached });
  const { manifest } = resources.get('audit_logs') as ResourceState;
  const { from, to } = periodAt(second('2026-03-02'), 'day');
  assert.deepEqual(removedRanges(manifest as Manifest), [[from, to]]);
  assert.deepEqual(
    manifest?.entries.map(({ period }) => period),
    ['2026-03-01', '2026-03-03'],
  );
});
