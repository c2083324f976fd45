import { isUtf8 } from 'node:buffer';
import { DeeplyNested, type JsonSource } from './json-scan.ts';
import type { HeaderReader } from './retry-delay.ts';

/** The bytes of an answer are not the UTF-8 that JSON must be (RFC 8259, section 8.1). */
export class DecodingFailed extends Error {
  override readonly name = 'DecodingFailed';
}

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const UTF8 = /^(utf-?8|us-ascii|ascii)$/i;

/**
 * Returns the text of an answer with its bytes, without a byte order mark. Throws `DecodingFailed` if its bytes, or the charset
 * that it declares, are not UTF-8: to replace what cannot be decoded would change evidence.
 */
export function decodeAnswer(bytes: Buffer, contentType: string | null): JsonSource {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1];
  if (charset !== undefined && !UTF8.test(charset))
    throw new DecodingFailed('the answer is not UTF-8: it declares another charset');
  if (!isUtf8(bytes)) throw new DecodingFailed('the answer is not UTF-8');
  const json = bytes.indexOf(BYTE_ORDER_MARK) === 0 ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  return { text: json.toString('utf8'), bytes: json };
}

/** Parses an answer. Throws a SyntaxError, or `DeeplyNested` if there are too many levels even to parse it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw new DeeplyNested();
    throw error;
  }
}

/** Returns true for an answer that is HTML or XML, by its type or by how it begins. */
export function isWebPage({ headers }: { headers: HeaderReader }, bytes: Buffer): boolean {
  if (/^\s*(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '')) {
    const first = bytes.subarray(0, 64).toString('latin1').trimStart()[0];
    // A gateway may label JSON wrongly.
    return first !== '{' && first !== '[';
  }
  return /^(\xef\xbb\xbf)?\s*</.test(bytes.subarray(0, 64).toString('latin1'));
}
