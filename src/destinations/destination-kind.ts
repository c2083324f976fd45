import type { Log } from '../notices/log.ts';
import type { Destination } from './destination.ts';
import type { StoreOptions } from './store/object-store.ts';

/** What a destination is opened with. */
export interface OpenOptions extends StoreOptions {
  /** False if only writing is allowed. */
  mayRead: boolean;
  /** Seconds since 1970, for what writes: what dead runs left in a folder more than a day ago is cleared away. */
  now?: () => number;
  log: Log;
}

/** What an option under `destination-options` takes; `text` is what it does, for editors. */
export type DestinationOption = { text: string } & (
  | { type: 'text'; form: RegExp; problem: (text: string) => string | undefined }
  | { type: 'word'; words: readonly string[] }
  | { type: 'switch' | 'tags' }
);

type Options = Readonly<Record<string, DestinationOption>>;

type ValueOf<Option> = Option extends { words: readonly (infer Word)[] }
  ? Word
  : Option extends { type: 'switch' }
    ? boolean
    : Option extends { type: 'tags' }
      ? Record<string, string>
      : string;

/** The options that were given, by name. */
export type OptionValues<Given extends Options> = { readonly [Name in keyof Given]?: ValueOf<Given[Name]> };

/** What parsing a place goes by. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  /** Where folders may lie: anywhere if `isOpen`. */
  roots: { workspace: string; runnerTemp: string | undefined; isOpen: boolean };
}

/** All that the program knows of a kind of destination. Its SDK is imported by `open` alone, when a place of the kind is opened. */
export interface DestinationKind<Place extends { kind: string }, Own extends Options = Options> {
  kind: Place['kind'];
  /** Schemes of its addresses, each a regular expression in small letters; none for a folder. */
  schemes: readonly string[];
  /** How its places are written, for help. */
  written: readonly string[];
  /** The same as a regular expression, for editors. */
  form: string;
  /** Its own options. */
  options: Own;
  /** Returns the place that a text names, or what is wrong with the text. */
  parse(given: string, surroundings: Surroundings): Place | { problem: string };
  withOptions?(place: Place, options: OptionValues<Own>, env: NodeJS.ProcessEnv, addMistake: AddMistake): Place;
  /** Returns a place as people know it, without anything secret. */
  nameOf(place: Place): string;
  /** Returns the bucket or container of a place, to which a prefix can be added. */
  rootOf?(place: Place): string;
  /** Returns the place of manifests that lie apart, with what it takes over from that of the data, which is all by default. */
  manifestsAt?(data: Place, manifests: Place, given: string, addMistake: AddMistake): Place;
  /** Returns where the store is, if not where stores of its kind are. */
  endpointOf?(place: Place, env: NodeJS.ProcessEnv): string | undefined;
  /** Returns why files could not be read back at once, if they could not. */
  whyUnreadable?(place: Place): string | undefined;
  /** Returns the secrets in variables, and in the texts of inputs, to be masked. */
  secretsIn?(env: NodeJS.ProcessEnv, texts: readonly string[]): string[];
  /** Returns the secrets in a place, which a config file may have held. */
  secretsOf?(place: Place): string[];
  open(place: Place, options: OpenOptions): Promise<Destination>;
}

/** Notes what is wrong with settings, behind the name of the setting. */
export type AddMistake = (line: string) => void;

/** Returns the kind, whose options give their values their types. */
export function destinationKind<Place extends { kind: string }, const Own extends Options>(
  kind: DestinationKind<Place, Own>,
): DestinationKind<Place, Own> {
  return kind;
}

/** Returns an option that is a text of this form. */
export function textOption(form: RegExp, expected: string, text: string) {
  return { type: 'text', form, problem: (given: string) => (form.test(given) ? undefined : expected), text } as const;
}
