import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

/** What the servers of this process were asked since they were last asked about it. */
export interface Traffic {
  requests: number;
  /** Answers 429. */
  refusals: number;
  /** Most requests that were under way at once. */
  atOnce: number;
  /** Unix milliseconds at which the first request came in; 0 if none did. */
  firstAt: number;
}

/** Counts what each HTTP server of this process is asked; the returned function gives the counts and begins again. */
export function meterServers(): () => Traffic {
  const nothing: Traffic = { requests: 0, refusals: 0, atOnce: 0, firstAt: 0 };
  let traffic = { ...nothing };
  let underWay = 0;
  subscribe('http.server.request.start', () => {
    if (traffic.requests === 0) traffic.firstAt = performance.timeOrigin + performance.now();
    traffic.requests += 1;
    underWay += 1;
    traffic.atOnce = Math.max(traffic.atOnce, underWay);
  });
  subscribe('http.server.response.finish', (message) => {
    underWay -= 1;
    if ((message as { response: ServerResponse }).response.statusCode === 429) traffic.refusals += 1;
  });
  return () => {
    const taken = traffic;
    traffic = { ...nothing };
    return taken;
  };
}
