import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secondsOf, startScenario } from './scenario.ts';

const PATH = '/organization/audit_logs';
const FROM = secondsOf('2026-02-20');
const DAY = 86_400;
const COUNT = 6000;

interface Event {
  id: string;
  type: string;
  effective_at: number;
}

/** Half of the events lie in one hour, so that the walks are shared. */
const NEWEST_FIRST: Event[] = Array.from({ length: COUNT }, (_, index) => ({
  id: `audit_log-${String(index).padStart(5, '0')}`,
  type: 'project.created',
  effective_at:
    index % 2 === 0
      ? FROM + 3 * DAY + Math.floor((index * 3600) / COUNT)
      : FROM + Math.floor((index * 9 * DAY) / COUNT),
})).sort((a, b) => b.effective_at - a.effective_at || (a.id < b.id ? 1 : -1));

/** Every twentieth event comes 150 places late, as if the API listed events when it learnt of them. */
const LATE = [...NEWEST_FIRST.entries()].sort(([a], [b]) => place(a) - place(b)).map(([, event]) => event);

function place(index: number): number {
  return index % 20 === 0 ? index + 150.5 : index;
}

const ORDERS: Record<string, Event[]> = {
  'the newest first': NEWEST_FIRST,
  'the oldest first': [...NEWEST_FIRST].reverse(),
  'some of them late': LATE,
};

for (const [name, listed] of Object.entries(ORDERS)) {
  test(`events that come ${name} are all there, each once`, async (t) => {
    const scenario = await startScenario(t, {
      resources: 'audit_logs',
      'start-date': '2026-02-20',
      config: 'event-types: [project.created]',
    });
    scenario.simulator.customAnswers.set(PATH, (query) => {
      const [from, to] = [Number(query.get('effective_at[gte]')), Number(query.get('effective_at[lt]') ?? Infinity)];
      const inRange = listed.filter(({ effective_at: at }) => at >= from && at < to);
      const first = inRange.findIndex(({ id }) => id === query.get('after')) + 1;
      const data = inRange.slice(first, first + Number(query.get('limit')));
      const hasMore = first + data.length < inRange.length;
      return JSON.stringify({
        object: 'list',
        data,
        first_id: data[0]?.id ?? null,
        last_id: data.at(-1)?.id ?? null,
        has_more: hasMore,
      });
    });
    const night = await scenario.night();
    assert.equal(night.exitCode, 0, night.log.text);
    const rows = await scenario.rows('audit_logs');
    const expected = [...NEWEST_FIRST].reverse().map((event) => JSON.stringify(event));
    assert.deepEqual([...rows].sort(), expected.sort());
    const { length } = night.requests.filter(({ path }) => path === PATH);
    assert.ok(length < 4 * (COUNT / 100), `${length} requests`);
  });
}
