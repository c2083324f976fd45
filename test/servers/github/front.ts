import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate, authorise, type TokenOptions } from './access.ts';
import type { Answer, Call } from './call.ts';
import { requestFlaws, responseFlaws } from './description.ts';
import { ConnectionCut, type FaultRule } from './faults.ts';
import { answerGraphql } from './graphql.ts';
import type { RateResource } from './rate-limits.ts';
import { GithubRefusal, notFound, refusalBody } from './refusal.ts';
import { findRoute, type Route } from './routes.ts';
import type { RequestRecord, World } from './world.ts';

const GRAPHQL = '/graphql';

/** One request while it is being answered. */
interface Exchange {
  world: World;
  request: IncomingMessage;
  method: string;
  path: string;
  query: URLSearchParams;
  fault: FaultRule | undefined;
  record: RequestRecord;
}

/** Answers one request, or does to it what a fault says. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = openExchange(world, request);
  try {
    const answer = await answerOf(exchange);
    exchange.record.status = answer.status;
    send(response, answer, new Date(world.now()));
  } catch (error) {
    if (!(error instanceof ConnectionCut)) throw error;
    request.socket.resetAndDestroy();
  }
}

function openExchange(world: World, request: IncomingMessage): Exchange {
  const method = request.method ?? 'GET';
  const [path = '/', search = ''] = (request.url ?? '/').split('?');
  const query = new URLSearchParams(search);
  const record = { method, path, query: Object.fromEntries(query), status: 0 };
  world.requests.push(record);
  return { world, request, method, path, query, record, fault: world.faults.take(method, path) };
}

async function answerOf(exchange: Exchange): Promise<Answer> {
  const { world, request, method, path, fault } = exchange;
  const { requestBytes, treeRequestBytes } = world.limits;
  const bytes = await readBody(request, path.endsWith('/git/trees') ? treeRequestBytes : requestBytes);
  const body = bytes === undefined ? undefined : parseJson(bytes);
  await world.onRequest?.({ method, path, body });
  if (fault !== undefined && fault.when !== 'after') return faultAnswer(fault);
  const answer = await limitedAnswer(exchange, body, bytes === undefined);
  return fault === undefined ? answer : faultAnswer(fault);
}

/** Counts the request, and shows on every answer what is left. */
async function limitedAnswer(exchange: Exchange, body: unknown, tooLarge: boolean): Promise<Answer> {
  const { world, request, method, path } = exchange;
  const resource: RateResource = path === GRAPHQL ? 'graphql' : 'core';
  let token: TokenOptions | undefined;
  let answer: Answer;
  try {
    token = authenticate(world.tokens, request.headers.authorization);
    if (path !== '/rate_limit') world.rates.spend(token, resource, method);
    if (tooLarge) throw new GithubRefusal(413, 'Request Entity Too Large');
    answer = await work(exchange, token, body);
  } catch (error) {
    if (!(error instanceof GithubRefusal)) throw error;
    answer = path === GRAPHQL && error.usedUp ? usedUpAnswer(error) : refusalAnswer(error);
  }
  return { ...answer, headers: { ...(token && world.rates.headers(token, resource)), ...answer.headers } };
}

async function work(exchange: Exchange, token: TokenOptions, body: unknown): Promise<Answer> {
  const { world, request, method, path, query } = exchange;
  const call = { world, query, body, token, accept: request.headers.accept ?? '', address: `${world.url}${path}` };
  if (path === GRAPHQL) return answerGraphql({ ...call, params: {} }, (flaw) => violate(exchange, 'request', [flaw]));
  const found = findRoute(method, path);
  if (found === undefined) {
    violate(exchange, 'request', ['no such operation here']);
    throw notFound();
  }
  const { owner, repo } = found.params;
  const own = owner === undefined || `${owner}/${repo}`.toLowerCase() === `${world.owner}/${world.name}`.toLowerCase();
  if (!own) throw notFound();
  authorise(token, found.route.need, world);
  return describedAnswer(exchange, found.route, { ...call, params: found.params });
}

/** Answers only what GitHub's description allows, and only with what it allows. */
async function describedAnswer(exchange: Exchange, { method, template, handler }: Route, call: Call): Promise<Answer> {
  const key = `${method} ${template}`;
  const wrongs = requestFlaws(key, call);
  if (wrongs.length > 0) return violate(exchange, 'request', wrongs);
  let answer: Answer;
  try {
    answer = await handler(call);
  } catch (error) {
    if (!(error instanceof GithubRefusal)) throw error;
    answer = refusalAnswer(error);
  }
  const flaws = answer.bytes === undefined ? responseFlaws(key, answer.status, answer.json) : [];
  return flaws.length > 0 ? violate(exchange, 'answer', flaws) : answer;
}

function refusalAnswer(refusal: GithubRefusal): Answer {
  return { status: refusal.status, json: refusalBody(refusal), headers: refusal.headers };
}

/** https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit */
function usedUpAnswer({ message }: GithubRefusal): Answer {
  return { status: 200, json: { errors: [{ type: 'RATE_LIMITED', message }] } };
}

function violate({ world, method, path }: Exchange, what: 'request' | 'answer', flaws: readonly string[]): Answer {
  const message = `The ${what} does not match GitHub's description: ${method} ${path}: ${flaws.join('; ')}`;
  world.violations.push(message);
  return { status: 500, json: refusalBody(new GithubRefusal(500, message)) };
}

function faultAnswer({ answer }: FaultRule): Answer {
  if (answer === 'cut connection') throw new ConnectionCut();
  const { status, message = 'Something went wrong', headers = {} } = answer;
  return { status, json: refusalBody(new GithubRefusal(status, message)), headers };
}

/** The body's bytes; undefined where there are more than allowed. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks) : undefined;
}

/** Nothing and what is no JSON are told apart by what follows: neither has the form of a body. */
function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return bytes.toString();
  }
}

function send(response: ServerResponse, { status, json, bytes, contentType, headers }: Answer, date: Date): void {
  const body = bytes ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)));
  const type = contentType ?? 'application/json; charset=utf-8';
  response.writeHead(status, {
    ...(body !== undefined && { 'content-type': type, 'content-length': String(body.length) }),
    ...headers,
    date: date.toUTCString(),
  });
  response.end(body);
}
