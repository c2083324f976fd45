import { Agent, get } from 'node:http';
import { startSimulator } from '../simulator/server.ts';

/**
 * Prints how many pages a second the simulator serves, so that it is known not to be what another benchmark measures:
 * `node bench/simulator.ts [events] [pages]`. Client and server share this process, so the server alone is faster.
 */
const events = Number(process.argv[2] ?? 100_000);
const pages = Number(process.argv[3] ?? 4000);
const CONCURRENCY = 16;

const laidOut = performance.now();
const simulator = await startSimulator({ size: { auditEvents: events, days: 90 } });
const now = simulator.clock.now();
const served = simulator.organization.events.served(now, false).length;
console.log(`${served} events laid out in ${Math.round(performance.now() - laidOut)} ms`);

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
const headers = { authorization: `Bearer ${simulator.adminKey}` };

function read(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(`${simulator.url}${path}`, { agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

async function measure(name: string, path: (page: number) => string): Promise<void> {
  const start = performance.now();
  let next = 0;
  let bytes = 0;
  async function work(): Promise<void> {
    while (next < pages) {
      next += 1;
      const size = await read(path(next));
      bytes += size;
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const seconds = (performance.now() - start) / 1000;
  console.log(`${name}: ${Math.round(pages / seconds)} pages/s, ${Math.round(bytes / seconds / 1e6)} MB/s`);
}

const history = 90 * 86_400;
function window(page: number): string {
  const from = now - Math.floor((history * (page % 997)) / 997);
  return `/organization/audit_logs?limit=100&effective_at[lt]=${from}`;
}

await measure('audit_logs, first reads', window);
await measure('audit_logs, again', window);
await measure('users', () => '/organization/users?limit=100');
await measure(
  'costs by project',
  () => `/organization/costs?limit=31&start_time=${now - 31 * 86_400}&group_by=project_id`,
);
console.log(`${Math.round(process.memoryUsage().rss / 1e6)} MB resident`);
agent.destroy();
await simulator.close();
