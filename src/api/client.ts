import http from 'node:http';
import https from 'node:https';
import fetch, { FetchError, type Response } from 'node-fetch';
import { type ApiError, ConfigurationError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { notice } from '../notices/notice.ts';
import { DecodingFailed, decodeAnswer, isWebPage, parseJson } from './answer-text.ts';
import { broken, isErrorBody } from './envelope.ts';
import { createInterruptions } from './interruptions.ts';
import { DeeplyNested, type JsonSource } from './json-scan.ts';
import type { Pacer, Turn } from './pacing.ts';
import { isTransient, noAnswer, refusal, requestIdOf, webPageAnswer } from './request-error.ts';
import type { RequestWatch } from './request-watch.ts';
import { backoff, serverDelay } from './retry-delay.ts';

/** More than any page of the API; an endless body must not fill the memory. */
const LARGEST_BODY = 512 * 1024 * 1024;

/** A request may be throttled this many times as often as it may fail. */
const THROTTLING_PATIENCE = 3;

/** A timer set to more milliseconds than this goes off at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Query parameters in order; a name may stand several times (`group_by`). */
export type Query = [name: string, value: string][];

/** A successful answer. */
export interface Answer {
  /** As it was sent. To slice it moves its bytes: that can be done once. */
  json: JsonSource;
  /** The parsed text. */
  body: unknown;
  /** The API's own name of the request, by which its support finds it; absent if it sent none. */
  requestId?: string;
}

/** What the headers of an answer, successful or not, say about the server. */
export interface ServerFacts {
  /** The `Date` header in Unix seconds if there is one. */
  date: number | undefined;
  /** The `openai-organization` header if there is one. */
  organization: string | undefined;
}

/** An attempt without a usable answer. */
interface Failure {
  failed: ApiError;
  /** Milliseconds that the server asks to wait, if it does. */
  delay: number | undefined;
  /** How the pacer takes it if it is a refusal of the rate limit. */
  throttled?: ReturnType<Turn['refused']>;
}

/** How patient one request is. */
export interface GetOptions {
  /** Throws an answer that is no success at once: asking again is only for no answer at all. */
  acceptRefusal?: boolean;
  /** Recognises an error that comes with a status of success, which is retried like a server error; the API's envelope of an error by default. */
  isError?: (body: unknown) => boolean;
  /** Asked before each retry, which goes without if this resolves to false: the failure of the attempt is thrown. */
  mayRetry?: () => Promise<boolean>;
}

/** Reads from the administration API. */
export interface Client {
  /**
   * One answer, after retries. Throws an `ApiError` for everything else.
   * @param lane requests of one lane keep their order, lanes take turns: the resource's name.
   */
  get(path: string, query: Query, lane: string, options?: GetOptions): Promise<Answer>;
  /** Warns, once a lane, of a list that comes without `has_more`. */
  missesHasMore(lane: string): void;
  /** Called with the facts of every answer that arrives. */
  onAnswer: ((facts: ServerFacts) => void) | undefined;
}

/** What the client needs; times come from outside so that tests own them. */
export interface ClientOptions {
  apiKey: string;
  baseUrl: string;
  organization?: string;
  project?: string;
  retries: number;
  requestTimeoutSeconds: number;
  userAgent: string;
  /** The environment whose `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` count. */
  proxyEnvironment: NodeJS.ProcessEnv;
  pacer: Pacer;
  log: Log;
  now: () => number;
  random: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  /** Once aborted, no more requests are made: each throws the reason, also one that waits for its turn. */
  stop?: AbortSignal;
  /** Once aborted, requests under way are given up: each throws the reason. */
  abandon?: AbortSignal;
  watch?: RequestWatch;
  /** True if messages may quote what the API says in words, which can name people; false if left out. */
  quotesWords?: boolean;
}

/** A client with keep-alive connections, through a proxy if the environment names one. */
export function createClient(options: ClientOptions): Client {
  // `proxyEnv` needs Node 24.5; older runtimes ignore it. https://nodejs.org/api/http.html#built-in-proxy-support
  const agentOptions = { keepAlive: true, scheduling: 'lifo', proxyEnv: options.proxyEnvironment } as http.AgentOptions;
  const agents = { 'http:': new http.Agent(agentOptions), 'https:': new https.Agent(agentOptions) };
  const interruptions = createInterruptions(options.stop, options.abandon);
  const withoutHasMore = new Set<string>();
  const base = new URL(`${options.baseUrl}/`);
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.apiKey}`,
    accept: 'application/json',
    'user-agent': options.userAgent,
  };
  if (options.organization !== undefined) headers['openai-organization'] = options.organization;
  if (options.project !== undefined) headers['openai-project'] = options.project;

  function resolve(path: string, query: Query): URL {
    const url = new URL(`${options.baseUrl}${path}`);
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) {
      throw new ConfigurationError(
        'outside-base-url',
        `The path ${path} lies outside of base-url: the key is sent nowhere else.`,
      );
    }
    for (const [name, value] of query) url.searchParams.append(name, value);
    return url;
  }

  async function attempt(
    url: URL,
    path: string,
    lane: string,
    isError: (body: unknown) => boolean,
    turn: Turn,
  ): Promise<Answer | Failure> {
    const abort = new AbortController();
    const ended = interruptions.underWay(abort);
    const started = performance.now();
    options.watch?.asked(lane);
    const timer = setTimeout(() => abort.abort(), Math.min(options.requestTimeoutSeconds * 1000, LONGEST_TIMER));
    try {
      const response = await fetch(url, {
        headers,
        redirect: 'manual',
        size: LARGEST_BODY,
        signal: abort.signal,
        agent: (target: URL) => agents[target.protocol as keyof typeof agents],
      });
      client.onAnswer?.(serverFacts(response));
      // The time-out covers the body too, so it is read here, before the timer is cleared.
      const bytes = Buffer.from(await response.arrayBuffer());
      turn.answered(response.headers);
      const requestId = requestIdOf(response.headers.get('x-request-id'));
      const milliseconds = Math.round(performance.now() - started);
      options.watch?.answered(lane, requestId, milliseconds);
      options.log.debug(`GET ${path} ${response.status} ${milliseconds} ms ${requestId ?? ''}`);
      const { status } = response;
      const { apiKey, quotesWords = false } = options;
      const delay = serverDelay(status, response.headers, options.now() * 1000);
      const failedWith = (body: string) => refusal({ path, status, requestId, body, apiKey, quotesWords });
      if (!response.ok) return { failed: failedWith(bytes.toString()), delay };
      if (isWebPage(response, bytes)) return { failed: webPageAnswer(path, apiKey, status), delay };
      const json = decodeAnswer(bytes, response.headers.get('content-type'));
      const body = parseJson(json.text);
      if (isError(body)) return { failed: failedWith(json.text), delay };
      return { json, body, ...(requestId !== undefined && { requestId }) };
    } catch (error) {
      if (error instanceof ConfigurationError) throw error;
      options.abandon?.throwIfAborted();
      const why = abort.signal.aborted ? `no answer within ${options.requestTimeoutSeconds} s` : describe(error);
      // What quotes an answer is left out: it may hold anybody's data, or the key.
      if (error instanceof DeeplyNested)
        return { failed: broken({ path }, error.message, 'too-deep'), delay: undefined };
      const cause = error instanceof SyntaxError ? undefined : error;
      const isUnreadable = !abort.signal.aborted && isUnreadableAnswer(error);
      return { failed: noAnswer(path, why, options.apiKey, { cause, isUnreadable }), delay: undefined };
    } finally {
      ended();
      clearTimeout(timer);
    }
  }

  /** Returns how long to wait before the next attempt; a server that asks for a wait in vain is no longer believed. */
  function waitFor({ delay }: Failure, count: number): number {
    if (delay !== undefined && count <= options.retries) return delay;
    return Math.max(delay ?? 0, backoff(count, options.random));
  }

  /** Lanes whose first retry has its own line; later ones are summed up. */
  const loggedLanes = new Set<string>();

  /** The first retry of a resource says at once why it waits; of an outage, or of a burst that is throttled together, a sum says enough. */
  function logRetry(lane: string, sentence: string, mayLog: boolean): boolean {
    const isLogged = mayLog && !loggedLanes.has(lane);
    if (isLogged) loggedLanes.add(lane);
    options.log[isLogged ? 'info' : 'debug'](sentence);
    return isLogged;
  }

  const client: Client = {
    onAnswer: undefined,
    missesHasMore(lane) {
      if (withoutHasMore.has(lane)) return;
      withoutHasMore.add(lane);
      const what = `${lane}: its answers lack has_more, so each list is read until a page brings nothing new`;
      const why = 'Something between the runner and the API may change its answers: check `base-url` and the proxy.';
      options.log.warning(notice(`${what}. ${why}`, 'has-more-missing'));
    },
    async get(path, query, lane, { acceptRefusal = false, isError = isErrorEnvelope, mayRetry } = {}) {
      const url = resolve(path, query);
      for (let count = 1; ; count += 1) {
        const result = await interruptions.inTurn((begin) =>
          options.pacer.run(lane, async (turn) => {
            begin();
            const outcome = await attempt(url, path, lane, isError, turn);
            if (!('failed' in outcome) || outcome.failed.status !== 429 || !isTransient(outcome.failed)) return outcome;
            // While it still counts as under way, so that none goes out in its place.
            const said = outcome.delay === undefined ? undefined : waitFor(outcome, count);
            return { ...outcome, throttled: turn.refused(said) };
          }),
        );
        if (!('failed' in result)) return result;
        const { failed, throttled } = result;
        const transient = isTransient(failed) && (failed.status === 0 || !acceptRefusal);
        // Requests that go out together are throttled together, however short each wait is said to be.
        const patience = throttled ? THROTTLING_PATIENCE * options.retries : options.retries;
        if (!transient || count > patience) throw failed;
        const { wait, isFirst } = throttled ?? { wait: waitFor(result, count), isFirst: true };
        if (mayRetry && !(await mayRetry())) throw failed;
        const next = `attempt ${count + 1} of ${patience + 1} in ${(wait / 1000).toFixed(1)} s`;
        const isLogged = logRetry(lane, `${failed.message}; ${next}`, isFirst);
        options.watch?.waits(lane, wait, { why: throttled ? 'rate limit' : 'failure', failed, isLogged });
        await interruptions.whileWaiting(options.sleep(wait));
      }
    },
  };
  return client;
}

function isErrorEnvelope(body: unknown): boolean {
  return isErrorBody(body, {});
}

function serverFacts(response: Response): ServerFacts {
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    date: Number.isNaN(date) ? undefined : Math.floor(date / 1000),
    organization: response.headers.get('openai-organization') ?? undefined,
  };
}

/** Returns true if an answer came, and is no JSON in UTF-8 or longer than the limit. */
function isUnreadableAnswer(error: unknown): boolean {
  const isTooLong = error instanceof FetchError && error.type === 'max-size';
  return isTooLong || error instanceof SyntaxError || error instanceof DecodingFailed;
}

function describe(error: unknown): string {
  // The messages of JSON.parse quote what they could not parse, which may be anybody's data.
  if (error instanceof SyntaxError) return 'the answer is not JSON, or was cut';
  if (error instanceof DecodingFailed) return error.message;
  return error instanceof Error ? withoutAddress(error.message) : String(error);
}

/** The path is in the message already; with the query, every request's problem would look like a new one. */
function withoutAddress(message: string): string {
  return message
    .replace(/^request to \S+ failed, reason: (?=.)/, '')
    .replace(/ while trying to fetch \S+(?=:)/, '')
    .replace(/^content size at \S+ over/, 'content size over');
}
