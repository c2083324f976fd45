import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// Times the export of audit logs, as whole processes, compared with a bare loop and with OpenAI's own package; first the start-up
// alone. A million events: --events 1000000 --days 90 --latency 0 --only action
// node bench/export-events.ts [--events 50000] [--days 10] [--runs 3] [--latency 0,50] [--only action,bare loop]

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '50000' },
    days: { type: 'string', default: '10' },
    runs: { type: 'string', default: '3' },
    latency: { type: 'string', default: '0,50' },
    only: { type: 'string', default: 'action,bare loop,official package' },
  },
});
const DAY = 86_400;
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
/** Tells the peak of resident memory, in kB, as the last thing that a process does. */
const TELL_MEMORY = `data:text/javascript,process.on('exit',()=>process.stderr.write('RSS '+process.resourceUsage().maxRSS))`;

interface Measurement {
  seconds: number;
  megabytes: number;
  pages: number;
}

interface Server {
  url: string;
  adminKey: string;
  now: number;
  /** How many requests have come in so far. */
  requests(): Promise<number>;
  stop(): void;
}

async function startServer(latency: string): Promise<Server> {
  const { events, days } = values;
  const sizes = ['--events', events, '--tenant-events', '0', '--days', days, '--latency', latency];
  const server = spawn(process.execPath, ['--max-old-space-size=6000', path('../simulator/main.ts'), ...sizes], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = (await once(createInterface({ input: server.stdout as Readable }), 'line')) as [string];
  const requests = async () => {
    server.send('requests');
    const [count] = (await once(server, 'message')) as [number];
    return count;
  };
  return { ...JSON.parse(line), requests, stop: () => server.kill() };
}

async function measure(
  script: string,
  args: string[],
  env: Record<string, string>,
  expected = 0,
): Promise<Omit<Measurement, 'pages'>> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', TELL_MEMORY, script, ...args], {
    cwd: env.GITHUB_WORKSPACE,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const [code] = await once(child, 'close');
  if (code !== expected) throw new Error(`${script} ended with ${code}: ${output}${errors}`);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, megabytes: Number(/RSS (\d+)/.exec(errors)?.[1]) / 1000 };
}

/** What each of them does is the same: read all events from the first day on into files. */
function contestants(server: Server): Record<string, (folder: string) => Promise<Omit<Measurement, 'pages'>>> {
  const { url, adminKey, now } = server;
  const from = now - Number(values.days) * DAY;
  return {
    action: (folder) =>
      measure(path('../dist/index.js'), [], {
        GITHUB_WORKSPACE: folder,
        RUNNER_TEMP: folder,
        'INPUT_API-KEY': adminKey,
        'INPUT_BASE-URL': url,
        INPUT_RESOURCES: 'audit_logs',
        'INPUT_START-DATE': new Date(from * 1000).toISOString().slice(0, 10),
      }),
    'bare loop': (folder) => measure(path('bare-loop.ts'), [url, adminKey, folder, String(from), String(now)], {}),
    'official package': (folder) => measure(path('official-package.ts'), [url, adminKey, folder], {}),
  };
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Runs take turns, so that whatever else the machine does is shared by all. */
async function compare(latency: string): Promise<void> {
  const server = await startServer(latency);
  const measurements = new Map<string, Measurement[]>();
  try {
    for (let run = 0; run < Number(values.runs); run += 1) {
      for (const name of values.only.split(',')) {
        const work = contestants(server)[name];
        if (!work) throw new Error(`There is no "${name}" to measure.`);
        const before = await server.requests();
        const measured = await inFolder(work);
        const pages = (await server.requests()) - before;
        measurements.set(name, [...(measurements.get(name) ?? []), { ...measured, pages }]);
      }
    }
  } finally {
    server.stop();
  }
  console.log(
    `\n${values.events} events in ${values.days} days, ${latency} ms a request, median of ${values.runs} runs`,
  );
  for (const [name, all] of measurements) print(name, all);
}

function print(name: string, all: Measurement[]): void {
  const seconds = median(all.map((one) => one.seconds)).toFixed(2);
  const pages = median(all.map((one) => one.pages)).toFixed(0);
  const megabytes = median(all.map((one) => one.megabytes)).toFixed(0);
  console.log(
    `${name.padEnd(18)} ${seconds.padStart(7)} s ${pages.padStart(6)} requests ${megabytes.padStart(5)} MB at most`,
  );
}

const starts: Measurement[] = [];
for (let run = 0; run < 7; run += 1) {
  const wrong = { GITHUB_WORKSPACE: tmpdir(), 'INPUT_API-KEY': 'sk-admin-fake', INPUT_RESOURCES: 'no such resource' };
  starts.push({ ...(await measure(path('../dist/index.js'), [], wrong, 1)), pages: 0 });
}
console.log('Start-up: a wrong input, until the process has ended, median of 7 runs');
print('action', starts);
for (const latency of values.latency.split(',')) await compare(latency);
