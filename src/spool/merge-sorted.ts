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

/** Which of the rows with one key stay, in the order in which they are given: the first stream's come first. */
export type Choose = (rows: Row[]) => Row[];

/**
 * Merges streams of rows that are each sorted by key. Rows travel in batches, because handing each one over by itself
 * would cost more than everything else that is done with it.
 * @param unique false gives all rows; true gives, of rows with the same key, that of the last stream, and within one stream
 * the last one; a function chooses among them.
 * @param onRow is called with each row, the stream it came from, and whether another stream has its key too.
 */
export async function* mergeSorted(
  streams: AsyncIterable<Row[]>[],
  unique: boolean | Choose,
  onRow?: (row: Row, stream: number, isShared: boolean) => void,
): AsyncGenerator<Row[]> {
  const choose = unique === true ? lastOnly : unique;
  const heads = streams.map((stream): Head => ({ batches: stream[Symbol.asyncIterator](), batch: [], index: 0 }));
  let out: Row[] = [];
  let length = 0;
  const give = ({ row, stream }: Origin, isShared = false) => {
    onRow?.(row, stream, isShared);
    out.push(row);
    length += row.json.length;
  };
  /** Gives what stays of rows that have one key. */
  const giveGroup = (group: Origin[], choose: Choose) => {
    const isShared = group.some(({ stream }) => stream !== group[0]?.stream);
    for (const row of choose(group.map((origin) => origin.row))) {
      give(group.find((origin) => origin.row === row) as Origin, isShared);
    }
  };
  try {
    for (const head of heads) await refill(head);
    let pending: Origin | undefined;
    let group: Origin[] = [];
    const givePending = () => {
      if (group.length > 1 && choose) giveGroup(group, choose);
      else if (pending) give(pending);
      group = [];
    };
    for (;;) {
      const stream = leastHead(heads);
      const head = heads[stream];
      if (!head) break;
      const row = head.batch[head.index] as Row;
      const next = { row, stream };
      // Most keys come once: only for others there is a list of rows to choose from.
      if (choose && pending?.row.key === row.key) {
        if (group.length === 0) group.push(pending);
        group.push(next);
      } else givePending();
      pending = next;
      head.index += 1;
      if (head.index === head.batch.length) await refill(head);
      if (out.length < BATCH_ROWS && length < BATCH_LENGTH) continue;
      yield out;
      out = [];
      length = 0;
    }
    givePending();
    if (out.length > 0) yield out;
  } finally {
    // A consumer that stops half way would otherwise leave files open.
    for (const head of heads) await head.batches.return?.();
  }
}

function lastOnly(rows: Row[]): Row[] {
  return rows.slice(-1);
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
