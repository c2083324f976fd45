import { parseArgs } from 'node:util';
import { eventJson } from './event-log.ts';
import { startSimulator } from './server.ts';

/** Starts a simulator as a process of its own and prints where it listens as one line of JSON. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    now: { type: 'string' },
    events: { type: 'string' },
    'tenant-events': { type: 'string' },
    days: { type: 'string' },
    users: { type: 'string' },
    projects: { type: 'string' },
    'users-per-project': { type: 'string' },
    latency: { type: 'string', default: '0' },
    'requests-per-second': { type: 'string' },
    'history-days': { type: 'string' },
    pretty: { type: 'boolean', default: false },
  },
});

function given<K extends string>(name: K, text: string | undefined): Partial<Record<K, number>> {
  if (text === undefined) return {};
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`--${name} must be a number, not ${text}.`);
  return { [name]: value } as Record<K, number>;
}

const perSecond = given('requests', values['requests-per-second']).requests;
const simulator = await startSimulator({
  ...given('port', values.port),
  ...given('seed', values.seed),
  ...given('now', values.now),
  ...given('latencyMilliseconds', values.latency),
  ...given('historyDays', values['history-days']),
  ...(perSecond === undefined ? {} : { rateLimit: { requests: perSecond, perSeconds: 1 } }),
  pretty: values.pretty,
  size: {
    ...given('auditEvents', values.events),
    ...given('tenantEvents', values['tenant-events']),
    ...given('days', values.days),
    ...given('users', values.users),
    ...given('projects', values.projects),
    ...given('usersPerProject', values['users-per-project']),
  },
});
// The log is laid out, its texts included, before anybody measures anything.
for (const record of simulator.organization.events.served(simulator.clock.now(), false)) eventJson(record);
console.log(JSON.stringify({ url: simulator.url, adminKey: simulator.adminKey, now: simulator.clock.now() }));
// The parent process can ask how many requests were made so far.
process.on('message', () => process.send?.(simulator.requests.length));
