import type { HeaderFields, S3State } from './call.ts';
import { S3Error } from './s3-error.ts';
import { decodeUri } from './signature.ts';

/** What an upload's headers say of the object. */
export interface ObjectAttributes {
  contentType: string | undefined;
  /** `content-encoding`, `cache-control` and the like, as a GET returns them. */
  headers: Record<string, string>;
  /** The `x-amz-meta-` headers, by what follows the prefix. */
  metadata: Record<string, string>;
  storageClass: string;
  serverSideEncryption: string;
  kmsKeyId: string | undefined;
  tags: Record<string, string>;
}

const STORAGE_CLASSES = [
  ...['STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING'],
  ...['GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR'],
];
const ENCRYPTIONS = ['AES256', 'aws:kms', 'aws:kms:dsse'];
const KEPT_HEADERS = ['content-encoding', 'content-disposition', 'content-language', 'cache-control', 'expires'];
const META = 'x-amz-meta-';
const MAX_METADATA_BYTES = 2048;
/** Spec: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const MAX_TAGS = 10;
const AWS_MANAGED_KEY = 'arn:aws:kms:us-east-1:111122223333:key/fake-aws-managed-key';
const NOT_IMPLEMENTED = ['x-amz-copy-source', 'x-amz-object-lock-mode', 'x-amz-object-lock-legal-hold'];

/** Reads an upload's attributes and refuses those that the service refuses. */
export function readAttributes(state: S3State, headers: HeaderFields): ObjectAttributes {
  const refused = NOT_IMPLEMENTED.find((name) => headers[name] !== undefined);
  if (refused !== undefined) throw new S3Error('NotImplemented', undefined, { Header: refused });
  const acl = headers['x-amz-acl'];
  if (acl !== undefined && acl !== 'bucket-owner-full-control') throw new S3Error('AccessControlListNotSupported');
  const storageClass = headers['x-amz-storage-class'] ?? 'STANDARD';
  if (!STORAGE_CLASSES.includes(storageClass)) {
    throw new S3Error('InvalidStorageClass', undefined, { StorageClassRequested: storageClass });
  }
  return {
    contentType: headers['content-type'] ?? 'binary/octet-stream',
    headers: keptHeaders(headers),
    metadata: readMetadata(headers),
    storageClass,
    ...readEncryption(state, headers),
    tags: readTags(headers['x-amz-tagging']),
  };
}

/** The headers with which a GET or HEAD returns them. */
export function attributeHeaders(attributes: ObjectAttributes): Record<string, string> {
  const tags = Object.keys(attributes.tags).length;
  return {
    ...attributes.headers,
    ...(attributes.contentType === undefined ? {} : { 'content-type': attributes.contentType }),
    ...Object.fromEntries(Object.entries(attributes.metadata).map(([name, value]) => [META + name, value])),
    ...encryptionHeaders(attributes),
    ...(attributes.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': attributes.storageClass }),
    ...(tags === 0 ? {} : { 'x-amz-tagging-count': String(tags) }),
  };
}

export function encryptionHeaders(attributes: ObjectAttributes): Record<string, string> {
  const header = { 'x-amz-server-side-encryption': attributes.serverSideEncryption };
  if (attributes.kmsKeyId === undefined) return header;
  return { ...header, 'x-amz-server-side-encryption-aws-kms-key-id': attributes.kmsKeyId };
}

/** `aws-chunked` is how the body travels, not what it is. */
function keptHeaders(headers: HeaderFields): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const values = (headers[name] ?? '').split(',').map((value) => value.trim());
    const value = name === 'content-encoding' ? values.filter((one) => one !== 'aws-chunked').join(',') : headers[name];
    if (value) kept[name] = value;
  }
  return kept;
}

function readMetadata(headers: HeaderFields): Record<string, string> {
  const entries = Object.entries(headers).filter(([name]) => name.startsWith(META));
  const metadata = Object.fromEntries(entries.map(([name, value]) => [name.slice(META.length), value ?? '']));
  const bytes = Buffer.byteLength(Object.entries(metadata).flat().join(''));
  if (bytes > MAX_METADATA_BYTES) throw new S3Error('MetadataTooLarge');
  return metadata;
}

function readEncryption(state: S3State, headers: HeaderFields) {
  const serverSideEncryption = headers['x-amz-server-side-encryption'] ?? 'AES256';
  const asked = headers['x-amz-server-side-encryption-aws-kms-key-id'];
  if (!ENCRYPTIONS.includes(serverSideEncryption)) throw new S3Error('InvalidEncryptionAlgorithmError');
  if (serverSideEncryption === 'AES256') {
    if (asked === undefined) return { serverSideEncryption, kmsKeyId: undefined };
    const text = 'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption';
    throw new S3Error('InvalidArgument', `${text} : aws:kms`);
  }
  const { kmsKeys } = state.behaviour;
  if (asked !== undefined && kmsKeys !== undefined && !kmsKeys.includes(asked)) {
    throw new S3Error('KMS.NotFoundException', `Key '${asked}' does not exist`);
  }
  return { serverSideEncryption, kmsKeyId: asked ?? AWS_MANAGED_KEY };
}

function readTags(header: string | undefined): Record<string, string> {
  const pairs = (header ?? '').split('&').filter((pair) => pair !== '');
  const tags: Record<string, string> = {};
  for (const pair of pairs) {
    const [name = '', value = ''] = pair.split('=').map((part) => decodeUri(part.replaceAll('+', ' ')));
    if (name === '' || name.length > 128) throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid');
    if (value.length > 256) throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid');
    if (Object.hasOwn(tags, name)) throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
    tags[name] = value;
  }
  if (pairs.length > MAX_TAGS) throw new S3Error('InvalidTag', 'Object tags cannot be greater than 10');
  return tags;
}
