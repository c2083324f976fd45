import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseManifest, serializeManifest } from '../../src/archive/manifest.ts';
import type { ManifestChange } from '../../src/archive/merge.ts';
import { type ManifestWriting, saveManifest } from '../../src/archive/save-manifest.ts';
import type { Destination } from '../../src/destinations/destination.ts';
import { folderDestination } from '../../src/destinations/folder/folder.ts';
import { temporaryFolder } from '../harness/workspace.ts';

const SHAPE = { formats: ['jsonl'], partition_by: 'day' };

function dayChange(period: string): ManifestChange {
  const from = Date.parse(period) / 1000;
  return {
    shape: SHAPE,
    written: [{ period, path: `costs/date=${period}/costs.jsonl`, rows: 1, bytes: 2, sha256: 'a', settled: true }],
    removedPeriods: [],
    covered: [[from, from + 86_400]],
    unavailable: [],
  };
}

/** How a job writes manifests to a destination, with nobody to wait for. */
function writing(destination: Destination, others: Partial<ManifestWriting> = {}): ManifestWriting {
  return { destination, writeOnly: false, hashOf: async () => undefined, pause: async () => {}, ...others };
}

/** A destination where somebody else writes between each reading of a text and its replacement. */
function contested(destination: Destination, between: () => Promise<void>): Destination {
  return {
    ...destination,
    async readText(path) {
      const stored = await destination.readText(path);
      await between();
      return stored;
    },
  };
}

test('a change is laid over what another job wrote in the meantime', async (t) => {
  const destination = folderDestination(await temporaryFolder(t), 'data');
  const others = ['2026-03-01', '2026-03-02', '2026-03-03'];
  const waiting = [...others];
  const slow = contested(destination, async () => {
    const other = waiting.shift();
    if (other) await saveManifest(writing(destination), 'costs', dayChange(other), undefined, undefined);
  });
  const saved = await saveManifest(writing(slow), 'costs', dayChange('2026-03-05'), undefined, undefined);
  const stored = parseManifest((await destination.readText('_manifests/costs.json'))?.text ?? '', 'costs.json');
  assert.deepEqual(
    stored.entries.map(({ period }) => period),
    [...others, '2026-03-05'],
  );
  assert.deepEqual(saved.entries, stored.entries);
  assert.deepEqual(
    stored.ranges.map((range) => range.map((seconds) => new Date(seconds * 1000).toISOString().slice(0, 10))),
    [
      ['2026-03-01', '2026-03-04'],
      ['2026-03-05', '2026-03-06'],
    ],
  );
});

test('a job that is never fast enough gives up with an error that says so', async (t) => {
  const destination = folderDestination(await temporaryFolder(t), 'data');
  let day = 0;
  const slow = contested(destination, async () => {
    day += 1;
    const other = new Date(Date.UTC(2027, 2, day)).toISOString().slice(0, 10);
    await saveManifest(writing(destination), 'costs', dayChange(other), undefined, undefined);
  });
  await assert.rejects(saveManifest(writing(slow), 'costs', dayChange('2026-04-01'), undefined, undefined), {
    name: 'StorageError',
    message: /other writers were faster 50 times/,
  });
});

test('what is stored wins over the fallback, which only counts where nothing is stored', async (t) => {
  const destination = folderDestination(await temporaryFolder(t), 'data');
  const fallback = await saveManifest(
    writing(folderDestination(await temporaryFolder(t), 'other')),
    'costs',
    dayChange('2026-02-01'),
    undefined,
    undefined,
  );
  const periods = async (period: string) =>
    (await saveManifest(writing(destination), 'costs', dayChange(period), undefined, fallback)).entries.map(
      (entry) => entry.period,
    );
  assert.deepEqual(await periods('2026-03-01'), ['2026-02-01', '2026-03-01']);
  await destination.remove('_manifests/costs.json');
  await saveManifest(writing(destination), 'costs', dayChange('2026-03-02'), undefined, undefined);
  assert.deepEqual(await periods('2026-03-03'), ['2026-03-02', '2026-03-03']);
});

test('a stored manifest that cannot be read is not written over', async (t) => {
  const root = await temporaryFolder(t);
  await mkdir(join(root, '_manifests'));
  await writeFile(join(root, '_manifests/costs.json'), '<<<<<<< HEAD\n{}');
  const destination = folderDestination(root, 'data');
  await assert.rejects(saveManifest(writing(destination), 'costs', dayChange('2026-03-01'), undefined, undefined), {
    name: 'StorageError',
    message: /^Failed to read the manifest _manifests\/costs\.json/,
  });
  assert.equal((await destination.readText('_manifests/costs.json'))?.text, '<<<<<<< HEAD\n{}');
});

test('of a file that two jobs wrote, the entry of the one that is stored stands', async (t) => {
  const destination = folderDestination(await temporaryFolder(t), 'data');
  const change = (sha256: string): ManifestChange => {
    const { written, ...rest } = dayChange('2026-03-01');
    return { ...rest, written: written.map((entry) => ({ ...entry, sha256 })) };
  };
  const known = await saveManifest(writing(destination), 'costs', change('before'), undefined, undefined);
  const hashes = async (stored: string) => {
    const hashOf = async () => stored;
    await saveManifest(writing(destination, { hashOf }), 'costs', change('theirs'), known, undefined);
    const saved = await saveManifest(writing(destination, { hashOf }), 'costs', change('ours'), known, undefined);
    return saved.entries.map(({ sha256 }) => sha256);
  };
  assert.deepEqual(await hashes('theirs'), ['theirs']);
  assert.deepEqual(await hashes('ours'), ['ours']);
});

test('who may not read writes what is known, whatever is stored', async (t) => {
  const destination = folderDestination(await temporaryFolder(t), 'data');
  await saveManifest(writing(destination), 'costs', dayChange('2026-03-01'), undefined, undefined);
  const blind = { ...destination, readText: () => Promise.reject(new Error('may not be read')) };
  const writeOnly = writing(blind, { writeOnly: true });
  const known = await saveManifest(writeOnly, 'costs', dayChange('2026-03-02'), undefined, undefined);
  const saved = await saveManifest(writeOnly, 'costs', dayChange('2026-03-03'), known, known);
  assert.deepEqual(
    saved.entries.map(({ period }) => period),
    ['2026-03-02', '2026-03-03'],
  );
  assert.equal((await destination.readText('_manifests/costs.json'))?.text, serializeManifest(saved));
});
