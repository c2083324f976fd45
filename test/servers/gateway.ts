import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer on its way to the client. */
export interface PassingAnswer {
  /** Path below the base URL (`/organization/users`). */
  path: string;
  query: URLSearchParams;
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** The connection breaks after so many bytes of the body. */
  cutAt?: number;
}

/** Stands between client and API, and changes what passes. */
export interface Gateway {
  /** Base URL for the client. */
  url: string;
  /** Changes an answer, or leaves it alone; none by default. */
  rewrite: (answer: PassingAnswer) => PassingAnswer | 'reset';
  /** Changes what is asked for; nothing by default. */
  ask: (path: string, query: URLSearchParams) => void;
  requests: number;
  close(): Promise<void>;
}

/** Starts a gateway on loopback in front of the API at `target`. */
export async function startGateway(target: string): Promise<Gateway> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://gateway');
    const path = url.pathname.replace(/^\/v1(?=\/)/, '');
    gateway.requests += 1;
    gateway.ask(path, url.searchParams);
    const authorization = request.headers.authorization ?? '';
    const answer = await fetch(`${target}${path}?${url.searchParams}`, { headers: { authorization } });
    const passing: PassingAnswer = {
      path,
      query: url.searchParams,
      status: answer.status,
      headers: Object.fromEntries([...answer.headers].filter(([name]) => /^(content-type|date|x-|openai-)/.test(name))),
      body: Buffer.from(await answer.arrayBuffer()),
    };
    const rewritten = gateway.rewrite(passing);
    if (rewritten === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    const { status, headers, body, cutAt } = rewritten;
    response.writeHead(status, { ...headers, 'content-length': body.length });
    if (cutAt === undefined) response.end(body);
    else response.write(body.subarray(0, cutAt), () => request.socket.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gateway: Gateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    rewrite: (answer) => answer,
    ask() {},
    requests: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return gateway;
}
