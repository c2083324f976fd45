import { cpus, release, totalmem, type } from 'node:os';
import type { Contestants } from '../contestants/all-contestants.ts';
import type { Measurement, Played } from '../play.ts';
import { idealSeconds, TASKS, type Task } from '../tasks.ts';

/** What one contestant needed for one task: medians of its rounds. */
export interface Result extends Measurement {
  rounds: number;
  /** Reading time divided by that of the ideal schedule; absent where there is none. */
  toIdeal?: number;
}

/** The results of a task by the names of the contestants. */
export interface TaskResults {
  /** The day on which it was measured. */
  date: string;
  name: string;
  chapter: string;
  shape?: string;
  latency: number;
  events?: number;
  idealSeconds?: number;
  results: Record<string, Result>;
  /** Why others did not do it. */
  failed?: Record<string, string>;
}

/** What `bench/results.json` holds. */
export interface Results {
  machine: string;
  /** What else the machine did: its load average before the first task. */
  load: number;
  versions: Record<string, string>;
  /** Who could not be measured, and why. */
  missing: { name: string; why: string }[];
  tasks: TaskResults[];
}

/** Returns what the machine is, without its name. */
export function describeMachine(): string {
  const [processor] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const kernel = release().split('-')[0];
  return `${cpus().length} × ${processor?.model.trim() || process.arch}, ${gigabytes} GiB, ${type()} ${kernel}, the server on the same machine`;
}

/** Returns the versions of the contestants, and of the runtime. */
export function versionsOf({ present }: Contestants): Record<string, string> {
  const own = [...present.values()].filter(({ name }) => name !== 'bare loop');
  return { Node: process.versions.node, ...Object.fromEntries(own.map(({ name, version }) => [name, version])) };
}

/** Returns the results of a task, given how its rounds went. */
export function summarize(task: Task, { measured, failed }: Played): Omit<TaskResults, 'date'> {
  const { name, chapter, server } = task;
  const results: Record<string, Result> = {};
  let ideal: number | undefined;
  for (const [contestant, rounds] of measured) {
    const result = medianOf(rounds);
    ideal = idealSeconds(task, result.requests);
    results[contestant] = {
      ...result,
      rounds: rounds.length,
      ...(ideal !== undefined && { toIdeal: rounded(result.readingSeconds / ideal) }),
    };
  }
  return {
    name,
    chapter,
    ...(server.kind === 'events' && { shape: server.shape, events: server.events }),
    latency: server.latency,
    ...(ideal !== undefined && { idealSeconds: rounded(ideal) }),
    results,
    ...(failed.size > 0 && { failed: Object.fromEntries(failed) }),
  };
}

/** Returns results in which those of the same tasks are replaced by newer ones, and those of tasks that are no more are left out. */
export function withNewer(older: Results, newer: Results): Results {
  const names = new Set(newer.tasks.map(({ name }) => name));
  const order = new Map(TASKS.map(({ name }, index) => [name, index]));
  const tasks = [...older.tasks.filter(({ name }) => !names.has(name) && order.has(name)), ...newer.tasks];
  return { ...newer, tasks: tasks.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0)) };
}

function medianOf(rounds: readonly Measurement[]): Measurement {
  const median = (of: (measurement: Measurement) => number): number => {
    const sorted = rounds.map(of).sort((a, b) => a - b);
    return rounded(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
  };
  return {
    seconds: median(({ seconds }) => seconds),
    readingSeconds: median(({ readingSeconds }) => readingSeconds),
    megabytes: Math.round(median(({ megabytes }) => megabytes)),
    requests: median(({ requests }) => requests),
    refusals: median(({ refusals }) => refusals),
    atOnce: median(({ atOnce }) => atOnce),
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
