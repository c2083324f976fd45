import type { Row } from '../formats/row.ts';

/**
 * Merges streams of rows that are each sorted by key. With `unique`, of rows with the same key only that of the last
 * stream is given, and within one stream the last one.
 * @returns the rows in order, each with the index of the stream it came from.
 */
export async function* mergeSorted(
  streams: AsyncIterable<Row>[],
  unique: boolean,
): AsyncGenerator<{ row: Row; stream: number }> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
  let pending: { row: Row; stream: number } | undefined;
  for (;;) {
    // At most a few dozen streams: a scan beats a heap.
    let least = -1;
    for (let index = 0; index < heads.length; index += 1) {
      const head = heads[index] as IteratorResult<Row>;
      if (head.done) continue;
      if (least < 0 || head.value.key < (heads[least] as IteratorYieldResult<Row>).value.key) least = index;
    }
    if (least < 0) break;
    const next = { row: (heads[least] as IteratorYieldResult<Row>).value, stream: least };
    if (pending && !(unique && pending.row.key === next.row.key)) yield pending;
    pending = next;
    heads[least] = await (iterators[least] as AsyncIterator<Row>).next();
  }
  if (pending) yield pending;
}
