import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importsOf } from './imports.ts';
import { foreignImports, importCircles, upwardImports } from './layers.ts';
import { ownFiles, parseExamples, parseSources, ROOT } from './source-tree.ts';

test('imports point down, stay within their part, and form no circles', async () => {
  const imports = importsOf(await parseSources(ROOT, await ownFiles()));
  assert.ok(imports.filter(({ isOwn }) => isOwn).length > 1000, 'the imports are found');
  assert.deepEqual(upwardImports(imports), []);
  assert.deepEqual(foreignImports(imports), []);
  assert.deepEqual(importCircles(imports), []);
});

test('finds imports, exports from elsewhere, imports on demand, and which of them are types', async () => {
  const tree = await parseExamples({
    'src/run.ts': [
      `import { one } from './one.ts';`,
      `import type { Two } from './two.ts';`,
      `import { type Three, type Four } from './three.ts';`,
      `import { type Five, six } from './five.ts';`,
      `import './effect.ts';`,
      `export { seven } from '../scripts/seven.ts';`,
      `export type { Eight } from './eight.ts';`,
      `const late = await import('node:fs');`,
      `// import { no } from './no.ts';`,
      `const text = "import { no } from './no.ts'";`,
    ].join('\n'),
  });
  assert.deepEqual(
    importsOf(tree).map(({ place, to, isType }) => `${place} ${to}${isType ? ' (type)' : ''}`),
    [
      'src/run.ts:1 src/one.ts',
      'src/run.ts:2 src/two.ts (type)',
      'src/run.ts:3 src/three.ts (type)',
      'src/run.ts:4 src/five.ts',
      'src/run.ts:5 src/effect.ts',
      'src/run.ts:6 scripts/seven.ts',
      'src/run.ts:7 src/eight.ts (type)',
      'src/run.ts:8 node:fs',
    ],
  );
});

test('an import that points up is named, also one of a type', async () => {
  const tree = await parseExamples({
    'src/api/client.ts': `import { run } from '../run/run.ts';\nimport { one } from '../notices/one.ts';`,
    'src/catalogue/keys.ts': `import type { Client } from '../api/client.ts';`,
    'src/privacy/privacy.ts': `import { audit } from '../audit/audit.ts';`,
  });
  assert.deepEqual(upwardImports(importsOf(tree)), [
    'src/api/client.ts:1 imports src/run/run.ts, which lies above it.',
    'src/catalogue/keys.ts:1 imports src/api/client.ts, which lies above it.',
    'src/privacy/privacy.ts:1 imports src/audit/audit.ts, which lies above it.',
  ]);
});

test('a folder that has no layer is named', async () => {
  const tree = await parseExamples({ 'src/new/thing.ts': `import { one } from '../notices/errors.ts';` });
  assert.deepEqual(upwardImports(importsOf(tree)), ['src/new/thing.ts is in no layer of test/house-rules/layers.ts.']);
});

test('a simulator that borrows from the program is named', async () => {
  const tree = await parseExamples({
    'simulator/keys.ts': `import { one } from '../src/api/client.ts';`,
    'src/main.ts': `import { startSimulator } from '../simulator/server.ts';`,
    'scripts/write.ts': `import { one } from '../src/main.ts';`,
  });
  assert.deepEqual(foreignImports(importsOf(tree)), [
    'simulator/keys.ts:1 imports src/api/client.ts: simulator/ knows nothing of src/.',
    'src/main.ts:1 imports simulator/server.ts: src/ knows nothing of simulator/.',
  ]);
});

test('a circle of files or folders is named, in src/ also one of types', async () => {
  const tree = await parseExamples({
    'src/api/one.ts': `import { two } from './two.ts';`,
    'src/api/two.ts': `import { three } from './three.ts';`,
    'src/api/three.ts': `import { one } from './one.ts';`,
    'src/api/four.ts': `import type { One } from './one.ts';\nimport { five } from './five.ts';`,
    'src/api/five.ts': `import type { Four } from './four.ts';`,
    'src/export/read/six.ts': `import type { Seven } from '../write/seven.ts';`,
    'src/export/write/eight.ts': `import { six } from '../read/six.ts';`,
    'test/nine.ts': `import type { Ten } from './ten.ts';`,
    'test/ten.ts': `import { nine } from './nine.ts';`,
  });
  assert.deepEqual(importCircles(importsOf(tree)), [
    'src/api/one.ts → src/api/two.ts → src/api/three.ts → src/api/one.ts',
    'src/api/four.ts → src/api/five.ts → src/api/four.ts',
    'src/export/read → src/export/write → src/export/read',
  ]);
});
