import type { Call, HeaderFields } from './call.ts';
import { currentVersion, type ObjectVersion } from './object-store.ts';
import { S3Error } from './s3-error.ts';

/** Refuses conditional writes that cannot be, before the body is read. */
export function checkConditionHeaders({ state, headers, accessKey }: Call): void {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifMatch === undefined && ifNoneMatch === undefined) return;
  const header = ifMatch === undefined ? 'If-None-Match' : 'If-Match';
  if (state.behaviour.refusePreconditions) throw new S3Error('NotImplemented', undefined, { Header: header });
  if (state.behaviour.ignorePreconditions) return;
  // Spec: only `*` here, and only one of the two.
  if (ifNoneMatch !== undefined && (ifNoneMatch !== '*' || ifMatch !== undefined)) {
    throw new S3Error('NotImplemented', undefined, { Header: header });
  }
  // Spec: `If-Match` tells of the object's ETag, and so asks for the right to read it.
  if (ifMatch !== undefined && !accessKey.permissions.includes('get')) throw new S3Error('AccessDenied');
}

/**
 * Holds a write's conditions against what is there at the moment it would become visible.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWriteConditions({ state, bucket, key, headers }: Call): void {
  if (state.behaviour.ignorePreconditions) return;
  const existing = currentVersion(bucket, key);
  const ifMatch = headers['if-match'];
  if (headers['if-none-match'] !== undefined && existing !== undefined) {
    throw new S3Error('PreconditionFailed', undefined, { Condition: 'If-None-Match' });
  }
  if (ifMatch === undefined) return;
  if (existing === undefined) throw new S3Error('NoSuchKey', undefined, { Key: key });
  if (!matches(ifMatch, existing)) throw new S3Error('PreconditionFailed', undefined, { Condition: 'If-Match' });
}

/** The status that a read's conditions ask for: 200, or 304 when the reader has this version already. */
export function readStatus(headers: HeaderFields, version: ObjectVersion): 200 | 304 {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifMatch !== undefined && !matches(ifMatch, version)) {
    throw new S3Error('PreconditionFailed', undefined, { Condition: 'If-Match' });
  }
  return ifNoneMatch !== undefined && matches(ifNoneMatch, version) ? 304 : 200;
}

function matches(condition: string, version: ObjectVersion): boolean {
  const etags = condition.split(',').map((etag) => etag.trim().replaceAll('"', ''));
  return etags.includes('*') || etags.includes(version.etag.replaceAll('"', ''));
}
