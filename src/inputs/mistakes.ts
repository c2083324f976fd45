import { ConfigurationError } from '../errors.ts';
import type { TroubleName } from '../troubles/names.ts';

/** Longest piece of a wrong value that a message repeats. */
const longestQuote = 80;

/** Gathers everything that is wrong with the configuration, so that the user hears of it at once. */
export interface Mistakes {
  /** Adds one line: what was given, and what is allowed. Only the key's have a topic of their own. */
  add(line: string, topic?: TroubleName): void;
  /** Returns one error that lists every mistake, or undefined where there is none. */
  error(): ConfigurationError | undefined;
}

/** Returns an empty list of mistakes, none of which will ever quote one of these secrets. */
export function noMistakes(secrets: readonly string[]): Mistakes {
  const lines = new Set<string>();
  const topics = new Set<TroubleName>();
  return {
    add(line, topic = 'invalid-input') {
      topics.add(topic);
      lines.add(secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '***')), line));
    },
    error() {
      if (lines.size === 0) return undefined;
      const count = lines.size === 1 ? '1 mistake' : `${lines.size} mistakes`;
      const [only = 'invalid-input'] = topics;
      const topic = topics.size === 1 ? only : 'invalid-input';
      const text = [`The configuration has ${count}:`, ...lines].join('\n- ');
      return new ConfigurationError(topic, text, { isWrongUse: true });
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
  const text = withoutSecrets(JSON.stringify(value) ?? String(value));
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}
