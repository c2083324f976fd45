import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRateLimit, type RateLimit } from '../../simulator/rate-limit.ts';
import type { EventLog } from './event-log.ts';

/** How the server answers. */
export interface Answering {
  /** Milliseconds before each answer, however many are asked for at once. */
  latency: number;
  limit?: RateLimit;
  /** Events of this time and later are not there yet. */
  until(): number;
}

const PATH = '/v1/organization/audit_logs';

/** Returns a server of nothing but audit logs, newest first, which does no more than it must: it is not what is to be measured. */
export function createEventServer(log: EventLog, { latency, limit, until }: Answering): Server {
  const admit = createRateLimit(limit, () => performance.now());
  let count = 0;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { admitted, headers } = admit();
    const url = new URL(request.url ?? '/', 'http://localhost');
    count += 1;
    const [status, text] = !admitted
      ? ([429, errorText('Rate limit reached for requests.', 'rate_limit_exceeded')] as const)
      : url.pathname === PATH
        ? ([200, page(log, url.searchParams, until())] as const)
        : ([404, errorText(`There is no ${url.pathname}.`, 'not_found')] as const);
    const body = Buffer.from(text);
    response.sendDate = false;
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-request-id': `req_${count}`,
      ...headers,
    });
    response.end(body);
  }

  return createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    if (latency === 0) answer(request, response);
    else setTimeout(answer, latency, request, response);
  });
}

/** A page of the list, newest first; of events of the tenant there are none. */
function page(log: EventLog, query: URLSearchParams, until: number): string {
  const number = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise);
  const first = log.firstAt(number('effective_at[gte]', 0));
  const after = query.get('after');
  const before = Math.min(number('effective_at[lt]', until), until);
  const end = Math.max(first, after === null ? log.firstAt(before) : log.indexOf(after));
  const start = query.get('tenant_only') === 'true' ? end : Math.max(first, end - Math.min(number('limit', 20), 100));
  const texts = log.texts(start, end);
  const ends = texts.length === 0 ? '' : `,"first_id":${idOf(texts[0])},"last_id":${idOf(texts.at(-1))}`;
  const hasMore = texts.length > 0 && start > first;
  return `{"object":"list","data":[${texts.join(',')}]${ends},"has_more":${hasMore}}`;
}

function idOf(text = ''): string {
  return text.slice(text.indexOf(':') + 1, text.indexOf(','));
}

function errorText(message: string, code: string): string {
  return JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code } });
}
