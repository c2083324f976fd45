import { isIPv6 } from 'node:net';

const ipv4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

const octet = '(?:25[0-5]|2[0-4]\\d|[01]?\\d{1,2})';

/** Digit groups that are an IPv4 address, wherever they stand. */
const ipv4Inside = new RegExp(`(?<!\\d)${octet}(?:\\.${octet}){3}(?!\\d)`, 'g');

/** Hexadecimal groups between colons that may be an IPv6 address, with an IPv4 tail and a zone or without. */
const ipv6Inside =
  /(?<![\p{L}\p{N}:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}(?:(?:\.\d{1,3}){3}(?!\d))?(?:%[\p{L}\p{N}_-]+)?/giu;

/** An IPv4 address mapped into IPv6, as the URL standard writes it: `::ffff:cb00:7105`. */
const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * Returns the one spelling of an IP address, or undefined if the text is none: IPv4 without leading zeros, IPv6 in
 * lower case and compressed (RFC 5952), without a zone, an IPv4 address that is mapped into IPv6 as IPv4.
 */
export function canonicalIp(text: string): string | undefined {
  const octets = ipv4.exec(text)?.slice(1).map(Number);
  if (octets) return octets.every((octet) => octet <= 255) ? octets.join('.') : undefined;
  if (!text.includes(':') || !isIPv6(text)) return undefined;
  const compressed = new URL(`http://[${text.replace(/%.*$/, '')}]/`).hostname.slice(1, -1);
  const [, high, low] = mapped.exec(compressed) ?? [];
  if (high === undefined || low === undefined) return compressed;
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join('.');
}

/** Returns the text with every IP address in it replaced; the length of a range (`/24`) and a port stay. */
export function replaceIps(text: string, replace: (address: string) => string): string {
  if (text === '::') return replace(text);
  const withoutIpv6 = text.includes(':') ? text.replace(ipv6Inside, (found) => replaceIpv6(found, replace)) : text;
  if (!withoutIpv6.includes('.')) return withoutIpv6;
  return withoutIpv6.replace(ipv4Inside, (found) => replace(found));
}

/** A sentence may go on with a colon after the address, and begin with one before it. */
function replaceIpv6(found: string, replace: (address: string) => string): string {
  for (const candidate of [found, found.replace(/:$/, ''), found.replace(/^:(?!:)/, '')]) {
    // Two colons alone are punctuation far more often than the unspecified address.
    if (!/[0-9a-f]/i.test(candidate) || canonicalIp(candidate) === undefined) continue;
    return found.replace(candidate, () => replace(candidate));
  }
  return found;
}
