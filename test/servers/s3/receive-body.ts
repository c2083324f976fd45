import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HeaderFields } from './call.ts';
import { type ChecksumAlgorithm, checksumMismatch, createHasher, declaredChecksum, requireForm } from './checksums.ts';
import { decodeChunks } from './chunked-body.ts';
import { type Content, type ContentPlace, changeFirstByte, createContentWriter } from './content.ts';
import { S3Error } from './s3-error.ts';

/** A body whose checksums were found right. */
export interface ReceivedBody {
  content: Content;
  md5: Buffer;
  checksum: { algorithm: ChecksumAlgorithm; bytes: Buffer; declared: boolean };
}

export interface ReceiveOptions {
  place: ContentPlace;
  maximumBytes: number;
  /** Whether the checksum headers are of the body; those of a complete request are of the whole object. */
  checksumIsOfBody: boolean;
  /** What to compute when the client names none. */
  fallback: ChecksumAlgorithm;
  /** Takes other bytes than were sent, with their checksums, and finds nothing wrong. */
  corrupt: boolean;
}

const CHUNKED = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** Reads a request's body to its end, keeps its bytes and checks all that was said of them. */
export async function receiveBody(
  request: IncomingMessage,
  headers: HeaderFields,
  options: ReceiveOptions,
): Promise<ReceivedBody> {
  const payload = headers['x-amz-content-sha256'] ?? '';
  const length = requireLength(headers, payload, options.maximumBytes);
  const declared = options.checksumIsOfBody ? declaredChecksum(headers) : undefined;
  const contentMd5 = readContentMd5(headers);
  const trailers = new Map<string, string>();
  const algorithm = declared?.algorithm ?? options.fallback;
  const md5 = createHash('md5');
  const sha256 = /^[0-9a-f]{64}$/.test(payload) ? createHash('sha256') : undefined;
  const hasher = createHasher(algorithm);
  const writer = createContentWriter(options.place);
  // Left whole when the loop is left early, so that the refusal still finds its way to the client.
  const sent: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  const pieces = payload === CHUNKED ? decodeChunks(sent, trailers) : sent;
  let content: Content;
  try {
    for await (const piece of options.corrupt ? changeFirstByte(pieces) : pieces) {
      for (const hash of [sha256, md5, hasher]) hash?.update(piece);
      await writer.write(piece);
    }
    content = await writer.finish();
  } finally {
    await writer.close();
  }
  if (content.size !== length) throw new S3Error('IncompleteBody');
  const received = { content, md5: md5.digest(), checksum: { algorithm, bytes: hasher.digest() } };
  const answer = { ...received, checksum: { ...received.checksum, declared: declared !== undefined } };
  if (options.corrupt) return answer;
  if (sha256 !== undefined && sha256.digest('hex') !== payload) throw new S3Error('XAmzContentSHA256Mismatch');
  if (contentMd5 !== undefined && !contentMd5.equals(answer.md5)) {
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  if (declared !== undefined) {
    const value = declared.value ?? trailers.get(`x-amz-checksum-${algorithm}`);
    if (value === undefined) throw new S3Error('MalformedTrailerError');
    requireForm(algorithm, value);
    if (value !== answer.checksum.bytes.toString('base64')) throw checksumMismatch(algorithm);
  }
  return answer;
}

/** The body's length without its wrapping, which has to be known beforehand. */
function requireLength(headers: HeaderFields, payload: string, maximumBytes: number): number {
  if (payload !== CHUNKED && payload !== UNSIGNED && !/^[0-9a-f]{64}$/.test(payload)) {
    if (payload.startsWith('STREAMING-')) throw new S3Error('NotImplemented', undefined, { Header: payload });
    const text = 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-..., or a valid sha256 value.';
    throw new S3Error('InvalidArgument', text);
  }
  const decoded = headers['x-amz-decoded-content-length'];
  if (payload !== CHUNKED && headers['transfer-encoding'] !== undefined) {
    throw new S3Error('NotImplemented', undefined, { Header: 'Transfer-Encoding' });
  }
  const length = payload === CHUNKED ? decoded : (headers['content-length'] ?? '0');
  if (length === undefined || !/^\d+$/.test(length)) throw new S3Error('MissingContentLength');
  if (Number(length) > maximumBytes) {
    throw new S3Error('EntityTooLarge', undefined, { ProposedSize: length, MaxSizeAllowed: String(maximumBytes) });
  }
  return Number(length);
}

function readContentMd5(headers: HeaderFields): Buffer | undefined {
  const value = headers['content-md5'];
  if (value === undefined) return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== value) throw new S3Error('InvalidDigest');
  return bytes;
}
