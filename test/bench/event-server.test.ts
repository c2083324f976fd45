import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import OpenAI from 'openai';
import { createEventLog } from '../../bench/server/event-log.ts';
import { type Answering, createEventServer } from '../../bench/server/event-server.ts';
import { SHAPES } from '../../bench/server/shapes.ts';

const FROM = 1_790_000_000;
const TO = FROM + 86_400;
const log = createEventLog(SHAPES.uniform as (typeof SHAPES)[string], 250, FROM, TO);

async function serve(t: TestContext, answering: Partial<Answering> = {}): Promise<string> {
  const server = createEventServer(log, { latency: 0, until: () => TO, ...answering }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

test("OpenAI's own package reads every event of the server once, the newest first", async (t) => {
  const client = new OpenAI({ apiKey: 'unused', adminAPIKey: 'sk-admin-fake', baseURL: await serve(t) });
  const times: number[] = [];
  const ids = new Set<string>();
  for await (const { id, effective_at } of client.admin.organization.auditLogs.list({ limit: 100 })) {
    ids.add(id);
    times.push(effective_at);
  }
  assert.equal(ids.size, 250);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
  );
});

test('a range of time holds its lower edge and not its upper one, and the tenant has no events', async (t) => {
  const url = `${await serve(t)}/organization/audit_logs`;
  const [lower, upper] = [FROM + 864 * 2, FROM + 864 * 4];
  const pageOf = async (query: string) =>
    (await (await fetch(`${url}?${query}`)).json()) as { data: { effective_at: number }[] };
  const { data } = await pageOf(`limit=100&effective_at[gte]=${lower}&effective_at[lt]=${upper}`);
  assert.ok(data.length > 0 && data.every(({ effective_at }) => effective_at >= lower && effective_at < upper));
  assert.deepEqual(await pageOf('tenant_only=true'), { object: 'list', data: [], has_more: false });
});

test('it refuses what is over its limit', async (t) => {
  const url = await serve(t, { limit: { requests: 2, perSeconds: 60, kind: 'window' } });
  const statuses: number[] = [];
  for (let count = 0; count < 3; count += 1) statuses.push((await fetch(`${url}/organization/audit_logs`)).status);
  assert.deepEqual(statuses, [200, 200, 429]);
});
