import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startNights } from '../../wrong-answers/nights.ts';

const CSV = 'audit_logs/date=2026-02-26/audit_logs.csv';

/** Makes the API serve nothing of the first half of the day any more. */
function forgetful(body: { data?: { effective_at?: number }[] }): void {
  const day = Date.parse('2026-02-26') / 1000;
  if (!Array.isArray(body.data)) return;
  body.data = body.data.filter(({ effective_at: at = 0 }) => at < day || at >= day + 43_200);
}

test('events that only a table holds stay in it when a format that keeps the shape comes beside it', async (t) => {
  const nights = await startNights(t, { resources: 'audit_logs', 'start-date': '2026-02-20' });
  const first = await nights.night(0, {}, { format: 'csv' });
  const rewrite = (answer: { body: Buffer }) => {
    const body = JSON.parse(answer.body.toString());
    forgetful(body);
    return { ...answer, body: Buffer.from(JSON.stringify(body)) };
  };
  const again = { format: 'jsonl, csv', 'refresh-from': '2026-02-20' };
  const second = await nights.night(1, { rewrite: rewrite as never }, again);
  assert.ok(second.lines.some(([, line]) => line.includes('are in the CSV file alone and stay there')));
  assert.equal(second.data[CSV], first.data[CSV]);
  const json = second.data[CSV.replace('.csv', '.jsonl')]?.split('\n').length ?? 0;
  assert.ok(json > 1 && json < (first.data[CSV]?.split('\n').length ?? 0));
});
