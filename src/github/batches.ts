/** Content that one request carries: far below what GitHub was seen to refuse (40 MB), and made in time. */
export const BATCH_BYTES = 4_000_000;

/** The items in their order, at most so many and so large at a time; one that is larger comes alone. */
export function* batches<Item>(items: Item[], most: number, sizeOf: (item: Item) => number): Generator<Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    if (batch.length > 0 && (batch.length === most || bytes + sizeOf(item) > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += sizeOf(item);
  }
  if (batch.length > 0) yield batch;
}
