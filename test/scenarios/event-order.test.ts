import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { secondsOf, startScenario } from './scenario.ts';

const PATH = '/organization/audit_logs';
const FROM = secondsOf('2026-02-20');
const DAY = 86_400;

interface Event {
  id: string;
  type: string;
  effective_at: number;
}

/** Half of the events lie in one hour, so that the walks are shared. */
function newestFirst(count: number): Event[] {
  const events = Array.from({ length: count }, (_, index) => ({
    id: `audit_log-${String(index).padStart(5, '0')}`,
    type: 'project.created',
    effective_at:
      index % 2 === 0
        ? FROM + 3 * DAY + Math.floor((index * 3600) / count)
        : FROM + Math.floor((index * 9 * DAY) / count),
  }));
  return events.sort((a, b) => b.effective_at - a.effective_at || (a.id < b.id ? 1 : -1));
}

const NEWEST_FIRST = newestFirst(6000);

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

/** Plays a night in which the API lists these events in this order; returns how many pages were asked for. */
async function readAll(t: TestContext, listed: Event[], inputs: Record<string, string> = {}): Promise<number> {
  const scenario = await startScenario(t, {
    resources: 'audit_logs',
    'start-date': '2026-02-20',
    config: 'event-types: [project.created]',
    ...inputs,
  });
  scenario.simulator.customAnswers.set(PATH, (query) => {
    const [from, to] = [Number(query.get('effective_at[gte]')), Number(query.get('effective_at[lt]') ?? Infinity)];
    const inRange = listed.filter(({ effective_at: at }) => at >= from && at < to);
    const first = inRange.findIndex(({ id }) => id === query.get('after')) + 1;
    const data = inRange.slice(first, first + Number(query.get('limit')));
    return {
      object: 'list',
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: first + data.length < inRange.length,
    };
  });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  const rows = await scenario.rows('audit_logs');
  assert.deepEqual([...rows].sort(), listed.map((event) => JSON.stringify(event)).sort());
  return night.requests.filter(({ path }) => path === PATH).length;
}

for (const [name, listed] of Object.entries(ORDERS)) {
  test(`events that come ${name} are all there, each once`, async (t) => {
    const requests = await readAll(t, listed);
    assert.ok(requests < (4 * listed.length) / 100, `${requests} requests`);
  });
}

test('a walk of more pages than one may have goes on as another', async (t) => {
  const requests = await readAll(t, newestFirst(22_000), { config: 'concurrency: 1\nevent-types: [project.created]' });
  // The first request asks for the newest event, and what lies between two walks is asked for twice.
  assert.ok(requests <= 220 + 3, `${requests} requests`);
});
