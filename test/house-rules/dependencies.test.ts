import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import {
  type Lockfile,
  looseDependencies,
  type PackageFile,
  unknownInstallScripts,
  unreasonedDependencies,
} from './dependencies.ts';
import { importsOf } from './imports.ts';
import { COMPATIBLE, DEVELOPMENT_ONLY, incompatibleLicences, incompatibleNotices } from './licences.ts';
import { ownFiles, parseExamples, parseSources, ROOT } from './source-tree.ts';

const read = (path: string) => readFile(join(ROOT, path), 'utf8');
const packageFile: PackageFile = JSON.parse(await read('package.json'));
const lockfile: Lockfile = JSON.parse(await read('package-lock.json'));

test('dependencies are pinned, locked with their hashes, and run nothing when they are installed', () => {
  assert.deepEqual(looseDependencies(packageFile, lockfile), []);
  assert.deepEqual(unknownInstallScripts(packageFile, lockfile), []);
});

test('each run-time dependency has a reason and is used, and what is used is declared', async () => {
  const imports = importsOf(await parseSources(ROOT, await ownFiles()));
  assert.deepEqual(unreasonedDependencies(packageFile, imports), []);
});

test('the licences of all packages go with ours', async () => {
  assert.deepEqual(incompatibleLicences(lockfile), []);
  assert.deepEqual(incompatibleNotices(await read('dist/licenses.txt')), []);
});

test('the review of new dependencies allows the same licences', async () => {
  const workflow = parse(await read('.github/workflows/dependency-review.yml'));
  const { with: inputs } = workflow.jobs.review.steps.at(-1);
  assert.deepEqual(inputs['allow-licenses'].split(', '), [...COMPATIBLE]);
  assert.deepEqual(
    inputs['allow-dependencies-licenses'].split(', '),
    Object.keys(DEVELOPMENT_ONLY).map((name) => `pkg:npm/${name}`),
  );
});

test('the package states its licence, what it runs on, and that it is not published', async () => {
  const { license, engines, bin, private: isPrivate } = JSON.parse(await read('package.json'));
  assert.deepEqual([license, engines, isPrivate], ['MIT', { node: '>=20.12' }, true]);
  for (const path of Object.values(bin as Record<string, string>)) assert.ok((await read(path)).length > 0, path);
  assert.match(
    await read('LICENSE'),
    /^MIT License\n\nCopyright \(c\) \d{4} [\s\S]+WITHOUT WARRANTY OF ANY KIND[\s\S]+SOFTWARE\.\n$/,
  );
});

/** A small package with everything in order. */
function inOrder() {
  const version = '1.0.0';
  const file: PackageFile = {
    version,
    dependencies: { left: '1.2.3' },
    devDependencies: { right: '2.0.0' },
    allowScripts: {},
  };
  const lock: Lockfile = {
    version,
    packages: {
      '': { version, dependencies: { left: '1.2.3' }, devDependencies: { right: '2.0.0' } },
      'node_modules/left': { version: '1.2.3', integrity: 'sha512-a', license: 'MIT' },
      'node_modules/right': { version: '2.0.0', integrity: 'sha512-b', license: 'MIT OR GPL-3.0', dev: true },
    },
  };
  return {
    file,
    lock,
    left: lock.packages['node_modules/left'] ?? {},
    right: lock.packages['node_modules/right'] ?? {},
  };
}

test('loose and unlocked dependencies are named', () => {
  assert.deepEqual(looseDependencies(inOrder().file, inOrder().lock), []);
  const { file, lock, left, right } = inOrder();
  file.dependencies.left = '^1.2.3';
  left.resolved = 'https://registry.example/left.tgz';
  delete right.integrity;
  file.version = '1.0.1';
  delete (file.devDependencies as Record<string, string>).right;
  assert.deepEqual(looseDependencies(file, lock), [
    'left is not pinned to one version: ^1.2.3.',
    'left is ^1.2.3 in package.json and 1.2.3 in the lockfile.',
    'right is in the lockfile and not in package.json.',
    'node_modules/left names a registry in the lockfile.',
    'node_modules/right has no hash in the lockfile.',
    'The version is 1.0.1 in package.json and 1.0.0 in the lockfile.',
  ]);
});

test('a package that runs something when it is installed is named, however deep it lies', () => {
  const { file, lock } = inOrder();
  lock.packages['node_modules/right/node_modules/@deep/one'] = { hasInstallScript: true };
  assert.deepEqual(unknownInstallScripts(file, lock), ['@deep/one has an install script.']);
  file.allowScripts['@deep/one'] = false;
  assert.deepEqual(unknownInstallScripts(file, lock), []);
});

test('dependencies without a reason, without a use and without a declaration are named', async () => {
  const { file } = inOrder();
  const tree = await parseExamples({
    'src/a.ts': `import { one } from 'left/deep';\nimport { two } from 'right';\nimport { three } from 'node:fs';`,
    'test/a.ts': `import { two } from 'right';\nimport { four } from '@far/away/deep';`,
  });
  assert.deepEqual(unreasonedDependencies(file, importsOf(tree), { gone: 'it was needed once' }), [
    'src/a.ts:2 imports right, which package.json does not declare for run time.',
    'test/a.ts:2 imports @far/away, which package.json does not declare.',
    'left is a run-time dependency without a reason.',
    'gone has a reason and is no dependency.',
  ]);
  assert.deepEqual(unreasonedDependencies(file, [], { left: 'because' }), [
    'left is a run-time dependency that nothing imports.',
  ]);
});

test('licences that ask for more are named, in the lockfile and among the notices', () => {
  const { lock, left } = inOrder();
  assert.deepEqual(incompatibleLicences(lock), []);
  left.license = 'MIT AND GPL-3.0-only';
  lock.packages['node_modules/axe-core'] = { license: 'MPL-2.0' };
  lock.packages['node_modules/nothing'] = { dev: true };
  assert.deepEqual(incompatibleLicences(lock), [
    'left is under MIT AND GPL-3.0-only.',
    'axe-core is under MPL-2.0.',
    'nothing is under no licence (development).',
  ]);
  const rule = '-'.repeat(80);
  assert.deepEqual(incompatibleNotices(`${rule}\nleft 1.2.3 (MIT)\n\nText\n\n${rule}\nright 2.0.0 (AGPL-3.0)\n`), [
    'right 2.0.0 is under AGPL-3.0.',
  ]);
  assert.deepEqual(incompatibleNotices(''), ['The notices name no package.']);
});
