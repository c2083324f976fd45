import { OURS } from './contestants/action.ts';
import type { ServerOptions } from './server/server-options.ts';
import { SHAPES } from './server/shapes.ts';

/** Requests that are under way at once, by default. */
export const CONNECTIONS = 8;
export const PAGE_SIZE = 100;

/** Something that contestants do, one after the other, against one server. */
export interface Task {
  name: string;
  /** The heading under which its results stand. */
  chapter: string;
  server: ServerOptions;
  /** What is exported. */
  resources: string;
  /** How many rounds each of them plays, at most. */
  rounds: Readonly<Record<string, number>>;
  /** True if all but the last day was exported before. */
  isIncremental?: boolean;
}

const ALL = 5;
const [BARE, PACKAGE, DLT, CLI] = ['bare loop', 'official package', 'dlt', "OpenAI's CLI"];

/** Those that read with one cursor need minutes where each answer takes its time, and the same time again in each round. */
function rounds(fast: number, slow: number, bare = fast): Record<string, number> {
  return { [OURS]: fast, [BARE]: bare, [PACKAGE]: slow, [DLT]: slow, [CLI]: slow };
}

interface Events {
  shape?: string;
  events: number;
  days?: number;
  latency: number;
}

function eventTask(
  chapter: string,
  { shape = 'uniform', events, days = 10, latency }: Events,
  more: Partial<Task>,
): Task {
  const server: ServerOptions = { kind: 'events', shape, events, days, latency };
  const name = `${events.toLocaleString('en')} events, ${shape}, ${latency} ms`;
  return { name, chapter, server, resources: 'audit_logs', rounds: rounds(ALL, ALL), ...more };
}

function organisationTask(
  resources: string,
  size: { users: number; projects: number; latency: number },
  most: number,
): Task {
  return {
    name: `${resources} of ${size.projects} projects and ${size.users} people, 90 days, ${size.latency} ms`,
    chapter: 'Fan-out',
    server: { kind: 'organisation', days: 90, ...size },
    resources,
    rounds: { [OURS]: most },
  };
}

/** Everything that `npm run bench` measures; each event is some 600 bytes, each request answered after the milliseconds named. */
export const TASKS: readonly Task[] = [
  ...Object.keys(SHAPES).flatMap((shape) => [
    // The cursor of those with one alone meets every shape alike.
    eventTask('Shapes', { shape, events: 50_000, latency: 0 }, { rounds: rounds(ALL, shape === 'uniform' ? ALL : 1) }),
    eventTask(
      'Shapes',
      { shape, events: 50_000, latency: 50 },
      { rounds: rounds(ALL, 1, shape === 'uniform' ? ALL : 1) },
    ),
    eventTask('Shapes', { shape, events: 50_000, latency: 400 }, { rounds: { [OURS]: 1 } }),
  ]),
  eventTask('A far server', { events: 10_000, latency: 400 }, { rounds: rounds(3, 1) }),
  eventTask(
    'The next night',
    { events: 50_000, latency: 50 },
    {
      name: '50,000 events, of which the last day is new, 50 ms',
      isIncremental: true,
      rounds: { [OURS]: ALL, [DLT]: 1 },
    },
  ),
  {
    ...eventTask(
      'A rate limit',
      { events: 25_000, latency: 50 },
      { rounds: { [OURS]: 1, [PACKAGE]: 1, [DLT]: 1, [CLI]: 1 } },
    ),
    name: '25,000 events, 100 requests in ten seconds, 50 ms',
    server: {
      ...{ kind: 'events', shape: 'uniform', events: 25_000, days: 10, latency: 50 },
      limit: { requests: 100, perSeconds: 10, kind: 'window' },
    },
  },
  eventTask('A million', { events: 1_000_000, days: 60, latency: 0 }, { rounds: rounds(1, 1) }),
  organisationTask('access', { users: 300, projects: 200, latency: 50 }, 1),
  organisationTask('settings', { users: 300, projects: 200, latency: 50 }, 3),
  organisationTask('keys', { users: 300, projects: 200, latency: 50 }, 3),
  organisationTask('usage,costs', { users: 12, projects: 5, latency: 400 }, 3),
];

/** Returns a task that takes a tenth of the time, to see whether all works. */
export function quickened(task: Task): Task {
  const { server } = task;
  const small: ServerOptions =
    server.kind === 'events'
      ? {
          ...server,
          events: server.events / 10,
          ...(server.limit && { limit: { ...server.limit, perSeconds: 1, requests: 10 } }),
        }
      : { ...server, users: 30, projects: 20 };
  const name = `${task.name}: a tenth of it`;
  return {
    ...task,
    name,
    server: small,
    rounds: Object.fromEntries(Object.keys(task.rounds).map((name) => [name, 1])),
  };
}

/**
 * Returns the seconds that the best schedule takes to read: all connections busy until the end, and no more asked than the rate limit
 * takes. Undefined where answers take no time: then the machine decides.
 */
export function idealSeconds({ server, isIncremental }: Task, requests: number): number | undefined {
  if (server.latency === 0 || isIncremental) return undefined;
  const pages = server.kind === 'events' ? Math.ceil(server.events / PAGE_SIZE) : requests;
  const { limit } = server.kind === 'events' ? server : {};
  const seconds = (count: number) => (Math.ceil(count / CONNECTIONS) * server.latency) / 1000;
  if (!limit) return seconds(pages);
  const windows = Math.ceil(pages / limit.requests) - 1;
  return Math.max(seconds(pages), windows * limit.perSeconds + seconds(pages - windows * limit.requests));
}
