import type { Client } from '../../api/client.ts';

/** What was asked for one resource. */
export interface Requests {
  count: number;
  /** The API's own names of the first and the last one that was answered. */
  first?: string;
  last?: string;
}

/** A client that notes, by lane, how many requests were answered. */
export function notingClient(client: Client): { client: Client; requestsOf(lane: string): Requests } {
  const lanes = new Map<string, Requests>();
  const noting: Client = {
    get onAnswer() {
      return client.onAnswer;
    },
    set onAnswer(listener) {
      client.onAnswer = listener;
    },
    async get(path, query, lane, options) {
      const answer = await client.get(path, query, lane, options);
      const { requestId } = answer;
      const known = lanes.get(lane) ?? { count: 0 };
      known.count += 1;
      if (requestId !== undefined) {
        known.first ??= requestId;
        known.last = requestId;
      }
      lanes.set(lane, known);
      return answer;
    },
  };
  return { client: noting, requestsOf: (lane) => lanes.get(lane) ?? { count: 0 } };
}
