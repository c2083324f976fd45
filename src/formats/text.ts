/** Returns the text that bytes spell, in chunks that end between two characters. */
export async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  // Fatal, because a damaged character must not become another one that is then written back as evidence.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
