import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/destinations/resuming-read.ts
import { Readable } from "node:stream";
function resumingRead(first, open, limits) {
  return Readable.from(chunksOf(first, open, limits), { objectMode: false });
}
async function* chunksOf(first, open, { retries, idleSeconds }) {
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
      if (!next) throw new Error("it was replaced while it was read", { cause: error });
      body = next.body;
    }
  }
}
async function* watched(body, idleSeconds) {
  const breakOff = () => body.destroy(new Error(`no data for ${idleSeconds} s`));
  let timer = setTimeout(breakOff, idleSeconds * 1e3);
  try {
    for await (const chunk of body) {
      clearTimeout(timer);
      yield chunk;
      timer = setTimeout(breakOff, idleSeconds * 1e3);
    }
  } finally {
    clearTimeout(timer);
  }
}

export {
  resumingRead
};
