import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scene } from './answers/answer.ts';
import { type Clock, createClock } from './clock.ts';
import { createFaults, type Faults } from './faults.ts';
import { indentJson } from './indent-json.ts';
import { ADMIN_KEY, type KeyRights } from './keys.ts';
import { completeSize, DEFAULT_NOW, DEFAULT_QUIRKS, type SimulatorOptions } from './options.ts';
import { createOrganization, type Organization } from './organization.ts';
import { createRateLimit } from './rate-limit.ts';
import { errorBody } from './refusal.ts';
import { type CustomAnswers, createResponder } from './respond.ts';
import { changed, type Reply, send, sendThrough } from './send.ts';
import { createTruth, type Truth } from './truth.ts';

export { EMPTY_SIZE, type OrganizationSize, type Quirks, type SimulatorOptions } from './options.ts';

/** One request that has arrived. */
export interface RequestRecord {
  method: string;
  /** Path below the base URL (`/organization/users`). */
  path: string;
  /** Query text as it was sent, without the question mark. */
  query: string;
  headers: Record<string, string>;
  /** 0 until it is answered in full, and for one whose connection broke. */
  status: number;
  requestId: string;
}

/** A running simulator. */
export interface Simulator {
  /** Base URL (`http://127.0.0.1:PORT/v1`). */
  url: string;
  /** A key that may read everything. */
  adminKey: string;
  /** Every key that is known, and what it may do. Add, restrict and revoke keys here. */
  keys: Map<string, KeyRights>;
  clock: Clock;
  /** The ground truth; change it here. */
  organization: Organization;
  /** What a perfect export would hold. */
  truth: Truth;
  faults: Faults;
  /** Answers of further paths, for custom resources. */
  customAnswers: CustomAnswers;
  /** Every request, in the order of arrival. */
  requests: RequestRecord[];
  close(): Promise<void>;
}

/** Starts an OpenAI organisation on 127.0.0.1. Close it to let the process end. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = createClock(options.now ?? DEFAULT_NOW);
  const quirks = { ...DEFAULT_QUIRKS, ...options.quirks };
  const organization = createOrganization(options.seed ?? 1, completeSize(options.size), clock.now(), quirks);
  const scene: Scene = { organization, clock, quirks, options };
  const keys = new Map<string, KeyRights>([[ADMIN_KEY, {}]]);
  const customAnswers: CustomAnswers = new Map();
  const faults = createFaults();
  const requests: RequestRecord[] = [];
  const respond = createResponder(scene, keys, customAnswers);
  const admit = createRateLimit(options.rateLimit, options.monotonicMilliseconds ?? (() => performance.now()));

  function reply(request: IncomingMessage, url: URL, requestId: string): Reply {
    const { admitted, headers } = admit();
    const refusal = {
      status: 429,
      body: errorBody(429, 'Rate limit reached for requests.', null, 'rate_limit_exceeded'),
      headers: {},
    };
    const made = admitted ? respond(request, url) : refusal;
    const common = {
      'content-type': 'application/json',
      date: new Date(clock.now() * 1000).toUTCString(),
      'x-request-id': requestId,
      'openai-version': '2020-10-01',
      ...headers,
    };
    return {
      ...made,
      body: options.pretty ? indentJson(String(made.body)) : made.body,
      headers: { ...common, ...made.headers },
    };
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const target = request.url ?? '/';
    const url = new URL(target.startsWith('/') ? `http://simulator${target}` : 'http://simulator/');
    const record: RequestRecord = {
      method: request.method ?? '',
      path: url.pathname.replace(/^\/v1(?=\/)/, ''),
      query: url.search.slice(1),
      headers: request.headers as Record<string, string>,
      status: 0,
      requestId: `req_${String(requests.length + 1).padStart(12, '0')}`,
    };
    requests.push(record);
    const made = reply(request, url, record.requestId);
    const fault = faults.strike(record.path, url.searchParams);
    const answer = () => {
      response.once('finish', () => {
        record.status = response.statusCode;
      });
      if (fault === undefined) send(response, made);
      else if (fault.fault.kind === 'change') send(response, changed(fault, record.path, url.searchParams, made));
      else sendThrough(fault, request, response, made);
    };
    if (options.latencyMilliseconds) setTimeout(answer, options.latencyMilliseconds);
    else answer();
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    adminKey: ADMIN_KEY,
    keys,
    clock,
    organization,
    truth: createTruth(organization, clock, quirks),
    faults,
    customAnswers,
    requests,
    close: () =>
      new Promise((resolve) => {
        faults.clear();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
