import { anonymousRefused, badCredentials, forbidden } from './refusal.ts';

/** What a caller may do: `get` stands for storage.objects.get, and so on. */
export const PERMISSIONS = ['buckets.get', 'create', 'delete', 'get', 'list', 'update'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Who asks, and what they may do. */
export interface Caller {
  principal: string;
  permissions: ReadonlySet<string>;
}

export interface TokenRequest {
  /** All of them if not given. */
  permissions?: readonly Permission[];
  /** In milliseconds since 1970, by the server's clock; never if not given. */
  expiresAt?: number;
  /** The name shown in refusals. */
  principal?: string;
  /** Made by the token exchange of a workload identity pool: such a token may stand for a service account. */
  federated?: boolean;
}

interface TokenRecord extends Caller {
  expiresAt: number;
  federated: boolean;
}

/** The access tokens that the service knows. */
export interface TokenRegistry {
  issue(request?: TokenRequest): string;
  /** The holder of a token; undefined for one that is unknown or has expired. */
  holder(token: string): TokenRecord | undefined;
  /** From now on no token issued so far is known. */
  revokeAll(): void;
}

export function createTokenRegistry(now: () => number): TokenRegistry {
  const tokens = new Map<string, TokenRecord>();
  let issued = 0;
  return {
    issue: ({ permissions = PERMISSIONS, expiresAt = Number.POSITIVE_INFINITY, principal, federated = false } = {}) => {
      issued += 1;
      const token = `ya29.fake-access-token-${issued}`;
      const name = principal ?? 'exporter@fake-project.iam.gserviceaccount.com';
      tokens.set(token, { principal: name, permissions: new Set(permissions), expiresAt, federated });
      return token;
    },
    holder: (token) => {
      const record = tokens.get(token);
      return record !== undefined && record.expiresAt > now() ? record : undefined;
    },
    revokeAll: () => tokens.clear(),
  };
}

export const ANONYMOUS = 'Anonymous caller';

/** Refuses a caller who lacks a permission; one without any token is asked for it. */
export function demand(caller: Caller, permission: Permission): void {
  if (caller.permissions.has(permission)) return;
  throw caller.principal === ANONYMOUS
    ? anonymousRefused(permissionName(permission))
    : forbidden(caller.principal, permissionName(permission));
}

/** The token in an Authorization header; undefined without a header. */
export function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw badCredentials();
  return token;
}

export function permissionName(permission: Permission): string {
  return permission === 'buckets.get' ? 'storage.buckets.get' : `storage.objects.${permission}`;
}
