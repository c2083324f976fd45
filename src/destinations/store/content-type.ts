import { formatChoices } from '../../formats/registry.ts';

/**
 * Returns the media type of a file by its path. A compressed file is named as such and never by a content encoding: stores and
 * clients would unpack it on the way, and its bytes would no longer be those that were written.
 */
export function contentTypeOf(path: string): string {
  if (path.endsWith('.json')) return 'application/json';
  const format = [...formatChoices.values()].find(({ extension }) => path.endsWith(`.${extension}`));
  return format?.contentType ?? 'application/octet-stream';
}
