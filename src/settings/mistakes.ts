import { ConfigurationError } from '../notices/errors.ts';
import type { Topic } from '../notices/topics.ts';

/** Longest piece of a wrong value that a message repeats. */
const longestQuote = 80;

/** Characters of a value that are looked at to quote it: secrets in what is shown are found by what follows them. */
const longestLook = 4000;

/** Characters of the longest line: what is allowed may be long, what was given is cut before. */
const longestLine = 2000;

/** Mistakes that are listed; a longer list is not read. */
export const listedMistakes = 50;

/** Gathers everything that is wrong with the configuration, so that the user hears of it at once. */
export interface Mistakes {
  /**
   * Adds one line: what was given, and what is allowed. Only the key's have a topic of their own.
   * @param line a function is called only if the line will be listed, so that ten thousand mistakes cost little.
   */
  add(line: string | (() => string), topic?: Topic): void;
  /** Returns one error that lists the mistakes, as many as anybody reads; undefined if there is none. */
  error(): ConfigurationError | undefined;
  /** Returns the value if there is no mistake at all, and throws that error otherwise. */
  settle<Value>(value: Value | undefined): Value;
}

/** Returns an empty list of mistakes, none of which will ever quote one of these secrets. */
export function noMistakes(secrets: readonly string[]): Mistakes {
  const lines = new Set<string>();
  const topics = new Set<Topic>();
  let unlisted = 0;
  return {
    add(line, topic = 'invalid-input') {
      topics.add(topic);
      if (lines.size >= listedMistakes) {
        unlisted += 1;
        return;
      }
      const text = typeof line === 'string' ? line : line();
      const shown = secrets.reduce((all, secret) => (secret === '' ? all : all.replaceAll(secret, '***')), text);
      lines.add(shown.length > longestLine ? `${shown.slice(0, longestLine)}…` : shown);
    },
    error() {
      if (lines.size === 0) return undefined;
      const all = lines.size + unlisted;
      const count = all === 1 ? '1 mistake' : `${all.toLocaleString('en-GB')} mistakes`;
      const [only = 'invalid-input'] = topics;
      const topic = topics.size === 1 ? only : 'invalid-input';
      const rest = unlisted === 0 ? [] : [`and ${unlisted.toLocaleString('en-GB')} more`];
      const text = [`The configuration has ${count}:`, ...lines, ...rest].join('\n- ');
      return new ConfigurationError(topic, text, { isWrongUse: true });
    },
    settle(value) {
      const error = this.error();
      if (error !== undefined) throw error;
      if (value === undefined) throw new Error('A setting was refused without saying why');
      return value;
    },
  };
}

/**
 * Returns a text with everything that looks like one of OpenAI's keys, like the user part of a URL, or like the signature or
 * key of a storage account blacked out. What all keys of a kind begin with (`sk-admin-…`) is no secret.
 */
export function withoutSecrets(text: string): string {
  return text
    .replaceAll(/sk-(?!(?:admin|proj|svcacct)-(?![\w-]))[\w-]{4,}/g, 'sk-***')
    .replaceAll(/\/\/(?:[^/\s@:]*:\S*|[^/\s@]+)@/g, '//***@')
    .replaceAll(/\b(sig|AccountKey|SharedAccessSignature)=[^\s;"]+/gi, '$1=***');
}

/** Returns a wrong value as a message may repeat it: on one line, not too long, and never with a secret. */
export function quote(value: unknown): string {
  return shorten(jsonStart(value, longestLook));
}

/** Returns a text as a message may repeat it: not too long, and never with a secret. */
export function shorten(given: string): string {
  const text = withoutSecrets(given.slice(0, longestLook));
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}

/** Returns the JSON text of a value, or its beginning: quoting a large value a thousand times must not take minutes. */
function jsonStart(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room));
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return JSON.stringify(value) ?? String(value);
  const isList = Array.isArray(value);
  let text = isList ? '[' : '{';
  for (const key in value) {
    if (text.length > 1) text += ',';
    const left = room - text.length;
    if (left <= 0) return text;
    if (!isList) text += `${JSON.stringify(key.slice(0, left))}:`;
    text += jsonStart((value as Record<string, unknown>)[key], room - text.length);
  }
  return `${text}${isList ? ']' : '}'}`;
}
