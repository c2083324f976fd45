import type { Answer, Call } from './call.ts';
import { type Checksum, checksumElement, checksumMismatch, declaredChecksum, joinChecksums } from './checksums.ts';
import { joinContents } from './content.ts';
import { findUpload, joinedEtag, type Upload, type UploadedPart } from './multipart.ts';
import { writtenHeaders } from './object-operations.ts';
import { commitObject } from './object-store.ts';
import { checkConditionHeaders, checkWriteConditions } from './preconditions.ts';
import { S3Error } from './s3-error.ts';
import { readElements, readText, xmlDocument } from './xml.ts';

interface ListedPart {
  number: number;
  etag: string;
  checksum: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export async function completeUpload(call: Call): Promise<Answer> {
  const { state, bucket, key, headers } = call;
  checkConditionHeaders(call);
  const { content: body } = await call.receive();
  const repeated = state.behaviour.repeatCompletes ? repeatedAnswer(call) : undefined;
  if (repeated !== undefined) return repeated;
  const upload = findUpload(call);
  const parts = chooseParts(call, upload, readList(body.bytes().toString('utf8'), upload));
  const content = joinContents(parts.map((part) => part.content));
  const checksum = joinChecksums(
    upload.algorithm,
    upload.type,
    parts.map((part) => ({ checksum: part.checksum, size: part.content.size })),
  );
  checkWhole(call, upload, checksum, content.size);
  checkWriteConditions(call);
  const etag = joinedEtag(call, upload, parts);
  const version = commitObject(state, bucket, key, upload.attributes, {
    ...{ content, etag, checksum },
    parts: parts.length,
  });
  upload.completed = {
    status: 200,
    headers: writtenHeaders(version),
    body: xmlDocument('CompleteMultipartUploadResult', {
      Location: `http://${headers.host}/${bucket.name}/${encodeURIComponent(key)}`,
      Bucket: bucket.name,
      Key: key,
      ETag: etag,
      [checksumElement(checksum.algorithm)]: checksum.value,
      ChecksumType: checksum.type,
    }),
  };
  return upload.completed;
}

function repeatedAnswer({ state, bucket, key, query }: Call): Answer | undefined {
  const upload = state.uploads.get(query.get('uploadId') ?? '');
  return upload?.bucket === bucket.name && upload.key === key ? upload.completed : undefined;
}

function readList(text: string, upload: Upload): ListedPart[] {
  const parts = readElements(text, 'Part').map((part) => ({
    number: Number(readText(part, 'PartNumber')),
    etag: readText(part, 'ETag')?.replaceAll('"', '') ?? '',
    checksum: readText(part, checksumElement(upload.algorithm)),
  }));
  const complete = text.trimEnd().endsWith('</CompleteMultipartUpload>');
  if (!complete || parts.length === 0 || parts.some((part) => !Number.isInteger(part.number))) {
    throw new S3Error('MalformedXML');
  }
  return parts;
}

/** The uploaded parts that the list names, each found as it was uploaded. */
function chooseParts({ state }: Call, upload: Upload, list: ListedPart[]): UploadedPart[] {
  return list.map((listed, index) => {
    const before = list[index - 1];
    if (before !== undefined && listed.number <= before.number) throw new S3Error('InvalidPartOrder');
    const part = upload.parts.get(listed.number);
    const details = { PartNumber: String(listed.number), ETag: listed.etag };
    if (part === undefined || part.etag.replaceAll('"', '') !== listed.etag) {
      throw new S3Error('InvalidPart', undefined, details);
    }
    if (listed.checksum !== undefined && listed.checksum !== part.checksum.toString('base64')) {
      throw new S3Error('InvalidPart', undefined, details);
    }
    if (upload.declared && upload.type === 'COMPOSITE' && listed.checksum === undefined) {
      const text = `The upload was created using a ${upload.algorithm} checksum. The complete request must include the`;
      throw new S3Error('InvalidRequest', `${text} checksum for each part. It was missing for part ${listed.number}.`);
    }
    const minimum = state.behaviour.minimumPartBytes;
    if (index < list.length - 1 && part.content.size < minimum) {
      const sizes = { ProposedSize: String(part.content.size), MinSizeAllowed: String(minimum) };
      throw new S3Error('EntityTooSmall', undefined, { ...details, ...sizes });
    }
    return part;
  });
}

/** Holds what the request says of the whole object against what its parts make. */
function checkWhole({ headers }: Call, upload: Upload, checksum: Checksum, size: number): void {
  const type = headers['x-amz-checksum-type'];
  if (type !== undefined && type !== upload.type) {
    const text = `The upload was created using the ${upload.type} checksum mode. The complete request must use the same`;
    throw new S3Error('InvalidRequest', `${text} checksum mode.`);
  }
  const expectedSize = headers['x-amz-mp-object-size'];
  if (expectedSize !== undefined && Number(expectedSize) !== size) {
    const text = `The provided 'x-amz-mp-object-size' header value ${expectedSize} does not match what was computed: ${size}`;
    throw new S3Error('InvalidRequest', text);
  }
  const given = Object.keys(headers).some((name) => name === `x-amz-checksum-${upload.algorithm}`);
  if (!given) return;
  const value = headers[`x-amz-checksum-${upload.algorithm}`] ?? '';
  const bare = value.replace(/-\d+$/, '');
  declaredChecksum({ [`x-amz-checksum-${upload.algorithm}`]: bare });
  if (value !== checksum.value && bare !== checksum.value.replace(/-\d+$/, ''))
    throw checksumMismatch(upload.algorithm);
}
