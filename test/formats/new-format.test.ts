import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Format, FormatChoice } from '../../src/formats/format.ts';
import { choicesOf, formatChoices, formats } from '../../src/formats/registry.ts';
import type { Row } from '../../src/formats/row.ts';
import { inputs } from '../../src/settings/inputs.ts';

/** Not UTF-8: each row is the four bytes of its length, and then its text with every bit turned over. */
const binary: Format = {
  name: 'bin',
  contentType: 'application/x-bin',
  keepsShape: true,
  async *encode(rows: AsyncIterable<Row[]>) {
    for await (const batch of rows)
      for (const { json } of batch) {
        const text = turned(Buffer.from(json));
        const length = Buffer.alloc(4);
        length.writeUInt32BE(text.length);
        yield Buffer.concat([length, text]);
      }
  },
  async *decode(chunks: AsyncIterable<Uint8Array>) {
    let bytes = Buffer.alloc(0);
    for await (const chunk of chunks) bytes = Buffer.concat([bytes, chunk]);
    for (let at = 0; at < bytes.length; ) {
      const end = at + 4 + bytes.readUInt32BE(at);
      yield { json: turned(bytes.subarray(at + 4, end)).toString(), form: 'object' };
      at = end;
    }
  },
};

function turned(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0xff));
}

// As its line in the registry would do it, and before what is made of the registry is loaded.
for (const choice of choicesOf(binary)) (formatChoices as Map<string, FormatChoice>).set(choice.extension, choice);
const { startNights, START } = await import('../wrong-answers/nights.ts');
const { runCommandLine } = await import('../../src/commands/commands.ts');

test('a binary format takes its file and its line: it is written, read back, verified and audited', async (t) => {
  const nights = await startNights(t, {
    resources: 'users,audit_logs,costs',
    format: 'bin.gz, csv',
    'start-date': '5d',
    'fail-on': 'finding:high',
  });
  const first = await nights.night(0);
  assert.deepEqual(first.problems, []);
  const users = nights.simulator.organization.list('users');
  users.remove(users.entries()[0]?.id ?? '');
  const second = await nights.night(1);
  assert.deepEqual(second.problems, []);
  assert.equal(Object.keys(second.data).filter((path) => path.startsWith('_changes/users/')).length, 1);
  assert.ok((second.audit?.data.events?.counts.byType.size ?? 0) > 0);

  const lines: string[] = [];
  const command = (...args: string[]) =>
    runCommandLine(
      args,
      { GITHUB_WORKSPACE: nights.workspace, RUNNER_TEMP: nights.temp },
      {
        print: (text) => lines.push(text),
        tell: (line) => lines.push(line),
        now: () => START + 86_400,
      },
    );
  assert.equal(await command('verify', 'data'), 0, lines.join('\n'));
});

test('the input names every format', () => {
  const { text } = inputs.format;
  for (const { name } of formats) assert.match(text, new RegExp(`\\b${name}\\b`));
});
