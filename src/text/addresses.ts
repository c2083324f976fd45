/** Printable ASCII without blanks: what a header value may hold, and what every id and key is made of. */
export const headerSafe = /^[\x21-\x7e]+$/;

/** Host names of this machine. */
export const loopbackHost = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What a base URL looks like that may carry a key, for editors. */
export const baseUrlForm =
  /^\s*(?:https:\/\/[^\s/?#@]+|http:\/\/(?:localhost|[^\s/?#@:]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?)(?:\/[^\s?#]*)?\s*$/;

/** Returns a text as it is without percent-encoding. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign: the text stands for itself.
    return text;
  }
}
