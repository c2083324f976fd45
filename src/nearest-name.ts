import { closest, distance } from 'fastest-levenshtein';

/** Returns the valid name that a misspelt one was probably meant to be, or undefined where none is near. */
export function nearestName(given: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined;
  const nearest = closest(given.toLowerCase(), allowed);
  // A third of the word may be wrong, and two letters of a short one: `user` for `users`, `jsnol` for `jsonl`.
  return distance(given.toLowerCase(), nearest) <= Math.max(2, given.length / 3) ? nearest : undefined;
}

/** Returns ` (did you mean "users"?)` for a misspelt name, or an empty text where no valid name is near. */
export function didYouMean(given: string, allowed: readonly string[]): string {
  const nearest = nearestName(given, allowed);
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}
