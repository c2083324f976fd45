import { execFile, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createObjectReader, type ObjectReader } from './object-reader.ts';

export interface GitRun {
  input?: string | Buffer;
  env?: Record<string, string>;
}

/** A bare repository and the git that works on it. */
export interface Git {
  folder: string;
  /** What the command prints, without the line end; throws where it fails. */
  run(args: readonly string[], options?: GitRun): Promise<string>;
  /** The same as bytes. */
  bytes(args: readonly string[], options?: GitRun): Promise<Buffer>;
  /** The same, undefined where the command fails. */
  attempt(args: readonly string[], options?: GitRun): Promise<string | undefined>;
  /** What the objects of these names are, undefined for what is not there. */
  types: ObjectReader;
  /** The same with their bytes. */
  objects: ObjectReader;
  /** A folder that is gone with the repository. */
  temporaryFolder(): string;
  remove(): void;
}

/** No setting of the machine and no variable of the caller's git has a say. */
const OWN_SETTINGS = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
const MAXIMUM_BYTES = 1024 ** 3;

/** Makes an empty bare repository in a folder of its own. */
export async function createGit(defaultBranch: string): Promise<Git> {
  const root = mkdtempSync(join(tmpdir(), 'github-server-'));
  const folder = join(root, 'repository.git');
  const bytes: Git['bytes'] = (args, options) =>
    runGit(args, { ...options, env: { GIT_DIR: folder, ...options?.env } });
  const run: Git['run'] = async (args, options) => (await bytes(args, options)).toString().replace(/\n$/, '');
  await run(['init', '--quiet', '--bare', '--template=', `--initial-branch=${defaultBranch}`, folder]);
  // Clients that race wait for each other's lock, as with a database; the default of 0.1 s is too short on a busy machine.
  appendFileSync(join(folder, 'config'), '[gc]\n\tauto = 0\n[core]\n\tfilesRefLockTimeout = 600000\n');
  const start = (args: readonly string[]) =>
    spawn('git', args, { stdio: ['pipe', 'pipe', 'ignore'], env: environmentOf({ GIT_DIR: folder }) });
  const types = createObjectReader(start, false);
  const objects = createObjectReader(start, true);
  return {
    folder,
    types,
    objects,
    run,
    bytes,
    attempt: (args, options) => run(args, options).catch(() => undefined),
    temporaryFolder: () => mkdtempSync(join(root, 'temporary-')),
    remove() {
      types.close();
      objects.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function environmentOf(more?: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: tmpdir(), ...OWN_SETTINGS, ...more };
}

/** What git prints, whatever the repository. */
export function runGit(args: readonly string[], { input, env }: GitRun = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {
      encoding: 'buffer',
      maxBuffer: MAXIMUM_BYTES,
      env: environmentOf(env),
    } as const;
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`git ${args.join(' ')}: ${stderr.toString().trim()}`, { cause: error }));
    });
    // A command that ends before it has read everything says why in its exit.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
