import type { Client } from '../../api/client.ts';
import { resourceNamed } from '../../catalogue/catalogue.ts';
import { findOwnKey, type OwnKey } from './own-key.ts';

/**
 * Returns a client that looks for its own key in what it reads: no request is made for it, so that it is known only where
 * `admin_api_keys` is exported. It sees the answers before anything is hidden in them, and keeps of each key no more than
 * its id, its redacted value and its end.
 */
export function watchForOwnKey(client: Client, apiKey: string): { client: Client; ownKey(): OwnKey | undefined } {
  const path = resourceNamed('admin_api_keys')?.path;
  const seen: unknown[] = [];
  let isWhole = false;
  return {
    client: {
      async get(...request) {
        const answer = await client.get(...request);
        if (request[0] !== path) return answer;
        const { data, has_more: hasMore } = (answer.body ?? {}) as { data?: unknown; has_more?: unknown };
        if (Array.isArray(data)) {
          for (const row of data) seen.push(visibleOf(row));
          isWhole ||= hasMore === false || data.length === 0;
        }
        return answer;
      },
      missesHasMore: (lane) => client.missesHasMore(lane),
      get onAnswer() {
        return client.onAnswer;
      },
      set onAnswer(listener) {
        client.onAnswer = listener;
      },
    },
    // Of a list that was not read to its end, another key may fit too.
    ownKey: () => (isWhole ? findOwnKey(seen, apiKey) : undefined),
  };
}

/** Returns what a row shows of a key, without whose it is. */
function visibleOf(row: unknown): unknown {
  const { id, redacted_value, expires_at } = (row ?? {}) as Record<string, unknown>;
  return { id, redacted_value, expires_at };
}
