import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { RequestRecord } from '../../simulator/server.ts';
import { normalise } from '../harness/snapshot.ts';
import { changesBetween, type FolderContent } from '../harness/workspace.ts';
import { linesOf, type Night, type Scenario } from './scenario.ts';

const TIME_PARAMETER = /^(start_time|end_time|effective_at\[\w+\])$/;

/**
 * Tells one run so that a person can review it: exit code, log, outputs, requests by path (times as dates), and what became of
 * the files.
 */
export function storyOf({ simulator, workspace, temp }: Scenario, night: Night): string {
  const log = normalise(night.log.text, { workspace, temp, api: simulator.url });
  const outputs = Object.entries(night.outputs).map(([name, value]) => normalise(`${name}: ${value}`, { temp }));
  return [
    `# Log (exit code ${night.exitCode})`,
    log,
    '# Outputs',
    ...outputs,
    '',
    `# Requests (${night.requests.length})`,
    ...night.requests.map(requestLine).sort(),
    '',
    '# Files',
    ...fileLines(night.before, night.after),
    '',
  ].join('\n');
}

/** Tells several runs, one after the other. */
export function storyOfNights(scenario: Scenario, nights: Record<string, Night>): string {
  return Object.entries(nights)
    .map(([title, night]) => `===== ${title} =====\n\n${storyOf(scenario, night)}`)
    .join('\n');
}

/** A request as `GET /organization/users?limit=100`, with Unix seconds as dates. */
export function requestLine({
  method,
  path,
  query,
  status,
}: Pick<RequestRecord, 'method' | 'path' | 'query' | 'status'>): string {
  const parameters = [...new URLSearchParams(query)].map(([name, value]) =>
    TIME_PARAMETER.test(name) ? `${name}=${isoOf(Number(value))}` : `${name}=${value}`,
  );
  const refusal = status === 200 ? '' : ` -> ${status}`;
  return `${method} ${path}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}${refusal}`;
}

/** A second as ISO text; at midnight the day alone. */
function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z').replace('T00:00:00Z', '');
}

/** What was added, changed, removed, and how many files stayed as they were. */
function fileLines(before: FolderContent, after: FolderContent): string[] {
  const { added, changed, removed } = changesBetween(before, after);
  const marks = [
    ...added.map((path) => ({ path, text: `added    ${path}${rowsText(path, after[path])}` })),
    ...changed.map((path) => ({ path, text: `changed  ${path}${rowsText(path, after[path], before[path])}` })),
    ...removed.map((path) => ({ path, text: `removed  ${path}${rowsText(path, before[path])}` })),
  ];
  const untouched = Object.keys(after).length - added.length - changed.length;
  const lines = marks.sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ text }) => text);
  return [...lines, `${untouched} files as before`];
}

function rowsText(path: string, content = '', earlier?: string): string {
  const rows = rowsIn(path, content);
  if (rows === undefined) return '';
  const before = earlier === undefined ? undefined : rowsIn(path, earlier);
  return before === undefined || before === rows ? ` (${rows} rows)` : ` (${before} -> ${rows} rows)`;
}

/** How many rows a data file holds; undefined for a file that is none. */
function rowsIn(path: string, content: string): number | undefined {
  const [, format, compression] = /\.(jsonl|csv)(?:\.(gz|zst))?$/.exec(path) ?? [];
  if (format === undefined) return undefined;
  const bytes = content.startsWith('base64:') ? Buffer.from(content.slice(7), 'base64') : Buffer.from(content);
  const plain = compression === 'gz' ? gunzipSync(bytes) : compression === 'zst' ? zstdDecompressSync(bytes) : bytes;
  if (format === 'jsonl') return linesOf(plain.toString('utf8')).length;
  return parse(plain, { bom: true }).length - 1;
}
