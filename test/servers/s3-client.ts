import { S3Client, type S3ClientConfig, S3ServiceException } from '@aws-sdk/client-s3';
import type { AccessKey } from './s3/access-keys.ts';
import type { S3Server } from './s3-server.ts';

/** The vendor's client for a server, with path-style addresses and one attempt, unless told otherwise. */
export function createClient(
  server: S3Server,
  key: AccessKey = server.credentials,
  config: S3ClientConfig = {},
): S3Client {
  return new S3Client({
    region: server.region,
    endpoint: server.url,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: {
      accessKeyId: key.accessKeyId,
      secretAccessKey: key.secretAccessKey,
      ...(key.sessionToken === undefined ? {} : { sessionToken: key.sessionToken }),
    },
    ...config,
  });
}

/** What a request was refused with, as `403 AccessDenied`; throws when it was not. */
export async function refusalOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    return `${error.$metadata.httpStatusCode} ${error.name}`;
  }
  throw new Error('the request was not refused');
}

/** What the client is about to send, signature and all. */
export interface SignedRequest {
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

/** Makes a client change its requests after they were signed. */
export function tamper(client: S3Client, change: (request: SignedRequest) => void): S3Client {
  client.middlewareStack.add(
    (next) => (args) => {
      change(args.request as SignedRequest);
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'tamper' },
  );
  return client;
}
