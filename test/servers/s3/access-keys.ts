import { S3Error } from './s3-error.ts';

/** What a key may do; `tag` stands for `s3:PutObjectTagging`, asked for when an object comes with tags. */
export type Permission = 'get' | 'put' | 'list' | 'delete' | 'abort' | 'tag';

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
  /** Set for credentials of a session only. */
  sessionToken?: string;
  /** The millisecond from which the session is refused. */
  expiresAt?: number;
  permissions: readonly Permission[];
}

/** The temporary credentials of a session. */
export type SessionKey = AccessKey & { sessionToken: string; expiresAt: number };

export interface KeyRing {
  keys: Map<string, AccessKey>;
  issued: number;
}

export const ALL_PERMISSIONS: readonly Permission[] = ['get', 'put', 'list', 'delete', 'abort', 'tag'];

/** A lasting key. */
export function addKey(ring: KeyRing, permissions: readonly Permission[] = ALL_PERMISSIONS): AccessKey {
  const number = String(++ring.issued).padStart(8, '0');
  const key = { accessKeyId: `AKIAFAKE${number}`, secretAccessKey: `fake-secret-${number}`, permissions };
  ring.keys.set(key.accessKeyId, key);
  return key;
}

/** A session's key, refused from `expiresAt` on. */
export function addSession(
  ring: KeyRing,
  expiresAt: number,
  permissions: readonly Permission[] = ALL_PERMISSIONS,
): SessionKey {
  const number = String(++ring.issued).padStart(8, '0');
  const key = {
    accessKeyId: `ASIAFAKE${number}`,
    secretAccessKey: `fake-secret-${number}`,
    sessionToken: `fake-session-token-${number}`,
    expiresAt,
    permissions,
  };
  ring.keys.set(key.accessKeyId, key);
  return key;
}

/** The key of this name, once its session token is found to be right and still valid. */
export function findKey(ring: KeyRing, id: string, token: string | undefined, now: number): AccessKey {
  const key = ring.keys.get(id);
  // A session's key without its token is answered as if there were no such key.
  if (key === undefined || (key.sessionToken !== undefined && token === undefined)) {
    throw new S3Error('InvalidAccessKeyId', undefined, { AWSAccessKeyId: id });
  }
  if (token !== key.sessionToken) throw new S3Error('InvalidToken');
  if (key.expiresAt !== undefined && now >= key.expiresAt) throw new S3Error('ExpiredToken');
  return key;
}
