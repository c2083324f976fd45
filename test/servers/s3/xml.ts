/** What an element may hold; an array repeats the element, undefined leaves it out. */
export type XmlValue = string | number | boolean | undefined | XmlFields | XmlValue[];

export interface XmlFields {
  [element: string]: XmlValue;
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A whole document with one root element. */
export function xmlDocument(root: string, fields: XmlFields, namespace: string | undefined = NAMESPACE): string {
  const attribute = namespace === '' ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${inner(fields)}</${root}>`;
}

/** The raw content of every element of this name, in order; for the flat bodies of S3 requests only. */
export function readElements(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^]*?)</${name}>`, 'g'))].map((match) => match[1] ?? '');
}

/** The text of the first element of this name. */
export function readText(text: string, name: string): string | undefined {
  const raw = readElements(text, name)[0];
  return raw?.trim().replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, word) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[word as string] ?? '';
  });
}

function inner(fields: XmlFields): string {
  return Object.entries(fields)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((item) => element(name, item)))
    .join('');
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  const content = typeof value === 'object' && !Array.isArray(value) ? inner(value) : escapeXml(String(value));
  return `<${name}>${content}</${name}>`;
}

/** Control characters go as references: a bare carriage return would be read back as a line feed. */
function escapeXml(text: string): string {
  const names: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: keys may hold them
  return text.replace(/[<>&"\u0000-\u001f\u007f]/g, (character) => {
    return names[character] ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}
