import { Readable } from 'node:stream';

/** A stored object's bytes and what identifies its version. */
export interface StoredObject {
  body: Readable;
  version: string;
}

/** How long reading is tried. */
export interface ReadLimits {
  retries: number;
  idleSeconds: number;
}

/**
 * Returns the bytes of an object, read on from where a connection broke, so that gigabytes need not come in one piece.
 * @param open opens the object from an offset, of one version if one is given; undefined if that version is gone.
 * @param limits.retries how often a break without a byte in between is endured.
 * @param limits.idleSeconds how long a connection may say nothing.
 */
export function resumingRead(
  first: StoredObject,
  open: (offset: number, version: string) => Promise<StoredObject | undefined>,
  limits: ReadLimits,
): Readable {
  return Readable.from(chunksOf(first, open, limits), { objectMode: false });
}

async function* chunksOf(
  first: StoredObject,
  open: (offset: number, version: string) => Promise<StoredObject | undefined>,
  { retries, idleSeconds }: ReadLimits,
): AsyncGenerator<Buffer> {
  let { body } = first;
  let offset = 0;
  let breaks = 0;
  while (true) {
    try {
      for await (const chunk of watched(body, idleSeconds)) {
        offset += chunk.length;
        breaks = 0;
        yield chunk;
      }
      return;
    } catch (error) {
      breaks += 1;
      if (breaks > retries) throw error;
      const next = await open(offset, first.version);
      if (!next) throw new Error('it was replaced while it was read', { cause: error });
      body = next.body;
    }
  }
}

/** The chunks of a stream, which is broken off if it falls silent: some clients would wait for ever. */
async function* watched(body: Readable, idleSeconds: number): AsyncGenerator<Buffer> {
  const breakOff = () => body.destroy(new Error(`no data for ${idleSeconds} s`));
  let timer = setTimeout(breakOff, idleSeconds * 1000);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      yield chunk;
      timer = setTimeout(breakOff, idleSeconds * 1000);
    }
  } finally {
    clearTimeout(timer);
  }
}
