import { timeText } from '../text/time.ts';

const plainInteger = /^-?\d+$/;
// Years 0000 to 9999: ISO 8601 writes all others with a sign, which table readers do not know.
const earliestSeconds = -62_167_219_200;
const latestSeconds = 253_402_300_799;

/**
 * Returns Unix seconds, given as the digits of an integer, as UTC text (`2026-11-22T13:00:00Z`). Anything else, fractions
 * and years beyond 9999 included, comes back as it was: a wrong time would be worse than an odd one.
 */
export function isoTime(digits: string): string {
  if (!plainInteger.test(digits)) return digits;
  const seconds = Number(digits);
  if (seconds < earliestSeconds || seconds > latestSeconds) return digits;
  return timeText(seconds);
}
