import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultExports, longFunctions, notErasable, spelledPaths, takenNotHanded } from './code-rules.ts';
import { ownFiles, parseExamples, parseSources, ROOT } from './source-tree.ts';

test('modules are handed what they need, export by name, have short functions, and run without their types', async () => {
  const texts = await ownFiles();
  const tree = await parseSources(ROOT, texts);
  assert.ok(tree.size > 500, 'the sources are found');
  assert.deepEqual(takenNotHanded(tree), []);
  assert.deepEqual(spelledPaths(tree), []);
  assert.deepEqual(defaultExports(tree), []);
  assert.deepEqual(longFunctions(tree), []);
  assert.deepEqual(notErasable(texts), []);
});

test('a module that reads the environment, the clock or the runner by itself is named, and an entry is not', async () => {
  const text = [
    `import * as core from '@actions/core';`,
    'export const key = process.env.KEY;',
    'export const all = { ...process.env };',
    'export const now = () => Date.now() + new Date().getTime() + Math.random();',
    'export const day = new Date(0);',
    '// process.env in a comment, "process.env" in a text',
    `export const told = () => console.log('process.env');`,
  ].join('\n');
  const tree = await parseExamples({ 'src/state/cache.ts': text, 'simulator/clock.ts': text, 'src/main.ts': text });
  assert.deepEqual(takenNotHanded(tree), [
    'src/state/cache.ts:1 uses @actions/core: let its caller hand in the runner.',
    'src/state/cache.ts:2 uses process.env: let its caller hand in the environment.',
    'src/state/cache.ts:3 uses process.env: let its caller hand in the environment.',
    'src/state/cache.ts:4 uses Date.now: let its caller hand in the clock and chance.',
    'src/state/cache.ts:4 uses new Date(): let its caller hand in the clock and chance.',
    'src/state/cache.ts:4 uses Math.random: let its caller hand in the clock and chance.',
    'src/state/cache.ts:7 uses console.log: let its caller hand in the log.',
    'src/main.ts:7 uses console.log: let its caller hand in the log.',
  ]);
});

test('a module that spells a path of an archive is named, and the one file that may is not', async () => {
  const text = [
    "const a = '_manifests/users.json';",
    "const b = name + '/month=' + month;",
    'const c = /^_runs/;',
    "// '_changes/' in a comment",
    "const d = 'row_changes on start_date=1, recalculate-d';",
  ].join('\n');
  const tree = await parseExamples({ 'src/state/restore.ts': text, 'src/archive/layout.ts': text });
  const take = 'spells a path of an archive: take it from src/archive/layout.ts.';
  assert.deepEqual(
    spelledPaths(tree),
    [1, 2, 3].map((line) => `src/state/restore.ts:${line} ${take}`),
  );
});

test('a default export is named, and a default case is not', async () => {
  const tree = await parseExamples({
    'src/a.ts': 'export default function run() {}',
    'src/b.ts': 'const one = 1;\nexport default one;',
    'src/c.ts': 'export function kind(n: number) {\n  switch (n) {\n    default:\n      return 1;\n  }\n}',
  });
  assert.deepEqual(defaultExports(tree), ['src/a.ts:1 exports without a name.', 'src/b.ts:2 exports without a name.']);
});

test('a long function is named, and one that is long by those inside it is not', async () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `  const a${index} = ${index};`);
  const inner = ['  function inside() {', ...lines(6), '  }'];
  const tree = await parseExamples({
    'src/long.ts': ['export function long() {', ...lines(10), '}'].join('\n'),
    'src/factory.ts': [
      'export const make = () => {',
      ...lines(5),
      ...inner,
      ...inner.map((l) => l.replace('e()', 'e2()')),
      '};',
    ].join('\n'),
    'test/long.ts': ['export function long() {', ...lines(10), '}'].join('\n'),
  });
  assert.deepEqual(longFunctions(tree, 10), ['src/long.ts:1 has 12 lines of its own.']);
});

test('what Node cannot run without its types is named', () => {
  const texts = new Map([
    ['src/enum.ts', 'enum Colour { Red }'],
    ['src/class.ts', 'class One { constructor(private readonly two: string) {} }'],
    ['src/fine.ts', 'type One = string;\nconst two: One = "enum";'],
    ['docs/enum.md', 'enum Colour { Red }'],
  ]);
  const problems = notErasable(texts);
  assert.equal(problems.length, 2, problems.join('\n'));
  assert.match(problems.join('\n'), /^src\/enum\.ts: .*enum.*\nsrc\/class\.ts: .*parameter propert/);
});
