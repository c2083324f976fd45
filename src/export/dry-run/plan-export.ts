import { noticeOf } from '../../api/explain.ts';
import type { RequestTally } from '../../api/request-watch.ts';
import { periodName, periodsBetween } from '../../archive/periods.ts';
import type { Selection } from '../../archive/selection.ts';
import { ApiError, StorageError } from '../../notices/errors.ts';
import { rendered } from '../../notices/notice.ts';
import type { ResourceState } from '../../state/restore.ts';
import { type LeftSnapshot, leftSnapshots } from '../plan/due-snapshots.ts';
import { findEarliest } from '../plan/earliest.ts';
import { planPeriods } from '../plan/plan.ts';
import { plannedPeriods } from '../plan/windows.ts';
import type { Estimate, Planning } from './estimate.ts';
import { estimateLists } from './estimate-lists.ts';
import { estimateWindows } from './estimate-windows.ts';

/** What a run would read of one resource, and what that would take. */
export interface ResourcePlan extends Estimate {
  resource: string;
  kind: 'events' | 'buckets' | 'snapshot';
  /** Names of the partitions to be read, in order of time; none for a snapshot, which is read whole. */
  partitions: string[];
  /** Partitions of the asked range that are read and settled already. */
  done: number;
  /** From where to where is read, Unix seconds. */
  range?: { from: number; to: number };
  /** There if `every` leaves the snapshot as it is stored. */
  left?: LeftSnapshot;
  /** Why nothing can be planned. */
  problem?: string;
}

/** What a whole run would do. */
export interface RunPlan {
  resources: ResourcePlan[];
  requests: number;
  /** How long the requests would take, from those that the plan itself needed; undefined if there was none to go by. */
  seconds: number | undefined;
  concurrency: number;
}

/**
 * Returns what a run would read, and about how many requests and how much time that would take. Asks the API for little: the newest
 * page of events if nothing says how many there are, and the lists that others are read for.
 */
export async function planExport(planning: Planning, tally: Pick<RequestTally, 'lanes'>): Promise<RunPlan> {
  const lists = estimateLists(planning);
  const left = leftSnapshots(planning.selections, planning.states, planning.now);
  const resources: ResourcePlan[] = [];
  // One after the other: a plan is no hurry, and its few requests are measured undisturbed.
  for (const selection of planning.selections) {
    const { name } = selection.resource;
    resources.push(left.has(name) ? leftPlan(name, left) : await planResource(planning, selection, lists));
  }
  const requests = resources.reduce((sum, plan) => sum + plan.requests, 0);
  const { concurrency, requestsPerSecond } = planning;
  return { resources, requests, seconds: secondsFor(requests, { concurrency, requestsPerSecond }, tally), concurrency };
}

function leftPlan(resource: string, all: ReadonlyMap<string, LeftSnapshot>): ResourcePlan {
  const left = all.get(resource) as LeftSnapshot;
  return {
    ...{ resource, kind: 'snapshot', partitions: [], done: 1, windows: 0, requests: 0, isAtLeast: false },
    left,
  };
}

async function planResource(
  planning: Planning,
  selection: Selection,
  lists: (selection: Selection) => Promise<Estimate>,
): Promise<ResourcePlan> {
  const { resource } = selection;
  const nothing = { resource: resource.name, kind: resource.kind, partitions: [], done: 0, windows: 0, requests: 0 };
  const state = planning.states.get(resource.name) ?? { manifest: undefined, isDone: () => false };
  if (state.unreadable) return { ...nothing, isAtLeast: false, problem: state.unreadable.message };
  try {
    if (resource.kind === 'snapshot') return { ...nothing, ...(await lists(selection)) };
    return await planDated(planning, { ...selection, resource }, state, nothing);
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof StorageError)) throw error;
    return { ...nothing, isAtLeast: true, problem: rendered(noticeOf(error)) };
  }
}

async function planDated(
  planning: Planning,
  selection: Selection & { resource: { kind: 'events' | 'buckets' } },
  state: ResourceState,
  nothing: Omit<ResourcePlan, 'isAtLeast'>,
): Promise<ResourcePlan> {
  const { options } = selection;
  const { now, access } = planning;
  const earliest = await findEarliest(planning, selection);
  const plan = planPeriods(options, state, now, earliest, access.settledOnly);
  const periods = plannedPeriods(plan);
  const all = periodsBetween(plan.asked.from, Math.max(plan.asked.from, plan.end), options.partitionBy);
  const [first] = periods;
  return {
    ...nothing,
    ...(await estimateWindows(planning, selection, state, plan)),
    partitions: periods.map(({ from }) => periodName(from, options.partitionBy)),
    done: Math.max(0, all.length - periods.length),
    ...(first && { range: { from: first.from, to: plan.end } }),
  };
}

/** Requests go side by side, unless `requests-per-second` holds them back. */
function secondsFor(
  requests: number,
  { concurrency, requestsPerSecond }: { concurrency: number; requestsPerSecond: number | undefined },
  tally: Pick<RequestTally, 'lanes'>,
): number | undefined {
  const lanes = [...tally.lanes.values()];
  const made = lanes.reduce((sum, lane) => sum + lane.requests, 0);
  if (made === 0) return undefined;
  const each = lanes.reduce((sum, lane) => sum + lane.milliseconds, 0) / made / 1000;
  const paced = requestsPerSecond === undefined ? 0 : requests / requestsPerSecond;
  return Math.max((requests * each) / concurrency, paced);
}
