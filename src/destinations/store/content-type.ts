/** Media types by the ending of a path; the first that fits counts. */
const TYPES: readonly (readonly [ending: string, type: string])[] = [
  ['.gz', 'application/gzip'],
  ['.zst', 'application/zstd'],
  ['.jsonl', 'application/x-ndjson'],
  ['.csv', 'text/csv; charset=utf-8'],
  ['.json', 'application/json'],
];

/**
 * The media type of a file by its path. A compressed file is told as such and never by a content encoding: stores and
 * clients would unpack it on the way, and its bytes would no longer be those that were written.
 */
export function contentTypeOf(path: string): string {
  return TYPES.find(([ending]) => path.endsWith(ending))?.[1] ?? 'application/octet-stream';
}
