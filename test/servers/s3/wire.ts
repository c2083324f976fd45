import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer, HeaderFields } from './call.ts';
import { changeFirstByte } from './content.ts';
import type { S3Error } from './s3-error.ts';
import { decodeUri, type WireRequest } from './signature.ts';
import { xmlDocument } from './xml.ts';

/** The request as it came, undecoded: a URL object would tidy up paths such as `a/../b`. */
export function readWire(request: IncomingMessage): WireRequest {
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const headers: HeaderFields = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) headers[name] = values?.join(',');
  return { method: request.method ?? 'GET', path, query: query.join('?'), headers };
}

/** The bucket and key that a request is for, by its host name (`bucket.localhost`) or else by its path. */
export function readAddress({ path, headers }: WireRequest): { bucket: string; key: string } {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const bucket = /^(.+)\.localhost$/.exec(host)?.[1];
  if (bucket !== undefined) return { bucket, key: decodeUri(path.slice(1)) };
  const slash = path.indexOf('/', 1);
  if (slash < 0) return { bucket: decodeUri(path.slice(1)), key: '' };
  return { bucket: decodeUri(path.slice(1, slash)), key: decodeUri(path.slice(slash + 1)) };
}

/** The answer that tells of a refusal; the SDK reads the code and the text from its body. */
export function errorAnswer(error: S3Error, requestId: string): Answer {
  const fields = { Code: error.code, Message: error.message, ...error.details, RequestId: requestId };
  const region = error.details.Region;
  return {
    status: error.status,
    ...(region === undefined ? {} : { headers: { 'x-amz-bucket-region': region } }),
    body: xmlDocument('Error', fields, ''),
  };
}

/** How an answer goes out. */
export interface Sending {
  now: number;
  requestId: string;
  /** HEAD: the headers of a body, without it. */
  headersOnly: boolean;
  /** Sends half of an object and resets the connection. */
  cut: boolean;
  /** Changes the object's first byte. */
  corrupt: boolean;
}

/** Sends an answer, dated by the server's clock: clients set theirs by it. */
export async function send(response: ServerResponse, answer: Answer, sending: Sending): Promise<void> {
  const { body } = answer;
  const headers: Record<string, string> = {
    date: new Date(sending.now).toUTCString(),
    server: 'AmazonS3',
    'x-amz-request-id': sending.requestId,
    'x-amz-id-2': `fake-${sending.requestId}`,
    ...answer.headers,
  };
  if (typeof body === 'string') {
    headers['content-type'] = 'application/xml';
    if (!sending.headersOnly) headers['content-length'] = String(Buffer.byteLength(body));
  }
  if (body === undefined && answer.status === 200 && !sending.headersOnly) headers['content-length'] = '0';
  response.writeHead(answer.status, headers);
  if (sending.headersOnly || body === undefined) response.end();
  else if (typeof body === 'string') response.end(body);
  else if (body.start === body.end) response.end();
  else await sendContent(response, body, sending);
}

async function sendContent(
  response: ServerResponse,
  { content, start, end }: Exclude<Answer['body'], string | undefined>,
  { cut, corrupt }: Sending,
): Promise<void> {
  const until = cut ? start + ((end - start) >> 1) : end;
  const source = Readable.from(corrupt ? changeFirstByte(content.chunks(start, until)) : content.chunks(start, until));
  if (!cut) return pipeline(source, response);
  for await (const chunk of source) response.write(chunk);
  response.write('', () => response.destroy());
}
