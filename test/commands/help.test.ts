import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { userAgent, version } from '../../src/api/version.ts';
import { commands } from '../../src/commands/commands.ts';
import { settingFlags } from '../../src/commands/export-flags.ts';
import { generalHelp } from '../../src/commands/help-command.ts';
import { fieldSchemas } from '../../src/settings/field-types.ts';
import { type SettingName, secretInputs, settingNames, table } from '../../src/settings/table.ts';
import { runCli } from '../harness/run-cli.ts';
import { assertSnapshot } from '../harness/snapshot.ts';
import { temporaryFolder } from '../harness/workspace.ts';

const ROOT = join(import.meta.dirname, '../..');

test('help is the same whichever way it is asked for, and its text is reviewed', async (t) => {
  const folder = await temporaryFolder(t, 'help');
  for (const args of [[], ['--help'], ['-h'], ['help']]) {
    assert.deepEqual(await runCli(folder, args), { code: 0, stdout: generalHelp(commands), stderr: '' });
  }
  const asked = await runCli(folder, ['--resources', 'users', '--help']);
  assert.deepEqual(asked, { code: 0, stdout: commands[0]?.usage(), stderr: '' });
  assertSnapshot(t, import.meta.url, 'help.txt', generalHelp(commands));
});

test('help of every command begins with its usage and fits 80 columns', () => {
  for (const text of [generalHelp(commands), ...commands.map((command) => command.usage())]) {
    assert.match(text, /^Usage: openai-admin-export/);
    assert.deepEqual(
      text.split('\n').filter((line) => line.length > 80),
      [],
    );
  }
});

test('help tells all of a flag', async (t) => {
  const folder = await temporaryFolder(t, 'help');
  const { stdout } = await runCli(folder, ['help', '--start-date']);
  assert.match(stdout, /^--start-date <date>\n\n {2}From when[\s\S]*Default:\s+90d\.\n$/);
  assert.match((await runCli(folder, ['help', 'checks'])).stdout, /Given as YAML or JSON\.\n$/);
  assert.match((await runCli(folder, ['help', 'as-of'])).stdout, /^Usage: openai-admin-export as-of/);
  assert.match((await runCli(folder, ['help', 'quiet'])).stdout, /^--quiet\n\n {2}Print warnings/);
  assert.match((await runCli(folder, ['help', 'no-dry-run'])).stdout, /^--dry-run, --no-dry-run\n/);
  const secret = await runCli(folder, ['help', 'api-key']);
  assert.deepEqual([secret.code, secret.stdout], [2, '']);
  assert.match(secret.stderr, /set OPENAI_ADMIN_KEY in the environment/);
});

test('help speaks of no workspace, step or input, which only workflows have', async (t) => {
  const folder = await temporaryFolder(t, 'help');
  for (const name of ['config', 'destination', 'report', 'state']) {
    const { stdout } = await runCli(folder, ['help', name]);
    assert.doesNotMatch(stdout, /workspace|RUNNER_TEMP|checkout|\bstep\b|[Ii]nputs/, name);
  }
});

test('every input and setting but the secrets is a flag, in a group of the help', () => {
  const help = generalHelp(commands);
  const names = settingNames.filter((name) => !secretInputs.includes(name));
  assert.deepEqual(
    settingFlags.map(({ name }) => name),
    names,
  );
  for (const name of names) assert.match(help, new RegExp(`^  --(\\[no-\\])?${name}( |$)`, 'm'), name);
  for (const name of secretInputs) assert.doesNotMatch(help, new RegExp(`--${name}\\b`));
});

test('flags that take no value are the settings that are true or false', () => {
  const isSwitch = (name: SettingName) => {
    const { field } = table[name];
    const { anyOf = [] } = (field && fieldSchemas.get(field)) ?? {};
    return (anyOf as { type?: string }[]).some(({ type }) => type === 'boolean');
  };
  for (const { name, value } of settingFlags) assert.equal(value === undefined, isSwitch(name), name);
});

test('the version is that of the package', async (t) => {
  const { version: packaged } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  assert.equal(version, packaged);
  assert.equal(userAgent, `openai-admin-export/${packaged}`);
  const printed = await runCli(await temporaryFolder(t, 'help'), ['--version']);
  assert.deepEqual(printed, { code: 0, stdout: `${packaged}\n`, stderr: '' });
});
