import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultHandle } from './faults.ts';
import { errorBody } from './refusal.ts';

/** What is sent back. */
export interface Reply {
  status: number;
  body: string;
  headers: Record<string, string>;
}

/** Sends a whole reply. */
export function send(response: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
  response.end(body);
}

/** Returns the reply as a fault changes it, for the faults that change what is sent rather than how. */
export function spoil({ fault }: FaultHandle, reply: Reply): Reply {
  if (fault.kind !== 'status' && fault.kind !== 'body') return reply;
  const status = fault.kind === 'body' ? 200 : (fault.status ?? 500);
  const given = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body);
  const body =
    given ?? (fault.kind === 'body' ? '<html>Bad gateway' : errorBody(status, `The fault asked for: ${status}.`));
  return { status, body, headers: { ...reply.headers, ...fault.headers } };
}

/** Sends a reply through a fault: not at all, half of it, or half of it now and the rest when the fault lets go. */
export function sendThrough(
  handle: FaultHandle,
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
): void {
  const { kind } = handle.fault;
  if (kind === 'reset') request.socket.resetAndDestroy();
  else if (kind === 'cut') cut(handle, response, reply);
  else if (kind === 'slow') hold(handle, response, reply);
  else send(response, spoil(handle, reply));
}

function halves(text: string): [Buffer, Buffer] {
  const body = Buffer.from(text);
  const middle = body.length >>> 1;
  return [body.subarray(0, middle), body.subarray(middle)];
}

function cut({ fault }: FaultHandle, response: ServerResponse, reply: Reply): void {
  const [first, rest] = halves(reply.body);
  if (fault.framing === 'close') {
    response.removeHeader('transfer-encoding');
    response.useChunkedEncodingByDefault = false;
    response.writeHead(reply.status, { ...reply.headers, connection: 'close' });
    response.end(first);
    return;
  }
  const length = fault.framing === 'chunked' ? {} : { 'content-length': first.length + rest.length };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  response.write(first, () => response.destroy());
}

function hold(handle: FaultHandle, response: ServerResponse, reply: Reply): void {
  const [first, rest] = halves(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': first.length + rest.length });
  response.write(first);
  const finish = () => {
    clearTimeout(timer);
    if (!response.writableEnded) response.end(rest);
  };
  const { milliseconds } = handle.fault;
  const timer = milliseconds === undefined ? undefined : setTimeout(finish, milliseconds);
  response.once('close', () => clearTimeout(timer));
  void handle.released().then(finish);
}
