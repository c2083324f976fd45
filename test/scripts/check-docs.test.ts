import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { checkDocs, checkDocsPath } from '../../scripts/write-check-docs.ts';
import { allChecks } from '../../src/audit/all-checks.ts';

test('the page of the checks is the one that node scripts/write-check-docs.ts writes', async () => {
  assert.equal(await readFile(checkDocsPath, 'utf8'), checkDocs(allChecks));
});
