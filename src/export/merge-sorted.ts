import type { Row } from '../formats/row.ts';

/** A batch ends after so many rows, or with the row that makes it so many characters: rows can be large. */
const BATCH_ROWS = 1000;
const BATCH_LENGTH = 64 * 1024;

/** Where the merge stands in one stream. */
interface Head {
  batches: AsyncIterator<Row[]>;
  batch: Row[];
  index: number;
}

/** A row and the stream that it came from. */
interface Origin {
  row: Row;
  stream: number;
}

/**
 * Merges streams of rows that are each sorted by key. Rows travel in batches, because handing each one over by itself
 * would cost more than everything else that is done with it.
 * @param unique of rows with the same key only that of the last stream is given, and within one stream the last one.
 * @param onRow is told of each row that is given, and which stream it came from.
 */
export async function* mergeSorted(
  streams: AsyncIterable<Row[]>[],
  unique: boolean,
  onRow?: (row: Row, stream: number) => void,
): AsyncGenerator<Row[]> {
  const heads = streams.map((stream): Head => ({ batches: stream[Symbol.asyncIterator](), batch: [], index: 0 }));
  let out: Row[] = [];
  let length = 0;
  const give = ({ row, stream }: Origin) => {
    onRow?.(row, stream);
    out.push(row);
    length += row.json.length;
  };
  try {
    for (const head of heads) await refill(head);
    let pending: Origin | undefined;
    for (;;) {
      const stream = leastHead(heads);
      const head = heads[stream];
      if (!head) break;
      const row = head.batch[head.index] as Row;
      if (pending && !(unique && pending.row.key === row.key)) give(pending);
      pending = { row, stream };
      head.index += 1;
      if (head.index === head.batch.length) await refill(head);
      if (out.length < BATCH_ROWS && length < BATCH_LENGTH) continue;
      yield out;
      out = [];
      length = 0;
    }
    if (pending) give(pending);
    if (out.length > 0) yield out;
  } finally {
    // Whoever stops half way would otherwise leave files open.
    for (const head of heads) await head.batches.return?.();
  }
}

/** A few dozen streams: a scan beats a heap. Of equal keys the first stream's comes first. */
function leastHead(heads: Head[]): number {
  let least = -1;
  for (let index = 0; index < heads.length; index += 1) {
    const { batch, index: at } = heads[index] as Head;
    if (at >= batch.length) continue;
    const best = heads[least];
    if (!best || (batch[at] as Row).key < (best.batch[best.index] as Row).key) least = index;
  }
  return least;
}

async function refill(head: Head): Promise<void> {
  head.batch = [];
  head.index = 0;
  while (head.batch.length === 0) {
    const next = await head.batches.next();
    if (next.done) return;
    head.batch = next.value;
  }
}
