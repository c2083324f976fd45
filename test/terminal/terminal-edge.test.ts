import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as core from '@actions/core';
import { createShellTerminal } from '../../src/commands/shell-terminal.ts';
import { harmless, harmlessJson, harmlessLine, masksOf } from '../../src/notices/terminal-text.ts';
import { commandsIn } from '../harness/workflow-commands.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { HOSTILE_TEXTS, UNSEEN } from './hostile-texts.ts';

const TELL_ALL = fileURLToPath(new URL('tell-all.ts', import.meta.url));

function output(terminal: 'runner' | 'shell'): string {
  return execFileSync(process.execPath, [TELL_ALL, terminal], { env: { RUNNER_DEBUG: '1' }, encoding: 'utf8' });
}

test('the texts are hostile: raw, most of them hold a command or what nobody sees', () => {
  const tame = HOSTILE_TEXTS.filter((text) => commandsIn(text).length === 0 && !UNSEEN.test(text));
  assert.deepEqual(
    tame.filter((text) => !text.includes('##vso[') && !text.includes('%0A')),
    [],
  );
});

test('a runner sees the commands of the terminal of a step, and no other, whatever it is told', () => {
  const told = output('runner');
  const own = ['notice', 'warning', 'error', 'debug', 'group', 'endgroup', 'error'];
  assert.deepEqual(
    commandsIn(told).map(({ name }) => name),
    HOSTILE_TEXTS.flatMap(() => own),
  );
  assert.doesNotMatch(told, UNSEEN);
  for (const { name, properties, message } of commandsIn(told)) {
    assert.deepEqual(properties, {});
    // What the runner shows of it is not read as a command again, but viewers of logs fold and colour by these signs.
    assert.doesNotMatch(message, /##\w*\[/, name);
    assert.deepEqual(commandsIn(message), []);
  }
  assert.doesNotMatch(told, /##\w*\[/);
});

test('a runner that reads along sees no command in what a shell is told', () => {
  const told = output('shell');
  assert.deepEqual(commandsIn(told), []);
  assert.doesNotMatch(told, UNSEEN);
});

test('what a terminal shows tells what the text held', () => {
  const cases: [text: string, shown: string][] = [
    ['a\n::error::b', 'a\n\\::error::b'],
    ['a\r::error::b', 'a\\x0d::error::b'],
    ['a\r\nb', 'a\nb'],
    ['\u001b[31mred\u009b', '\\x1b[31mred\\x9b'],
    ['x ##[error] ##vso[y', 'x #\\#[error] #\\#vso[y'],
    ['\u202eabc\u{e0001}', '\\u202eabc\\u{e0001}'],
    ['tab\tstays, lines\n  too', 'tab\tstays, lines\n  too'],
    ['## Heading, key::value, C# [x], #[y]', '## Heading, key::value, C# [x], #[y]'],
    ['می‌خواهم ❤️ 👩‍👧 é', 'می‌خواهم ❤️ 👩‍👧 é'],
  ];
  for (const [text, shown] of cases) assert.equal(harmless(text), shown);
  assert.equal(harmlessLine('a\n::b::'), 'a ::b::');
});

test('JSON for the terminal says the same, and no line of it is a command', () => {
  const value = Object.fromEntries(HOSTILE_TEXTS.map((text, index) => [`${index} ${text}`, text]));
  const text = harmlessJson(value);
  assert.deepEqual(commandsIn(text), []);
  assert.doesNotMatch(text, UNSEEN);
  const wellFormed = (each: string) => each.toWellFormed();
  assert.deepEqual(
    Object.entries(JSON.parse(text)).map(([key, each]) => [wellFormed(key), wellFormed(String(each))]),
    Object.entries(value).map(([key, each]) => [wellFormed(key), wellFormed(each)]),
  );
});

test('every line of a secret is masked, as it is and as it would be shown', () => {
  const secret = '-----BEGIN FAKE KEY-----\r\nfakefakefake\n}\n##[fake]\u001bkey';
  assert.deepEqual(masksOf(secret), [
    secret,
    '-----BEGIN FAKE KEY-----',
    'fakefakefake',
    '##[fake]\u001bkey',
    harmless(secret),
    '#\\#[fake]\\x1bkey',
  ]);
  assert.deepEqual(masksOf(' '), []);
  const lines: string[] = [];
  const stream = { write: (text: string) => lines.push(text) };
  const { log, setSecret } = createShellTerminal(stream, {}, 'usual', (message) => message);
  setSecret(secret);
  log.info(`whole ${secret}, a line fakefakefake, another ##[fake]\u001bkey`);
  assert.deepEqual(lines, ['whole ***, a line ***, another ***\n']);
});

test('a value of an output cannot set another one', async (t) => {
  const file = join(await temporaryFolder(t), 'outputs');
  execFileSync('touch', [file]);
  process.env.GITHUB_OUTPUT = file;
  try {
    for (const text of HOSTILE_TEXTS) core.setOutput('report', `${text}\nghadelimiter\nstatus=ok`);
  } finally {
    delete process.env.GITHUB_OUTPUT;
  }
  const [delimiters, ...rest] = [readFileSync(file, 'utf8').match(/^report<<(\S+)$/gm) ?? []];
  assert.equal(new Set(delimiters).size, HOSTILE_TEXTS.length);
  assert.deepEqual(rest, []);
});
