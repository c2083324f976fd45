import type { Row } from '../formats/row.ts';
import type { RowSorter, RowSpool } from '../spool/row-spool.ts';

/** Ids that wait in memory before they go to the sorter. */
const ENOUGH = 500;

/** Collects the ids of events over all files, on disk where they are many. */
export interface EventIds {
  add(id: string, path: string): void;
  /** Hands on what was added, once it is much: to be called now and then while ids are added. */
  makeRoom(): Promise<void>;
  /** Ids that came more than once, and the files that hold them. */
  repeated(): AsyncGenerator<{ id: string; paths: string[] }>;
  discard(): Promise<void>;
}

/** Returns a collection of no ids. */
export function collectEventIds(spool: RowSpool): EventIds {
  const sorter: RowSorter = spool.sorter({ unique: false });
  let waiting: Row[] = [];
  async function handOn(): Promise<void> {
    const rows = waiting;
    waiting = [];
    await sorter.add(rows);
  }
  return {
    add(id, path) {
      waiting.push({ key: id, json: path, form: 'object' });
    },
    async makeRoom() {
      if (waiting.length >= ENOUGH) await handOn();
    },
    async *repeated() {
      await handOn();
      let current: { id: string; paths: string[] } | undefined;
      for await (const rows of sorter.sorted()) {
        for (const { key, json } of rows) {
          if (current?.id === key) {
            current.paths.push(json);
            continue;
          }
          if (current && current.paths.length > 1) yield current;
          current = { id: key, paths: [json] };
        }
      }
      if (current && current.paths.length > 1) yield current;
    },
    discard: () => sorter.discard(),
  };
}
