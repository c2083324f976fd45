import type { Destination } from '../../../src/destinations/destination.ts';
import type { OpenOptions } from '../../../src/destinations/destination-kind.ts';
import type { Log } from '../../../src/notices/log.ts';
import { rendered } from '../../../src/notices/notice.ts';

/** How a destination is opened in a test. */
export interface Opening {
  mayRead?: boolean;
  retries?: number;
  requestTimeoutSeconds?: number;
  /** Which credentials it gets: good ones by default. */
  credentials?: 'good' | 'wrong' | 'expired' | 'none';
  /** What the credentials may not do. */
  without?: 'read' | 'list' | 'write' | 'remove';
  /** Opens the bucket that refuses to replace and remove. */
  retained?: boolean;
}

/** A place to write to, and a way to look at it past the destination. */
export interface Stand {
  open(opening?: Opening): Promise<Destination>;
  /** Everything that is visible at the destination, by path. */
  contents(): Promise<Map<string, Buffer>>;
  /** Warnings that the destination gave. */
  warnings: string[];
}

/** What can go wrong with a store. */
export type StoreFault =
  /** Asks to slow down. */
  | 'throttled'
  /** Does the work, but the answer does not arrive. */
  | 'lost-answer'
  /** The answer tells of another checksum than that of the bytes. */
  | 'wrong-checksum'
  /** Half of a body comes, then the connection is reset. */
  | 'cut-answer'
  /** Answers never. */
  | 'silence';

/** A store on loopback that does as it is told. */
export interface StoreStand extends Stand {
  /** Lets requests for this path go wrong; the next one only, unless told otherwise. */
  fault(
    fault: StoreFault,
    target: { call: 'read' | 'write' | 'write-part' | 'write-last'; path: string; times?: number; skip?: number },
  ): void;
  clearFaults(): void;
  /** What the store keeps beside an object. */
  described(path: string): Promise<{ contentType: string | undefined; metadata: Record<string, string> }>;
  /** Uploads that were begun and neither finished nor given up; undefined where the store does not tell. */
  openUploads(): number | undefined;
  /** Resolves when a part of a large upload has arrived. */
  partArrived(): Promise<void>;
  /** Requests that wrote something so far. */
  writes(): number;
}

/** A log that keeps its warnings. */
export function warningLog(warnings: string[]): Log {
  const nothing = () => {};
  return {
    debug: nothing,
    info: nothing,
    notice: nothing,
    error: nothing,
    warning: (message) => void warnings.push(rendered(message)),
  };
}

/** What a store is opened with in a test. */
export function storeOptions(
  given: Opening & Pick<OpenOptions, 'log' | 'proxyEnvironment'> & Partial<OpenOptions>,
): OpenOptions {
  return {
    retries: given.retries ?? 5,
    requestTimeoutSeconds: given.requestTimeoutSeconds ?? 30,
    userAgent: 'openai-admin-export/test',
    proxyEnvironment: given.proxyEnvironment,
    identityToken: given.identityToken ?? (() => Promise.reject(new Error('no identity token in this test'))),
    mayRead: given.mayRead ?? true,
    log: given.log,
  };
}

/** Resolves as soon as something holds, which the event loop brings about. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
