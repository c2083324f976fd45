import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

type Answered = (response: IncomingMessage) => void;

/**
 * Loaded before a program by NODE_OPTIONS: sends what the SDK asks of Microsoft's sign-in and of the machine's metadata
 * service to a server of ours, which is told the host that was meant. The SDK always calls with options and a callback.
 */
const { MICROSOFT_HOSTS_URL: serverUrl } = process.env;
const MICROSOFT_HOSTS = ['login.microsoftonline.com', '169.254.169.254'];

const plainRequest = http.request;

function redirecting(original: typeof http.request): typeof http.request {
  return ((...given: [RequestOptions, Answered]): ClientRequest => {
    const [{ hostname, path, method, headers }, callback] = given;
    if (!MICROSOFT_HOSTS.includes(hostname ?? '')) return original(...given);
    const options = { method, headers: { ...headers, 'x-meant-host': hostname } } as RequestOptions;
    return plainRequest(new URL(path ?? '/', serverUrl), options, callback);
  }) as typeof http.request;
}

if (serverUrl !== undefined) {
  http.request = redirecting(http.request);
  https.request = redirecting(https.request);
  syncBuiltinESMExports();
}
