import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { filesBelow } from '../harness/workspace.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const SDK =
  /^(@aws-sdk|@smithy|@google-cloud|google-auth-library|@azure|@actions\/github|@octokit\/plugin-\w+|bottleneck|echarts)(\/|$)/;
const OWNERS = {
  'destinations/s3/s3.ts': /^@(aws-sdk|smithy)\//,
  'destinations/gcs/gcs.ts': /google/,
  'destinations/azure/azure.ts': /^@azure\/storage-blob$/,
  'destinations/azure/credential.ts': /^@azure\/identity$/,
  'github/client.ts': /^(@actions\/github|@octokit\/|bottleneck)/,
  'reporting/charts/draw.ts': /^echarts\//,
};

/** What a file imports, by the text behind `from` or within `import()`. */
async function importsOf(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, name = '']) => name);
}

test('each SDK is imported by its own file alone', async () => {
  const found: Record<string, string[]> = {};
  for (const path of await filesBelow(join(ROOT, 'src'))) {
    if (path.endsWith('.d.ts')) continue;
    const sdks = (await importsOf(join(ROOT, 'src', path))).filter((name) => SDK.test(name));
    if (sdks.length > 0) found[path] = sdks;
  }
  assert.deepEqual(Object.keys(found).sort(), Object.keys(OWNERS).sort());
  for (const [path, owner] of Object.entries(OWNERS))
    assert.ok(
      found[path]?.every((name) => owner.test(name)),
      path,
    );
});

test('a run that writes to a folder loads no SDK of a store, no client of GitHub and no charts', async () => {
  const seen = new Set<string>();
  const waiting = ['index.js'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = await readFile(join(ROOT, 'dist', path), 'utf8');
    const statically = [...text.matchAll(/^import\b[^;'"(]*(?:from\s*)?["'](\.[^"']+)["']/gm)];
    for (const [, name = ''] of statically) waiting.push(join(dirname(path), name));
    assert.doesNotMatch(
      text,
      /^\/\/ node_modules\/(@aws-sdk|@smithy|@google-cloud|google-auth-library|@azure|@actions\/github|@octokit\/core|echarts)\//m,
      path,
    );
  }
  assert.ok(seen.size > 1, 'what the entry has in common with others is followed');
});

test('our own code is readable in dist, and other packages are stripped', async () => {
  const text = await readFile(join(ROOT, 'dist/chunks/s3.js'), 'utf8');
  const own = text.slice(text.indexOf('// src/destinations/s3/s3.ts'));
  assert.match(own, /^function openS3\(location, options\) \{\n {2}const/m);
  assert.match(text, /^\/\/ node_modules\/@aws-sdk\/.*\n.{80,}$/m);
});
