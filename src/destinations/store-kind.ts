import { headerSafe } from '../text/addresses.ts';
import type { Destination } from './destination.ts';
import { type OpenOptions, textOption } from './destination-kind.ts';
import type { ObjectStore } from './store/object-store.ts';
import { storeDestination } from './store/store-destination.ts';
import type { StoreGuide } from './store/store-guide.ts';

/** Returns an option of which the store makes a header. */
export function wordOption(text: string) {
  return textOption(headerSafe, 'expected a text without blanks', text);
}

/** Options that several stores have. */
export const storeOptions = {
  endpoint: {
    type: 'text',
    /** What the URL of a store looks like, for editors. */
    form: /^\s*https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?\s*$/,
    problem: endpointProblem,
    text: 'URL of a store that speaks the same language, or of a private endpoint.',
  },
  'kms-key': wordOption('The key with which the store encrypts.'),
  'storage-class': wordOption('Storage class of new objects.'),
  tags: { type: 'tags', text: 'Tags of new objects.' },
} as const;

/** Returns what is wrong with the URL of a store, or undefined for a good one. */
export function endpointProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    return 'expected the URL of a store, such as https://minio.example.org';
  }
  return undefined;
}

const STEP = '(?!\\.{1,2}(?:/|\\s*$))[^/\\\\?#\\u0000-\\u001f]+';
const PREFIX = `(?:/+(?:${STEP}(?:/${STEP})*)?/*)?\\s*$`;

/** Returns what kinds have in common whose places are `scheme://bucket/prefix`. */
export function bucketPlaces<Place extends { kind: string; bucket: string; prefix: string }>(
  kind: Place['kind'],
  scheme: string,
  bucket: RegExp,
) {
  const rootOf = (place: Place) => `${scheme}://${place.bucket}`;
  return {
    kind,
    schemes: [scheme],
    written: [`${scheme}://bucket/prefix`],
    form: `^\\s*${anyCase(scheme)}://${bucket.source.slice(1, -1)}${PREFIX}`,
    parse(given: string) {
      const place = bucketAndPrefix(given, { scheme, form: bucket, called: 'bucket' });
      return 'problem' in place ? place : ({ kind, ...place } as Place);
    },
    nameOf: (place: Place) => nameBelow(rootOf(place), place.prefix),
    rootOf,
  };
}

/** Returns a regular expression for letters in either case: editors know no flags. */
export function anyCase(source: string): string {
  return source.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Returns a prefix without slashes at its ends, or undefined if a step of it would not name what it seems to. */
export function prefixOf(path: string): string | undefined {
  const steps = path.replace(/^\/+|\/+$/g, '').split('/');
  if (steps.length === 1 && steps[0] === '') return '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not stand here.
  const isBad = (step: string) => ['', '.', '..'].includes(step) || /[\\?#\x00-\x1f]/.test(step);
  return steps.some(isBad) ? undefined : steps.join('/');
}

/** Returns the bucket and prefix of `scheme://bucket/prefix`. */
export function bucketAndPrefix(
  given: string,
  { scheme, form, called }: { scheme: string; form: RegExp; called: 'bucket' | 'container' },
): { bucket: string; prefix: string } | { problem: string } {
  const [bucket = '', ...rest] = given.slice(`${scheme}://`.length).split('/');
  const prefix = prefixOf(rest.join('/'));
  if (!form.test(bucket)) return { problem: `expected ${scheme}://${called}/prefix, with the name of a ${called}` };
  if (prefix === undefined) return { problem: 'expected a prefix without empty steps, dots alone, "?", "#" or "\\"' };
  return { bucket, prefix };
}

/** Returns the name of a prefix below a bucket or container. */
export function nameBelow(root: string, prefix: string): string {
  return prefix === '' ? root : `${root}/${prefix}`;
}

/** Returns the fields that have a value. */
export function defined<Values extends object>(
  values: Values,
): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof defined<Values>
  >;
}

/** Returns a prefix of an open store as a destination. */
export function openedStore(
  store: ObjectStore,
  place: { name: string; prefix: string; guide: StoreGuide },
  options: OpenOptions,
): Destination {
  const limits = { retries: options.retries, idleSeconds: options.requestTimeoutSeconds };
  return storeDestination(store, { ...options, ...place, limits });
}
