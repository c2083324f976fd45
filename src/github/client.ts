import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import Bottleneck from 'bottleneck/light.js';
import type { Log } from '../notices/log.ts';

/** A wait longer than this would cost more than what it saves: the run then fails, and the next one goes on. */
const LONGEST_WAIT_SECONDS = 15 * 60;
const MOST_WAITS = 3;

/** Answers that another try would not change: what the SDK knows as such, conflicts, too large a request, limits not worth waiting for. */
const FINAL_STATUS = [400, 401, 403, 404, 409, 410, 413, 422, 429, 451];

/** The repository that a run works in. */
export type Repository = { owner: string; repo: string };

/** GitHub's API for one repository. */
export interface GitHub {
  rest: ReturnType<typeof getOctokit>['rest'];
  graphql: ReturnType<typeof getOctokit>['graphql'];
  paginate: ReturnType<typeof getOctokit>['paginate'];
  repository: Repository;
}

/**
 * Opens GitHub's API. Requests that were cut off or answered by 5xx are repeated, and rate limits waited for up to a
 * quarter of an hour; every other refusal is thrown as it comes, for `explainGitHub` to put in words.
 */
export function openGitHub(options: {
  token: string;
  /** `GITHUB_API_URL`. */
  apiUrl: string;
  repository: Repository;
  userAgent: string;
  log: Log;
}): GitHub {
  const { log, apiUrl, userAgent } = options;
  const wait = (kind: string) => (seconds: number, request: object, _octokit: unknown, waits: number) => {
    const { method, url } = request as { method: string; url: string };
    const worthIt = seconds <= LONGEST_WAIT_SECONDS && waits < MOST_WAITS;
    log.info(
      `GitHub's ${kind} was reached at ${method} ${url}; it asks to wait for ${seconds} s.${worthIt ? '' : ' That is too long for this run.'}`,
    );
    return worthIt;
  };
  const octokit = getOctokit(
    options.token,
    {
      baseUrl: apiUrl,
      userAgent,
      // The SDK writes to the console, where the log has its own form.
      log: { debug: log.debug, info: log.debug, warn: log.debug, error: log.debug },
      // Half a second, two, four and a half: who is away for longer is there for the next run.
      retry: { doNotRetry: FINAL_STATUS, retryAfterBaseValue: 500 },
      throttle: {
        id: 'openai-admin-export',
        onRateLimit: wait('rate limit'),
        onSecondaryRateLimit: wait('secondary rate limit'),
        // The second between two writes that the plugin keeps is meant for many writes; a night has five of them, and
        // what has more (a first export) goes in batches.
        write: unhurried('write'),
        notifications: unhurried('notifications'),
      },
    },
    retry,
    throttling,
  );
  const { rest, graphql, paginate } = octokit;
  return { rest, graphql, paginate, repository: options.repository };
}

function unhurried(name: string): Bottleneck.Group {
  return new Bottleneck.Group({ id: `openai-admin-export-${name}`, maxConcurrent: 1 });
}
