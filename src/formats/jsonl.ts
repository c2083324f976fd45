import { compact } from '../api/json-text.ts';
import { StorageError } from '../notices/errors.ts';
import { CHUNK_LENGTH, type Format } from './format.ts';
import type { Row } from './row.ts';
import { textOf } from './text.ts';

/** The evidence: one object a line, as the API sent it. */
export const jsonl: Format = {
  name: 'jsonl',
  contentType: 'application/x-ndjson',
  keepsShape: true,
  text: 'lines',
  encode,
  decode,
};

async function* encode(rows: AsyncIterable<Row[]>): AsyncGenerator<Uint8Array> {
  let chunk = '';
  for await (const batch of rows) {
    for (const row of batch) {
      if (row.form !== 'object') throw new Error('A row read back from a table has lost the shape that JSONL needs');
      chunk += `${row.json}\n`;
      if (chunk.length < CHUNK_LENGTH) continue;
      yield Buffer.from(chunk);
      chunk = '';
    }
  }
  if (chunk !== '') yield Buffer.from(chunk);
}

async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Omit<Row, 'key'>> {
  let number = 0;
  for await (const line of splitLines(textOf(bytes))) {
    number += 1;
    yield { json: objectText(line, number), form: 'object' };
  }
}

/** Only `\n` ends a line: JSON may hold every other line separator of Unicode inside strings. */
async function* splitLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest: string[] = [];
  for await (const chunk of text) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      rest.push(chunk.slice(from, end));
      yield rest.join('');
      rest = [];
      from = end + 1;
    }
    rest.push(chunk.slice(from));
  }
  const last = rest.join('');
  if (last !== '') yield last;
}

function objectText(line: string, number: number): string {
  const problem = (why: string, cause?: unknown) =>
    new StorageError('stored-file-damaged', `Failed to read JSONL: line ${number} ${why}`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw problem('is not JSON', error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw problem('is not a JSON object');
  return compact(line);
}
