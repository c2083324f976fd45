/** A count with thousands separated: `12,345`. */
export function count(value: number): string {
  // Most are small, and asking for the language takes some hundredths of a second the first time.
  return Number.isInteger(value) && Math.abs(value) < 1000 ? `${value}` : value.toLocaleString('en-US');
}

/** A count and its noun: `1 file`, `2 files`; a plural that is made otherwise is given. */
export function countOf(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

/** Returns a size in decimal units: `4.2 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let amount = bytes / 1000;
  // 999.95 would be written as 1000.0.
  while (amount >= 999.95 && units.length > 1) {
    amount /= 1000;
    units.shift();
  }
  return `${amount.toFixed(1)} ${units[0]}`;
}

/** Returns a stretch of time, roughly: `4 s`, `12 min`, `1 h 20 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
