/** Set by `npm run test:search`, which `.ci/run` starts: searches that look everywhere do so only there. */
const isWhole = process.env.WHOLE_SEARCH === '1';

/** The cases that a search tries: a fixed few of them, spread over all, in every run of the tests; all of them in `npm run test:search`. */
export function tried<Case>(cases: readonly Case[], every: number): Case[] {
  return cases.filter((_, index) => isWhole || index % every === 0);
}
