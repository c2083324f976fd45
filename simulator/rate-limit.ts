/** A place in the rate limit, or the refusal of one. */
export interface Admission {
  admitted: boolean;
  headers: Record<string, string>;
}

/** Returns a duration as the API writes it: `120ms`, `1s`, `6m0s`, `1h0m0s`. */
export function durationText(milliseconds: number): string {
  const whole = Math.max(0, Math.ceil(milliseconds));
  if (whole < 1000) return `${whole}ms`;
  const seconds = whole / 1000;
  const rest = Number((seconds % 60).toFixed(3));
  const minutes = Math.floor(seconds / 60) % 60;
  if (seconds < 60) return `${rest}s`;
  return seconds < 3600 ? `${minutes}m${rest}s` : `${Math.floor(seconds / 3600)}h${minutes}m${rest}s`;
}

/**
 * Returns a function that admits or refuses each request. The limit is a bucket that holds `requests` and fills up again within
 * `perSeconds`, on a clock that really runs. Without a limit every request is admitted, and the headers say so.
 */
export function createRateLimit(
  limit: { requests: number; perSeconds: number } | undefined,
  milliseconds: () => number,
): () => Admission {
  if (limit === undefined) return () => ({ admitted: true, headers: headersOf(10_000, 9_999, 6) });
  const { requests } = limit;
  const perRequest = (limit.perSeconds * 1000) / requests;
  let room = requests;
  let last = milliseconds();
  return () => {
    const now = milliseconds();
    room = Math.min(requests, room + (now - last) / perRequest);
    last = now;
    const admitted = room >= 1;
    if (admitted) room -= 1;
    const headers = headersOf(requests, Math.floor(room), (requests - room) * perRequest);
    if (admitted) return { admitted, headers };
    const wait = Math.ceil((1 - room) * perRequest);
    return {
      admitted,
      headers: { ...headers, 'retry-after': String(Math.ceil(wait / 1000)), 'retry-after-ms': String(wait) },
    };
  };
}

function headersOf(limit: number, remaining: number, resetMilliseconds: number): Record<string, string> {
  return {
    'x-ratelimit-limit-requests': String(limit),
    'x-ratelimit-remaining-requests': String(remaining),
    'x-ratelimit-reset-requests': durationText(resetMilliseconds),
  };
}
