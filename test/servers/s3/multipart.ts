import { createHash } from 'node:crypto';
import { encryptionHeaders, type ObjectAttributes, readAttributes } from './attributes.ts';
import { type Answer, type Call, nextId } from './call.ts';
import { type ChecksumAlgorithm, type ChecksumType, isAlgorithm, isCrc } from './checksums.ts';
import type { Content } from './content.ts';
import { requireChecksumUnderLock, requireTagPermission } from './object-operations.ts';
import { etagOf } from './object-store.ts';
import { S3Error } from './s3-error.ts';
import { xmlDocument } from './xml.ts';

export interface UploadedPart {
  number: number;
  content: Content;
  md5: Buffer;
  etag: string;
  checksum: Buffer;
}

/** A multipart upload; no object until it is completed. */
export interface Upload {
  id: string;
  bucket: string;
  key: string;
  initiated: number;
  attributes: ObjectAttributes;
  algorithm: ChecksumAlgorithm;
  type: ChecksumType;
  /** Whether the client chose the algorithm, and so has to keep to it. */
  declared: boolean;
  parts: Map<number, UploadedPart>;
  /** The answer to the request that completed it. */
  completed: Answer | undefined;
}

const MAX_PART_NUMBER = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export async function createUpload(call: Call): Promise<Answer> {
  const { state, bucket, key, headers } = call;
  const attributes = readAttributes(state, headers);
  requireTagPermission(call);
  const chosen = readChecksumChoice(headers['x-amz-checksum-algorithm'], headers['x-amz-checksum-type']);
  await call.receive();
  const id = nextId(state, 'upload');
  state.uploads.set(id, {
    ...{ id, bucket: bucket.name, key, attributes, ...chosen },
    initiated: state.now(),
    parts: new Map(),
    completed: undefined,
  });
  return {
    status: 200,
    headers: {
      ...encryptionHeaders(attributes),
      'x-amz-checksum-algorithm': chosen.algorithm.toUpperCase(),
      'x-amz-checksum-type': chosen.type,
    },
    body: xmlDocument('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId: id }),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(call: Call): Promise<Answer> {
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MAX_PART_NUMBER) {
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  }
  requireChecksumUnderLock(call, 'Put Part');
  const { content, md5, checksum } = await call.receive(findUpload(call).algorithm);
  // It may have been aborted while the part was on its way.
  const upload = findUpload(call);
  requireSameAlgorithm(upload, checksum);
  const { attributes } = upload;
  const etag = etagOf(call.state, attributes, md5);
  upload.parts.set(number, { number, content, md5, etag, checksum: checksum.bytes });
  const value = checksum.bytes.toString('base64');
  return {
    status: 200,
    headers: {
      ...{ etag, [`x-amz-checksum-${checksum.algorithm}`]: value },
      ...encryptionHeaders(attributes),
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export async function abortUpload(call: Call): Promise<Answer> {
  await call.receive();
  const upload = findUpload(call);
  call.state.uploads.delete(upload.id);
  return { status: 204 };
}

/** The open upload that a request names, which must be of the same object. */
export function findUpload({ state, bucket, key, query }: Call): Upload {
  const upload = state.uploads.get(query.get('uploadId') ?? '');
  if (upload === undefined || upload.bucket !== bucket.name || upload.key !== key || upload.completed !== undefined) {
    throw new S3Error('NoSuchUpload', undefined, { UploadId: query.get('uploadId') ?? '' });
  }
  return upload;
}

/** The ETag of a completed upload: of the MD5s of its parts, or of nothing in particular under KMS. */
export function joinedEtag(call: Call, upload: Upload, parts: UploadedPart[]): string {
  const md5 = createHash('md5');
  for (const part of parts) md5.update(part.md5);
  const etag = etagOf(call.state, upload.attributes, md5.digest());
  return `"${etag.slice(1, -1)}-${parts.length}"`;
}

/** Spec: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function readChecksumChoice(
  algorithmHeader: string | undefined,
  typeHeader: string | undefined,
): Pick<Upload, 'algorithm' | 'type' | 'declared'> {
  if (algorithmHeader === undefined && typeHeader !== undefined) {
    const text = 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.';
    throw new S3Error('InvalidRequest', text);
  }
  const algorithm = (algorithmHeader ?? 'CRC64NVME').toLowerCase();
  if (!isAlgorithm(algorithm)) {
    const text = 'Checksum algorithm provided is unsupported. Please try again with any of the valid types:';
    throw new S3Error('InvalidRequest', `${text} [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]`);
  }
  const type = typeHeader ?? (algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE');
  if (type !== 'FULL_OBJECT' && type !== 'COMPOSITE') {
    throw new S3Error('InvalidRequest', 'Value for x-amz-checksum-type header is invalid.');
  }
  const possible = type === 'FULL_OBJECT' ? isCrc(algorithm) : algorithm !== 'crc64nvme';
  if (!possible) {
    const text = `The ${type} checksum type cannot be used with the ${algorithm} checksum algorithm.`;
    throw new S3Error('InvalidRequest', text);
  }
  return { algorithm, type, declared: algorithmHeader !== undefined };
}

/** Spec: a part of a composite upload comes with its checksum, any other may leave it to the service. */
function requireSameAlgorithm(upload: Upload, given: { algorithm: ChecksumAlgorithm; declared: boolean }): void {
  const needed = upload.declared && upload.type === 'COMPOSITE';
  if (given.algorithm === upload.algorithm && (given.declared || !needed)) return;
  const actual = given.declared ? given.algorithm : 'null';
  const expected = upload.declared ? upload.algorithm : 'null';
  const text = `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`;
  throw new S3Error('InvalidRequest', text);
}
