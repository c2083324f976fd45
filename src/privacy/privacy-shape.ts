import { patternsFor } from './column-patterns.ts';
import type { PrivacyColumns, PrivacyOptions } from './privacy-options.ts';
import { keyFingerprint } from './pseudonyms.ts';

/** What the files of a resource have in common in how personal data was hidden in them. */
export interface PrivacyShape {
  mode: 'redact' | 'pseudonymize';
  /** Returns whether the key of the pseudonyms is still the same. */
  key?: string;
  columns?: Partial<PrivacyColumns>;
}

/** Returns the shape that these options give the files of a resource; undefined if nothing is hidden. */
export function privacyShape(resource: string, options: PrivacyOptions | undefined): PrivacyShape | undefined {
  if (options === undefined || options.mode === 'none') return undefined;
  const { include, exclude } = patternsFor(options.columns, resource);
  const columns = { ...(include.length > 0 && { include }), ...(exclude.length > 0 && { exclude }) };
  return {
    mode: options.mode,
    ...(options.mode === 'pseudonymize' && { key: keyFingerprint(options.key) }),
    ...(Object.keys(columns).length > 0 && { columns }),
  };
}
