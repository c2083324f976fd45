import { AsyncLocalStorage } from 'node:async_hooks';

/** A line that the Actions toolkit printed. */
export interface ToolkitLine {
  level: 'debug' | 'info' | 'warning' | 'error';
  text: string;
}

/**
 * Runs toolkit code, which prints to stdout with no way to ask it not to, and hands its lines to `onLine` instead.
 * Commands that mask a secret still reach the runner. Only what this call prints is taken: whatever else writes to
 * stdout meanwhile is left alone. Returns what `run` returns, and throws what it throws.
 */
export async function captureOutput<Result>(
  run: () => Promise<Result>,
  onLine: (line: ToolkitLine) => void,
): Promise<Result> {
  const inside = new AsyncLocalStorage<boolean>();
  const original = process.stdout.write;
  let unfinished = '';

  function take(text: string): void {
    const lines = (unfinished + text).split(/\r?\n/);
    unfinished = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') inside.run(false, () => onLine(parseLine(line)));
    }
  }

  const write: typeof process.stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    if (inside.getStore() !== true) return Reflect.apply(original, process.stdout, [chunk, ...rest]);
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    // The toolkit writes a command at once. What only has one inside is a message that quotes it.
    if (/^::add-mask::[^\r\n]*\r?\n$/.test(text)) original.call(process.stdout, text);
    else take(text);
    const done = rest.findLast((argument) => typeof argument === 'function');
    if (done !== undefined) process.nextTick(done);
    return true;
  };

  process.stdout.write = write;
  try {
    return await inside.run(true, run);
  } finally {
    process.stdout.write = original;
    if (unfinished !== '') take('\n');
  }
}

/** Reads a workflow command: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
function parseLine(line: string): ToolkitLine {
  const command = /^::(debug|warning|error)(?: [^:]*)?::(.*)$/.exec(line);
  if (command === null) return { level: 'info', text: line };
  const text = (command[2] ?? '').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  return { level: command[1] as ToolkitLine['level'], text };
}
