import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultHandle } from './faults.ts';
import { errorBody } from './refusal.ts';

/** What is sent back. */
export interface Reply {
  status: number;
  body: string | Buffer;
  headers: Record<string, string>;
}

/** Sends a whole reply. */
export function send(response: ServerResponse, reply: Reply): void {
  const body = bytesOf(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
  response.end(body);
}

/** Returns the reply as a `change` fault makes it of the true one. */
export function changed(handle: FaultHandle, path: string, query: URLSearchParams, reply: Reply): Reply {
  const { change } = handle.fault;
  if (!change) throw new Error('A fault of kind "change" needs a function');
  const page = handle.pageOf(path, query);
  const made = change({ path, query, page, status: reply.status, body: JSON.parse(String(reply.body)) });
  const { body = reply.body } = made;
  return {
    status: made.status ?? reply.status,
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    headers: { ...reply.headers, ...made.headers },
  };
}

function bytesOf(body: string | Buffer): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : body;
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

function halves(whole: string | Buffer): [Buffer, Buffer] {
  const body = bytesOf(whole);
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
