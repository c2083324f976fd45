import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startSimulator } from '../../simulator/server.ts';
import { createEventLog } from './event-log.ts';
import { createEventServer } from './event-server.ts';
import { meterServers } from './meter.ts';
import type { ServerOptions } from './server-options.ts';
import { SHAPES } from './shapes.ts';

// A process of its own, so that it shares no time with what is measured. Its one argument is its options as JSON; it sends its address,
// then its counts for each message: `{ "until": seconds }` also hides the events from then on, `{}` shows all.

const options = JSON.parse(process.argv[2] as string) as ServerOptions;
const take = meterServers();
let until = Number.POSITIVE_INFINITY;

async function start(): Promise<{ url: string; adminKey: string; from: number; to: number }> {
  const now = Math.floor(Date.now() / 1000);
  if (options.kind === 'organisation') {
    const { users, projects, days, latency } = options;
    const size = { users, projects, archivedProjects: 0, auditEvents: 0, tenantEvents: 0, days };
    const { url, adminKey } = await startSimulator({ now, size, latencyMilliseconds: latency });
    return { url, adminKey, from: now - days * 86_400, to: now };
  }
  const { shape, events, days, latency, limit } = options;
  // Whole days: an export begins at midnight.
  const from = (Math.floor(now / 86_400) - days) * 86_400;
  const log = createEventLog(SHAPES[shape] as (typeof SHAPES)[string], events, from, now);
  const answering = { latency, ...(limit && { limit }), until: () => until };
  const server = createEventServer(log, answering).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, adminKey: 'sk-admin-fake', from, to: now };
}

process.on('message', (message: { until?: number }) => {
  until = message.until ?? Number.POSITIVE_INFINITY;
  process.send?.(take());
});
process.on('disconnect', () => process.exit());
process.send?.(await start());
