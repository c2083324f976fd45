import { count, countOf, size } from '../text/amounts.ts';

/** Seldom enough to be read, often enough to see that it lives. */
const EVERY_MILLISECONDS = 5000;

/** Tells now and then how far a long reading has come. */
export interface Progress {
  /** Adds to what is to be done. */
  expect(files: number): void;
  bytes(count: number): void;
  fileDone(): void;
}

/**
 * Returns a progress that tells one line every few seconds, and none of what is done before that.
 * @param clock milliseconds that only grow.
 */
export function createProgressLine(tell: (line: string) => void, clock: () => number): Progress {
  const done = { files: 0, bytes: 0, expected: 0 };
  let next = clock() + EVERY_MILLISECONDS;
  function tick(): void {
    if (clock() < next) return;
    next = clock() + EVERY_MILLISECONDS;
    tell(`${count(done.files)} of ${countOf(done.expected, 'file')} read, ${size(done.bytes)}`);
  }
  return {
    expect(files) {
      done.expected += files;
    },
    bytes(length) {
      done.bytes += length;
      tick();
    },
    fileDone() {
      done.files += 1;
      tick();
    },
  };
}
