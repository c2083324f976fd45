import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installGoProgram } from '../cloud/install.ts';

const run = promisify(execFile);
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const ACTIONLINT = { package: 'github.com/rhysd/actionlint/cmd/actionlint', version: 'v1.7.12' };
const IS_WINDOWS = process.platform === 'win32';

/** Paths of the programs that look over workflows. */
export interface WorkflowTools {
  zizmor: string;
  actionlint: string;
  /** Used by actionlint for the scripts within workflows. */
  shellcheck: string;
}

/** Installs what is not there yet, in exactly the versions that are pinned here, into the user's cache folder. */
export async function installWorkflowTools(): Promise<WorkflowTools> {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'openai-admin-export');
  const python = IS_WINDOWS ? 'python' : 'python3';
  const [environment, actionlint] = await Promise.all([
    installPythonPrograms(python, cache),
    installGoProgram(ACTIONLINT),
  ]);
  const scripts = join(environment, IS_WINDOWS ? 'Scripts' : 'bin');
  return { zizmor: join(scripts, 'zizmor'), actionlint, shellcheck: join(scripts, 'shellcheck') };
}

/** The folder of a Python environment that holds what `requirements.txt` lists; another list has another folder. */
export async function installPythonPrograms(python: string, cache: string): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex')
    .slice(0, 12);
  const environment = join(cache, `workflow-tools-${digest}`);
  const finished = join(environment, 'finished');
  if (existsSync(finished)) return environment;
  await mkdir(cache, { recursive: true });
  await rm(environment, { recursive: true, force: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
  const commands: [program: string, args: string[]][] = [
    [python, ['-m', 'venv', environment]],
    [join(environment, IS_WINDOWS ? 'Scripts/python' : 'bin/python'), [...pip, '--require-hashes', '-r', REQUIREMENTS]],
  ];
  try {
    for (const [program, args] of commands) await run(program, args);
  } catch (cause) {
    throw new Error(explain(commands, cause as Error & { code?: unknown; stderr?: string }), { cause });
  }
  // Written last: an installation that is cut off is made anew.
  await writeFile(`${finished}.new`, '');
  await rename(`${finished}.new`, finished);
  return environment;
}

function explain(commands: [string, string[]][], error: Error & { code?: unknown; stderr?: string }): string {
  const lines = commands.map(([program, args]) => `  ${[program, ...args].join(' ')}\n`).join('');
  return error.code === 'ENOENT'
    ? `Failed to find Python, with which zizmor is installed. Install Python 3.9 or later (Debian: apt-get install -y python3-venv), so that these commands work:\n${lines}`
    : `Failed to install zizmor, which looks over the workflows:\n${lines}${error.stderr || error.message}`;
}
