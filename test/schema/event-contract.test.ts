import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Simulator } from '../../simulator/server.ts';
import { linesOf, secondsOf } from '../scenarios/scenario.ts';
import { type ContractNight, contractNights } from './contract-nights.ts';

const INPUTS = { resources: 'audit_logs', 'start-date': '2026-02-27', format: 'jsonl,csv' };
const DAYS = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'];

const fileOf = (night: ContractNight, day: string, format = 'jsonl') =>
  night.files[`audit_logs/date=${day}/audit_logs.${format}`] ?? '';
const manifestOf = ({ files }: ContractNight) => JSON.parse(files['_manifests/audit_logs.json'] ?? '');
const entryOf = (night: ContractNight, day: string) =>
  manifestOf(night).entries.find((entry: { path?: string }) => entry.path?.includes(`${day}/audit_logs.jsonl`));

/** An event with a number that a double cannot hold, a payload, and whatever else. */
function event(id: string, time: string, more = ''): string {
  return `{"id":"${id}","type":"user.added","effective_at":${secondsOf(time)}${more},"user.added":{"id":12345678901234567890.10,"new":1}}`;
}

const FOREIGN = ',"zone":"eu","actor":{"type":"session","session":{"ip_address":"192.0.2.1","device":{"os":"x"}}}';
const CUT = ',"actor":{"type":"session","session":{"ip_address":"192.0.2.1"}}';

function addEvents({ organization }: Simulator, more: string): void {
  organization.events.add(event('audit_log-late', '2026-03-01T12:00:00Z', more));
  organization.events.add(event('audit_log-today', '2026-03-02T01:00:00Z', ''));
}

test('freeze costs the days whose events hold something new, and those alone', async (t) => {
  const { night, simulator } = await contractNights(t, { ...INPUTS, config: 'on-schema-change: freeze' });
  const first = await night();
  assert.equal(first.exitCode, 0, first.told.join('\n'));
  addEvents(simulator, FOREIGN);
  const second = await night();
  assert.equal(second.exitCode, 1);
  assert.equal(fileOf(second, '2026-03-01'), fileOf(first, '2026-03-01'));
  assert.match(fileOf(second, '2026-03-02'), /audit_log-today/);
  const problem = second.told.find((line) => line.startsWith('error: audit_logs:')) ?? '';
  assert.match(problem, /: actor__session__device, zone\. .* nothing was written of 2026-03-01: /);
  assert.deepEqual(JSON.parse(second.outputs['data-until'] ?? '{}'), {});

  const config =
    '{on-schema-change: freeze, resource-options: {audit_logs: {known-fields: [zone, actor__session__device]}}}';
  const third = await night({ config });
  assert.equal(third.exitCode, 0, third.told.join('\n'));
  assert.ok(fileOf(third, '2026-03-01').includes(event('audit_log-late', '2026-03-01T12:00:00Z', FOREIGN)));
  assert.deepEqual(entryOf(third, '2026-03-01').unknown_columns, ['actor__session__device__os', 'zone']);
});

test('discard-columns leaves the rest of an event as sent, digit for digit', async (t) => {
  const { night, simulator } = await contractNights(t, { ...INPUTS, config: 'on-schema-change: discard-columns' });
  addEvents(simulator, FOREIGN);
  simulator.organization.events.add(event('audit_log-empty', '2026-03-01T13:00:00Z', ',"actor":{"session":{}}'));
  const first = await night();
  assert.equal(first.exitCode, 0, first.told.join('\n'));
  const expected = simulator.truth
    .events(secondsOf('2026-02-27'), simulator.clock.now() + 1)
    .map((line) => (line.includes('audit_log-late') ? event('audit_log-late', '2026-03-01T12:00:00Z', CUT) : line));
  assert.deepEqual(
    DAYS.flatMap((day) => linesOf(fileOf(first, day))),
    expected,
  );
  assert.equal(new Set(DAYS.map((day) => linesOf(fileOf(first, day, 'csv'))[0]).filter(Boolean)).size, 1);
  assert.deepEqual(entryOf(first, '2026-03-01').discarded, {
    rows: 1,
    fields: { actor__session__device: 1, zone: 1 },
  });
  assert.equal(entryOf(first, '2026-03-01').unknown_columns, undefined);
  assert.equal(entryOf(first, '2026-03-02').discarded, undefined);
  assert.ok(
    first.told.some((line) => line.includes('1 row by on-schema-change: actor__session__device (1 value), zone')),
  );
  assert.deepEqual((await night()).files, first.files);
});

test('discard-columns cuts also what evolve has stored, where a day is rewritten and the API forgot the event', async (t) => {
  for (const format of ['jsonl', 'csv']) {
    const { night, simulator } = await contractNights(t, { ...INPUTS, format });
    addEvents(simulator, FOREIGN);
    const first = await night();
    assert.match(fileOf(first, '2026-03-01', format), /zone/);
    simulator.organization.events.update('audit_log-late', { forgottenFrom: simulator.clock.now() });
    const second = await night({ config: 'on-schema-change: discard-columns', 'refresh-from': '2026-03-01' });
    assert.equal(second.exitCode, 0, second.told.join('\n'));
    assert.match(fileOf(second, '2026-03-01', format), /audit_log-late/);
    assert.doesNotMatch(fileOf(second, '2026-03-01', format), /zone|device/);
    if (format === 'jsonl')
      assert.ok(fileOf(second, '2026-03-01').includes(event('audit_log-late', '2026-03-01T12:00:00Z', CUT)));
    t.mock.timers.reset();
  }
});

test('discard-rows leaves an event out, but never one that is stored', async (t) => {
  const { night, simulator } = await contractNights(t, { ...INPUTS, config: 'on-schema-change: discard-rows' });
  const { events } = simulator.organization;
  events.add(event('audit_log-stored', '2026-03-01T11:00:00Z'));
  const first = await night();
  assert.match(fileOf(first, '2026-03-01'), /audit_log-stored/);
  events.remove('audit_log-stored');
  events.add(event('audit_log-stored', '2026-03-01T11:00:00Z', FOREIGN));
  addEvents(simulator, FOREIGN);
  const second = await night();
  assert.equal(second.exitCode, 0, second.told.join('\n'));
  assert.equal(fileOf(second, '2026-03-01'), fileOf(first, '2026-03-01'));
  assert.equal(fileOf(second, '2026-03-01', 'csv'), fileOf(first, '2026-03-01', 'csv'));
  assert.deepEqual(entryOf(second, '2026-03-01').discarded, {
    rows: 2,
    fields: { actor__session__device: 2, zone: 2 },
  });
  assert.deepEqual((await night()).files, second.files);
});

test('types of events, and payloads, are free in every mode', async (t) => {
  for (const mode of ['freeze', 'discard-columns', 'discard-rows']) {
    const { night, simulator } = await contractNights(t, { ...INPUTS, config: `on-schema-change: ${mode}` });
    const at = secondsOf('2026-03-01T12:00:00Z');
    const row = `{"id":"audit_log-x","type":"moon.landed","effective_at":${at},"moon.landed":{"crew":[{"any":1}]}}`;
    simulator.organization.events.add(row);
    const first = await night();
    assert.equal(first.exitCode, 0, first.told.join('\n'));
    assert.ok(linesOf(fileOf(first, '2026-03-01')).includes(row));
    assert.ok(first.told.some((line) => line.includes('moon.landed')));
    t.mock.timers.reset();
  }
});
