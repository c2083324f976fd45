import { tried } from '../harness/whole-search.ts';

/**
 * The seeds that a soak test plays: one in `every` of the fixed ones in every run of the tests, all of these in `npm run test:search`, and
 * as many as `npm run soak` asks for otherwise.
 * @param kind `FAULT` reads `SOAK_FAULT_SEEDS`, a range such as `1-1000` or one seed to play again.
 */
export function seedsOf(kind: string, fixed: number, every = 1): number[] {
  const given = process.env[`SOAK_${kind}_SEEDS`];
  const [first = '1', last = first] = (given ?? `1-${fixed}`).split('-');
  const seeds = Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  return given === undefined ? tried(seeds, every) : seeds;
}
