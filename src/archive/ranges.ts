/** A set of seconds as sorted `[from, to)` pairs that neither touch nor overlap. */
export type Ranges = [from: number, to: number][];

/** Returns the set that holds what either holds. */
export function union(left: Ranges, right: Ranges): Ranges {
  const merged: Ranges = [];
  for (const [from, to] of [...left, ...right].filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Returns the set that holds what `left` holds and `right` does not. */
export function subtract(left: Ranges, right: Ranges): Ranges {
  let rest = union(left, []);
  for (const [from, to] of union(right, [])) {
    rest = rest.flatMap(([start, end]): Ranges => {
      const pieces: Ranges = [
        [start, Math.min(end, from)],
        [Math.max(start, to), end],
      ];
      return pieces.filter((piece) => piece[0] < piece[1]);
    });
  }
  return rest;
}

/** Returns the set that holds what both hold. */
export function intersect(left: Ranges, right: Ranges): Ranges {
  return subtract(left, subtract(left, right));
}

/** Returns true if the whole stretch lies in the set. */
export function contains(ranges: Ranges, from: number, to: number): boolean {
  return ranges.some(([start, end]) => start <= from && to <= end);
}
