import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, type Call, nextId, type S3Request, type S3State } from './call.ts';
import { type ChecksumAlgorithm, DEFAULT_ALGORITHM } from './checksums.ts';
import { completeUpload } from './complete-upload.ts';
import { FAULT_ERRORS, type FaultKind, takeFault } from './faults.ts';
import { listObjects, listUploads } from './list.ts';
import { abortUpload, createUpload, uploadPart } from './multipart.ts';
import { deleteObject, getObject, headObject, putObject } from './object-operations.ts';
import type { Bucket } from './object-store.ts';
import { type Operation, operationOf, PERMISSIONS } from './operation.ts';
import { receiveBody } from './receive-body.ts';
import { S3Error } from './s3-error.ts';
import { checkSignature, parseQuery, type WireRequest } from './signature.ts';
import { errorAnswer, readAddress, readWire, send } from './wire.ts';

const OPERATIONS: Record<Operation, (call: Call) => Promise<Answer>> = {
  PutObject: putObject,
  GetObject: getObject,
  HeadObject: headObject,
  DeleteObject: deleteObject,
  HeadBucket: async () => ({ status: 200 }),
  ListObjectsV2: listObjects,
  CreateMultipartUpload: createUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeUpload,
  AbortMultipartUpload: abortUpload,
  ListMultipartUploads: listUploads,
};

const UNRECORDED = ['authorization', 'x-amz-security-token'];
/** Spec: in UTF-8. */
const MAX_KEY_BYTES = 1024;

/** Answers one request, or leaves it without an answer where a fault says so. */
export async function handle(state: S3State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const wire = readWire(request);
  const recorded = record(state, wire);
  const requestId = nextId(state, 'request');
  const fault = takeFault(state.faults, recorded);
  if (fault === 'reset-before-body') return reset(request);
  let answer: Answer;
  try {
    answer = await perform(state, request, wire, recorded, fault);
  } catch (error) {
    if (request.socket.destroyed) return;
    const refusal = error instanceof S3Error ? error : new S3Error('InternalError', String(error));
    recorded.errorCode = refusal.code;
    answer = errorAnswer(refusal, requestId);
    await drain(request);
  }
  if (fault === 'never-answer') return;
  if (fault === 'lost-response' || fault === 'reset-after-body') return reset(request);
  recorded.status = answer.status;
  await send(response, spoil(answer, fault, requestId), {
    now: state.now(),
    requestId,
    headersOnly: wire.method === 'HEAD',
    cut: fault === 'cut-answer',
    corrupt: fault === 'corrupt-answer',
  });
}

async function perform(
  state: S3State,
  request: IncomingMessage,
  wire: WireRequest,
  recorded: S3Request,
  fault: FaultKind | undefined,
): Promise<Answer> {
  const code = fault && FAULT_ERRORS[fault];
  if (code !== undefined) throw new S3Error(code);
  if (fault === 'never-answer' || fault === 'reset-after-body') {
    await drain(request);
    return { status: 0 };
  }
  const { bucket: bucketName, key } = readAddress(wire);
  const accessKey = checkSignature(wire, state.keys, state.behaviour.region, state.now());
  recorded.accessKeyId = accessKey.accessKeyId;
  const { operation } = recorded;
  if (operation === undefined) throw new S3Error('NotImplemented', 'The server does not know this operation');
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError');
  const bucket = findBucket(state, bucketName, wire);
  if (!accessKey.permissions.includes(PERMISSIONS[operation])) throw new S3Error('AccessDenied');
  const receive = (fallback: ChecksumAlgorithm = DEFAULT_ALGORITHM) =>
    receiveBody(request, wire.headers, {
      // A list of parts is read as a whole, however long.
      place: operation === 'CompleteMultipartUpload' ? { ...state.place, memoryBytes: Infinity } : state.place,
      maximumBytes: state.behaviour.maximumPutBytes,
      checksumIsOfBody: operation === 'PutObject' || operation === 'UploadPart',
      fallback,
      corrupt: fault === 'corrupt-bytes',
    });
  const query = new Map(parseQuery(wire.query));
  return OPERATIONS[operation]({ state, bucket, key, query, headers: wire.headers, accessKey, receive });
}

function findBucket(state: S3State, name: string, { headers }: WireRequest): Bucket {
  const bucket = state.buckets.get(name);
  if (bucket === undefined) throw new S3Error('NoSuchBucket', undefined, { BucketName: name });
  const { region = state.behaviour.region, owner } = bucket.options;
  if (region !== state.behaviour.region) {
    throw new S3Error('PermanentRedirect', undefined, { Bucket: name, Region: region });
  }
  const expected = headers['x-amz-expected-bucket-owner'];
  if (expected !== undefined && expected !== owner) throw new S3Error('AccessDenied');
  return bucket;
}

function record(state: S3State, wire: WireRequest): S3Request {
  const recorded: S3Request = {
    method: wire.method,
    operation: undefined,
    bucket: '',
    key: '',
    query: {},
    headers: Object.fromEntries(Object.entries(wire.headers).filter(([name]) => !UNRECORDED.includes(name))),
    accessKeyId: undefined,
    status: undefined,
    errorCode: undefined,
  };
  state.requests.push(recorded);
  try {
    const query = new Map(parseQuery(wire.query));
    Object.assign(recorded, readAddress(wire), { query: Object.fromEntries(query) });
    recorded.operation = operationOf(wire.method, recorded.key, query);
  } catch {
    // An address that cannot be decoded is refused once the request is looked at.
  }
  return recorded;
}

/** Changes what an answer says, as the fault asks. */
function spoil(answer: Answer, fault: FaultKind | undefined, requestId: string): Answer {
  if (fault === 'error-in-success') {
    return { ...errorAnswer(new S3Error('InternalError'), requestId), status: 200 };
  }
  if (fault === 'wrong-etag') {
    const etag = `"${createHash('md5').update('another object').digest('hex')}"`;
    return replaceIn(answer, /^etag$/, /(<ETag>)[^<]*/, () => etag);
  }
  if (fault !== 'wrong-checksum') return answer;
  return replaceIn(answer, /^x-amz-checksum-(?:crc|sha)/, /(<Checksum(?:CRC|SHA)\w+>)[^<]*/, (value) => {
    const [base64 = '', count] = value.split('-');
    const bytes = Buffer.from(base64, 'base64').map((byte) => byte ^ 0xff);
    return [Buffer.from(bytes).toString('base64'), ...(count === undefined ? [] : [count])].join('-');
  });
}

function replaceIn(answer: Answer, name: RegExp, element: RegExp, change: (value: string) => string): Answer {
  const headers = Object.entries(answer.headers ?? {});
  const body = answer.body;
  const changed = (whole: string, tag: string) => tag + change(whole.slice(tag.length)).replaceAll('"', '&quot;');
  return {
    ...answer,
    headers: Object.fromEntries(headers.map(([key, value]) => [key, name.test(key) && value ? change(value) : value])),
    ...(typeof body === 'string' ? { body: body.replace(element, changed) } : {}),
  };
}

/** Clients that are still sending would take an early answer for a broken connection. */
async function drain(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  request.resume();
  await new Promise<void>((resolve) => request.once('end', resolve).once('close', resolve));
}

function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}
