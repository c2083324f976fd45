import type { IncomingMessage } from 'node:http';
import type { Fault } from './faults.ts';
import type { Route } from './routes.ts';
import type { Caller } from './tokens.ts';
import type { RequestRecord, World } from './world.ts';

/** One request while it is being answered. */
export interface Exchange {
  world: World;
  request: IncomingMessage;
  route: Route;
  query: URLSearchParams;
  record: RequestRecord;
  fault: Fault | undefined;
  caller: Caller;
}

/** The connection is to be reset without an answer. */
export class ConnectionCut extends Error {}

/** The request's body as it arrives; ends with `ConnectionCut` where the client or a fault ends it. */
export async function* bodyOf({ request, record, fault }: Exchange): AsyncGenerator<Buffer> {
  const limit = fault?.kind === 'reset-in-body' ? (fault.afterBytes ?? 0) : Number.POSITIVE_INFINITY;
  if (limit === 0) throw new ConnectionCut();
  try {
    // Left undone, the body must not take the connection with it: the answer still has to go out.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const taken: Buffer = chunk.subarray(0, limit - record.bytes);
      record.bytes += taken.length;
      yield taken;
      if (record.bytes >= limit) throw new ConnectionCut();
    }
  } catch (error) {
    if (request.complete) throw error;
    throw new ConnectionCut('the connection ended within the body', { cause: error });
  }
}

export async function wholeBody(exchange: Exchange): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bodyOf(exchange)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
