import { closest, distance } from 'fastest-levenshtein';

/** Returns the valid name that a misspelt one was probably meant to be, or undefined if none is near. */
export function nearestName(given: string, allowed: readonly string[]): string | undefined {
  // A third of the word may be wrong, and two letters of a short one: `user` for `users`, `jsnol` for `jsonl`.
  const most = Math.max(2, given.length / 3);
  // The distance is never less than the difference in length, which costs nothing to know.
  const near = allowed.filter(({ length }) => Math.abs(length - given.length) <= most);
  if (near.length === 0) return undefined;
  // Of equally near ones the first counts: letters change places more often than one is left out.
  near.sort((a, b) => Math.abs(a.length - given.length) - Math.abs(b.length - given.length));
  const nearest = closest(given.toLowerCase(), near);
  return distance(given.toLowerCase(), nearest) <= most ? nearest : undefined;
}

/** Returns ` (did you mean "users"?)` for a misspelt name, or an empty text if no valid name is near. */
export function didYouMean(given: string, allowed: readonly string[]): string {
  const nearest = nearestName(given, allowed);
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}
