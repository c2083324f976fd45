import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secondsOf, startScenario } from '../scenarios/scenario.ts';
import { nightly, verify } from './exported.ts';

for (const partitionBy of ['day', 'month']) {
  test(`costs of which the API groups some days by users agree with what it gives again (by ${partitionBy})`, async (t) => {
    const inputs = { resources: 'costs', 'start-date': '2026-01-26', 'partition-by': partitionBy, format: 'csv,jsonl' };
    const within = [secondsOf('2026-01-01'), secondsOf('2026-02-10')] as const;
    const scenario = await startScenario(
      t,
      { ...inputs, config: 'group-by: all' },
      { size: { days: 90 }, quirks: { combinedCosts: { says: 'words', within } } },
    );
    const { url, adminKey, clock } = scenario.simulator;
    await nightly(scenario, '2026-03-02T04:17:00Z');
    await nightly(scenario, '2026-03-12T04:17:00Z');
    const at = new Date(clock.now() * 1000).toISOString();
    const files = await verify(scenario, [], { at });
    assert.equal(files.code, 0, files.page + files.told);
    assert.match(files.page, /without the dimension user_id: the API refused to group by it/);
    const args = ['--against-api', '--from', '2026-02-01', '--to', '2026-03-01', '--base-url', url];
    const again = await verify(scenario, args, { at, env: { OPENAI_ADMIN_KEY: adminKey } });
    assert.equal(again.code, 0, again.page + again.told);
  });
}
