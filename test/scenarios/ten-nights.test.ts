import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSnapshot } from '../harness/snapshot.ts';
import { requestLine } from './night-story.ts';
import { below, linesOf, type Night, SMALL, secondsOf, startScenario } from './scenario.ts';

/** Over a month and a year; some nights are early, some late, two lie at both sides of the new year. */
const NIGHTS = [
  '2025-12-27T04:17:00Z',
  '2025-12-28T04:19:31Z',
  '2025-12-29T03:58:02Z',
  '2025-12-30T00:00:00Z',
  '2025-12-30T23:59:59Z',
  '2025-12-31T23:59:30Z',
  '2026-01-01T00:00:01Z',
  '2026-01-02T05:00:00Z',
  '2026-01-05T04:17:00Z',
  '2026-01-06T04:17:00Z',
];

const INPUTS = { resources: 'audit_logs, users, costs, usage_completions', 'start-date': '2025-12-18' };
const QUIRKS = { lateEvents: 0.2, forgottenEvents: 0.3, costsFloor: 0 };
const COMPLETIONS = ['project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier'];

test('ten nights over the turn of the year hold every row once, remembered events included', async (t) => {
  const size = { ...SMALL, days: 9, auditEvents: 180, tenantEvents: 40 };
  const scenario = await startScenario(t, INPUTS, { start: '2025-12-27T04:17:00Z', size, quirks: QUIRKS });
  const { truth, clock } = scenario.simulator;
  const nights: Night[] = [];
  for (const at of NIGHTS) nights.push(await scenario.night({ at }));
  assert.deepEqual(
    nights.map(({ exitCode, outputs }) => `${exitCode} ${outputs.status}`),
    NIGHTS.map(() => '0 ok'),
  );

  const [from, month, now] = [secondsOf('2025-12-18'), secondsOf('2025-12-01'), clock.now()];
  const events = await scenario.rows('audit_logs');
  assert.deepEqual(events, truth.events(from, now, { remembered: true }));
  assert.ok(events.length > truth.events(from, now).length, 'some events are forgotten by now');
  const costs = truth.buckets('costs', month, now, { groupBy: ['project_id', 'line_item', 'api_key_id'] });
  assert.deepEqual((await scenario.rows('costs')).sort(), costs.sort());
  const usage = truth.buckets('usage_completions', month, now, { groupBy: COMPLETIONS });
  assert.deepEqual((await scenario.rows('usage_completions')).sort(), usage.sort());
  assert.deepEqual(await scenario.rows('users'), truth.snapshot('users'));
  assert.deepEqual(replayed(nights), ids(linesOf(await scenario.read('data/users/users.jsonl'))));

  const asked = nights.map(({ requests }, index) => [`${NIGHTS[index]}`, ...requests.map(requestLine).sort(), '']);
  assertSnapshot(t, import.meta.url, 'ten-nights.txt', asked.flat().join('\n'));
});

/** The ids of the first night's users, after the change files of every later night. */
function replayed(nights: Night[]): string[] {
  const first = below((nights[0] as Night).after, 'data/users');
  const known = new Set(ids(linesOf(first['users.jsonl'] ?? '')));
  for (const night of nights.slice(1)) {
    const fresh = Object.entries(below(night.after, 'data/_changes/users')).filter(
      ([path]) => !(`data/_changes/users/${path}` in night.before),
    );
    for (const line of fresh.flatMap(([, text]) => linesOf(text))) {
      const { change, key } = JSON.parse(line);
      if (change === 'added') known.add(key.id);
      if (change === 'removed') known.delete(key.id);
    }
  }
  return [...known].sort();
}

function ids(rows: string[]): string[] {
  return rows.map((row) => JSON.parse(row).id).sort();
}
