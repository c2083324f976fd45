/** Shorter pieces of a key reveal nothing, and may be ordinary words. */
const SHORTEST_PIECE = 8;

/**
 * Takes every key-like piece out of a text that came from outside. The API echoes parts of a refused key
 * (`Incorrect API key provided: sk-adm***xyz`), and a part of a key is still part of a secret. A key that a gateway has given may
 * look like anything: of that one, what it begins and ends with is taken out too.
 */
export function redact(text: string, apiKey: string): string {
  const withoutKey = apiKey === '' ? text : text.replaceAll(apiKey, '(key)');
  return withoutEnds(withoutKey.replace(/\bsk-[\w*.…/+=-]+/g, '(key)'), apiKey);
}

function withoutEnds(text: string, apiKey: string): string {
  const begins = apiKey.slice(0, SHORTEST_PIECE);
  const ends = apiKey.slice(-SHORTEST_PIECE);
  if (apiKey.length < 2 * SHORTEST_PIECE || !(text.includes(begins) || text.includes(ends))) return text;
  let found = text;
  for (let length = apiKey.length - 1; length >= SHORTEST_PIECE; length -= 1)
    found = found.replaceAll(apiKey.slice(0, length), '(key)').replaceAll(apiKey.slice(-length), '(key)');
  return found;
}
