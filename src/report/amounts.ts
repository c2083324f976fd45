/** A count with thousands separated: `12,345`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A count and its noun: `1 file`, `2 files`. */
export function countOf(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A size in decimal units: `4.2 MB`. */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const exponent = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${exponent === 0 ? bytes : (bytes / 1000 ** exponent).toFixed(1)} ${units[exponent]}`;
}
