import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { contractNights } from './contract-nights.ts';

const names = allResources.filter(({ idsRequired }) => !idsRequired).map(({ name }) => name);
const INPUTS = { resources: names.join(','), 'start-date': '2026-02-27', format: 'jsonl,csv' };

test('an organisation as OpenAI describes it is exported in every mode as without one', async (t) => {
  const { night } = await contractNights(t, INPUTS, { batchAsText: true });
  const free = await night();
  assert.equal(free.exitCode, 0, free.told.join('\n'));
  const data = Object.entries(free.files).filter(([path]) => !path.startsWith('_manifests/'));
  for (const mode of ['freeze', 'discard-columns', 'discard-rows']) {
    const held = await night({ config: `on-schema-change: ${mode}`, destination: mode });
    assert.equal(held.exitCode, 0, held.told.join('\n'));
    assert.doesNotMatch(held.told.join('\n'), /left out/);
    assert.deepEqual(
      Object.entries(await held.filesIn(mode)).filter(([path]) => !path.startsWith('_manifests/')),
      data,
    );
  }
});
