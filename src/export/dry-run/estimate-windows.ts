import type { Query } from '../../api/client.ts';
import { listPages, type RawRow } from '../../api/pages.ts';
import { shapeOf } from '../../api/row-shape.ts';
import { parsePeriodName } from '../../archive/periods.ts';
import { secondsOf } from '../../archive/row-keys.ts';
import type { Selection } from '../../archive/selection.ts';
import type { EventsResource } from '../../catalogue/resource.ts';
import type { ResourceState } from '../../state/restore.ts';
import { knownRefusals, withoutKnown } from '../plan/known-refusals.ts';
import type { Plan } from '../plan/plan.ts';
import { bucketWindows, type EventWindow, eventWindows } from '../plan/windows.ts';
import type { Estimate, Planning } from './estimate.ts';

/** Pages read to estimate how dense events are when nothing is stored to go by. */
const SAMPLES = 6;
/** Newest stored partitions, from which to estimate how busy an organisation is. */
const PARTITIONS_ENOUGH = 30;

/** Returns how many requests the planned periods take: of buckets exactly, of events from how close they lie. */
export async function estimateWindows(
  planning: Planning,
  { resource, options }: Selection,
  state: ResourceState,
  plan: Plan,
): Promise<Estimate> {
  if (resource.kind === 'buckets') {
    const known = knownRefusals(resource, options, state.manifest, planning.now);
    const windows = bucketWindows(resource, options, plan).flatMap((window) => withoutKnown(window, known)).length;
    return { windows, requests: windows, isAtLeast: false };
  }
  if (resource.kind !== 'events') throw new Error(`${resource.name} has no periods`);
  const windows = eventWindows(resource, options, plan);
  if (windows.length === 0) return { windows: 0, requests: 0, isAtLeast: false };
  const perSecond = storedDensity(state);
  const pageSize = resource.pageSize ?? 100;
  let requests = 0;
  for (const window of windows) {
    // The tenant has few events compared with the organisation: usually one page.
    const isFew = window.pass.name === 'tenant';
    const rows = isFew
      ? 0
      : perSecond === undefined
        ? await sampledRows(planning, resource, window)
        : perSecond * (window.to - window.from);
    requests += Math.max(1, Math.ceil(rows / pageSize));
  }
  return { windows: windows.length, requests, isAtLeast: false };
}

/** Events a second in the newest partitions that are stored; undefined if there is none. */
function storedDensity({ manifest }: ResourceState): number | undefined {
  const settled = (manifest?.entries ?? []).filter(({ period, settled }) => period !== undefined && settled);
  const newest = settled.slice(-PARTITIONS_ENOUGH);
  if (newest.length === 0) return undefined;
  const seconds = newest.reduce((sum, { period }) => {
    const { from, to } = parsePeriodName(period as string);
    return sum + to - from;
  }, 0);
  return newest.reduce((sum, { rows }) => sum + rows, 0) / seconds;
}

/** About how many events lie in a window, from one page in each sixth of it. */
async function sampledRows(planning: Planning, resource: EventsResource, window: EventWindow): Promise<number> {
  const length = (window.to - window.from) / SAMPLES;
  let rows = 0;
  for (let sample = 1; sample <= SAMPLES; sample += 1) {
    const to = Math.round(window.from + length * sample);
    const from = to - length;
    const times = await newestTimes(planning, resource, window, to);
    const oldest = Math.min(...times);
    // A page that reaches back before the part holds all of it.
    const inside = times.filter((time) => time >= from).length;
    rows +=
      inside < times.length || times.length < (resource.pageSize ?? 100)
        ? inside
        : (inside * length) / Math.max(1, to - oldest);
  }
  return rows;
}

/** Times of the newest page of events before a second. */
async function newestTimes(
  { client }: Planning,
  resource: EventsResource,
  { pass }: EventWindow,
  before: number,
): Promise<number[]> {
  const query: Query = [...pass.query, [`${resource.timeField}[lt]`, String(before)]];
  const { value: page } = await listPages(client, {
    ...resource,
    query,
    lane: resource.name,
    shape: shapeOf(resource),
  }).next();
  return ((page ?? []) as RawRow[]).flatMap(({ value }) => secondsOf(value[resource.timeField]) ?? []);
}
