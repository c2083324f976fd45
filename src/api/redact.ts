/**
 * Takes every key-like piece out of a text that came from outside. The API echoes parts of a refused key
 * (`Incorrect API key provided: sk-adm***xyz`), and a part of a key is still part of a secret.
 */
export function redact(text: string, apiKey: string): string {
  const withoutKey = apiKey === '' ? text : text.replaceAll(apiKey, '(key)');
  return withoutKey.replace(/\bsk-[\w*.…-]+/g, '(key)');
}
