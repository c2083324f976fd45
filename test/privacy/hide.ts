import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import type { PrivacyColumns, PrivacyOptions } from '../../src/privacy/privacy-options.ts';
import { type RowPrivacy, rowPrivacy } from '../../src/privacy/row-privacy.ts';

export type Mode = Exclude<PrivacyOptions['mode'], 'none'>;

/** Options of a mode, with a key that says it is none. */
export function privacyOptions(
  mode: Mode,
  columns: Partial<PrivacyColumns> = {},
  key = 'a key for tests only',
): Exclude<PrivacyOptions, { mode: 'none' }> {
  const all = { include: [], exclude: [], ...columns };
  return mode === 'redact' ? { mode, columns: all } : { mode, key, columns: all };
}

export function resource(name: string): Resource {
  const found = resourceNamed(name);
  if (found === undefined) throw new Error(`no resource ${name}`);
  return found;
}

/** What these options do to the rows of a resource. */
export function privacyFor(name: string, options: PrivacyOptions = privacyOptions('pseudonymize')): RowPrivacy {
  return rowPrivacy(resource(name), options) as RowPrivacy;
}

/** The text that a row as the API sent it becomes. */
export function hide(name: string, text: string, options?: PrivacyOptions): string {
  return privacyFor(name, options).row({ text, value: JSON.parse(text) }).text;
}

/** The text with every pseudonym shortened to its kind. */
export function kindsOnly(text: string): string {
  return text.replace(/\b([a-z]+)_[0-9a-f]{20}\b/g, '<$1>');
}
