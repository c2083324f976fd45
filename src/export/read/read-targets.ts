import type { Call } from '../../api/circuit-breaker.ts';
import { createCircuitBreaker } from '../../api/circuit-breaker.ts';
import type { Client } from '../../api/client.ts';
import { isUnknownPath } from '../../api/explain.ts';
import type { RawRow } from '../../api/pages.ts';
import { isTransientStatus } from '../../api/retry-delay.ts';
import type { SnapshotResource } from '../../catalogue/resource.ts';
import { ApiError } from '../../notices/errors.ts';
import { RunStopped } from '../../stop/run-stopped.ts';
import type { ResourceProgress } from '../job/progress.ts';
import type { Ids, SnapshotRead, StaleParent } from '../job/snapshot-export.ts';
import { drain } from './drain.ts';
import { readTarget, type Target } from './read-target.ts';

/** So many parents refused, and none read: the key lacks the permission for all of them. */
const REFUSALS_ENOUGH = 8;

/**
 * Reads the objects or lists of one resource side by side. What fails costs itself alone; an endpoint that fails for all of
 * them is soon left alone. If the run is asked to end, what is read by then counts.
 * @param take gets the rows of one target at a time.
 */
export async function readTargets(
  client: Client,
  resource: SnapshotResource,
  targets: Target[],
  around: { concurrency: number; progress: ResourceProgress; take: (rows: RawRow[]) => Promise<void> },
): Promise<SnapshotRead> {
  const { concurrency, progress, take } = around;
  const circuit = createCircuitBreaker();
  const waiting = [...targets];
  const failed: StaleParent[] = [];
  const read: Ids[] = [];
  const left: Ids[] = [];
  let stopped: RunStopped | undefined;
  let unanswered: ApiError | undefined;

  /** Reads the next target; one that answers for all others is taken from among those that are left, not from next to the last. */
  async function readNext(): Promise<void> {
    if (stopped || (read.length === 0 && refusesAll(failed))) return;
    const call = await circuit.begin();
    const [target] = waiting.splice(call?.isProbe ? Math.floor(waiting.length / 2) : 0, 1);
    if (target === undefined) return call?.abandoned();
    if (call) await readOne(call, target);
    else if (unanswered) failed.push({ ids: target.ids, error: notAsked(unanswered) });
    progress.finish(1);
  }

  async function readOne(call: Call, target: Target): Promise<void> {
    try {
      const rows = await readTarget(withRetriesOf(call, client), resource, target);
      await take(rows);
      progress.read(rows.length);
      read.push(target.ids);
      call.answered();
    } catch (error) {
      if (error instanceof RunStopped) {
        stopped ??= error;
        left.push(target.ids);
        return call.abandoned();
      }
      if (!(error instanceof ApiError) || isUnknownPath(error)) {
        call.abandoned();
        throw error;
      }
      failed.push({ ids: target.ids, error });
      if (isOutage(error)) {
        unanswered = error;
        call.failed();
      } else call.answered();
    }
  }

  progress.plan(targets.length);
  await drain(
    targets,
    concurrency,
    () => 0,
    async () => {
      await readNext();
      return [];
    },
  );
  if (stopped) left.push(...waiting.map(({ ids }) => ids));
  return { read, stale: failed, left, ...(stopped && { stopped }) };
}

/** Returns true if every other parent would be refused too: after enough refusals, or at once if it is for billing. */
function refusesAll(failed: StaleParent[]): boolean {
  if (failed.some(({ error }) => error.topic === 'billing')) return true;
  return failed.length >= REFUSALS_ENOUGH && failed.every(({ error }) => error.isRefusal && error.status === 403);
}

/** Returns true for what the client asks again for: then the endpoint has not said anything about what was asked for. */
function isOutage({ status, topic }: ApiError): boolean {
  return status === 0 || isTransientStatus(status) || topic === 'not-the-api' || topic === 'api-unavailable';
}

/** Returns the client whose retries the call decides on. */
function withRetriesOf(call: Call, client: Client): Client {
  return {
    ...client,
    async get(path, query, lane, options) {
      const answer = await client.get(path, query, lane, { ...options, mayRetry: call.mayRetry });
      call.proceeds();
      return answer;
    },
  };
}

/** Returns names no path: the one that failed last may hold the id of another person than the one that was not asked for. */
function notAsked(last: ApiError): ApiError {
  const why = last.status === 0 ? 'got no usable answer' : `were answered with ${last.status}`;
  return new ApiError(last.topic, `not asked for, because too many others in a row ${why}`, {
    status: last.status,
    remedy: last.remedy,
    cause: last,
  });
}
