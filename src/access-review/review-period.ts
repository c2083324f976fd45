/** Returns the quarter, in UTC, that a run at `now` (Unix seconds) reviews: `2026-Q4`. */
export function reviewPeriod(now: number): string {
  const date = new Date(now * 1000);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}
