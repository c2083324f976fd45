/** The sign between mailbox and domain, as text, in a URL, in JSON text that was cut, in HTML. */
const at = '(?:@|%40|\\\\u0040|&#64;|&#x40;|&commat;)';

/** What mailboxes are made of, but for what would swallow the parts of a URL in front of an address. */
const mailbox = '(?:[\\p{L}\\p{M}\\p{N}.!#$%*+^_`{|}~\'-]+|"[^"\\\\]+")';

/** A host with a dot, or an address in brackets: `example.com`, `[192.0.2.1]`, `192.0.2.1`. */
const host =
  '(?:\\[[^\\]\\s]+\\]|(?:[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?\\.)+(?:\\p{L}[\\p{L}\\p{M}\\p{N}-]*|\\d{1,3}(?![\\p{L}\\p{N}])))';

const mayHold = /@|%40|u0040|&#(?:64|x40);|&commat;/i;
const inside = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}.!#$%*+^_\`{|}~'-])${mailbox}(?:${at}${host})+`, 'giu');
const sign = new RegExp(at, 'gi');
const whole = /^(?:"[^"\\]+"|[^\s@<>,;]+)@[^\s@<>,;]+$/;

/** How often a text is looked through: what stands around an address may be one with its replacement. */
const MOST_PASSES = 8;

/** All that RFC 5322 allows in a mailbox, where nothing stands around it. */
const alone = new RegExp(`^[\\p{L}\\p{M}\\p{N}.!#$%&*+/=?^_\`{|}~'-]+@${host}$`, 'iu');

/** Returns true if the text is one e-mail address and nothing else. */
export function isEmail(text: string): boolean {
  return whole.test(text.trim());
}

/** Returns the one spelling of an e-mail address: trimmed, in lower case, composed letters. */
export function canonicalEmail(text: string): string {
  return text.trim().normalize('NFC').replace(sign, '@').toLowerCase();
}

/** Returns the text with every e-mail address in it replaced. */
export function replaceEmails(text: string, replace: (address: string) => string): string {
  if (alone.test(text)) return replace(text);
  let current = text;
  for (let pass = 0; pass < MOST_PASSES && mayHold.test(current); pass += 1) {
    const next = current.replace(inside, (found) => replace(found));
    if (next === current) break;
    current = next;
  }
  return current;
}
