import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));

/** Where Python and what the pages need of it are installed: another place for other versions. */
function environmentFolder(): string {
  const hash = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'openai-admin-export', `docs-python-${hash}`);
}

/** The path of a Python that has what the pages need. Throws, with the command that installs it, where there is none. */
export function docsPython(): string {
  const python = join(environmentFolder(), 'bin/python');
  if (existsSync(python)) return python;
  throw new Error(
    `There is no ${python}, which runs the Python of the pages. Install it with: npm run test:docs-python`,
  );
}

/** Makes a virtual environment with the pinned packages, unless that was done before. */
async function install(): Promise<void> {
  const folder = environmentFolder();
  if (existsSync(folder)) return;
  const run = promisify(execFile);
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS]);
  } catch (cause) {
    // A half environment must not pass for a whole one.
    await rm(folder, { recursive: true, force: true });
    const { message, stderr = '' } = cause as Error & { stderr?: string };
    throw new Error(
      `Failed to install what the Python of the pages needs. Python 3.11 or later with venv must be there (apt-get install -y python3-venv), so that these commands work:\n  python3 -m venv ${folder}\n  ${folder}/bin/pip install -r ${REQUIREMENTS}\n${stderr || message}`,
      { cause },
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await install();
