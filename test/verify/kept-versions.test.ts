import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ApiVerification, Comparison } from '../../src/verify/against-api/comparison.ts';
import type { Gateway } from '../servers/gateway.ts';
import { type Nights, rowsOf, startNights } from '../wrong-answers/nights.ts';
import { verify } from './exported.ts';

type Event = Record<string, unknown> & { id: string };
type Change = (event: Event) => Event;

/** Two days that are over and settled. */
const DAYS = ['2026-02-21', '2026-02-22'];
const OTHER_ACTOR = { type: 'api_key', api_key: { id: 'key_other' } };

const withoutActor: Change = ({ actor, ...rest }) => rest as Event;
const withOtherActor: Change = (event) =>
  Number(event.effective_at) % 2 === 0 ? { ...event, actor: OTHER_ACTOR } : event;
const reordered: Change = (event) => Object.fromEntries(Object.entries(event).reverse()) as Event;

/** A gateway that changes events. */
function changing(change: Change): Pick<Gateway, 'rewrite'> {
  return {
    rewrite(answer) {
      if (!answer.path.endsWith('/audit_logs')) return answer;
      const body = JSON.parse(answer.body.toString());
      return { ...answer, body: Buffer.from(JSON.stringify({ ...body, data: body.data.map(change) })) };
    },
  };
}

async function compared({ simulator, gateway, ...rest }: Nights, change?: Change) {
  gateway.rewrite = change ? changing(change).rewrite : (answer) => answer;
  const [from = '', to = ''] = DAYS;
  const args = ['--against-api', '--from', from, '--to', to, '--base-url', gateway.url, '--json'];
  const at = new Date(simulator.clock.now() * 1000).toISOString();
  const { code, page } = await verify(rest, args, { at, env: { OPENAI_ADMIN_KEY: simulator.adminKey } });
  const { resources }: ApiVerification = JSON.parse(page);
  return { code, events: resources[0] as Comparison };
}

const AGAIN = { 'refresh-from': '2026-02-20' };

for (const format of ['jsonl', 'csv', 'jsonl, csv']) {
  test(`an API that gives less than the files hold is no fault of theirs: ${format}`, async (t) => {
    const nights = await startNights(t, { resources: 'audit_logs', format });
    await nights.night(0);
    await nights.night(1, changing(withoutActor), AGAIN);
    const { code, events } = await compared(nights, withoutActor);
    assert.equal(code, 0);
    assert.ok(events.kept.fuller > 0);
    assert.equal(events.different.count + events.missing.count + events.extra.count, 0);
    assert.equal(events.same + events.kept.fuller, events.stored);
  });

  test(`a version that is kept aside is no loss, and any other is a fault: ${format}`, async (t) => {
    const nights = await startNights(t, { resources: 'audit_logs', format });
    await nights.night(0);
    await nights.night(1, changing(withOtherActor), AGAIN);
    const { code, events } = await compared(nights, withOtherActor);
    assert.equal(code, 0);
    assert.ok(events.kept.aside > 0);
    assert.equal(events.different.count, 0);
    const unknown = await compared(nights, (event) => ({ ...event, actor: { type: 'session' } }));
    assert.equal(unknown.code, 1);
    assert.ok(unknown.events.different.count > 0);
  });
}

test('where nothing is replaced, the fuller version aside is found', async (t) => {
  const config = JSON.stringify({ 'destination-options': { 'settled-only': true } });
  const nights = await startNights(t, { resources: 'audit_logs', config });
  await nights.night(0, changing(withoutActor));
  const { data } = await nights.night(1, {}, AGAIN);
  assert.ok(rowsOf(data, '_revisions').length > 0);
  const { code, events } = await compared(nights);
  assert.equal(code, 0);
  assert.ok(events.kept.aside > 0);
});

test('fields in another order are the same event', async (t) => {
  const nights = await startNights(t, { resources: 'audit_logs' });
  await nights.night(0);
  const { code, events } = await compared(nights, reordered);
  assert.equal(code, 0);
  assert.equal(events.same, events.stored);
});

test('a file that was changed proves nothing, also if it holds more than the API', async (t) => {
  const nights = await startNights(t, { resources: 'audit_logs' });
  await nights.night(0);
  const file = join(nights.workspace, `data/audit_logs/date=${DAYS[0]}/audit_logs.jsonl`);
  await writeFile(file, (await readFile(file, 'utf8')).replace('"actor":{', '"actor":{"note":"x",'));
  const { code, events } = await compared(nights);
  assert.equal(code, 1);
  assert.deepEqual([events.different.count, events.kept.fuller], [1, 0]);
});
