const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
const windows = new TextDecoder('windows-1252');
const LINE_END = 0x0a;

/**
 * Returns the text of a review's file as whatever program saved it last: UTF-8, with or without a mark; UTF-16 ("Unicode
 * text"); or Windows' Western European, which Excel writes as "CSV". A file without a mark is decided line by line, because
 * Excel saves what it took for Western European as it was, and what was typed in its own way.
 */
export function decodeReview(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return lines(bytes).map(decodeLine).join('');
  }
}

function lines(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(LINE_END, from);
    const to = end < 0 ? bytes.length : end + 1;
    found.push(bytes.subarray(from, to));
    from = to;
  }
  return found;
}

function decodeLine(line: Uint8Array): string {
  try {
    return utf8.decode(line);
  } catch {
    return windows.decode(line);
  }
}
