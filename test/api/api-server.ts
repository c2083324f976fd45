import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { type Client, type ClientOptions, createClient } from '../../src/api/client.ts';
import { createPacer } from '../../src/api/pacing.ts';
import type { Log } from '../../src/notices/log.ts';

/** A log that says nothing. */
export const silentLog: Log = { debug() {}, info() {}, notice() {}, warning() {}, error() {} };

/** Starts a server on loopback that ends with the test; returns where it listens. */
export async function serve(t: Pick<TestContext, 'after'>, handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers with JSON. */
export function answer(
  response: http.ServerResponse,
  status: number,
  body: unknown,
  headers: http.OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** A client that never really waits; what it would have waited is in `sleeps`, in milliseconds. */
export function impatientClient(
  baseUrl: string,
  options: Partial<ClientOptions> = {},
): { client: Client; sleeps: number[] } {
  const sleeps: number[] = [];
  const sleep = async (milliseconds: number) => {
    sleeps.push(milliseconds);
  };
  const client = createClient({
    apiKey: 'sk-admin-fake',
    baseUrl,
    retries: 3,
    requestTimeoutSeconds: 30,
    userAgent: 'openai-admin-export/test',
    pacer: createPacer({ concurrency: 4, sleep: async () => {} }),
    log: silentLog,
    now: () => 1_772_425_020,
    random: () => 0.5,
    sleep,
    proxyEnvironment: {},
    quotesWords: true,
    ...options,
  });
  return { client, sleeps };
}
