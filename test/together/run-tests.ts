import { spawn } from 'node:child_process';
import { access, constants, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
/** What the temporary folders of all tests take at most; containers often have far less there. */
const MEMORY_NEEDED = 2 * 1024 ** 3;
/** One process more than cores keeps both busy while servers and disks are waited for. */
const PROCESSES = 3;

/**
 * Runs these test files and ends with the status of the test runner. Their temporary folders are in memory if there is room:
 * the tests write some hundred thousand small files, which takes a virtual disk half of the time of all tests. What Node
 * compiles of the sources is kept for the next file, which imports most of the same ones.
 */
export async function runTests(files: readonly string[], args: readonly string[] = []): Promise<void> {
  const folder = await mkdtemp(join((await hasMemory()) ? MEMORY : tmpdir(), 'tests-'));
  const runner = ['--import', './test/harness/loopback-only.mjs', '--test', `--test-concurrency=${PROCESSES}`];
  const child = spawn(process.execPath, [...runner, ...args, ...files], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
    void rm(folder, { recursive: true, force: true });
  });
}

async function hasMemory(): Promise<boolean> {
  try {
    await access(MEMORY, constants.W_OK);
    const { bavail, bsize } = await statfs(MEMORY);
    return bavail * bsize >= MEMORY_NEEDED;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS') return false;
    throw error;
  }
}
