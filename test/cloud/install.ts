import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

/** A program that the Go toolchain builds from its module. */
export interface GoProgram {
  /** The package of its `main`. */
  package: string;
  /** An exact version: another may answer differently. */
  version: string;
}

/** Without C there is no compiler but Go's to install, and without symbols it is linked sooner. */
const BUILD = { CGO_ENABLED: '0', GOFLAGS: '-mod=mod' };
const LINKER_FLAGS = '-ldflags=-s -w';

/** The path of a program, which is built first unless that was done before; takes minutes where nothing is cached. */
export async function installGoProgram(program: GoProgram): Promise<string> {
  const { version } = program;
  const name = basename(program.package);
  const servers = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'openai-admin-export', 'servers');
  const installed = join(servers, `${name}-${version}`);
  if (existsSync(installed)) return installed;
  await mkdir(servers, { recursive: true });
  // Built apart and moved: a build that is cut off leaves no half program, and two at once do no harm.
  const folder = await mkdtemp(join(servers, 'build-'));
  try {
    const args = ['install', LINKER_FLAGS, `${program.package}@${version}`];
    await promisify(execFile)('go', args, { env: { ...process.env, ...BUILD, GOBIN: folder } });
    await rename(join(folder, name), installed);
  } catch (error) {
    throw new Error(explain(program, error as NodeJS.ErrnoException & { stderr?: string }), { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return installed;
}

function explain(program: GoProgram, error: NodeJS.ErrnoException & { stderr?: string }): string {
  const settings = Object.entries(BUILD).map(([name, value]) => `${name}=${value}`);
  const command = `${settings.join(' ')} go install '${LINKER_FLAGS}' ${program.package}@${program.version}`;
  if (error.code === 'ENOENT') {
    return `Failed to find "go", which builds a program that these tests need. Install Go 1.26 or later (https://go.dev/doc/install), so that this command works:\n  ${command}`;
  }
  return `Failed to build a program that these tests need:\n  ${command}\n${error.stderr || error.message}`;
}
