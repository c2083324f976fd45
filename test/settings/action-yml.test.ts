import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { declarationOf, inputNames, table } from '../../src/settings/table.ts';
import { configOf, mistakesOf } from './given.ts';

interface Metadata {
  inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
}

const action: Metadata = parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8'));

const inputDefaults: Record<string, string> = Object.fromEntries(
  inputNames.flatMap((name) => (table[name].default === undefined ? [] : [[name, String(table[name].default)]])),
);

describe('action.yml', () => {
  it('has the inputs that are read, in the same order, and no other', () => {
    assert.deepEqual(Object.keys(action.inputs), [...inputNames]);
  });

  it('names the default of each input that has one, and declares none but the token, for the config file must be able to set it', () => {
    for (const name of inputNames) {
      const { description, ...rest } = action.inputs[name] ?? { description: '' };
      const [, stated] = /Default: `([^`]+)`\.$/.exec(description) ?? [];
      assert.equal(stated, inputDefaults[name], name);
      const special: Record<string, object> = {
        'api-key': { required: true },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
        'github-token': { default: '${{ github.token }}' },
      };
      assert.deepEqual(rest, special[name] ?? {}, name);
    }
  });

  it('names defaults that mean the same when they are given', async () => {
    const { selections, ...given } = await configOf({ ...inputDefaults });
    const { selections: byDefault, ...rest } = await configOf({});
    assert.deepEqual(given, rest);
    assert.deepEqual(selections, byDefault);
  });

  it('describes each input as the command line and the schema of the config do: src/settings/inputs.ts', () => {
    for (const name of inputNames) assert.equal(declarationOf(name).text, action.inputs[name]?.description, name);
  });

  it('describes every input and output in at least a sentence', () => {
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
      assert.match(description, /^\S[\s\S]{15,}[.`]$/);
    }
  });

  it('is read in full: each input changes the config, or is refused', async () => {
    for (const name of inputNames) {
      const mistakes = await mistakesOf({ [name]: 'a b' });
      assert.ok(name === 'destination' || mistakes.length > 0, name);
    }
    assert.equal((await configOf({ destination: 'a b' })).destination.identity, 'a b');
  });

  it('runs the bundle on Node 24', () => {
    assert.deepEqual(action.runs, { using: 'node24', main: 'dist/index.js' });
  });
});
