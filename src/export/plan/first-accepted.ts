/**
 * Returns the least whole number in `[low, high]` that is accepted, where every number above an accepted one is accepted too;
 * `high` + 1 where none is. Asks a logarithm of times.
 */
export async function firstAccepted(
  low: number,
  high: number,
  accepts: (value: number) => Promise<boolean>,
): Promise<number> {
  let from = low;
  let to = high + 1;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (await accepts(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
