import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bundle, bundleProduct } from '../../scripts/build.ts';
import { chunkNames } from '../../scripts/chunk-names.ts';
import { readFolder, temporaryFolder } from '../harness/workspace.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MOST_BYTES = 7_500_000;

test('dist is what the sources build to', async () => {
  const built = Object.fromEntries([...(await bundleProduct())].sort());
  const committed = await readFolder(join(ROOT, 'dist'));
  const differing = [...new Set([...Object.keys(built), ...Object.keys(committed)])].filter(
    (path) => built[path] !== committed[path],
  );
  assert.deepEqual(differing, [], 'dist/ is stale: run npm run build');
});

test('dist stays small and holds no path of the machine that built it', async () => {
  const built = [...(await bundleProduct()).values()];
  assert.ok(built.reduce((sum, text) => sum + Buffer.byteLength(text), 0) < MOST_BYTES);
  assert.ok(!built.some((text) => text.includes(ROOT)));
});

test('builds the same bytes for the same sources, wherever they lie', async (t) => {
  const [first, second] = await Promise.all([fixture(await temporaryFolder(t)), fixture(await temporaryFolder(t))]);
  assert.deepEqual(first, second);
});

test('puts what is imported on demand into its own file and leaves out entries that do not exist', async (t) => {
  const files = await fixture(await temporaryFolder(t));
  assert.deepEqual([...files.keys()].sort(), ['chunks/later.js', 'index.js', 'licenses.txt', 'package.json']);
  assert.doesNotMatch(files.get('index.js') ?? '', /a package of our own/);
});

test('a change of one module changes its own chunk alone, and no name', async (t) => {
  const [before, after] = [await fixture(await temporaryFolder(t)), await fixture(await temporaryFolder(t), 'changed')];
  assert.deepEqual([...after.keys()], [...before.keys()]);
  const changed = [...after].flatMap(([path, text]) => (before.get(path) === text ? [] : [path]));
  assert.deepEqual(changed, ['chunks/later.js']);
});

test('no chunk of dist has a hash in its name, and what several share is named after them', async () => {
  const names = Object.keys(await readFolder(join(ROOT, 'dist'))).filter((path) => path.startsWith('chunks/'));
  assert.ok(names.length > 30);
  assert.deepEqual(
    names.filter((name) => !/^chunks\/[a-z\d-]+\.js$/.test(name)),
    [],
  );
  for (const name of ['s3', 'gcs', 'azure', 'page', 'yaml', 'shared-azure-gcs'])
    assert.ok(names.includes(`chunks/${name}.js`), name);
});

test('two chunks that would have one name are an error', () => {
  const output = (entryPoint: string) => ({ entryPoint, imports: [], exports: [], inputs: {}, bytes: 0 });
  const outputs = { 'dist/chunks/one-A.js': output('src/a/one.ts'), 'dist/chunks/one-B.js': output('src/b/one.ts') };
  assert.throws(() => chunkNames({ inputs: {}, outputs }), /Two chunks would be called one\.js/);
});

test('names the licence of each bundled package, with its text and the legal comments in its code', async (t) => {
  const files = await fixture(await temporaryFolder(t));
  const notices = files.get('licenses.txt') ?? '';
  assert.match(notices, /^left 1\.2\.3 \(MIT\)\n\nPermission is granted\.$/m);
  assert.match(notices, /Comments in the bundled code[\s\S]+Someone's notice/);
});

async function fixture(folder: string, text = 'a package of our own'): Promise<Map<string, string>> {
  const files = {
    'main.ts': `const { left } = await import('./later.ts');\nconsole.log(left);\n`,
    'later.ts': `export { left } from 'left';\n`,
    'node_modules/left/package.json': '{"name":"left","version":"1.2.3","license":"MIT","main":"index.js"}',
    'node_modules/left/index.js': `/*! Someone's notice */\nexport const left = '${text}';\n`,
    'node_modules/left/LICENSE': 'Permission is granted.\r\n',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return bundle(folder, { index: 'main.ts', missing: 'missing.ts' });
}
