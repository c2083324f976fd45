import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OidcServerOptions {
  /** The token for an audience: one that names it, unsigned. */
  tokenFor?: (audience: string) => string;
}

/** The token endpoint that the Actions runner offers to jobs with `id-token: write`. */
export interface OidcServer {
  url: string;
  /** The variables by which the runner tells an action of it. */
  environment(): Record<string, string>;
  /** The audiences asked for so far. */
  audiences: string[];
  /** Answers with this status until it is changed; undefined answers with tokens again. */
  fault(status: number | undefined): void;
  close(): Promise<void>;
}

const BEARER = 'fake-id-token-request-token';
const SUBJECT = 'repo:example/exports:ref:refs/heads/main';

/** Starts a token endpoint on a free port; the caller closes it. */
export async function startOidcServer(options: OidcServerOptions = {}): Promise<OidcServer> {
  const { tokenFor = fakeToken } = options;
  const audiences: string[] = [];
  let fault: number | undefined;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.headers.authorization !== `Bearer ${BEARER}`) return send(response, 401, { message: 'bad token' });
    if (request.method !== 'GET') return send(response, 405, { message: 'bad method' });
    const audience = url.searchParams.get('audience') ?? 'https://github.com/example';
    audiences.push(audience);
    if (fault !== undefined) return send(response, fault, { message: 'no token today' });
    send(response, 200, { value: tokenFor(audience) });
  };
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The runner's own address has a query already; clients add the audience with an ampersand.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?api-version=2.0`;
  return {
    ...{ url, audiences },
    environment: () => ({ ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: BEARER }),
    fault: (status) => {
      fault = status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A token of the right form with no valid signature. */
export function fakeToken(audience: string): string {
  const claims = { iss: 'https://token.actions.githubusercontent.com', sub: SUBJECT, aud: audience };
  const parts = [{ typ: 'JWT', alg: 'none' }, claims].map((part) => encode(JSON.stringify(part)));
  return [...parts, encode('fake-signature')].join('.');
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
