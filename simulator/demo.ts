import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Organization } from './organization.ts';
import { startSimulator } from './server.ts';

// Runs the built action against a simulated organisation for two nights, as a workflow would: no key, no network.

const FOLDER = 'demo-data';
const DAY = 86_400;
/** Of the log of changes and of the data, so many lines are shown. */
const SAMPLE_LINES = 4;

/**
 * Runs the action once and prints its log without the lines that speak to the runner.
 * @param daysAgo how far the action's own clock is set back, so that the first night lies a day before the second.
 */
async function runNight(url: string, key: string, temporaryFolder: string, daysAgo: number): Promise<number> {
  const shift = `const now = Date.now; Date.now = () => now() - ${daysAgo * DAY * 1000};`;
  const output = join(temporaryFolder, 'output');
  await writeFile(output, '');
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(shift)}`,
      fileURLToPath(new URL('index.js', import.meta.url)),
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        GITHUB_WORKSPACE: process.cwd(),
        RUNNER_TEMP: temporaryFolder,
        GITHUB_OUTPUT: output,
        'INPUT_API-KEY': key,
        'INPUT_BASE-URL': url,
        INPUT_RESOURCES: 'all',
        INPUT_DESTINATION: FOLDER,
        INPUT_FORMAT: 'jsonl, csv',
      },
    },
  );
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  const lines = log
    .split('\n')
    .filter((line) => line !== '' && !/^::(add-mask|debug|set-output|group|endgroup)/.test(line));
  for (const line of lines)
    console.log(`  ${line.replace(/^::(notice|warning|error)[^:]*::/, '$1: ').replaceAll('%25', '%')}`);
  return exitCode;
}

/** Between the nights somebody joins, somebody leaves, and somebody becomes an owner. */
function letPeopleComeAndGo(organization: Organization, now: number): void {
  const users = organization.list('users');
  const [leaver, riser] = users.entries().filter(({ row, until }) => row.role === 'reader' && until === undefined);
  if (leaver) users.remove(leaver.id);
  if (riser) users.update(riser.id, { role: 'owner' });
  const object = 'organization.user';
  const name = 'New Comer';
  users.add({ row: { object, id: 'user-demo', name, email: 'new.comer@example.com', role: 'reader', added_at: now } });
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Prints one line per folder of the export: how many files it holds and how large they are. */
async function showFolders(files: string[]): Promise<void> {
  const folders = new Map<string, { count: number; bytes: number }>();
  for (const file of files) {
    const folder = file.split(/[\\/]/, 1)[0] as string;
    const sum = folders.get(folder) ?? { count: 0, bytes: 0 };
    folders.set(folder, { count: sum.count + 1, bytes: sum.bytes + (await stat(join(FOLDER, file))).size });
  }
  for (const [folder, { count, bytes }] of folders) {
    console.log(
      `  ${folder.padEnd(34)} ${String(count).padStart(4)} files ${(bytes / 1000).toFixed(1).padStart(8)} kB`,
    );
  }
}

async function showSample(file: string | undefined): Promise<void> {
  if (file === undefined) return;
  console.log(`\n${FOLDER}/${file}`);
  const lines = (await readFile(join(FOLDER, file), 'utf8')).trimEnd().split('\n');
  for (const line of lines.slice(0, SAMPLE_LINES))
    console.log(`  ${line.length > 160 ? `${line.slice(0, 160)}…` : line}`);
}

async function demo(): Promise<void> {
  if (existsSync(FOLDER) && !existsSync(join(FOLDER, '_manifests'))) {
    console.error(`./${FOLDER} exists and was not made by this demo. Move it away, or run the demo in another folder.`);
    process.exitCode = 1;
    return;
  }
  await rm(FOLDER, { recursive: true, force: true });
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'openai-admin-export-demo-'));
  const today = Math.floor(Date.now() / 1000);
  const simulator = await startSimulator({ now: today - DAY });
  try {
    console.log('First night: everything that a simulated organisation has.\n');
    const first = await runNight(simulator.url, simulator.adminKey, temporaryFolder, 1);
    const requests = simulator.requests.length;
    simulator.clock.set(today);
    letPeopleComeAndGo(simulator.organization, today);
    console.log('\nSecond night: a day later, only what is not settled yet.\n');
    const second = await runNight(simulator.url, simulator.adminKey, temporaryFolder, 0);
    console.log(`\n${requests} requests the first night, ${simulator.requests.length - requests} the second.`);
    console.log(`\nWritten to ./${FOLDER}:\n`);
    const files = await filesBelow(FOLDER);
    await showFolders(files);
    await showSample(files.find((file) => file === join('users', 'users.csv')));
    await showSample(files.filter((file) => /^audit_logs.*\.jsonl$/.test(file)).at(-1));
    await showSample(files.find((file) => file.startsWith(join('_changes', 'users'))));
    process.exitCode = first || second;
  } finally {
    await simulator.close();
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}

// It runs to its end if nobody reads it any more, as with `| head`: its files are what it is for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

await demo();
