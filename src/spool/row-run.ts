import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import type { Row } from '../formats/row.ts';
import { spoolError, spoolReadError } from './spool-error.ts';
import { textLines } from './text-lines.ts';

/** Rows that are written at once. */
const BATCH = 128;
/** Bytes of a run that are text and rows at a time: dozens of runs are read side by side, and what lives long costs most. */
const PIECE = 16 * 1024;

/** Writes rows, which come sorted, to a new file in the spool: a run. */
export async function writeRun(file: string, batches: AsyncIterable<Row[]>): Promise<void> {
  try {
    await writeFile(file, runText(batches));
  } catch (error) {
    throw spoolError(error);
  }
}

/** The rows of a run, in batches. */
export async function* readRun(file: string): AsyncGenerator<Row[]> {
  for await (const lines of textLines(pieces(file))) yield lines.map(parseLine);
}

/** The text of a run in pieces: it is read in larger ones, because each reading has its own cost. */
async function* pieces(file: string): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      for (let start = 0; start < chunk.length; start += PIECE)
        yield decoder.write(chunk.subarray(start, start + PIECE));
    }
  } catch (error) {
    throw spoolReadError(error);
  }
}

async function* runText(batches: AsyncIterable<Row[]>): AsyncGenerator<string> {
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += BATCH) {
      yield batch
        .slice(start, start + BATCH)
        .map(lineOf)
        .join('');
    }
  }
}

/** JSON text holds neither line breaks nor tabs outside of its strings, and a key is written as JSON too. */
function lineOf({ key, form, json }: Row): string {
  return `${JSON.stringify(key)}\t${form === 'cells' ? 'c' : 'o'}${json}\n`;
}

function parseLine(line: string): Row {
  const tab = line.indexOf('\t');
  const form = line[tab + 1] === 'c' ? 'cells' : 'object';
  return { key: JSON.parse(line.slice(0, tab)), form, json: line.slice(tab + 2) };
}
