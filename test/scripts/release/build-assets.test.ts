import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildArchive, softwareBill } from '../../../scripts/release/build-assets.ts';
import { temporaryFolder } from '../../harness/workspace.ts';

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

test('the archive of a release runs as it is, and the same commit gives the same bytes', async (t) => {
  const [first, second] = [await temporaryFolder(t), await temporaryFolder(t)];
  const paths = [await buildArchive(ROOT, first, 'v1.2.3'), await buildArchive(ROOT, second, 'v1.2.3')] as const;
  const digests = await Promise.all(
    paths.map(async (path) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ),
  );
  assert.equal(digests[0], digests[1]);
  execFileSync('tar', ['-xzf', paths[0], '-C', first]);
  const folder = join(first, 'openai-admin-export-v1.2.3');
  for (const path of ['action.yml', 'LICENSE', 'README.md', 'dist/index.js', 'dist/licenses.txt', 'docs/files.md'])
    assert.ok((await readFile(join(folder, path))).length > 0, path);
  execFileSync(process.execPath, [join(folder, 'dist/cli.js'), '--help'], { stdio: 'pipe' });
});

test('an archive has the name of a tag', async (t) => {
  await assert.rejects(buildArchive(ROOT, await temporaryFolder(t), '../v1'), /that is no tag of ours/);
});

test('the bill of materials lists the packages whose code is in the bundle, and no other', async () => {
  const text = await softwareBill(ROOT);
  assert.equal(await softwareBill(ROOT), text);
  const bill = JSON.parse(text);
  // What actions/attest asks of a bill: https://github.com/actions/attest/blob/main/src/sbom.ts
  assert.equal(bill.bomFormat, 'CycloneDX');
  assert.match(bill.specVersion, /^1\.\d$/);
  assert.match(bill.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(bill.metadata.component.name, 'openai-admin-export');
  assert.doesNotMatch(text, /"timestamp"/);
  const listed = bill.components.map((part: { name: string; version: string }) => `${part.name} ${part.version}`);
  const notices = await readFile(join(ROOT, 'dist/licenses.txt'), 'utf8');
  const bundled = [...notices.matchAll(/^-{80}\n(\S+ \S+) \(/gm)].map(([, name]) => name);
  assert.ok(bundled.length > 20);
  assert.deepEqual(listed.sort(), bundled.sort());
  const yaml = bill.components.find((part: { name: string }) => part.name === 'yaml');
  assert.equal(yaml.licenses[0].license.id, 'ISC');
  const direct = bill.dependencies.find((part: { ref: string }) => part.ref.startsWith('openai-admin-export@'));
  assert.ok(direct.dependsOn.includes(yaml['bom-ref']));
});
