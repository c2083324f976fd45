import { createHash } from 'node:crypto';
import type { HeaderFields } from './call.ts';
import { type CrcName, combineCrc, createCrc, type Hasher } from './crc.ts';
import { S3Error } from './s3-error.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export type ChecksumAlgorithm = CrcName | 'sha1' | 'sha256';
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** An object's checksum as the service tells it: base64, with `-N` after it when it is of N parts' checksums. */
export interface Checksum {
  algorithm: ChecksumAlgorithm;
  value: string;
  type: ChecksumType;
}

/** A checksum that the client named; its value is missing when it comes behind the body. */
export interface DeclaredChecksum {
  algorithm: ChecksumAlgorithm;
  value: string | undefined;
}

/** Spec: what the service computes itself when the client names none. */
export const DEFAULT_ALGORITHM = 'crc64nvme';

const BYTES: Record<ChecksumAlgorithm, number> = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 };
const PREFIX = 'x-amz-checksum-';

export function isAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(BYTES, name);
}

export function isCrc(name: ChecksumAlgorithm): name is CrcName {
  return name.startsWith('crc');
}

export function createHasher(name: ChecksumAlgorithm | 'md5'): Hasher {
  return name !== 'md5' && isCrc(name) ? createCrc(name) : createHash(name);
}

/** The one checksum that a request's headers promise. */
export function declaredChecksum(headers: HeaderFields): DeclaredChecksum | undefined {
  const trailer = headers['x-amz-trailer']?.trim().toLowerCase();
  const names = Object.keys(headers).filter(
    (name) => name.startsWith(PREFIX) && isAlgorithm(name.slice(PREFIX.length)),
  );
  if (trailer?.startsWith(PREFIX)) names.push(trailer);
  if (names.length > 1) {
    throw new S3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const announced = headers['x-amz-sdk-checksum-algorithm']?.toLowerCase();
  const algorithm = names[0]?.slice(PREFIX.length);
  if (algorithm === undefined || !isAlgorithm(algorithm)) {
    if (announced === undefined) return undefined;
    const text = 'specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.';
    throw new S3Error('InvalidRequest', `x-amz-sdk-checksum-algorithm ${text}`);
  }
  if (announced !== undefined && announced !== algorithm) {
    throw new S3Error('InvalidRequest', 'Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  const value = headers[`${PREFIX}${algorithm}`];
  if (value !== undefined) requireForm(algorithm, value);
  return { algorithm, value };
}

/** Refuses what is no checksum of this algorithm at all. */
export function requireForm(algorithm: ChecksumAlgorithm, value: string): void {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== BYTES[algorithm] || bytes.toString('base64') !== value) {
    throw new S3Error('InvalidRequest', `Value for ${PREFIX}${algorithm} header is invalid.`);
  }
}

/** The refusal of a body that is not what its checksum says. */
export function checksumMismatch(algorithm: ChecksumAlgorithm): S3Error {
  const name = algorithm.toUpperCase();
  return new S3Error('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
}

/** The headers by which an answer tells of a checksum. */
export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return { [`${PREFIX}${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

/** The element of an answer's or a request's XML that holds this kind of checksum. */
export function checksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm.toUpperCase()}`;
}

/** The checksum of an object from those of its parts. */
export function joinChecksums(
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: { checksum: Buffer; size: number }[],
): Checksum {
  if (type === 'COMPOSITE') {
    const hasher = createHasher(algorithm);
    for (const part of parts) hasher.update(part.checksum);
    return { algorithm, type, value: `${hasher.digest().toString('base64')}-${parts.length}` };
  }
  const whole = parts.reduce(
    (joined, part) => ({
      checksum: combineCrc(algorithm as CrcName, joined.checksum, part.checksum, part.size),
      size: joined.size + part.size,
    }),
    { checksum: createHasher(algorithm).digest(), size: 0 },
  );
  return { algorithm, type, value: whole.checksum.toString('base64') };
}
