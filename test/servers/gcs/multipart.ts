import { invalid } from './refusal.ts';

/** The two parts of an upload: its metadata, and its bytes, which have to be read to their end. */
export interface RelatedParts {
  metadata: Record<string, unknown>;
  mediaType: string | undefined;
  media: AsyncGenerator<Buffer>;
}

/** No preamble and no metadata is longer; custom metadata may be 8 KiB. */
const LONGEST_HEAD = 64 * 1024;

/** Takes a multipart/related body apart without holding it. https://www.rfc-editor.org/rfc/rfc2387 */
export async function readRelated(body: AsyncGenerator<Buffer>, contentType: string): Promise<RelatedParts> {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) throw invalid('Missing boundary in multipart body', 'badContent');
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const reader = new HeadReader(body);
  await reader.take(`--${boundary}`);
  await reader.take('\r\n\r\n');
  const metadata = parseMetadata(await reader.take(delimiter));
  const headers = (await reader.take('\r\n\r\n')).toString('latin1');
  const mediaType = /^content-type:\s*(.+?)\s*$/im.exec(headers)?.[1];
  return { metadata, mediaType, media: upToDelimiter(reader.rest, body, delimiter) };
}

/** Reads the beginning of a body up to marks in it. */
class HeadReader {
  rest: Buffer = Buffer.alloc(0);
  readonly #body: AsyncGenerator<Buffer>;

  constructor(body: AsyncGenerator<Buffer>) {
    this.#body = body;
  }

  /** What comes before the next `mark`, which is passed over. */
  async take(mark: string | Buffer): Promise<Buffer> {
    for (;;) {
      const at = this.rest.indexOf(mark);
      if (at >= 0) {
        const before = this.rest.subarray(0, at);
        this.rest = this.rest.subarray(at + Buffer.byteLength(mark));
        return before;
      }
      const next = await this.#body.next();
      if (next.done || this.rest.length > LONGEST_HEAD) throw invalid('Malformed multipart body.', 'badContent');
      this.rest = Buffer.concat([this.rest, next.value]);
    }
  }
}

function parseMetadata(text: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    throw invalid('Parse Error', 'parseError');
  }
}

async function* upToDelimiter(begun: Buffer, body: AsyncGenerator<Buffer>, delimiter: Buffer): AsyncGenerator<Buffer> {
  let held = begun;
  for (;;) {
    const at = held.indexOf(delimiter);
    if (at >= 0) {
      yield held.subarray(0, at);
      for await (const _ of body);
      return;
    }
    // The last bytes may be the beginning of the delimiter.
    const safe = Math.max(0, held.length - delimiter.length + 1);
    if (safe > 0) yield held.subarray(0, safe);
    const next = await body.next();
    if (next.done) throw invalid('Malformed multipart body.', 'badContent');
    held = Buffer.concat([held.subarray(safe), next.value]);
  }
}
