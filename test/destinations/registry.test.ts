import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { kindNamedBy, kinds, placesText } from '../../src/destinations/registry.ts';
import { inputs } from '../../src/settings/inputs.ts';

const ROOT = join(import.meta.dirname, '../..');

test('what is written of places, in help, inputs and pages, names every kind', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const { text } = inputs.destination;
  for (const { kind, written, schemes } of kinds) {
    for (const form of written) assert.ok(placesText.includes(form), form);
    if (schemes.length === 0) continue;
    assert.ok(text.includes(`${schemes[0]}://`), `the description of destination lacks ${schemes[0]}://`);
    assert.ok(readme.includes(`docs/destinations/${kind}.md`), `README.md lacks docs/destinations/${kind}.md`);
  }
});

test('the page of every kind tells of each of its options', async () => {
  for (const { kind, options } of kinds) {
    const page =
      Object.keys(options).length > 0 ? await readFile(join(ROOT, `docs/destinations/${kind}.md`), 'utf8') : '';
    for (const option of Object.keys(options))
      assert.ok(page.includes(option), `docs/destinations/${kind}.md lacks ${option}`);
  }
});

test('a scheme names its kind in capitals too, and everything else is a folder', () => {
  const named = (given: string) => kindNamedBy(given).kind;
  assert.deepEqual(
    ['S3://b', 'gs://b', 'az://c', 'HTTPS://a/c', 'http://a/c', 'data', 'ftp://a', 's3:/b', './s3://b'].map(named),
    ['s3', 'gcs', 'azure', 'azure', 'azure', 'folder', 'folder', 'folder', 'folder'],
  );
});
