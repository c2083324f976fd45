import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Row } from '../formats/row.ts';
import { mergeSorted } from './merge-sorted.ts';
import { textLines } from './text-lines.ts';

/** Collects rows in any order and gives them back sorted by key, from disk where they are many. */
export interface RowSorter {
  readonly count: number;
  /** Takes rows; resolves when there is room for more. */
  add(rows: Row[]): Promise<void>;
  /** The rows by key, in batches and as often as asked; of unique ones, the one added last. */
  sorted(): AsyncIterable<Row[]>;
  /** Forgets the rows. */
  discard(): Promise<void>;
}

/** Where the sorters of a run share one bound on memory and one folder on disk. */
export interface RowSpool {
  sorter(options: { unique: boolean }): RowSorter;
  /** The path of a new file in the spool's folder. */
  file(): string;
  close(): Promise<void>;
}

/** What a row costs beside its text: the object, two string headers, its place in the list. */
const ROW_OVERHEAD = 150;

interface Buffer {
  rows: Row[];
  bytes: number;
  runs: string[];
}

/**
 * An external merge sort. When all sorters together hold more than `limitBytes` of text, the largest one writes what it
 * has as a sorted run.
 * @param onLarge called when rows go to disk for the first time: this is a large export.
 */
export async function createRowSpool(
  folder: string,
  limitBytes: number,
  onLarge: () => void = () => {},
): Promise<RowSpool> {
  await mkdir(folder, { recursive: true });
  const buffers = new Set<Buffer>();
  let held = 0;
  let isLarge = false;
  let files = 0;
  function file(): string {
    files += 1;
    return path.join(folder, String(files));
  }

  async function spill(buffer: Buffer): Promise<void> {
    const { rows, bytes } = buffer;
    buffer.rows = [];
    buffer.bytes = 0;
    held -= bytes;
    const run = file();
    buffer.runs.push(run);
    if (!isLarge) onLarge();
    isLarge = true;
    await writeFile(run, runText(sortRows(rows)));
  }

  return {
    file,
    sorter({ unique }) {
      const buffer: Buffer = { rows: [], bytes: 0, runs: [] };
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
          while (held > limitBytes) {
            const largest = [...buffers].reduce((a, b) => (b.bytes > a.bytes ? b : a));
            await spill(largest);
          }
        },
        async *sorted() {
          const inMemory = sortRows(buffer.rows);
          if (buffer.runs.length === 0) yield unique ? lastOfEach(inMemory) : inMemory;
          else yield* mergeSorted([...buffer.runs.map(readRun), single(inMemory)], unique);
        },
        async discard() {
          buffers.delete(buffer);
          held -= buffer.bytes;
          buffer.rows = [];
          buffer.bytes = 0;
          await Promise.all(buffer.runs.map((run) => rm(run, { force: true })));
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

function* runText(rows: Row[]): Generator<string> {
  for (let start = 0; start < rows.length; start += 1000) {
    const lines = rows
      .slice(start, start + 1000)
      .map((row) => `${JSON.stringify(row.key)}\t${row.form === 'cells' ? 'c' : 'o'}${row.json}\n`);
    yield lines.join('');
  }
}

async function* readRun(run: string): AsyncGenerator<Row[]> {
  const lines = textLines(createReadStream(run, { encoding: 'utf8', highWaterMark: 1 << 18 }));
  for await (const batch of lines) yield batch.map(parseRunLine);
}

function parseRunLine(line: string): Row {
  const tab = line.indexOf('\t');
  const form = line[tab + 1] === 'c' ? 'cells' : 'object';
  return { key: JSON.parse(line.slice(0, tab)), form, json: line.slice(tab + 2) };
}

/** Of neighbours with the same key, the last one. */
function lastOfEach(rows: Row[]): Row[] {
  return rows.filter((row, index) => rows[index + 1]?.key !== row.key);
}

async function* single(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}
