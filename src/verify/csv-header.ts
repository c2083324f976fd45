import { parse } from 'csv-parse/sync';
import type { Resource } from '../catalogue/resource.ts';

const NEWLINE = 0x0a;
/** No header is longer; a file without any line end must not fill the memory. */
const LONGEST_HEADER = 1024 * 1024;

/** Keeps the first line of what passes by. */
export interface HeaderReader {
  take(chunk: Buffer): void;
  /** The columns that the line names. */
  names(): string[];
}

/** Returns a reader that has seen nothing yet. */
export function createHeaderReader(): HeaderReader {
  const parts: Buffer[] = [];
  let length = 0;
  let isComplete = false;
  return {
    take(chunk) {
      if (isComplete) return;
      const end = chunk.indexOf(NEWLINE);
      const part = end === -1 ? chunk : chunk.subarray(0, end);
      length += part.length;
      isComplete = end !== -1 || length > LONGEST_HEADER;
      parts.push(Buffer.from(part));
    },
    names() {
      const line = Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
      return line === '' ? [] : (parse(line, { bom: true, relax_quotes: true })[0] ?? []);
    },
  };
}

/**
 * Compares a header with the columns of the catalogue, after which those stand that the manifest calls unknown.
 * @param isAsWritten true if the content is the one that the manifest tells of: other columns of the catalogue then are those
 * of another release.
 */
export function columnFindings(
  resource: Resource,
  names: string[],
  listed: { path: string; unknown_columns?: string[] | 'not told' },
  isAsWritten: boolean,
): { findings: string[]; notes: string[] } {
  const catalogue = new Set(resource.columns.map(({ name }) => name));
  const told = listed.unknown_columns ?? [];
  const unknown = [...(told === 'not told' ? names.filter((name) => !catalogue.has(name)) : told)].sort();
  const tail = unknown.length === 0 ? [] : names.slice(-unknown.length);
  if (tail.join('\n') !== unknown.join('\n')) {
    return {
      findings: [`its header does not end in the unknown columns of its manifest (${unknown.join(', ')})`],
      notes: [],
    };
  }
  const known = names.slice(0, names.length - unknown.length);
  const expected = resource.columns.map(({ name }) => name).filter((name) => !unknown.includes(name));
  if (known.join('\n') === expected.join('\n')) return { findings: [], notes: [] };
  const own = new Set(expected);
  const strange = known.filter((name) => !own.has(name));
  if (strange.length > 0 || !isAsWritten) {
    const which = strange.length > 0 ? `: ${strange.slice(0, 5).join(', ')}` : '';
    return {
      findings: [`its header has other columns than the catalogue and its manifest say${which}`],
      notes: [],
    };
  }
  return {
    findings: [],
    notes: [
      `${listed.path} was written by a release that knew other columns of the resource; \`refresh-from\` rewrites it`,
    ],
  };
}
