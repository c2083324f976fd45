import { ApiError } from '../errors.ts';

const KEY_PAGE = 'https://platform.openai.com/settings/organization/admin-keys';

/** True for the answer that the API gives to a path it does not know, as against an object that is not there. */
export function isUnknownPath(error: ApiError): boolean {
  return error.status === 404 && /invalid url/i.test(error.detail);
}

/** An error as the reader should see it: what happened, then what to do. */
export function withRemedy(error: Error): string {
  const advice = error instanceof ApiError ? remedy(error) : '';
  return advice === '' ? error.message : `${error.message.replace(/\.+$/, '')}. ${advice}`;
}

/** What the reader can do about an error of the API; an empty text where there is nothing special to say. */
export function remedy(error: ApiError): string {
  const scopes = /missing scopes?:?\s*([\w.,\s-]+?)(?:[.)]?\s*$|[.)]\s)/i.exec(error.detail)?.[1];
  if (error.status === 401) {
    return `The key was not accepted. Check that the secret holds a current admin key (sk-admin-…, not a project key sk-proj-…): ${KEY_PAGE}`;
  }
  if (scopes !== undefined) {
    return `The key lacks the scope ${scopes.trim()}. Give it that scope, or use an admin key with all read permissions: ${KEY_PAGE}`;
  }
  if (/audit log/i.test(error.detail) && (error.status === 400 || error.status === 403 || error.status === 404)) {
    return 'Audit logging may never have been switched on: an owner does so under Settings, Organization, Data controls. Events are recorded from then on.';
  }
  if (error.status === 403) {
    return `The key may not read this. Administration data needs an admin key (sk-admin-…) of an organisation owner with read permission: ${KEY_PAGE}`;
  }
  if (isUnknownPath(error)) {
    return 'The API does not know this path. Check the `base-url` input, or the `path` of a custom resource. (`audit_log` reads single events by an operation that OpenAI does not document; `audit_logs` exports them all.)';
  }
  if (error.status === 429) return 'The rate limit stayed exhausted. Lower `concurrency` or set `requests-per-second`.';
  if (error.status >= 300 && error.status < 400) {
    return 'A redirect is not followed, because the key would go along. Set `base-url` to the address that answers itself.';
  }
  if (error.detail.startsWith('holds no list')) {
    return 'For a custom resource, check its `data_selector` and `pagination`; otherwise `base-url` may lead to another service.';
  }
  if (error.status === 0 && /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|certificate/i.test(error.detail)) {
    return 'Check `base-url`, the proxy settings of the runner (HTTPS_PROXY, NO_PROXY) and its network.';
  }
  if (error.status === 0 || error.status >= 500) {
    return 'The next run reads it again. If it persists, see https://status.openai.com or raise `retries` and `request-timeout`.';
  }
  return '';
}
