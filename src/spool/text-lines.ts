/**
 * The lines of a text that comes in chunks, split at `\n` alone, as many at a time as a chunk completes.
 * (`node:readline` also splits at U+2028, which JSON text may hold as it is.)
 */
export async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = chunk.split('\n');
    // Not put together with the whole chunk: a line that goes over many chunks would be copied with each of them.
    lines[0] = rest + lines[0];
    rest = lines.pop() as string;
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
}
