import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What is sent back: at most one of the three bodies. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  json?: object;
  text?: string;
  stream?: Readable;
}

/** Sends an answer; with `cutAfter` the connection ends after so many bytes of the body. */
export async function sendAnswer(response: ServerResponse, answer: Answer, cutAfter?: number): Promise<void> {
  const { status, headers, json, text, stream } = answer;
  if (stream !== undefined) {
    response.writeHead(status, headers);
    if (cutAfter !== undefined) return cutStream(response, stream, cutAfter);
    // A client that goes away in the middle of a download is no fault of the server.
    return pipeline(stream, response).catch(() => undefined);
  }
  const body = Buffer.from(json === undefined ? (text ?? '') : JSON.stringify(json));
  const type = json === undefined ? 'text/html; charset=UTF-8' : 'application/json; charset=UTF-8';
  const typed: Record<string, string> = body.length === 0 ? {} : { 'content-type': type };
  const hasLength = status !== 204 && status !== 304;
  response.writeHead(status, { ...typed, ...(hasLength && { 'content-length': String(body.length) }), ...headers });
  if (cutAfter === undefined) response.end(body);
  else response.write(body.subarray(0, cutAfter), () => response.destroy());
}

async function cutStream(response: ServerResponse, stream: Readable, cutAfter: number): Promise<void> {
  let left = cutAfter;
  response.flushHeaders();
  for await (const chunk of stream) {
    await new Promise((resolve) => response.write(chunk.subarray(0, left), resolve));
    left -= chunk.length;
    if (left <= 0) break;
  }
  response.destroy();
}
