import dns from 'node:dns';
import http, { type ClientRequest, type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

type Requester = (url: string | URL, options: RequestOptions, callback?: Answered) => ClientRequest;
type Answered = (response: http.IncomingMessage) => void;

/**
 * Sends every request of this process for one of Google's hosts to a server of ours, so that the SDK runs as it does in
 * earnest: with its own endpoints, and with its token on each request. Answers how to undo it.
 */
export function redirectGoogleHosts(serverUrl: string): () => void {
  const original = https.request;
  const redirected = (...given: Parameters<Requester>): ClientRequest => {
    const [address, options, callback] = given;
    // node-fetch, by which the SDK and google-auth-library send, calls with an address and options.
    const url = URL.parse(String(address));
    if (!url?.hostname.endsWith('.googleapis.com')) return (original as Requester)(...given);
    // The agent is one for TLS.
    const { agent: _, ...plain } = options;
    return http.request(new URL(`${url.pathname}${url.search}`, serverUrl), plain, callback);
  };
  // A machine of tests may know no host but itself.
  const lookup = dns.promises.lookup;
  const found = (host: string, ...rest: []) =>
    host.endsWith('.googleapis.com') ? lookup('127.0.0.1') : lookup(host, ...rest);
  dns.promises.lookup = found as typeof lookup;
  https.request = redirected as typeof https.request;
  syncBuiltinESMExports();
  return () => {
    https.request = original;
    dns.promises.lookup = lookup;
    syncBuiltinESMExports();
  };
}
