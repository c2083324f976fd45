import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Night, type Scenario, startScenario } from './scenario.ts';

/** Plants a key that shows of itself what the list would show of the one that the nights use. */
function plantOwnKey({ simulator }: Scenario, id: string, expiresAt: string): void {
  const now = simulator.clock.now();
  simulator.organization.list('admin_api_keys').add({
    row: {
      object: 'organization.admin_api_key',
      id,
      name: 'nightly export of Ann Fake',
      redacted_value: `sk-admin...${simulator.adminKey.slice(-3)}`,
      created_at: now - 86_400,
      expires_at: Date.parse(expiresAt) / 1000,
      last_used_at: null,
      owner: {
        type: 'user',
        object: 'organization.user',
        id: 'user-fake',
        name: 'Ann Fake',
        created_at: 1,
        role: 'owner',
      },
    },
  });
}

function expiryTold({ log }: Night): string[] {
  return log.annotations.flatMap(({ type, message }) => (/expires on/.test(message) ? [`${type}: ${message}`] : []));
}

test('an export whose key expires soon says so each night, louder towards the end, and fails for none of it', async (t) => {
  const scenario = await startScenario(t, {
    resources: 'admin_api_keys',
    privacy: 'pseudonymize',
    'pseudonym-key': 'fake-pseudonym-key-of-thirty-two-characters',
  });
  plantOwnKey(scenario, 'key_own', '2026-03-20T12:00:00Z');
  for (const { at, level, left } of [
    { at: '2026-03-02T04:17:00Z', level: 'notice', left: '18 days' },
    { at: '2026-03-08T04:17:00Z', level: 'warning', left: '12 days' },
    { at: '2026-03-19T04:17:00Z', level: 'error', left: '1 day' },
  ]) {
    const night = await scenario.night({ at });
    assert.equal(night.exitCode, 0, night.log.text);
    assert.equal(night.outputs.status, 'ok');
    const [told = '', ...others] = expiryTold(night);
    assert.ok(
      told.startsWith(`${level}: The admin key of this export expires on 2026-03-20 (UTC), in ${left}. `),
      told,
    );
    assert.match(told, / See docs\/troubleshooting\.md#key-expires$/);
    assert.deepEqual(others, []);
    assert.ok(!/Ann Fake|key_own/.test(night.log.text));
  }
});

test('of two keys that show the same, none is taken for the own one; and without the list, nothing is asked', async (t) => {
  const scenario = await startScenario(t);
  plantOwnKey(scenario, 'key_own', '2026-03-04T12:00:00Z');
  const blind = await scenario.night({ inputs: { resources: 'users' } });
  assert.deepEqual(expiryTold(blind), []);
  assert.ok(blind.requests.every(({ path }) => path.endsWith('/users')));
  plantOwnKey(scenario, 'key_other', '2026-03-05T12:00:00Z');
  const both = await scenario.night({ inputs: { resources: 'admin_api_keys' } });
  assert.equal(both.exitCode, 0, both.log.text);
  assert.deepEqual(expiryTold(both), []);
});
