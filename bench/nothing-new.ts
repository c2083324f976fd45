import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// What a night costs that brings nothing: requests, files that are opened, folders that are listed, and CPU, start-up included.
// node bench/nothing-new.ts [--days 400] [--resources all] [--nights 3] [--end 40d] [--report summary] [--cpu-prof folder]

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '400' },
    resources: { type: 'string', default: 'all' },
    nights: { type: 'string', default: '3' },
    report: { type: 'string', default: 'summary' },
    // The age at which the asked range ends: all of it is settled, costs included. With 0d, the last days are read again.
    end: { type: 'string', default: '40d' },
    'cpu-prof': { type: 'string' },
  },
});
const DAY = 86_400;
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Counts what is opened and listed below the workspace, and tells it with the CPU as the last thing that a process does. */
const COUNT = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const counts = { open: 0, readdir: 0, lstat: 0 };
  for (const name of Object.keys(counts)) for (const owner of [fs, fs.promises]) {
    const real = owner[name];
    owner[name] = function (target, ...rest) {
      if (String(target).startsWith(process.env.GITHUB_WORKSPACE)) counts[name] += 1;
      return real.call(this, target, ...rest);
    };
  }
  syncBuiltinESMExports();
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    const told = { ...counts, cpu: (user + system) / 1e6, memory: process.resourceUsage().maxRSS / 1000 };
    process.stderr.write('TOLD ' + JSON.stringify(told) + '\\n');
  });
`)}`;

interface Told {
  open: number;
  readdir: number;
  lstat: number;
  cpu: number;
  memory: number;
}

async function night(env: Record<string, string>, nodeArguments: string[] = []): Promise<Told> {
  const child = spawn(process.execPath, ['--import', COUNT, ...nodeArguments, path('../dist/index.js')], {
    cwd: env.GITHUB_WORKSPACE,
    env: { PATH: process.env.PATH, ...env },
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
  const [, counts] = /^TOLD (.*)$/m.exec(told) ?? [];
  if (code !== 0 || counts === undefined) throw new Error(`The action ended with ${code}: ${told}`);
  return JSON.parse(counts);
}

const at = String(Math.floor(Date.now() / 1000));
const sizes = [
  '--now',
  at,
  '--events',
  '4000',
  '--tenant-events',
  '200',
  '--days',
  values.days,
  '--users',
  '20',
  '--projects',
  '5',
];
const server = spawn(process.execPath, [path('../simulator/main.ts'), ...sizes], {
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
});
const [line] = (await once(createInterface({ input: server.stdout as Readable }), 'line')) as [string];
const { url, adminKey, now } = JSON.parse(line) as { url: string; adminKey: string; now: number };
const requests = async () => {
  server.send('requests');
  const [count] = (await once(server, 'message')) as [number];
  return count;
};
const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const temp = await mkdtemp(join(tmpdir(), 'bench-temp-'));
const dayOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
try {
  const env = {
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: temp,
    'INPUT_API-KEY': adminKey,
    'INPUT_BASE-URL': url,
    INPUT_RESOURCES: values.resources,
    'INPUT_PARTITION-BY': 'day',
    'INPUT_START-DATE': dayOf(now - Number(values.days) * DAY),
    'INPUT_END-DATE': values.end === '0d' ? 'now' : values.end,
    INPUT_REPORT: values.report,
    INPUT_CONFIG: 'every: 7d',
  };
  const first = await night(env);
  const files = (await readdir(join(folder, 'data'), { recursive: true })).length;
  console.log(
    `First night: ${files} files and folders, ${await requests()} requests, ${first.cpu.toFixed(2)} s of CPU`,
  );
  for (let count = 0; count < Number(values.nights); count += 1) {
    const before = await requests();
    const profile = values['cpu-prof'] === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values['cpu-prof']}`];
    const told = await night(env, profile);
    const made = (await requests()) - before;
    const { open, readdir: listed, lstat, cpu, memory } = told;
    console.log(
      `Nothing new: ${made} requests, ${open} files opened, ${listed} folders listed, ${lstat} links looked for, ${cpu.toFixed(2)} s of CPU, ${memory.toFixed(0)} MB`,
    );
  }
} finally {
  server.kill();
  await Promise.all([folder, temp].map((one) => rm(one, { recursive: true })));
}
