/**
 * Loaded into the process of the action (`node --import`): makes calls of the file system fail as a disk does. See disk-faults.ts.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';

const plan: { code: string; path: string; calls: string[]; after: number } = JSON.parse(process.env.DISK_FAULT ?? '{}');
delete process.env.DISK_FAULT;
const pattern = new RegExp(plan.path);
let left = plan.after;

type Call = (...args: unknown[]) => unknown;

const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC } = fs.constants;

function kindOf(name: string, flags: unknown): string {
  if (name !== 'open') return name;
  const writes =
    typeof flags === 'number'
      ? (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) !== 0
      : /[wa+]/.test(String(flags ?? ''));
  return writes ? 'open for writing' : 'open for reading';
}

function errorFor(name: string, [target, second]: unknown[]): NodeJS.ErrnoException | undefined {
  if (!plan.calls.includes(kindOf(name, second))) return undefined;
  const path = [target, second]
    .map((place) => (place instanceof URL ? fileURLToPath(place) : place))
    .find((place): place is string => typeof place === 'string' && pattern.test(place));
  if (path === undefined) return undefined;
  left -= 1;
  if (left >= 0) return undefined;
  return Object.assign(new Error(`${plan.code}: planted, ${name} '${path}'`), { code: plan.code, syscall: name, path });
}

for (const name of [
  ...['open', 'mkdir', 'mkdtemp', 'readdir', 'rename', 'rm', 'rmdir', 'unlink', 'writeFile', 'readFile', 'appendFile'],
  ...['copyFile', 'link', 'lstat', 'stat', 'access', 'realpath'],
]) {
  const later: Call = Reflect.get(fs.promises, name);
  Object.assign(fs.promises, {
    [name]: (...args: unknown[]) => {
      const error = errorFor(name, args);
      return error ? Promise.reject(error) : Reflect.apply(later, fs.promises, args);
    },
  });
  const now: Call = Reflect.get(fs, `${name}Sync`);
  if (name !== 'realpath')
    Object.assign(fs, {
      [`${name}Sync`]: (...args: unknown[]) => {
        const error = errorFor(name, args);
        if (error) throw error;
        return Reflect.apply(now, fs, args);
      },
    });
  // Streams open their files this way.
  if (name !== 'open') continue;
  const { open } = fs;
  Object.assign(fs, {
    open: (...args: unknown[]) => {
      const error = errorFor(name, args);
      const done = args.at(-1) as (error: Error) => void;
      return error ? process.nextTick(done, error) : Reflect.apply(open, fs, args);
    },
  });
}
syncBuiltinESMExports();
