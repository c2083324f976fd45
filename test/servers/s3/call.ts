import type { AccessKey, KeyRing } from './access-keys.ts';
import type { ChecksumAlgorithm } from './checksums.ts';
import type { Content, ContentPlace } from './content.ts';
import type { Fault } from './faults.ts';
import type { Upload } from './multipart.ts';
import type { Bucket } from './object-store.ts';
import type { Operation } from './operation.ts';
import type { ReceivedBody } from './receive-body.ts';

/** Header names in lower case; a repeated header's values joined by commas. */
export type HeaderFields = Record<string, string | undefined>;

/** A request as the tests see it afterwards. */
export interface S3Request {
  method: string;
  operation: Operation | undefined;
  bucket: string;
  key: string;
  query: Record<string, string>;
  /** Without the signature and the session token. */
  headers: HeaderFields;
  /** The key that signed it, once the signature was found right. */
  accessKeyId: string | undefined;
  /** Undefined while it is answered, and for good when the connection was cut. */
  status: number | undefined;
  errorCode: string | undefined;
}

/** How the service behaves in what S3-compatible stores do differently. */
export interface S3Behaviour {
  /** The region that signatures must name. */
  region: string;
  /** Smallest size of a part that is not the last: 5 MiB. */
  minimumPartBytes: number;
  /** Largest body of a single put: 5 GiB. */
  maximumPutBytes: number;
  /** Most keys in one page of a list: 1000. */
  pageSize: number;
  /** A store that takes `If-Match` and `If-None-Match` on writes and does not look at them. */
  ignorePreconditions: boolean;
  /** A store that answers 501 to them. */
  refusePreconditions: boolean;
  /** Completing a completed upload again is answered as the first time was, instead of `NoSuchUpload`. */
  repeatCompletes: boolean;
  /** The KMS keys that exist; all of them when undefined. */
  kmsKeys: readonly string[] | undefined;
}

/** All that the server holds. */
export interface S3State {
  behaviour: S3Behaviour;
  now: () => number;
  keys: KeyRing;
  buckets: Map<string, Bucket>;
  uploads: Map<string, Upload>;
  faults: Fault[];
  requests: S3Request[];
  place: ContentPlace;
  /** Counts the ids given out: of versions, uploads and requests. */
  ids: number;
}

/** One request that passed the checks all operations share. */
export interface Call {
  state: S3State;
  bucket: Bucket;
  key: string;
  query: Map<string, string>;
  headers: HeaderFields;
  accessKey: AccessKey;
  /** Reads the body and checks it against its checksums; computes the one given here if it comes without. */
  receive(fallback?: ChecksumAlgorithm): Promise<ReceivedBody>;
}

/** An answer before it is sent. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** XML text, or an object's bytes from `start` up to, but without, `end`. */
  body?: string | { content: Content; start: number; end: number };
}

/** A new id, unlike all before it and in the same order. */
export function nextId(state: S3State, kind: string): string {
  return `${kind}-${String(++state.ids).padStart(8, '0')}`;
}
