/**
 * Works through items that may bring forth more items, `workers` at a time, always the least one first.
 * @param work handles one item and resolves to the items it brought forth; what it throws ends everything.
 */
export async function drain<Item>(
  items: Item[],
  workers: number,
  compare: (a: Item, b: Item) => number,
  work: (item: Item) => Promise<Item[]>,
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
      while (active < workers && waiting.length > 0) {
        active += 1;
        work(waiting.shift() as Item).then(
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
