/**
 * The lines of a text that comes in chunks, split at `\n` alone, as many at a time as a chunk completes.
 * (`node:readline` also splits at U+2028, which JSON text may hold as it is.)
 */
export async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() as string;
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
}
