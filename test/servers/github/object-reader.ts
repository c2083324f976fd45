import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** What git says of an object. */
export interface FoundObject {
  sha: string;
  type: string;
  size: number;
  /** Empty if only the type was asked for. */
  bytes: Buffer;
}

/** Reads objects by any name that git understands. */
export interface ObjectReader {
  /** Returns what was found, in the order of the names; undefined for what is not there. */
  find(names: readonly string[]): Promise<(FoundObject | undefined)[]>;
  close(): void;
}

/** A name that was asked for, and who waits for it. */
interface Waiting {
  name: string;
  resolve(found: FoundObject | undefined): void;
}

/**
 * Returns a reader that keeps one `git cat-file` running: to start a process for each question is what most of the server's
 * time would go into. What others add to the repository meanwhile is found too.
 * @param start starts git with these arguments.
 */
export function createObjectReader(start: (args: readonly string[]) => ChildProcess, withBytes: boolean): ObjectReader {
  let child: ChildProcess | undefined;
  let output: Buffer = Buffer.alloc(0);
  const waiting: Waiting[] = [];

  function open(): Writable {
    child ??= listen(start(['cat-file', withBytes ? '--batch' : '--batch-check']));
    return child.stdin as Writable;
  }

  function listen(started: ChildProcess): ChildProcess {
    (started.stdout as Readable).on('data', (chunk: Buffer) => {
      output = output.length === 0 ? chunk : Buffer.concat([output, chunk]);
      while (takeOne()) if (waiting.length === 0) setReferenced(started, false);
    });
    return started;
  }

  /** Takes one answer from the output; returns true if it was there whole. */
  function takeOne(): boolean {
    const lineEnd = output.indexOf('\n');
    const [first] = waiting;
    if (lineEnd < 0 || first === undefined) return false;
    const line = output.toString('utf8', 0, lineEnd);
    const [, sha = '', type = '', size = ''] = /^([0-9a-f]{40}) ([a-z]+) (\d+)$/.exec(line) ?? [];
    const isFound = type !== '';
    const end = isFound && withBytes ? lineEnd + 1 + Number(size) + 1 : lineEnd + 1;
    if (output.length < end) return false;
    // A copy: a view would keep all that was read at once.
    const bytes = Buffer.from(output.subarray(lineEnd + 1, Math.max(lineEnd + 1, end - 1)));
    output = output.subarray(end);
    waiting.shift();
    first.resolve(isFound ? { sha, type, size: Number(size), bytes } : undefined);
    return true;
  }

  return {
    find(names) {
      const stdin = open();
      setReferenced(child as ChildProcess, true);
      return Promise.all(
        names.map((name) => {
          // It would be two questions.
          if (name === '' || /[\n\0]/.test(name)) return undefined;
          return new Promise<FoundObject | undefined>((resolve) => {
            waiting.push({ name, resolve });
            stdin.write(`${name}\n`);
          });
        }),
      );
    },
    close() {
      child?.kill();
      child = undefined;
    },
  };
}

/** An idle reader does not keep its process alive. */
function setReferenced(child: ChildProcess, isReferenced: boolean): void {
  const parts = [child, child.stdin, child.stdout] as { ref?(): void; unref?(): void }[];
  for (const part of parts) (isReferenced ? part.ref : part.unref)?.call(part);
}
