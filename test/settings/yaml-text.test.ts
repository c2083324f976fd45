import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ConfigurationError } from '../../src/notices/errors.ts';
import { parseYaml } from '../../src/settings/yaml-text.ts';
import { configOf, mistakesOf } from './given.ts';

/** Ten to the ninth entries, if anybody wrote them out. */
const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  .concat([...'bcdefghi'].map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]}, `.repeat(10)}]`))
  .join('\n');

describe('a config that could be read in two ways, or never to its end, is a mistake', () => {
  const cases: Record<string, [text: string, expected: RegExp]> = {
    'an anchor that contains itself': ['labels: &a\n- x\n- *a', /&a contains itself.* in line 3$/],
    'an anchor that contains itself in a mapping': ['resource-options: &a\n  costs: *a', /&a contains itself/],
    'an anchor that contains itself three levels down': ['checks: &a {b: [{c: *a}]}', /&a contains itself/],
    'two anchors that contain each other': ['labels: &a [&b [*a, *b]]', /contains itself/],
    'aliases that multiply': [bomb, /more than 100 aliases/],
    'a second document': ['state: auto\n---\nprivacy: redact', /second document begins in line 2/],
    'a second document after the end of the first': ['state: auto\n...\nprivacy: redact', /second document/],
    'a second document that is empty': ['privacy: redact\n---\n', /second document/],
    'a first document that is empty': ['---\n---\nprivacy: redact', /second document/],
    'a second document after a block of text': ['commit-message: |\n  x\n---\nprivacy: redact', /second document/],
    'another version of YAML': ['%YAML 1.1\n---\ncommit: no', /directive/],
    'tags of its own': ['%TAG ! tag:example.com,2026:\n---\nstate: auto', /directive/],
    'a directive that nobody knows': ['%PRIVACY off\n---\nstate: auto', /directive/],
    'a key twice': ['state: auto\nstate: cache', /a key twice.* in line 2$/],
    'a key twice, once in quotes': ['start-date: 30d\n"start-date": 60d', /a key twice/],
    'a key twice, once as a number': ['resource-options: {1: {}, "1": {}}', /a key twice/],
    'a key twice, deep down': [
      'resource-options:\n  costs:\n    format: csv\n    format: jsonl',
      /a key twice.* in line 4$/,
    ],
    'a key twice in a list': ['resources:\n- {name: a, path: /a, path: /b}', /a key twice/],
    'a merge key': ['resource-options:\n  costs: &c {format: csv}\n  users: {<<: *c}', /merge key.* in line 3$/],
    'a tag that makes code': ['state: !!js/function "x"', /a tag/],
    'a tag that makes bytes': ['state: !!binary aGk=', /a tag/],
    'a tag with a value': ['privacy: !redact none', /a tag/],
    'a tag of a mapping': ['resource-options: !mine {costs: {format: csv}}', /a tag/],
    'a key that is a list': ['? [privacy]\n: redact', /a key that is no plain text/],
    'a key that is an alias': ['branch: &x privacy\n*x : redact', /a key that is no plain text/],
    'a key that is null': ['~: redact\nretries: 2', /a key that is no plain text/],
    'the prototype of objects': ['__proto__: {privacy: redact}', /__proto__/],
    'a tab for indentation': ['resource-options:\n\tcosts: {format: csv}', /TAB_AS_INDENT in line 2/],
    'brackets without end': [`labels: ${'['.repeat(20_000)}`, /too deeply/],
    'keys without end': [`retries: 2\n${'? '.repeat(20_000)}a\n`, /too deeply/],
    'a text without end': [`# ${'x'.repeat(600_000)}\nstate: auto`, /longer than/],
  };
  for (const [title, [config, expected]] of Object.entries(cases)) {
    it(title, async () => {
      const mistakes = await mistakesOf({ config });
      assert.equal(mistakes.length, 1, mistakes.join('\n'));
      assert.match(mistakes[0] ?? '', expected);
    });
  }

  it('holds for the YAML list of resources too', async () => {
    for (const resources of [
      '- users\n- {name: a, path: /a, path: /b}',
      '- &a [*a]',
      '- users\n---\n- costs',
      '- {name: a, path: /a, primary_key: id, primary-key: name}',
    ]) {
      const mistakes = await mistakesOf({ resources });
      assert.equal(mistakes.length, 1, `${resources}: ${mistakes.join('\n')}`);
      assert.match(mistakes[0] ?? '', /^'resources'/);
    }
  });
});

describe('a config that can be read in one way alone is read', () => {
  const cases: Record<string, string> = {
    'the beginning of a document': '---\nretries: 2',
    'the end of a document': 'retries: 2\n...\n',
    'the version that is read anyway': '%YAML 1.2\n---\nretries: 2',
    'an alias': 'resource-options:\n  costs: &c {format: csv}\n  users: *c\nretries: 2',
    'an anchor given anew inside of itself': 'group-by: &a [&a project_id, *a]\nresources: costs\nretries: 2',
    'a tag that says what is the case': 'retries: !!int 2',
    'one key in two mappings': 'resource-options: {costs: {format: csv}, users: {format: csv}}\nretries: 2',
    'dashes inside of a text': 'commit-message: |\n  a\n  ---\n  b\nretries: 2',
  };
  for (const [title, config] of Object.entries(cases)) {
    it(title, async () => assert.equal((await configOf({ config })).retries, 2));
  }

  it('a resource left out by a bare tag', async () => {
    assert.deepEqual(await parseYaml('[standard, !users]'), { value: ['standard', '!users'] });
  });
});

it('whatever the text, the config is read or refused as a mistake', async () => {
  const word = fc.constantFrom(
    ...[
      'privacy',
      'resources',
      'format',
      'resource-options',
      'costs',
      'name',
      'path',
      'checks',
      'exceptions',
      'labels',
    ],
    ...['&a', '*a', '<<', '!users', '!!set', '!!omap', '!!binary', '__proto__', 'constructor', 'toString', 'null', '~'],
    ...[
      '{',
      '}',
      '[',
      ']',
      ': ',
      '- ',
      '? ',
      ', ',
      '\n',
      '\n  ',
      '\n    ',
      '\t',
      '"',
      "'",
      '|',
      '>',
      '#',
      '---',
      '...',
    ],
    ...[
      '%YAML 1.1',
      '\n---\n',
      '1',
      '.nan',
      '.inf',
      '0x1f',
      '2026-11-01',
      '\u0000',
      '\ufeff',
      '\\ud800',
      '\r',
      '@',
      '`',
    ],
  );
  const text = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => `\n${words.join('')}`);
  const run = fc.asyncProperty(text, fc.constantFrom('config', 'resources'), async (given, input) => {
    try {
      await configOf({ [input]: given });
    } catch (error) {
      assert.ok(error instanceof ConfigurationError, `${JSON.stringify(given)}: ${String(error)}`);
    }
  });
  // The number of runs can be raised for a long night: FUZZ_RUNS=20000.
  await fc.assert(run, { numRuns: Number(process.env.FUZZ_RUNS ?? 400), seed: 20261201 });
});
