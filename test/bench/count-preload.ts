/**
 * Loaded into the process of the action (`node --import`): counts the files that it opens below the watched folders, and the bytes that it
 * writes there. See counted-run.ts.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Plan {
  folders: string[];
  /** The file that the counts are written to at the end. */
  record: string;
}

const plan: Plan = JSON.parse(process.env.COUNTED_RUN ?? '{}');
delete process.env.COUNTED_RUN;
const { writeFileSync } = fs;
const watched = new Set<number>();
const counts = { opened: 0, written: 0 };

type Call = (...args: unknown[]) => unknown;

function isWatched(path: unknown): boolean {
  if (typeof path === 'number') return watched.has(path);
  const text = path instanceof URL ? fileURLToPath(path) : path;
  return typeof text === 'string' && plan.folders.some((folder) => resolve(text).startsWith(`${folder}${sep}`));
}

/** Replaces a function by one that does something before, and calls the real one. */
function before(object: object, name: string, note: (args: unknown[]) => void): void {
  const functions = object as Record<string, Call>;
  const real = functions[name] as Call;
  functions[name] = function counted(this: unknown, ...args: unknown[]) {
    note(args);
    return Reflect.apply(real, this, args);
  };
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data);
  if (ArrayBuffer.isView(data)) return data.byteLength;
  return Array.isArray(data) ? data.reduce((sum, part) => sum + sizeOf(part), 0) : 0;
}

/** Passes on what a file is written from piece by piece. */
function* countedPieces(pieces: Iterable<unknown>): Generator<unknown> {
  for (const piece of pieces) {
    counts.written += sizeOf(piece);
    yield piece;
  }
}

async function* countedLater(pieces: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  for await (const piece of pieces) {
    counts.written += sizeOf(piece);
    yield piece;
  }
}

/** Counts what `writeFile` is given; returns what to give the real one. */
function countData(data: unknown): unknown {
  const isWhole = typeof data === 'string' || ArrayBuffer.isView(data);
  if (!isWhole && typeof data === 'object' && data !== null && Symbol.iterator in data)
    return countedPieces(data as Iterable<unknown>);
  if (!isWhole && typeof data === 'object' && data !== null && Symbol.asyncIterator in data)
    return countedLater(data as AsyncIterable<unknown>);
  counts.written += sizeOf(data);
  return data;
}

for (const [object, names] of [
  [fs, ['openSync', 'readFileSync', 'readFile']],
  [fs.promises, ['open', 'readFile']],
] as const) {
  for (const name of names) {
    before(object, name, ([path]) => {
      if (isWatched(path)) counts.opened += 1;
    });
  }
}
for (const [object, names] of [
  [fs, ['writeFileSync', 'writeFile']],
  [fs.promises, ['writeFile', 'appendFile']],
] as const) {
  for (const name of names) {
    before(object, name, (args) => {
      if (!isWatched(args[0])) return;
      counts.opened += 1;
      args[1] = countData(args[1]);
    });
  }
}

// Streams open a file, and write to its number.
before(fs, 'open', (args) => {
  const done = args.at(-1) as (error: Error | null, number: number) => void;
  if (!isWatched(args[0])) return;
  counts.opened += 1;
  args[args.length - 1] = (error: Error | null, number: number) => {
    if (!error) watched.add(number);
    done(error, number);
  };
});
before(fs, 'close', ([number]) => void watched.delete(number as number));
for (const name of ['write', 'writev', 'writeSync', 'writevSync']) {
  before(fs, name, ([number, data, , length]) => {
    if (isWatched(number)) counts.written += typeof length === 'number' ? length : sizeOf(data);
  });
}

const handle = await fs.promises.open(process.execPath);
const prototype = Object.getPrototypeOf(handle) as object;
await handle.close();
for (const name of ['write', 'writev', 'writeFile', 'appendFile'])
  before(prototype, name, ([data]) => {
    counts.written += sizeOf(data);
  });

syncBuiltinESMExports();
process.on('exit', () => writeFileSync(plan.record, JSON.stringify(counts)));
