import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, sendAnswer } from './answer.ts';
import { bodyOf, ConnectionCut, type Exchange } from './exchange.ts';
import type { Fault } from './faults.ts';
import { perform } from './operations.ts';
import { badCredentials, forbidden, GcsRefusal, refusalAnswer } from './refusal.ts';
import { parseRoute, type Route } from './routes.ts';
import type { RequestRecord, World } from './world.ts';

const TELLING_HEADER =
  /^(accept-encoding|authorization|content-(length|range|type)|range|user-agent|x-goog-.*|x-upload-.*)$/;

/** Answers one request, or does to it what a fault says. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = openExchange(world, request);
  const { record, fault } = exchange;
  try {
    const answer = await answerOf(exchange);
    // Never answered: the connection ends with the server.
    if (answer === undefined) return;
    record.status = answer.status;
    await sendAnswer(response, answer, fault?.kind === 'cut-answer' ? (fault.afterBytes ?? 0) : undefined);
  } catch (error) {
    if (!(error instanceof ConnectionCut)) throw error;
    request.socket.resetAndDestroy();
  }
}

function openExchange(world: World, request: IncomingMessage): Exchange {
  const method = request.method ?? 'GET';
  const [path = '/', search = ''] = splitOnce(request.url ?? '/', '?');
  const query = new URLSearchParams(search);
  const asksStatus = method === 'PUT' && (request.headers['content-range'] ?? '').startsWith('bytes */');
  const route = withSessionName(world, parseRoute(method, path, query, asksStatus));
  const telling = Object.entries(request.headers).filter(([name]) => TELLING_HEADER.test(name));
  const record: RequestRecord = {
    method,
    path,
    query: Object.fromEntries(query),
    headers: Object.fromEntries(telling.map(([name, value]) => [name, String(value)])),
    operation: route.operation,
    ...(route.bucket !== undefined && { bucket: route.bucket }),
    ...(route.name !== undefined && { name: route.name }),
    bytes: 0,
    status: 0,
  };
  world.requests.push(record);
  const fault = world.faults.take(method, route);
  return { world, request, route, query, record, fault, caller: { principal: '', permissions: new Set() } };
}

async function answerOf(exchange: Exchange): Promise<Answer | undefined> {
  const { fault, route } = exchange;
  const asText = route.operation === 'download';
  try {
    if (fault?.kind === 'reset-before-body') throw new ConnectionCut();
    if (fault !== undefined && actsInsteadOfWork(fault)) {
      for await (const _ of bodyOf(exchange));
      if (fault.kind === 'reset-after-body') throw new ConnectionCut();
      return fault.kind === 'silence' ? undefined : statusAnswer(fault, asText);
    }
    const answer = await perform(exchange);
    if (fault?.kind === 'lost-response') throw new ConnectionCut();
    return answer;
  } catch (error) {
    if (!(error instanceof GcsRefusal)) throw error;
    return error.status === 304 ? { status: 304 } : refusalAnswer(error, asText);
  }
}

function actsInsteadOfWork({ kind }: Fault): boolean {
  return kind === 'reset-after-body' || kind === 'silence' || /^\d+$/.test(kind);
}

/** https://cloud.google.com/storage/docs/json_api/v1/status-codes */
function statusAnswer(fault: Fault, asText: boolean): Answer {
  const refusals: Record<string, GcsRefusal> = {
    401: badCredentials(),
    403: forbidden('exporter@fake-project.iam.gserviceaccount.com', 'storage.objects.create'),
    429: new GcsRefusal(
      429,
      'rateLimitExceeded',
      'The object exceeded the rate limit for object mutation operations.',
      {
        domain: 'usageLimits',
      },
    ),
    500: new GcsRefusal(500, 'internalError', 'We encountered an internal error. Please try again.'),
    503: new GcsRefusal(503, 'backendError', 'Backend Error'),
  };
  const answer = refusalAnswer(refusals[fault.kind] as GcsRefusal, asText);
  const { retryAfterSeconds } = fault;
  return retryAfterSeconds === undefined
    ? answer
    : { ...answer, headers: { 'retry-after': String(retryAfterSeconds) } };
}

/** An upload's later requests say nothing of the object they are for. */
function withSessionName(world: World, route: Route): Route {
  const session = world.sessions.get(route.uploadId ?? '');
  return session === undefined ? route : { ...route, bucket: session.plan.bucket.name, name: session.plan.name };
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}
