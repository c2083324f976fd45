import { isReplacement, REDACTED } from '../../privacy/pseudonyms.ts';

/**
 * Returns why ids of one resource cannot be looked up among those of others: `privacy-columns` can hide the ones and leave the
 * others. Undefined if they can be, and where there is nothing to look up.
 */
export function whyNotComparable(wanted: readonly string[], ...others: ReadonlySet<string>[]): string | undefined {
  const [first] = wanted;
  if (first === undefined) return undefined;
  const isHidden = isReplacement(first);
  const alike = [...wanted, ...others.flatMap((ids) => [...ids])].every((id) => isReplacement(id) === isHidden);
  // What is redacted is the same text for everybody.
  return alike && first !== REDACTED
    ? undefined
    : 'ids of users are hidden in some resources and not in others: hide them everywhere, or nowhere (`privacy-columns`)';
}
