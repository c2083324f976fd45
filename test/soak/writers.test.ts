import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { randomFrom } from '../../simulator/random.ts';
import { parseManifest } from '../../src/archive/manifest.ts';
import { folderDestination } from '../../src/destinations/folder/folder.ts';
import { filesBelow, temporaryFolder } from '../harness/workspace.ts';
import { seedsOf } from './seeds.ts';

const WRITER = fileURLToPath(new URL('../destinations/folder/writer.ts', import.meta.url));
/** So many manifests each writer stores, of days and of two resources. */
const STORED_BY_EACH = 24;
/** Each starts Node: in the tests themselves, few do. */
const isSoak = process.env.SOAK_WRITER_SEEDS !== undefined;

/** What a writer said was stored, until it ended or was killed. */
async function told(child: ChildProcess): Promise<string[]> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const lines = (await text(child.stdout as NonNullable<typeof child.stdout>)).split('\n').slice(0, -1);
  await ended;
  return lines;
}

/** Kills a process in the midst of what follows so many of its writes. */
function killAfter(child: ChildProcess, writes: number): void {
  let seen = 0;
  child.stdout?.on('data', (chunk) => {
    seen += String(chunk).split('\n').length - 1;
    if (seen > writes) setImmediate(() => child.kill('SIGKILL'));
  });
}

for (const seed of seedsOf('WRITER', 4)) {
  test(`processes write one folder at once, and some are killed: no entry is lost, none blocks another (seed ${seed})`, async (t) => {
    const random = randomFrom(seed);
    const writers = isSoak ? random.integer(2, 10) : 3;
    const kills = random.integer(0, writers - 1);
    const root = join(await temporaryFolder(t, 'writers'), 'data');
    const children = Array.from({ length: writers }, (_, index) =>
      spawn(process.execPath, [WRITER, root, String(index)], { stdio: ['ignore', 'pipe', 'inherit'] }),
    );
    for (const child of children.slice(0, kills)) killAfter(child, random.integer(0, STORED_BY_EACH - 1));
    const lines = await Promise.all(children.map(told));
    for (const child of children.slice(kills)) assert.equal(child.exitCode, 0);
    for (const own of lines.slice(kills)) assert.equal(own.length, STORED_BY_EACH);
    const later = folderDestination(root, 'data', { now: () => 4_102_444_800 });
    await later.writeText('users/users.json', '{}');
    const stored: string[] = [];
    for (const path of await later.list('_manifests/')) {
      const manifest = parseManifest((await later.readText(path))?.text ?? '', path);
      stored.push(...manifest.entries.map(({ period }) => `${manifest.resource} ${period}`));
    }
    assert.deepEqual(new Set([...lines.flat(), ...stored]), new Set(stored), 'what was told is stored');
    assert.equal(new Set(stored).size, stored.length);
    const left = (await filesBelow(root)).filter((path) => path.includes('/.'));
    assert.deepEqual(left, [], 'a day later, nothing is left');
  });
}
