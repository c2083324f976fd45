import type { Answer, Call } from './call.ts';
import type { Upload } from './multipart.ts';
import { currentVersions, type ObjectVersion } from './object-store.ts';
import { S3Error } from './s3-error.ts';
import { encodeUri } from './signature.ts';
import { xmlDocument } from './xml.ts';

/** Spec: no page is longer, whatever is asked for. */
const MAX_KEYS = 1000;

/** One line of a list: an object, or a folder that stands for all that begin like it. */
type Entry = { name: string; version: ObjectVersion } | { name: string; version: undefined };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export async function listObjects(call: Call): Promise<Answer> {
  await call.receive();
  const { bucket, query } = call;
  const encode = nameEncoding(query);
  const limit = readLimit(call, 'max-keys');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const after = token === undefined ? (query.get('start-after') ?? '') : readToken(token);
  const left = entries(currentVersions(bucket), prefix, delimiter).filter((entry) => isAfter(entry.name, after));
  const page = left.slice(0, limit);
  const last = page.at(-1);
  const more = left.length > page.length && last !== undefined;
  const body = xmlDocument('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: limit,
    EncodingType: query.get('encoding-type'),
    KeyCount: page.length,
    IsTruncated: more,
    ContinuationToken: token,
    NextContinuationToken: more ? writeToken(last.name) : undefined,
    StartAfter: query.has('start-after') ? encode(query.get('start-after') ?? '') : undefined,
    Contents: page.flatMap(({ version }) => (version === undefined ? [] : [listed(version, encode)])),
    CommonPrefixes: page.flatMap(({ name, version }) => (version === undefined ? [{ Prefix: encode(name) }] : [])),
  });
  return { status: 200, body };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export async function listUploads(call: Call): Promise<Answer> {
  await call.receive();
  const { bucket, query } = call;
  const encode = nameEncoding(query);
  const limit = readLimit(call, 'max-uploads');
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('upload-id-marker') ?? '';
  const isLater = (upload: Upload) =>
    isAfter(upload.key, keyMarker) || (idMarker !== '' && upload.key === keyMarker && upload.id > idMarker);
  const left = [...call.state.uploads.values()]
    .filter((upload) => upload.bucket === bucket.name && upload.completed === undefined)
    .filter((upload) => upload.key.startsWith(prefix) && isLater(upload))
    .sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)) || (one.id < other.id ? -1 : 1));
  const page = left.slice(0, limit);
  const last = page.at(-1);
  const more = left.length > page.length && last !== undefined;
  const body = xmlDocument('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    UploadIdMarker: idMarker,
    NextKeyMarker: more ? encode(last.key) : undefined,
    NextUploadIdMarker: more ? last.id : undefined,
    MaxUploads: limit,
    EncodingType: query.get('encoding-type'),
    IsTruncated: more,
    Upload: page.map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.id,
      StorageClass: upload.attributes.storageClass,
      Initiated: new Date(upload.initiated).toISOString(),
      ChecksumAlgorithm: upload.algorithm.toUpperCase(),
      ChecksumType: upload.type,
    })),
  });
  return { status: 200, body };
}

/** The objects under a prefix, those with the delimiter behind it gathered into folders. */
function entries(versions: ObjectVersion[], prefix: string, delimiter: string): Entry[] {
  const found = new Map<string, Entry>();
  for (const version of versions.filter(({ key }) => key.startsWith(prefix))) {
    const cut = delimiter === '' ? -1 : version.key.indexOf(delimiter, prefix.length);
    const name = cut < 0 ? version.key : version.key.slice(0, cut + delimiter.length);
    if (!found.has(name)) found.set(name, { name, version: cut < 0 ? version : undefined });
  }
  return [...found.values()];
}

function listed(version: ObjectVersion, encode: (name: string) => string) {
  return {
    Key: encode(version.key),
    LastModified: new Date(version.lastModified).toISOString(),
    ETag: version.etag,
    ChecksumAlgorithm: version.checksum?.algorithm.toUpperCase(),
    ChecksumType: version.checksum?.type,
    Size: version.size,
    StorageClass: version.storageClass,
  };
}

function readLimit({ state, query }: Call, parameter: string): number {
  const text = query.get(parameter);
  if (text !== undefined && !/^\d+$/.test(text)) {
    throw new S3Error('InvalidArgument', `Provided ${parameter} not an integer or within integer range`);
  }
  return Math.min(Number(text ?? MAX_KEYS), MAX_KEYS, state.behaviour.pageSize);
}

function nameEncoding(query: Map<string, string>): (name: string) => string {
  const type = query.get('encoding-type');
  if (type === undefined) return (name) => name;
  if (type === 'url') return (name) => name.split('/').map(encodeUri).join('/');
  throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
}

function isAfter(name: string, marker: string): boolean {
  return marker === '' || Buffer.compare(Buffer.from(name), Buffer.from(marker)) > 0;
}

const TOKEN_START = 'after:';

/** Opaque to clients, so that none takes it for a key. */
function writeToken(name: string): string {
  return Buffer.from(TOKEN_START + name).toString('base64');
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!text.startsWith(TOKEN_START)) {
    throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
  }
  return text.slice(TOKEN_START.length);
}
