import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// Times the export of audit logs, as whole processes, beside a bare loop and beside OpenAI's own package.
// node bench/export-events.ts [--events 50000] [--days 10] [--runs 3] [--latency 0] [--only action]

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '50000' },
    days: { type: 'string', default: '10' },
    runs: { type: 'string', default: '3' },
    latency: { type: 'string', default: '0' },
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
}

async function startServer(): Promise<{ url: string; adminKey: string; now: number; stop(): void }> {
  const { events, days, latency } = values;
  const sizes = ['--events', events, '--tenant-events', '0', '--days', days, '--latency', latency];
  const server = spawn(process.execPath, ['--max-old-space-size=6000', path('../simulator/main.ts'), ...sizes], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  return { ...JSON.parse(line), stop: () => server.kill() };
}

async function measure(script: string, args: string[], env: Record<string, string>): Promise<Measurement> {
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
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${output}${errors}`);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, megabytes: Number(/RSS (\d+)/.exec(errors)?.[1]) / 1000 };
}

const server = await startServer();
const from = server.now - Number(values.days) * DAY;
const contestants: Record<string, (folder: string) => Promise<Measurement>> = {
  action: (folder) =>
    measure(path('../dist/index.js'), [], {
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
      'INPUT_API-KEY': server.adminKey,
      'INPUT_BASE-URL': server.url,
      INPUT_RESOURCES: 'audit_logs',
      'INPUT_START-DATE': new Date(from * 1000).toISOString().slice(0, 10),
    }),
  'bare loop': (folder) =>
    measure(path('bare-loop.ts'), [server.url, server.adminKey, folder, String(from), String(server.now)], {}),
  'official package': (folder) => measure(path('official-package.ts'), [server.url, server.adminKey, folder], {}),
};

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const measurements = new Map<string, Measurement[]>();
try {
  for (let run = 0; run < Number(values.runs); run += 1) {
    for (const name of values.only.split(',')) {
      const folder = await mkdtemp(join(tmpdir(), 'bench-'));
      const measured = await (contestants[name] as (folder: string) => Promise<Measurement>)(folder);
      measurements.set(name, [...(measurements.get(name) ?? []), measured]);
      await rm(folder, { recursive: true });
    }
  }
} finally {
  server.stop();
}
console.log(
  `${values.events} events in ${values.days} days, ${values.latency} ms a request, median of ${values.runs} runs`,
);
for (const [name, all] of measurements) {
  const seconds = median(all.map((one) => one.seconds)).toFixed(2);
  const megabytes = median(all.map((one) => one.megabytes)).toFixed(0);
  console.log(`${name.padEnd(18)} ${seconds.padStart(7)} s ${megabytes.padStart(5)} MB`);
}
