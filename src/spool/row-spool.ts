import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Row } from '../formats/row.ts';
import { type Choose, mergeSorted } from './merge-sorted.ts';
import { readRun, writeRun } from './row-run.ts';
import { spoolError } from './spool-error.ts';

/** Collects rows in any order and gives them back sorted by key, from disk where they are many. */
export interface RowSorter {
  readonly count: number;
  /** Takes rows; resolves when there is room for more. */
  add(rows: Row[]): Promise<void>;
  /** The rows by key, in batches and as often as asked; of those with one key, what `unique` leaves. */
  sorted(): AsyncIterable<Row[]>;
  /** Forgets the rows. */
  discard(): Promise<void>;
}

/** Where the sorters of a run share one bound on memory and one folder on disk. */
export interface RowSpool {
  /** @param options.unique true keeps the row added last of those with one key, false all; a function chooses, as often as it likes. */
  sorter(options: { unique: boolean | Choose }): RowSorter;
  /** The path of a new file in the spool's folder. */
  file(): string;
  close(): Promise<void>;
}

/** What a row costs in addition to its text: the object, two string headers, its place in the list. */
const ROW_OVERHEAD = 150;
/** So many runs of one level become one of the next: then few files are open, and few rows in memory, when all are read. */
const MERGED_AT_ONCE = 32;

/** A file of sorted rows. */
interface Run {
  file: string;
  /** How often its rows have been merged. */
  level: number;
}

/** What a sorter holds. */
interface Buffer {
  unique: boolean | Choose;
  rows: Row[];
  bytes: number;
  /** Oldest first, because of equal keys the one added last must stay last. */
  runs: Run[];
  /** Fulfilled when the rows that have left `rows` can be read from the runs. */
  written: Promise<void>;
  /** How many are reading the runs, which therefore have to stay. */
  readers: number;
}

/**
 * Returns an external merge sort. When all sorters together hold more than `limitBytes` of text, the largest one writes what it
 * has as a sorted run.
 * @param onLarge called when rows go to disk for the first time: this is a large export.
 */
export async function createRowSpool(
  folder: string,
  limitBytes: number,
  onLarge: () => void = () => {},
): Promise<RowSpool> {
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw spoolError(error);
  });
  const buffers = new Set<Buffer>();
  /** Of all buffers, with the rows that are just being written. */
  let held = 0;
  let files = 0;
  let lastSpill: Promise<void> | undefined;
  function file(): string {
    files += 1;
    return path.join(folder, String(files));
  }

  /** One sorter after the other writes, so adding rows faster than the disk can write waits. */
  function makeRoom(): Promise<void> {
    if (!lastSpill) onLarge();
    const before = lastSpill ?? Promise.resolve();
    lastSpill = before.then(async () => {
      while (held > limitBytes) {
        const largest = [...buffers].reduce((a, b) => (b.bytes > a.bytes ? b : a));
        largest.written = spill(largest);
        await largest.written;
      }
    });
    return lastSpill;
  }

  async function spill(buffer: Buffer): Promise<void> {
    const { rows, bytes } = buffer;
    buffer.rows = [];
    buffer.bytes = 0;
    const run = { file: file(), level: 0 };
    buffer.runs.push(run);
    await writeRun(run.file, single(sortRows(rows)));
    held -= bytes;
    while (buffer.readers === 0 && (await mergeNewest(buffer)));
  }

  /** Merges the newest runs if there are enough of one level; returns whether there were. */
  async function mergeNewest({ runs, unique }: Buffer): Promise<boolean> {
    const newest = runs.slice(-MERGED_AT_ONCE);
    const level = runs.at(-1)?.level ?? 0;
    if (newest.length < MERGED_AT_ONCE || newest.some((run) => run.level !== level)) return false;
    const merged = { file: file(), level: level + 1 };
    await writeRun(merged.file, mergeSorted(readEach(newest), unique));
    runs.splice(-MERGED_AT_ONCE, MERGED_AT_ONCE, merged);
    await removeRuns(newest);
    return true;
  }

  return {
    file,
    sorter({ unique }) {
      const buffer: Buffer = { unique, rows: [], bytes: 0, runs: [], written: Promise.resolve(), readers: 0 };
      buffers.add(buffer);
      let count = 0;
      return {
        get count() {
          return count;
        },
        async add(rows) {
          count += rows.length;
          for (const row of rows) {
            buffer.rows.push(row);
            const bytes = row.json.length + row.key.length + ROW_OVERHEAD;
            buffer.bytes += bytes;
            held += bytes;
          }
          if (held > limitBytes) await makeRoom();
        },
        async *sorted() {
          // Another write may begin while one is waited for.
          let written: Promise<void>;
          do {
            written = buffer.written;
            await written;
          } while (written !== buffer.written);
          const inMemory = sortRows(buffer.rows);
          if (buffer.runs.length === 0) yield chosen(inMemory, unique);
          else yield* readRuns(buffer, inMemory);
        },
        async discard() {
          buffers.delete(buffer);
          held -= buffer.bytes;
          buffer.rows = [];
          buffer.bytes = 0;
          // The write that spilled these rows already reported the failure; ignore it here.
          await buffer.written.catch(() => {});
          await removeRuns(buffer.runs);
        },
      };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Stable, by code units: of equal keys the one added last stays last. */
function sortRows(rows: Row[]): Row[] {
  return rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

async function* readRuns(buffer: Buffer, newest: Row[]): AsyncGenerator<Row[]> {
  buffer.readers += 1;
  try {
    yield* mergeSorted([...readEach(buffer.runs), single(newest)], buffer.unique);
  } finally {
    buffer.readers -= 1;
  }
}

function readEach(runs: Run[]): AsyncIterable<Row[]>[] {
  return runs.map(({ file }) => readRun(file));
}

/** A run that cannot be removed is in nobody's way: the whole folder goes at the end. */
function removeRuns(runs: Run[]): Promise<unknown> {
  return Promise.allSettled(runs.map(({ file }) => rm(file, { force: true })));
}

/** Returns the sorted rows that remain. */
function chosen(rows: Row[], unique: boolean | Choose): Row[] {
  if (unique === false) return rows;
  if (unique === true) return rows.filter((row, index) => rows[index + 1]?.key !== row.key);
  const kept: Row[] = [];
  for (let start = 0, end = 1; start < rows.length; start = end, end += 1) {
    while (rows[end]?.key === rows[start]?.key) end += 1;
    if (end - start === 1) kept.push(rows[start] as Row);
    else kept.push(...unique(rows.slice(start, end)));
  }
  return kept;
}

async function* single(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}
