import type { TokenOptions } from './access.ts';
import { GithubRefusal } from './refusal.ts';

export type RateResource = 'core' | 'graphql';

/** Requests that meet a secondary limit. */
export interface SecondaryLimit {
  /** So many of the next requests. */
  requests: number;
  /** Only requests that change something; all if not given. */
  onlyChanges?: boolean;
  /** GitHub uses both; 403 if not given. */
  status?: 403 | 429;
  /** Sent as Retry-After; 60 if not given. */
  retryAfterSeconds?: number;
}

export interface RateUse {
  limit: number;
  used: number;
  remaining: number;
  /** When the window ends, in seconds since 1970. */
  reset: number;
}

export interface RateLimits {
  /** Counts a request; throws where none is left, or where a secondary limit is met. */
  spend(token: TokenOptions, resource: RateResource, method: string): void;
  use(token: TokenOptions, resource: RateResource): RateUse;
  headers(token: TokenOptions, resource: RateResource): Record<string, string>;
  limitSecondary(limit: SecondaryLimit): void;
  /** From now on so many requests in a window. */
  setLimit(limit: number): void;
}

const WINDOW_SECONDS = 3600;
const INSTALLATION_ID = 50_000_001;
const USER_ID = 1001;
const SECONDARY =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. ' +
  'For more on scraping GitHub and how it may affect your rights, please review our Terms of Service ' +
  '(https://docs.github.com/en/site-policy/github-terms/github-terms-of-service)';

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export function createRateLimits(now: () => number, initialLimit: number): RateLimits {
  const windows = new Map<string, { used: number; reset: number }>();
  const secondary: SecondaryLimit[] = [];
  let limit = initialLimit;

  const windowOf = (token: TokenOptions, resource: RateResource) => {
    const key = `${resource} ${token.token}`;
    const seconds = Math.floor(now() / 1000);
    const open = windows.get(key);
    if (open !== undefined && open.reset > seconds) return open;
    const fresh = { used: 0, reset: seconds + WINDOW_SECONDS };
    windows.set(key, fresh);
    return fresh;
  };
  const use = (token: TokenOptions, resource: RateResource): RateUse => {
    const { used, reset } = windowOf(token, resource);
    return { limit, used, remaining: Math.max(0, limit - used), reset };
  };
  const headers = (token: TokenOptions, resource: RateResource) => {
    const { used, remaining, reset } = use(token, resource);
    const values = { limit, remaining, used, reset, resource };
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [`x-ratelimit-${key}`, String(value)]));
  };
  return {
    use,
    headers,
    spend: (token, resource, method) => {
      meetSecondary(secondary, method);
      const open = windowOf(token, resource);
      if (open.used >= limit) {
        const whom = token.kind === 'app' ? `installation ID ${INSTALLATION_ID}` : `user ID ${USER_ID}`;
        throw Object.assign(new GithubRefusal(403, `API rate limit exceeded for ${whom}.`), { usedUp: true });
      }
      open.used += 1;
    },
    limitSecondary: (added) => {
      secondary.push({ ...added });
    },
    setLimit: (changed) => {
      limit = changed;
    },
  };
}

function meetSecondary(waiting: SecondaryLimit[], method: string): void {
  const met = waiting.find(({ requests, onlyChanges }) => requests > 0 && (!onlyChanges || method !== 'GET'));
  if (met === undefined) return;
  met.requests -= 1;
  const headers = { 'retry-after': String(met.retryAfterSeconds ?? 60) };
  throw new GithubRefusal(met.status ?? 403, SECONDARY, { headers });
}
