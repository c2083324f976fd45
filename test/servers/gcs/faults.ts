import type { Operation, Route } from './routes.ts';

/** What can go wrong on demand. */
export type FaultKind =
  /** Answers with this status, in Google's words for it, and does nothing else. */
  | '401'
  | '403'
  | '429'
  | '500'
  | '503'
  /** Resets the connection before the body is read. */
  | 'reset-before-body'
  /** Reads `afterBytes` of the body, then resets the connection. */
  | 'reset-in-body'
  /** Reads the body, does nothing, resets the connection. */
  | 'reset-after-body'
  /** Does the work, then resets the connection without an answer. */
  | 'lost-response'
  /** Reads the body and never answers. */
  | 'silence'
  /** Ends the connection after `afterBytes` of the answer's body. */
  | 'cut-answer'
  /** Does the work, and shows another crc32c than the right one. */
  | 'wrong-crc32c'
  /** Does the work, and shows another md5Hash than the right one. */
  | 'wrong-md5'
  /** Stores damaged bytes, and shows the checksums of those. */
  | 'corrupt-bytes';

/** A fault and the requests that meet it; what is left out matches everything. */
export interface FaultRequest {
  kind: FaultKind;
  operation?: Operation;
  method?: string;
  /** The object's name, whole or by pattern. */
  name?: string | RegExp;
  /** So many requests meet it; one if not given. */
  count?: number;
  /** So many matching requests pass before the first that meets it. */
  skip?: number;
  /** For the kinds that stop somewhere within a body; 0 if not given. */
  afterBytes?: number;
  /** Sent as Retry-After with a status. */
  retryAfterSeconds?: number;
}

export interface Fault extends FaultRequest {
  /** Requests that have met it. */
  hits: number;
}

/** The faults still to come, in the order in which they were asked for. */
export interface FaultList {
  add(request: FaultRequest): Fault;
  /** The first fault that the request meets; it counts as met. */
  take(method: string, route: Route): Fault | undefined;
  clear(): void;
}

export function createFaultList(): FaultList {
  const waiting: { fault: Fault; left: number; passing: number }[] = [];
  return {
    add: (request) => {
      const fault = { ...request, hits: 0 };
      waiting.push({ fault, left: request.count ?? 1, passing: request.skip ?? 0 });
      return fault;
    },
    take: (method, route) => {
      for (const entry of waiting) {
        if (entry.left === 0 || !matches(entry.fault, method, route)) continue;
        if (entry.passing > 0) {
          entry.passing -= 1;
          continue;
        }
        entry.left -= 1;
        entry.fault.hits += 1;
        return entry.fault;
      }
      return undefined;
    },
    clear: () => {
      waiting.length = 0;
    },
  };
}

function matches({ operation, method, name }: Fault, requestMethod: string, route: Route): boolean {
  if (operation !== undefined && operation !== route.operation) return false;
  if (method !== undefined && method !== requestMethod) return false;
  if (name === undefined) return true;
  if (route.name === undefined) return false;
  return typeof name === 'string' ? name === route.name : name.test(route.name);
}
