import type { Permission } from './access-keys.ts';

/** The operations the server knows, by their names in the API, and what a key needs for each. */
export const PERMISSIONS = {
  PutObject: 'put',
  GetObject: 'get',
  HeadObject: 'get',
  DeleteObject: 'delete',
  HeadBucket: 'list',
  ListObjectsV2: 'list',
  CreateMultipartUpload: 'put',
  UploadPart: 'put',
  CompleteMultipartUpload: 'put',
  AbortMultipartUpload: 'abort',
  ListMultipartUploads: 'list',
} as const satisfies Record<string, Permission>;

export type Operation = keyof typeof PERMISSIONS;

/** Query parameters that tell operations on the same address apart, as far as clients of objects may send them. */
const SUBRESOURCES = [
  ...['acl', 'attributes', 'delete', 'legal-hold', 'location', 'object-lock', 'policy', 'restore', 'retention'],
  ...['select', 'tagging', 'torrent', 'versioning', 'versions', 'uploads', 'uploadId', 'partNumber', 'list-type'],
];

const OBJECT_OPERATIONS: Record<string, Operation> = {
  'PUT ': 'PutObject',
  'GET ': 'GetObject',
  'HEAD ': 'HeadObject',
  'DELETE ': 'DeleteObject',
  'POST uploads': 'CreateMultipartUpload',
  'PUT uploadId partNumber': 'UploadPart',
  'POST uploadId': 'CompleteMultipartUpload',
  'DELETE uploadId': 'AbortMultipartUpload',
};

const BUCKET_OPERATIONS: Record<string, Operation> = {
  'HEAD ': 'HeadBucket',
  'GET list-type': 'ListObjectsV2',
  'GET uploads': 'ListMultipartUploads',
};

/** The operation that a request asks for; undefined for all that the server does not know. */
export function operationOf(method: string, key: string, query: Map<string, string>): Operation | undefined {
  const subresources = SUBRESOURCES.filter((name) => query.has(name)).join(' ');
  return (key === '' ? BUCKET_OPERATIONS : OBJECT_OPERATIONS)[`${method} ${subresources}`];
}
