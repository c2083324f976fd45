import type { Operation } from './operations.ts';
import { Refusal } from './refusal.ts';

/** What a key may do; everything, if nothing is said. */
export interface KeyRights {
  /** Scopes a restricted key lacks (`api.usage.read`, `api.audit_logs.read`, `api.management.read`). */
  missingScopes?: readonly string[];
  /** Resources that are refused although others of the same scope are not. */
  deniedResources?: readonly string[];
  /** The `openai-organization` header of answers, for a key that belongs to another organisation. */
  organization?: string;
}

/** The key that every simulator accepts. */
export const ADMIN_KEY = 'sk-admin-simulated';

/** Returns the rights of the key in an `authorization` header; a `Refusal` with 401 if it is no key of the organisation. */
export function identify(keys: ReadonlyMap<string, KeyRights>, authorization: string | undefined): KeyRights {
  const key = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  if (key === undefined) {
    throw new Refusal(401, "You didn't provide an API key. Send it in an Authorization header: 'Bearer YOUR_KEY'.");
  }
  const rights = keys.get(key);
  if (rights !== undefined) return rights;
  // A project's key is a real key that lacks every scope of the administration API.
  if (key.startsWith('sk-proj-'))
    return { missingScopes: ['api.management.read', 'api.usage.read', 'api.audit_logs.read'] };
  // The real API echoes part of the key, which clients must not repeat.
  throw new Refusal(401, `Incorrect API key provided: ${key.slice(0, 8)}****${key.slice(-4)}.`, {
    code: 'invalid_api_key',
  });
}

/** Throws a `Refusal` with 403 if a key lacks what an operation needs. */
export function authorize(
  { missingScopes = [], deniedResources = [] }: KeyRights,
  { resource, scope }: Operation,
): void {
  if (!missingScopes.includes(scope) && !deniedResources.includes(resource)) return;
  throw new Refusal(403, `You have insufficient permissions for this operation. Missing scopes: ${scope}.`);
}
