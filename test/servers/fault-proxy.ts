import http, { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What can go wrong on the way to a server. */
export type ProxyFault =
  /** The server is not asked; this answer comes instead. */
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: string }
  /** The server does its work, and the answer comes with these headers changed (undefined: taken out). */
  | { kind: 'headers'; headers: Record<string, string | undefined> }
  /** The server does its work, and the connection is reset instead of an answer. */
  | { kind: 'lost-answer' }
  /** The connection is reset before anything is done. */
  | { kind: 'reset' }
  /** So many bytes of the answer's body come before the connection is reset. */
  | { kind: 'cut-answer'; afterBytes: number }
  /** The server is asked with this added to the query. */
  | { kind: 'query'; add: string }
  /** Nothing is ever answered. */
  | { kind: 'silence' };

/** Which requests a fault meets: those that match everything given. */
export interface Meets {
  method?: string;
  /** Matched against path and query. */
  path?: RegExp;
  /** So many matching requests pass first. */
  skip?: number;
  /** How many requests it meets: 1. */
  times?: number;
}

/** A server seen through a proxy that can go wrong. */
export interface FaultProxy {
  url: string;
  /** Method and path of every request so far. */
  requests: string[];
  /** Their headers. */
  headers: IncomingMessage['headers'][];
  fault(fault: ProxyFault, meets?: Meets): void;
  clearFaults(): void;
  close(): Promise<void>;
}

/** Starts a proxy before a server on loopback; the caller closes it. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const faults: { fault: ProxyFault; meets: Meets; skip: number; left: number }[] = [];

  function take(request: IncomingMessage): ProxyFault | undefined {
    for (const entry of faults) {
      const { method, path } = entry.meets;
      if (entry.left === 0 || (method && method !== request.method) || !(path?.test(request.url ?? '') ?? true))
        continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      return entry.fault;
    }
    return undefined;
  }

  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    const fault = take(request);
    if (fault?.kind === 'reset') return request.socket.destroy();
    if (fault?.kind === 'silence') return request.resume();
    if (fault?.kind === 'answer') {
      request.resume().on('end', () => response.writeHead(fault.status, fault.headers).end(fault.body));
      return;
    }
    forward(target, request, response, fault);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    headers,
    fault: (fault, meets = {}) => {
      faults.push({ fault, meets, skip: meets.skip ?? 0, left: meets.times ?? 1 });
    },
    clearFaults: () => {
      faults.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forward(target: string, request: IncomingMessage, response: ServerResponse, fault?: ProxyFault): void {
  const { method, headers } = request;
  const url = new URL(request.url ?? '/', target);
  if (fault?.kind === 'query') url.search += `&${fault.add}`;
  const onward = http.request(url, { method, headers }, (answer) => {
    if (fault?.kind === 'lost-answer') {
      answer.resume().on('end', () => request.socket.destroy());
      return;
    }
    const changed = { ...answer.headers, ...(fault?.kind === 'headers' ? fault.headers : {}) };
    const kept = Object.entries(changed).filter(([, value]) => value !== undefined);
    response.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept) as Record<string, string>);
    if (fault?.kind !== 'cut-answer') return answer.pipe(response);
    let left = fault.afterBytes;
    answer.on('data', (chunk: Buffer) => {
      response.write(chunk.subarray(0, left), () => left <= 0 && request.socket.destroy());
      left -= chunk.length;
    });
  });
  onward.on('error', () => request.socket.destroy());
  request.on('close', () => !request.complete && onward.destroy());
  request.pipe(onward);
}
