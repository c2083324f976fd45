import { createHash } from 'node:crypto';
import type { Client, Query, ServerFacts } from '../api/client.ts';
import { explained } from '../api/explain.ts';
import type { Selection } from '../archive/selection.ts';
import { listsAbove } from '../catalogue/parent-lists.ts';
import { ApiError, ConfigurationError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { notice } from '../notices/notice.ts';

/** Further apart than this, one of the clocks is wrong. */
const TOLERANCE_SECONDS = 60;

/** The facts that a run gets from the API before it plans. */
export interface FirstAnswer {
  /** The run's one now, Unix seconds: the earlier of the machine's clock and the server's. */
  now: number;
  /** Hash of the organisation that the key belongs to, if the API names it. */
  organization: string | undefined;
}

/**
 * Makes one small request for the first resource of the run. Any answer will do, also a refusal, because only its
 * headers count; but a key that is not accepted at all ends the run here. Throws an `ApiError` if no answer comes.
 */
export async function meetServer(
  client: Client,
  selections: Selection[],
  machineNow: number,
  log: Log,
): Promise<FirstAnswer> {
  let facts: ServerFacts | undefined;
  client.onAnswer = (answer) => {
    facts = answer;
  };
  const { path, query } = smallestRequest(selections, machineNow);
  try {
    await client.get(path, query, 'first', { acceptRefusal: true });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.isRefusal && error.status === 401)
      throw new ConfigurationError(error.topic, explained(error), { cause: error });
    if (!facts) throw new ApiError(error.topic, explained(error), { status: 0, cause: error });
  } finally {
    client.onAnswer = undefined;
  }
  const date = facts?.date ?? machineNow;
  if (Math.abs(date - machineNow) > TOLERANCE_SECONDS) {
    const apart = `This machine's clock and the API's are ${Math.abs(date - machineNow)} s apart; the earlier one counts as now. Check the runner's time.`;
    log.warning(notice(apart, 'clock-skew'));
  }
  return { now: Math.min(date, machineNow), organization: hashOf(facts?.organization) };
}

/** Stops the run if the key belongs to another organisation than what is stored. */
export function refuseOtherOrganization(organization: string | undefined, stored: Iterable<string>): void {
  for (const known of stored) {
    if (!organization || known === organization) continue;
    throw new ConfigurationError(
      'other-organisation',
      'The key belongs to another organisation than the one whose data the destination holds. Use a key of that organisation, or choose another `destination`: two organisations in one folder would replace each other.',
    );
  }
}

function smallestRequest(selections: Selection[], now: number): { path: string; query: Query } {
  const [first] = selections;
  if (!first) throw new ConfigurationError('invalid-input', 'There is nothing to export: `resources` selects none.');
  const { resource, ids } = first;
  const limit: Query = [['limit', '1']];
  if (resource.kind === 'events')
    return { path: resource.path, query: [[`${resource.timeField}[gte]`, String(now)], ...limit] };
  if (resource.kind === 'buckets')
    return { path: resource.path, query: [[resource.timeField, String(now - 86_400)], ...limit] };
  if (ids?.[0] !== undefined && !resource.parent)
    return { path: resource.path.replace(/\{[^{}]*\}/, encodeURIComponent(ids[0])), query: [] };
  const own = selections.map((selection) => selection.resource);
  const root = listsAbove(resource, own).at(-1) ?? resource;
  return { path: root.path, query: root.pagination === 'none' ? [] : limit };
}

function hashOf(organization: string | undefined): string | undefined {
  return organization === undefined ? undefined : createHash('sha256').update(organization).digest('hex').slice(0, 16);
}
