import { parse } from 'csv-parse/sync';
import { textLines } from '../../spool/text-lines.ts';

/** What is known of an event without parsing the rest of it. */
export interface EventGlance {
  type: string;
  /** Unix seconds. */
  seconds: number;
}

/** How an event begins as the API writes it; whatever begins otherwise is parsed. Only scalars may come first, since `actor` has a type too. */
const JSON_START = /^\{(?:"object":"[^"\\]*",)?"id":"[^"\\]*","type":"([!#-[\]-~]*)","effective_at":(\d{1,12})[,}]/;
const CSV_START = /^[^",]*,([!#-+.-~]+),(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ),/;

/** Tells type and time of a line of JSON; undefined if it has none. Throws a `SyntaxError` if it is not JSON. */
export function glanceAtJson(line: string): EventGlance | undefined {
  const match = JSON_START.exec(line);
  if (match) return { type: match[1] as string, seconds: Number(match[2]) };
  const { type, effective_at: seconds } = JSON.parse(utf8(line));
  return typeof type === 'string' && typeof seconds === 'number' ? { type, seconds } : undefined;
}

/** Returns a function that reads type and time from a record of a table with this header. */
export function glanceAtCsv(header: string): (record: string) => EventGlance | undefined {
  const names = parseRecord(header);
  const at = { type: names.indexOf('type'), time: names.indexOf('effective_at') };
  const isUsual = at.type === 1 && at.time === 2;
  return (record) => {
    const match = isUsual ? CSV_START.exec(record) : null;
    const cells = match ? undefined : parseRecord(record);
    const type = match?.[1] ?? cells?.[at.type] ?? '';
    const seconds = Date.parse(match?.[2] ?? cells?.[at.time] ?? '') / 1000;
    return type === '' || Number.isNaN(seconds) ? undefined : { type, seconds };
  };
}

function parseRecord(record: string): string[] {
  return parse(utf8(record), { bom: true, relax_column_count: true })[0] ?? [];
}

/**
 * The bytes of a file as lines, each byte a character: nothing that gives JSON or CSV its structure is anything else, and it takes
 * a third of the time of decoding.
 */
export async function* byteLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  yield* textLines(
    (async function* () {
      for await (const chunk of bytes) yield chunk.toString('latin1');
    })(),
  );
}

/** The records of a table: lines, put together where a line ends inside quotes. */
export async function* csvRecords(lines: AsyncIterable<string[]>): AsyncGenerator<string[]> {
  let open: string[] = [];
  for await (const batch of lines) {
    const records: string[] = [];
    for (const line of batch) {
      const closes = hasOddQuotes(line);
      if (open.length === 0 && !closes) records.push(line);
      else {
        open.push(line);
        if (!closes || open.length === 1) continue;
        records.push(open.join('\n'));
        open = [];
      }
    }
    if (records.length > 0) yield records;
  }
  if (open.length > 0) yield [open.join('\n')];
}

function hasOddQuotes(line: string): boolean {
  let odd = false;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) odd = !odd;
  return odd;
}

/** Returns the text that a line of bytes spells. Throws a `TypeError` with a `code` if it is not UTF-8. */
function utf8(line: string): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'));
}
