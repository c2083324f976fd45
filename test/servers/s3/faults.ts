import type { S3Request } from './call.ts';
import type { Operation } from './operation.ts';
import type { ErrorCode } from './s3-error.ts';

/** What can go wrong with a request on demand. */
export type FaultKind =
  /** 503 SlowDown. */
  | 'slow-down'
  /** 500 InternalError. */
  | 'internal-error'
  /** 429 TooManyRequests. */
  | 'too-many-requests'
  /** 403 AccessDenied, whatever the key may do. */
  | 'access-denied'
  /** 409 ConditionalRequestConflict, as when two conditional writes meet. */
  | 'conflict'
  /** The connection is reset before the body was read. */
  | 'reset-before-body'
  /** The connection is reset once the body was read, and nothing was done. */
  | 'reset-after-body'
  /** The work is done, but the connection is reset instead of an answer. */
  | 'lost-response'
  /** The body is read, and there is never an answer. */
  | 'never-answer'
  /** The work is done, and the answer says 200 with an error in its body, as a complete request's may. */
  | 'error-in-success'
  /** The answer tells of another checksum. */
  | 'wrong-checksum'
  /** The answer tells of another ETag. */
  | 'wrong-etag'
  /** Other bytes are stored than were sent, and the answer tells of their checksums. */
  | 'corrupt-bytes'
  /** An object's bytes come changed, with the checksum of the right ones. */
  | 'corrupt-answer'
  /** Half of an object's bytes come before the connection is reset. */
  | 'cut-answer';

/** A fault and the requests it meets: all that match whatever is given here. */
export interface FaultOptions {
  operation?: Operation;
  method?: string;
  key?: string | RegExp;
  /** Lets so many matching requests pass first. */
  skip?: number;
  /** How many requests it meets: 1. */
  times?: number;
}

export interface Fault extends FaultOptions {
  kind: FaultKind;
}

/** The refusals among the faults. */
export const FAULT_ERRORS: Partial<Record<FaultKind, ErrorCode>> = {
  'slow-down': 'SlowDown',
  'internal-error': 'InternalError',
  'too-many-requests': 'TooManyRequests',
  'access-denied': 'AccessDenied',
  conflict: 'ConditionalRequestConflict',
};

/** The first fault that meets this request, counted down. */
export function takeFault(faults: Fault[], request: S3Request): FaultKind | undefined {
  for (const fault of faults) {
    if (!meets(fault, request) || (fault.times ?? 1) === 0) continue;
    if ((fault.skip ?? 0) > 0) {
      fault.skip = (fault.skip ?? 0) - 1;
      continue;
    }
    fault.times = (fault.times ?? 1) - 1;
    return fault.kind;
  }
  return undefined;
}

function meets(fault: Fault, request: S3Request): boolean {
  if (fault.operation !== undefined && fault.operation !== request.operation) return false;
  if (fault.method !== undefined && fault.method !== request.method) return false;
  if (fault.key === undefined) return true;
  return typeof fault.key === 'string' ? fault.key === request.key : fault.key.test(request.key);
}
