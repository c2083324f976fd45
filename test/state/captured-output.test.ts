import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { captureOutput, type ToolkitLine } from '../../src/state/captured-output.ts';

test('takes what a call prints, whole lines at a time, and reads workflow commands', async (t) => {
  const printed = recordOutput(t);
  const lines: ToolkitLine[] = [];
  const result = await captureOutput(
    async () => {
      process.stdout.write('one\ntw');
      await Promise.resolve();
      process.stdout.write(Buffer.from('o\r\n'));
      process.stdout.write('::warning::50%25 of%0Aall\n::debug::inner\n::error title=x::bad\nend');
      return 7;
    },
    (line) => lines.push(line),
  );
  assert.equal(result, 7);
  assert.deepEqual(lines, [
    { level: 'info', text: 'one' },
    { level: 'info', text: 'two' },
    { level: 'warning', text: '50% of\nall' },
    { level: 'debug', text: 'inner' },
    { level: 'error', text: 'bad' },
    { level: 'info', text: 'end' },
  ]);
  assert.deepEqual(printed, []);
});

test('lets masks through, and all that is printed from elsewhere meanwhile', async (t) => {
  const printed = recordOutput(t);
  const lines: ToolkitLine[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const captured = captureOutput(
    async () => {
      process.stdout.write('::add-mask::fake-secret\n');
      await promise;
      process.stdout.write('inside\n');
    },
    (line) => {
      lines.push(line);
      process.stdout.write(`logged ${line.text}\n`);
    },
  );
  process.stdout.write('outside\n');
  resolve();
  await captured;
  process.stdout.write('after\n');
  assert.deepEqual(lines, [{ level: 'info', text: 'inside' }]);
  assert.deepEqual(printed, ['::add-mask::fake-secret\n', 'outside\n', 'logged inside\n', 'after\n']);
});

test('takes what a child process of the call prints', async (t) => {
  recordOutput(t);
  const lines: ToolkitLine[] = [];
  await captureOutput(
    async () => {
      const child = spawn(process.execPath, ['--eval', 'console.log("from a child")']);
      child.stdout.on('data', (data) => process.stdout.write(data));
      await once(child, 'close');
    },
    (line) => lines.push(line),
  );
  assert.deepEqual(lines, [{ level: 'info', text: 'from a child' }]);
});

test('prints normally again when the call fails', async (t) => {
  const printed = recordOutput(t);
  await assert.rejects(
    captureOutput(
      () => Promise.reject(new Error('no')),
      () => {},
    ),
    /no/,
  );
  process.stdout.write('after\n');
  assert.deepEqual(printed, ['after\n']);
});

/** Takes the place of stdout; the test runner's own reports, which are bytes, still reach it. */
function recordOutput(t: TestContext): string[] {
  const printed: string[] = [];
  const original = process.stdout.write;
  process.stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    if (typeof chunk !== 'string') return Reflect.apply(original, process.stdout, [chunk, ...rest]);
    printed.push(chunk);
    return true;
  };
  t.after(() => {
    process.stdout.write = original;
  });
  return printed;
}

test('a message that quotes a command that masks is no command', async () => {
  const lines: string[] = [];
  await captureOutput(
    async () => {
      process.stdout.write('The service answered: no\n::add-mask::the\n');
    },
    ({ text }) => lines.push(text),
  );
  assert.deepEqual(lines, ['The service answered: no', '::add-mask::the']);
});
