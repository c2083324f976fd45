import type { Answer } from './answer.ts';
import { openBucket } from './buckets.ts';
import type { ByteSpool } from './byte-spool.ts';
import { bodyOf, ConnectionCut, type Exchange, wholeBody } from './exchange.ts';
import { GcsRefusal, invalid } from './refusal.ts';
import { demand } from './tokens.ts';
import { checkPlan, type Plan, requiredName, storePlanned, userProjectOf } from './uploads.ts';

/** An upload that takes several requests. */
export interface UploadSession {
  id: string;
  plan: Plan;
  spool: ByteSpool;
  /** The length announced at the start. */
  announced: number | undefined;
  state: 'open' | 'cancelled';
  /** The answer to the request that completed it; asked again, the service repeats it. */
  completed: Answer | undefined;
}

/** https://cloud.google.com/storage/docs/performing-resumable-uploads#initiate-session */
export async function startUpload(exchange: Exchange): Promise<Answer> {
  const { world, request, route, query, caller } = exchange;
  const bucket = openBucket(world, route.bucket ?? '', query, userProjectOf(exchange));
  demand(caller, 'create');
  const metadata = parseMetadata(await wholeBody(exchange));
  const type = request.headers['x-upload-content-type'];
  if (typeof type === 'string') metadata.contentType ??= type;
  const name = requiredName(route.name ?? metadata.name);
  exchange.record.name = name;
  const plan = { bucket, name, metadata, query };
  checkPlan(exchange, plan);
  const id = `fake-upload-${world.sessions.size + 1}`;
  const length = request.headers['x-upload-content-length'];
  const announced = length === undefined ? undefined : Number(length);
  const spool = world.newSpool();
  world.sessions.set(id, { id, plan, spool, announced, state: 'open', completed: undefined });
  const path = `/upload/storage/v1/b/${bucket.name}/o`;
  const location = `${world.url}${path}?uploadType=resumable&name=${encodeURIComponent(name)}&upload_id=${id}`;
  return { status: 200, headers: { location, 'x-guploader-uploadid': id } };
}

/** Takes bytes: the whole body, a piece of it, or what is left of it. */
export async function continueUpload(exchange: Exchange): Promise<Answer> {
  const session = sessionOf(exchange);
  const range = parseRange(exchange.request.headers['content-range']);
  if (session.completed !== undefined) {
    for await (const _ of bodyOf(exchange));
    return session.completed;
  }
  const { spool } = session;
  if (range.start > spool.received) {
    const offsets = `the upload offset is ${range.start} byte(s), which exceeds already uploaded size of`;
    throw invalid(`Invalid request.  According to the Content-Range header, ${offsets} ${spool.received} byte(s).`);
  }
  try {
    let repeated = spool.received - range.start;
    for await (const chunk of bodyOf(exchange)) {
      const skipped = Math.min(repeated, chunk.length);
      repeated -= skipped;
      if (skipped < chunk.length) spool.write(chunk.subarray(skipped));
    }
  } catch (error) {
    if (error instanceof ConnectionCut) spool.dropPartialBlock();
    throw error;
  }
  const last = range.total ?? (range.open ? spool.received : undefined);
  if (last === undefined || spool.received < last) {
    spool.dropPartialBlock();
    return progress(session);
  }
  return complete(exchange, session);
}

/** What has arrived so far: https://cloud.google.com/storage/docs/performing-resumable-uploads#status-check */
export function uploadStatus(exchange: Exchange): Answer {
  const session = sessionOf(exchange);
  if (session.completed !== undefined) return session.completed;
  const total = parseRange(exchange.request.headers['content-range']).total;
  // Asking for the status of all the bytes is how a client ends an upload whose size it learned late.
  return total === session.spool.received ? complete(exchange, session) : progress(session);
}

/** https://cloud.google.com/storage/docs/performing-resumable-uploads#cancel-upload */
export function cancelUpload(exchange: Exchange): Answer {
  const session = sessionOf(exchange);
  session.state = 'cancelled';
  session.spool.discard();
  return { status: 499 };
}

function complete(exchange: Exchange, session: UploadSession): Answer {
  const { announced, plan, spool } = session;
  if (announced !== undefined && announced !== spool.received) {
    throw invalid(`The upload was announced with ${announced} bytes and has ${spool.received}.`);
  }
  checkPlan({ ...exchange, caller: WRITER }, plan);
  const bytes = spool.finish({ corrupt: exchange.fault?.kind === 'corrupt-bytes' });
  session.completed = storePlanned(exchange, plan, bytes);
  return session.completed;
}

/** Whoever has the session's address may go on with it; what they may do was checked at its start. */
const WRITER = { principal: 'upload session', permissions: new Set(['create', 'delete']) };

function progress({ spool }: UploadSession): Answer {
  const range: Record<string, string> = spool.received === 0 ? {} : { range: `bytes=0-${spool.received - 1}` };
  return { status: 308, headers: { ...range, 'x-http-status-code-override': '308' } };
}

function sessionOf({ world, route }: Exchange): UploadSession {
  const session = world.sessions.get(route.uploadId ?? '');
  if (session === undefined) throw new GcsRefusal(404, 'notFound', 'No such upload session.');
  if (session.state === 'cancelled') throw new GcsRefusal(499, 'uploadCancelled', 'The upload was cancelled.');
  return session;
}

interface ContentRange {
  start: number;
  /** The length of the object, where it is known. */
  total: number | undefined;
  /** The body goes to the object's end, wherever that is. */
  open: boolean;
}

function parseRange(header: string | undefined): ContentRange {
  if (header === undefined) return { start: 0, total: undefined, open: true };
  const match = /^bytes (?:(\d+)-(\d+|\*)|\*)\/(\d+|\*)$/.exec(header);
  if (match === null) throw invalid(`Failed to parse Content-Range header: ${header}`);
  const total = match[3] === '*' ? undefined : Number(match[3]);
  return { start: Number(match[1] ?? 0), total, open: match[2] === '*' };
}

function parseMetadata(body: Buffer): Record<string, unknown> {
  return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
}
