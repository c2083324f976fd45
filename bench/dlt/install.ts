import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));

/** Returns the version of dlt that is measured. */
export function dltVersion(): string {
  return /==(\S+)/.exec(readFileSync(REQUIREMENTS, 'utf8'))?.[1] ?? '';
}

/** Returns the path of a Python with dlt, which is installed into the user's cache folder unless that was done before. */
export async function installDlt(): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'openai-admin-export', `bench-dlt-${hash}`);
  const python = join(folder, 'bin/python');
  if (existsSync(folder)) return python;
  const run = promisify(execFile);
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS]);
    // The first start of a program compiles its modules, which is not what is measured.
    await run(python, ['-m', 'compileall', '-q', join(folder, 'lib')]);
  } catch (cause) {
    // A half environment must not pass for a whole one.
    await rm(folder, { recursive: true, force: true });
    const { message, stderr = '' } = cause as Error & { stderr?: string };
    throw new Error(`python3 -m venv, then pip install failed: ${(stderr || message).split('\n')[0]}`, { cause });
  }
  return python;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await installDlt());
