import type { PersonalKind } from '../catalogue/resource.ts';
import { isEmail, replaceEmails } from './email-addresses.ts';
import { canonicalIp, replaceIps } from './ip-addresses.ts';
import { isReplacement, type Replacing } from './pseudonyms.ts';

/** What any address needs, whole or inside a text, in one way of writing or another. */
const mayHoldAddress = /[@.:%&\\]/;

/** How often a text is looked through: what stands around an address may be one with its replacement. */
const MOST_PASSES = 4;

/** Returns the text with every e-mail and IP address in it replaced, and nothing else. */
export function hideAddresses(text: string, replacing: Replacing): string {
  let current = replacing.clean(text);
  for (let pass = 0; pass < MOST_PASSES && mayHoldAddress.test(current); pass += 1) {
    const next = replaceIps(
      replaceEmails(current, (address) => replacing.replace('email', address)),
      (address) => replacing.replace('ip', address),
    );
    if (next === current) break;
    current = next;
  }
  return current;
}

/**
 * Returns what stands in place of a whole text of this kind. A name that is an e-mail address is hidden like that address
 * elsewhere; of a range of addresses, the length stays.
 */
export function hideWhole(kind: PersonalKind, text: string, replacing: Replacing): string {
  if (isReplacement(text)) return replacing.replace(kind, text);
  const [, address = text, length = ''] = /^([^/]*)(\/\d{1,3})$/.exec(text.trim()) ?? [];
  if (canonicalIp(address.trim()) !== undefined) return replacing.replace('ip', address.trim()) + length;
  if (length !== '' && isReplacement(address)) return replacing.replace(kind, address) + length;
  return replacing.replace(isEmail(text) ? 'email' : kind, text);
}
