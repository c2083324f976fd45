/** The key that the run reads with, as the organisation's list of admin keys knows it. */
export interface OwnKey {
  id: string;
  /** Unix seconds; absent for a key that does not expire. */
  expiresAt?: number;
}

/** Letters of the secret part that must be seen: of fewer, another key may well have the same. */
const FEWEST_LETTERS = 3;

const BEGINNING = 'sk-admin-';

/**
 * Finds a key among rows of `admin_api_keys` by what their `redacted_value` shows of it, its beginning and its end
 * (`sk-admin...def`). Undefined if none fits, and where several do: a wrong one would be worse than none.
 */
export function findOwnKey(rows: Iterable<unknown>, apiKey: string): OwnKey | undefined {
  const found = new Map<string, OwnKey>();
  for (const row of rows) {
    const { id, redacted_value: redacted, expires_at: expires } = (row ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || typeof redacted !== 'string' || !fits(redacted, apiKey)) continue;
    found.set(id, { id, ...(typeof expires === 'number' && expires > 0 && { expiresAt: expires }) });
  }
  const [only] = found.values();
  return found.size === 1 ? only : undefined;
}

/** Returns true if a redacted value may be that of the key. */
function fits(redacted: string, apiKey: string): boolean {
  const [start, end, ...more] = redacted.trim().split(/[.*…•]+/);
  if (start === undefined || end === undefined || more.length > 0) return false;
  const letters = Math.max(0, start.length - BEGINNING.length) + end.length;
  const hidden = apiKey.length - start.length - end.length;
  return letters >= FEWEST_LETTERS && hidden > 0 && apiKey.startsWith(start) && apiKey.endsWith(end);
}
