import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// What it costs to read resources that take one request for each project or person, or one for each window of time: seconds against
// the ideal schedule (requests times latency, by the connections; the start-up taken off), and the peak of resident memory.
// node bench/fan-out.ts [--resources access,keys,settings] [--users 300] [--projects 200] [--days 10] [--latency 50] [--runs 3]
// Usage and costs of 90 days: --resources "usage costs" --days 90 --users 20 --projects 5 --latency 400

const { values } = parseArgs({
  options: {
    resources: { type: 'string', default: 'access,keys,settings' },
    users: { type: 'string', default: '300' },
    projects: { type: 'string', default: '200' },
    'users-per-project': { type: 'string', default: '36' },
    days: { type: 'string', default: '10' },
    latency: { type: 'string', default: '50' },
    concurrency: { type: 'string', default: '8' },
    runs: { type: 'string', default: '3' },
    node: { type: 'string', default: '' },
  },
});
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
/** Tells when the first answer was waited for and the peak of resident memory, in kB, as the last thing that a process does. */
const TELL = `data:text/javascript,${encodeURIComponent(`
  process.on('exit', () => process.stderr.write('RSS ' + process.resourceUsage().maxRSS + '\\n'));
`)}`;

interface Run {
  seconds: number;
  megabytes: number;
  requests: number;
}

const sizes = (['users', 'projects', 'users-per-project', 'days'] as const).flatMap((name) => [
  `--${name}`,
  values[name],
]);
const at = ['--now', String(Math.floor(Date.now() / 1000)), '--latency', values.latency];
const server = spawn(process.execPath, [path('../simulator/main.ts'), '--events', '100', ...sizes, ...at], {
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
});
const [line] = (await once(createInterface({ input: server.stdout as Readable }), 'line')) as [string];
const { url, adminKey } = JSON.parse(line) as { url: string; adminKey: string };

async function requests(): Promise<number> {
  server.send('requests');
  const [count] = (await once(server, 'message')) as [number];
  return count;
}

async function measure(resources: string): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const before = await requests();
  const started = performance.now();
  const nodeArguments = values.node === '' ? [] : values.node.split(' ');
  const child = spawn(process.execPath, ['--import', TELL, ...nodeArguments, path('../dist/index.js')], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
      'INPUT_API-KEY': adminKey,
      'INPUT_BASE-URL': url,
      INPUT_RESOURCES: resources,
      'INPUT_START-DATE': `${values.days}d`,
      INPUT_CONFIG: `concurrency: ${values.concurrency}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  child.stdout.on('data', (text) => {
    told += text;
  });
  child.stderr.on('data', (text) => {
    told += text;
  });
  const [code] = await once(child, 'close');
  const seconds = (performance.now() - started) / 1000;
  await rm(folder, { recursive: true });
  if (code !== 0) throw new Error(`The action ended with ${code}: ${told}`);
  const megabytes = Number(/RSS (\d+)/.exec(told)?.[1]) / 1000;
  return { seconds, megabytes, requests: (await requests()) - before };
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

try {
  // An export of one object alone: start-up, and the requests that come one after the other whatever is read.
  const starts: number[] = [];
  for (let run = 0; run < 3; run += 1) starts.push((await measure('data_retention')).seconds);
  const start = median(starts);
  console.log(`Start-up with two requests: ${start.toFixed(2)} s`);
  for (const resources of values.resources.split(',')) {
    const runs: Run[] = [];
    for (let run = 0; run < Number(values.runs); run += 1) runs.push(await measure(resources.replaceAll(' ', ',')));
    const count = median(runs.map((run) => run.requests));
    const ideal = (count * Number(values.latency)) / 1000 / Number(values.concurrency);
    const seconds = median(runs.map((run) => run.seconds));
    const ratio = ((seconds - start) / ideal).toFixed(2);
    const megabytes = median(runs.map((run) => run.megabytes)).toFixed(0);
    console.log(
      `${resources}: ${count} requests in ${seconds.toFixed(1)} s, ${ratio} of the ideal ${ideal.toFixed(1)} s; ${megabytes} MB at most`,
    );
  }
} finally {
  server.kill();
}
