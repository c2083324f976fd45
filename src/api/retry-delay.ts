const LONGEST_SERVER_DELAY = 10 * 60_000;
const FIRST_BACKOFF = 500;
const LONGEST_BACKOFF = 30_000;

/** The part of a fetch `Headers` object that is needed here. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** Returns true for answers that may be different when asked again: time-outs, conflicts, rate limits and server errors. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/**
 * Milliseconds of a duration as the API's `x-ratelimit-reset-*` headers write it (`120ms`, `1s`, `6m0s`, `1h2m3.5s`);
 * undefined if the text is none.
 */
export function parseDuration(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) return undefined;
  const unit: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  return parts.reduce((sum, part) => sum + Number(part[1]) * (unit[part[2] as string] as number), 0);
}

/**
 * Returns how long the server asks to wait, in milliseconds and at most ten minutes; undefined if it does not say.
 * `retry-after-ms` goes before `retry-after` (seconds or an HTTP date), and on 429 both before the time at which the
 * request limit is reset. Malformed headers count as absent: they must not switch retrying off.
 */
export function serverDelay(status: number, headers: HeaderReader, nowMilliseconds: number): number | undefined {
  const delays = [
    milliseconds(headers.get('retry-after-ms')),
    secondsOrDate(headers.get('retry-after'), nowMilliseconds),
    status === 429 ? parseDuration(headers.get('x-ratelimit-reset-requests') ?? '') : undefined,
  ];
  const delay = delays.find((value) => value !== undefined);
  return delay === undefined ? undefined : Math.min(Math.max(delay, 0), LONGEST_SERVER_DELAY);
}

/** Exponential backoff with full jitter: milliseconds to wait before attempt `attempt` + 1 (attempts count from 1). */
export function backoff(attempt: number, random: () => number): number {
  return random() * Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (attempt - 1));
}

function milliseconds(text: string | null): number | undefined {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function secondsOrDate(text: string | null, nowMilliseconds: number): number | undefined {
  if (text === null) return undefined;
  const seconds = milliseconds(text);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : date - nowMilliseconds;
}
