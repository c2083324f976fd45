import type { Row } from '../../formats/row.ts';
import type { Judgement } from '../../schema/contract.ts';
import type { Discarded } from '../../schema/discarded.ts';
import type { RowSpool } from '../../spool/row-spool.ts';

/** The rows of one partition that hold what their contract does not let in. */
export interface ContractViolations {
  /** Fields for which the partition must not be written. */
  frozen: ReadonlySet<string>;
  /** Notes such a row; resolves to whether it stays, without the fields that are not allowed. */
  admit(key: string, judgement: Judgement): Promise<boolean>;
  /** What was left out; undefined if nothing was. A row that was read twice counts once. */
  count(): Promise<Discarded | undefined>;
  /** Keys of the rows of which `fresh` has none. */
  keysWithout(fresh: AsyncIterable<Row[]>, keyOf: (row: Row) => string): Promise<Set<string>>;
  discard(): Promise<void>;
}

/** Starts empty; spills to disk when large. */
export function collectViolations(spool: RowSpool, sorting: { unique: boolean }): ContractViolations {
  const frozen = new Set<string>();
  const sorter = spool.sorter(sorting);
  return {
    frozen,
    async admit(key, { fate, violations }) {
      if (fate === 'freeze') for (const name of violations) frozen.add(name);
      else await sorter.add([{ key, json: JSON.stringify(violations), form: 'object' }]);
      return fate === 'keep';
    },
    async count() {
      if (sorter.count === 0) return undefined;
      const found: Discarded = { rows: 0, fields: new Map() };
      for await (const batch of sorter.sorted()) {
        for (const { json } of batch) {
          found.rows += 1;
          for (const name of JSON.parse(json) as string[]) found.fields.set(name, (found.fields.get(name) ?? 0) + 1);
        }
      }
      return found;
    },
    async keysWithout(fresh, keyOf) {
      const keys = new Set<string>();
      if (sorter.count === 0) return keys;
      for await (const batch of sorter.sorted()) for (const { key } of batch) keys.add(key);
      for await (const batch of fresh) for (const row of batch) keys.delete(keyOf(row));
      return keys;
    },
    discard: () => sorter.discard(),
  };
}
