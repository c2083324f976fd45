import { createHmac } from 'node:crypto';
import { type PersonalKind, personalKinds } from '../catalogue/resource.ts';
import { canonicalEmail } from './email-addresses.ts';
import { canonicalIp } from './ip-addresses.ts';
import type { PrivacyOptions } from './privacy-options.ts';

/** What stands in place of everything that is redacted; null stays null, so that what is absent can still be told apart. */
export const REDACTED = 'redacted';

/** 80 bits: among ten million people, two share a pseudonym with a chance of one in ten billion. */
const DIGITS = 20;

/** Values whose pseudonyms are kept at hand; a nightly run meets few people many times. */
const MOST_REMEMBERED = 100_000;

const pseudonym = new RegExp(`^(?:${personalKinds.join('|')})_[0-9a-f]{${DIGITS}}$`);
const pseudonymInside = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${personalKinds.join('|')})_[0-9a-f]{${DIGITS}}(?![0-9a-f])`,
  'gu',
);

/** What stands in place of a value: the same for the same value, however it is spelt. */
export interface Replacing {
  /** The replacement of a value; a replacement itself stays what it is, so that what is stored can be looked through again. */
  replace(kind: PersonalKind, value: string): string;
  /** Replaces what an earlier export with pseudonyms left in a text, where nothing may tell people apart any more. */
  clean(text: string): string;
}

/** Returns true for what stands in place of a value already. */
export function isReplacement(text: string): boolean {
  return text === REDACTED || pseudonym.test(text);
}

/** Returns the replacements that these options ask for. The key is used for nothing else. */
export function createReplacing(options: Exclude<PrivacyOptions, { mode: 'none' }>): Replacing {
  if (options.mode === 'redact') {
    return { replace: () => REDACTED, clean: (text) => text.replace(pseudonymInside, REDACTED) };
  }
  const { key } = options;
  const remembered = new Map<string, string>();
  return {
    clean: (text) => text,
    replace(kind, value) {
      if (isReplacement(value)) return value;
      const subject = `${kind}\0${canonical(kind, value)}`;
      const known = remembered.get(subject);
      if (known !== undefined) return known;
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      const made = `${kind}_${createHmac('sha256', key).update(subject, 'utf8').digest('hex').slice(0, DIGITS)}`;
      remembered.set(subject, made);
      return made;
    },
  };
}

/** Fingerprint of a key: the same key always has the same one, and it reveals nothing of the key. */
export function keyFingerprint(key: string): string {
  return createHmac('sha256', key).update('openai-admin-export pseudonym key').digest('hex').slice(0, 12);
}

function canonical(kind: PersonalKind, value: string): string {
  if (kind === 'email') return canonicalEmail(value);
  if (kind === 'ip') return canonicalIp(value.trim()) ?? value.trim();
  return value.normalize('NFC');
}
