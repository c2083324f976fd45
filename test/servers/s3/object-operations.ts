import { attributeHeaders, encryptionHeaders, readAttributes } from './attributes.ts';
import type { Answer, Call } from './call.ts';
import { checksumHeaders } from './checksums.ts';
import {
  commitObject,
  currentVersion,
  deleteObject as deleteCurrent,
  deleteVersion,
  etagOf,
  type ObjectVersion,
} from './object-store.ts';
import { checkConditionHeaders, checkWriteConditions, readStatus } from './preconditions.ts';
import { S3Error } from './s3-error.ts';

const ARCHIVED = ['GLACIER', 'DEEP_ARCHIVE'];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(call: Call): Promise<Answer> {
  checkConditionHeaders(call);
  const attributes = readAttributes(call.state, call.headers);
  requireTagPermission(call);
  requireChecksumUnderLock(call, 'Put Object');
  const { content, md5, checksum } = await call.receive();
  checkWriteConditions(call);
  const { algorithm, bytes } = checksum;
  const version = commitObject(call.state, call.bucket, call.key, attributes, {
    content,
    etag: etagOf(call.state, attributes, md5),
    checksum: { algorithm, value: bytes.toString('base64'), type: 'FULL_OBJECT' },
    parts: undefined,
  });
  const headers = { etag: version.etag, ...writtenHeaders(version), ...checksumHeaders(version.checksum) };
  return { status: 200, headers };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export async function getObject(call: Call): Promise<Answer> {
  await call.receive();
  const version = findVersion(call);
  if (ARCHIVED.includes(version.storageClass)) throw new S3Error('InvalidObjectState');
  return readAnswer(call, version, true);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export async function headObject(call: Call): Promise<Answer> {
  await call.receive();
  return readAnswer(call, findVersion(call), false);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export async function deleteObject(call: Call): Promise<Answer> {
  await call.receive();
  const id = call.query.get('versionId');
  const gone =
    id === undefined
      ? deleteCurrent(call.state, call.bucket, call.key)
      : deleteVersion(call.state, call.bucket, call.key, id);
  if (gone === undefined) return { status: 204 };
  const marker: Record<string, string> = gone.deleteMarker ? { 'x-amz-delete-marker': 'true' } : {};
  return { status: 204, headers: { ...versionHeader(gone), ...marker } };
}

/** The headers that tell of an object just written, but for its ETag and checksum. */
export function writtenHeaders(version: ObjectVersion): Record<string, string> {
  return { ...encryptionHeaders(version), ...versionHeader(version) };
}

export function requireTagPermission({ headers, accessKey }: Call): void {
  const tagged = headers['x-amz-tagging'] !== undefined;
  if (tagged && !accessKey.permissions.includes('tag')) throw new S3Error('AccessDenied');
}

/** Spec: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
export function requireChecksumUnderLock({ bucket, headers }: Call, what: 'Put Object' | 'Put Part'): void {
  if (bucket.options.retainSeconds === undefined || bucket.options.worm) return;
  const checked = headers['content-md5'] ?? headers['x-amz-trailer'];
  if (checked !== undefined || Object.keys(headers).some((name) => name.startsWith('x-amz-checksum-'))) return;
  const text = 'Content-MD5 OR x-amz-checksum- HTTP header is required for';
  throw new S3Error('InvalidRequest', `${text} ${what} requests with Object Lock parameters`);
}

/** Whether a key exists is for those to know who may list. */
function findVersion({ bucket, key, query, accessKey }: Call): ObjectVersion {
  const id = query.get('versionId');
  const versions = bucket.versions.get(key) ?? [];
  const version = id === undefined ? currentVersion(bucket, key) : versions.find((one) => one.versionId === id);
  if (version !== undefined) {
    if (version.deleteMarker) throw new S3Error('MethodNotAllowed');
    return version;
  }
  if (!accessKey.permissions.includes('list')) throw new S3Error('AccessDenied');
  throw new S3Error(id === undefined ? 'NoSuchKey' : 'NoSuchVersion', undefined, { Key: key });
}

function readAnswer({ headers }: Call, version: ObjectVersion, withBody: boolean): Answer {
  const common = {
    'accept-ranges': 'bytes',
    'last-modified': new Date(version.lastModified).toUTCString(),
    etag: version.etag,
    ...versionHeader(version),
    ...attributeHeaders(version),
    ...lockHeaders(version),
  };
  if (readStatus(headers, version) === 304) return { status: 304, headers: common };
  const range = readRange(headers.range, version.size);
  const { start, end } = range ?? { start: 0, end: version.size };
  const answer = {
    ...common,
    'content-length': String(end - start),
    // A checksum is of the whole, and would fail the reader of a range.
    ...(range === undefined && headers['x-amz-checksum-mode'] === 'ENABLED' ? checksumHeaders(version.checksum) : {}),
    ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${version.size}` }),
  };
  const status = range === undefined ? 200 : 206;
  if (!withBody) return { status, headers: answer };
  return { status, headers: answer, body: { content: version.content, start, end } };
}

/** Spec: RFC 9110, section 14; a range that cannot be read is ignored. */
function readRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || match[0] === 'bytes=-') return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  if (start >= size) throw new S3Error('InvalidRange', undefined, { ActualObjectSize: String(size) });
  return { start, end };
}

function versionHeader(version: ObjectVersion): Record<string, string> {
  return version.versionId === 'null' ? {} : { 'x-amz-version-id': version.versionId };
}

function lockHeaders(version: ObjectVersion): Record<string, string> {
  if (version.retainUntil === undefined || version.versionId === 'null') return {};
  return {
    'x-amz-object-lock-mode': 'COMPLIANCE',
    'x-amz-object-lock-retain-until-date': new Date(version.retainUntil).toISOString(),
  };
}
