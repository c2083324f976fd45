/**
 * Works through items that may bring forth more items, `workers` at a time, always the least one first.
 * @param work handles one item and resolves to the items it brought forth; what it throws ends everything. It calls `wake`
 * if an idle worker may find something to take.
 * @param take gives an idle worker a part of what another one works on, if no item waits.
 */
export async function drain<Item>(
  items: Item[],
  workers: number,
  compare: (a: Item, b: Item) => number,
  work: (item: Item, wake: () => void) => Promise<Item[]>,
  take: () => Item | undefined = () => undefined,
): Promise<void> {
  const waiting = [...items].sort(compare);
  let active = 0;
  await new Promise<void>((resolve, reject) => {
    let failure: { error: unknown } | undefined;
    const start = () => {
      // What is under way ends first: nobody may find it still writing after the end.
      if (failure && active === 0) reject(failure.error);
      if (failure) return;
      if (waiting.length === 0 && active === 0) resolve();
      while (active < workers) {
        const item = waiting.shift() ?? (active > 0 ? take() : undefined);
        if (item === undefined) return;
        active += 1;
        work(item, start).then(
          (more) => {
            active -= 1;
            if (more.length > 0) {
              waiting.push(...more);
              waiting.sort(compare);
            }
            start();
          },
          (error) => {
            active -= 1;
            failure ??= { error };
            start();
          },
        );
      }
    };
    start();
  });
}
