/**
 * Loaded into the process of the action (`node --import`): counts the calls that change the file system below the watched
 * folders and kills the process at the one that the plan names. See kill-points.ts.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Plan {
  folders: string[];
  /** The file that takes one line per step. */
  record: string;
  step: number;
  torn: boolean;
}

const plan: Plan = JSON.parse(process.env.KILL_POINT ?? '{}');
delete process.env.KILL_POINT;
// The real ones, taken before they are replaced below.
const { appendFileSync, writeFileSync, writeSync } = fs;
/** Open files below the watched folders. */
const watched = new Map<number, string>();
let steps = 0;
let dying = false;

type Call = (...args: unknown[]) => unknown;
/** Writes the first half of the data, where a call has any. */
type Tear = () => void;

function pathOf(target: unknown): string | undefined {
  if (typeof target === 'number') return watched.get(target);
  const text = target instanceof URL ? fileURLToPath(target) : target;
  if (typeof text !== 'string' && !Buffer.isBuffer(text)) return undefined;
  const path = resolve(text.toString());
  for (const folder of plan.folders) {
    const below = relative(folder, path);
    if (below !== '' && below !== '..' && !below.startsWith(`..${sep}`)) return below;
  }
  return undefined;
}

function step(name: string, path: string, tear: Tear): void {
  // Some calls, such as writing half a file, make others of those watched: they are no steps of the action.
  if (dying) return;
  steps += 1;
  appendFileSync(plan.record, `${name} ${path}\n`);
  if (steps !== plan.step) return;
  dying = true;
  if (plan.torn) tear();
  process.kill(process.pid, 'SIGKILL');
  // The signal may arrive a moment later; nothing may happen until then.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function firstHalf(data: unknown): Buffer | undefined {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  if (!ArrayBuffer.isView(bytes)) return undefined;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
}

/** Makes a call count as a step where the argument at `position` is a watched path or file. */
function watch(holder: object, name: string, position: number, changes: (args: unknown[]) => boolean, label = name) {
  const original: Call | undefined = Reflect.get(holder, name);
  if (original === undefined) return;
  const replacement = function (this: unknown, ...args: unknown[]): unknown {
    const path = changes(args) ? pathOf(args[position]) : undefined;
    if (path !== undefined) {
      step(label, path, () => {
        // Side by side, steps come in another order at times, and no system does half of a rename.
        const half = /^(write|append)/.test(name) ? firstHalf(args[1]) : undefined;
        if (half === undefined) return;
        if (typeof args[0] === 'number') writeSync(args[0], half);
        else writeFileSync(String(args[0]), half);
      });
    }
    return Reflect.apply(original, this, args);
  };
  Object.assign(holder, { [name]: replacement });
}

/** Flags of `open` that change something, as against those for reading without following a link. */
const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC } = fs.constants;
const WRITES = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;

const always = () => true;
const forWriting = ([, flags]: unknown[]) =>
  typeof flags === 'number' ? (flags & WRITES) !== 0 : /[wa+]/.test(String(flags ?? ''));

/** Position of the path that a call changes. */
const CALLS = {
  appendFile: 0,
  copyFile: 1,
  link: 1,
  mkdir: 0,
  rename: 1,
  rm: 0,
  rmdir: 0,
  symlink: 1,
  truncate: 0,
  unlink: 0,
  writeFile: 0,
};

for (const [name, position] of Object.entries(CALLS)) {
  watch(fs, name, position, always);
  watch(fs, `${name}Sync`, position, always, name);
  watch(fs.promises, name, position, always);
}
watch(fs, 'open', 0, forWriting);
watch(fs, 'openSync', 0, forWriting, 'open');
watch(fs.promises, 'open', 0, forWriting);

// Files that are written piece by piece: each piece is a step. Streams come this way too.
const { open, openSync, promises } = fs;
const remember = (descriptor: number, target: unknown, flags: unknown) => {
  const path = forWriting([target, flags]) ? pathOf(target) : undefined;
  if (path === undefined) watched.delete(descriptor);
  else watched.set(descriptor, path);
};
Object.assign(fs, {
  open(...args: unknown[]) {
    const done = args.pop() as (error: Error | null, descriptor: number) => void;
    const [target, flags] = args;
    Reflect.apply(open, fs, [
      ...args,
      (error: Error | null, descriptor: number) => {
        if (error === null) remember(descriptor, target, flags);
        done(error, descriptor);
      },
    ]);
  },
  openSync(...args: unknown[]) {
    const descriptor = Reflect.apply(openSync, fs, args);
    remember(descriptor, args[0], args[1]);
    return descriptor;
  },
});
for (const name of ['write', 'writev']) {
  watch(fs, name, 0, always);
  watch(fs, `${name}Sync`, 0, always, name);
}
const openHandle = promises.open;
Object.assign(promises, {
  async open(...args: unknown[]) {
    const handle = await Reflect.apply(openHandle, promises, args);
    remember(handle.fd, args[0], args[1]);
    for (const name of ['write', 'writev', 'writeFile', 'appendFile', 'truncate'] as const) {
      const original: Call = handle[name];
      Object.assign(handle, {
        [name]: (...values: unknown[]) => {
          const path = watched.get(handle.fd);
          if (path !== undefined) {
            step(name, path, () => {
              const half = firstHalf(values[0]);
              if (half !== undefined) writeSync(handle.fd, half);
            });
          }
          return Reflect.apply(original, handle, values);
        },
      });
    }
    return handle;
  },
});
syncBuiltinESMExports();
