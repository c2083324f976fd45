/** Returns the quarter, in UTC, that a run at `now` (Unix seconds) reviews: `2026-Q4`. */
export function reviewPeriod(now: number): string {
  const date = new Date(now * 1000);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

/** Returns where the file of a period lies below the destination's folder. */
export function reviewPath(period: string): string {
  return `_reviews/${period}/access.csv`;
}

/** Returns the period that a path below the destination's folder is the review of; undefined for any other file. */
export function periodOfReview(path: string): string | undefined {
  return /^_reviews\/(\d{4}-Q[1-4])\/access\.csv$/.exec(path)?.[1];
}
