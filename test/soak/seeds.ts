/**
 * The seeds that a soak test plays: the same few in every run of the tests, as many as `npm run soak` asks for otherwise.
 * @param kind `FAULT` reads `SOAK_FAULT_SEEDS`, a range such as `1-1000` or one seed to play again.
 */
export function seedsOf(kind: string, fixed: number): number[] {
  const [first = '1', last = first] = (process.env[`SOAK_${kind}_SEEDS`] ?? `1-${fixed}`).split('-');
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
}
