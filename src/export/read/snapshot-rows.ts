import type { RawRow } from '../../api/pages.ts';
import { snapshotKeys } from '../../archive/row-keys.ts';
import type { SnapshotResource } from '../../catalogue/resource.ts';
import type { Row } from '../../formats/row.ts';
import { collectUnknownColumns } from '../../formats/unknown-columns.ts';
import { ConfigurationError } from '../../notices/errors.ts';
import type { RowPrivacy } from '../../privacy/row-privacy.ts';
import type { SchemaContract } from '../../schema/contract.ts';
import { frozenText } from '../../schema/frozen.ts';
import type { RowSorter, RowSpool } from '../../spool/row-spool.ts';
import { type ContractViolations, collectViolations } from '../job/contract-violations.ts';

/** The rows of a snapshot that is being read. */
export interface SnapshotRows {
  fresh: RowSorter;
  /** Fields that the catalogue does not know. */
  unknownColumns: Set<string>;
  /** Rows that hold what their contract does not let in. */
  violations: ContractViolations;
  /** Takes the rows of one parent, in the API's order. */
  take(rows: RawRow[]): Promise<void>;
  discard(): Promise<void>;
}

/** Returns a place for the rows of a snapshot, with personal data hidden and what breaks the contract left out. */
export function openSnapshotRows(
  spool: RowSpool,
  resource: SnapshotResource,
  privacy: RowPrivacy | undefined,
  contract: SchemaContract | undefined,
): SnapshotRows {
  const fresh = spool.sorter({ unique: true });
  const violations = collectViolations(spool, { unique: true });
  const unknownColumns = new Set<string>();
  const keyOf = snapshotKeys(resource);
  const collect =
    contract?.collectColumns ??
    ((value: Record<string, unknown>, found: Set<string>) => collectUnknownColumns(value, resource, found));
  return {
    fresh,
    unknownColumns,
    violations,
    async take(raw) {
      const rows: Row[] = [];
      for (const one of raw) {
        const judged = contract?.judge(one);
        const given = judged?.row ?? one;
        const { text, value } = privacy?.row(given) ?? given;
        // Of rows without a key each counts, also one that is left out: the others keep their places.
        const key = keyOf(value);
        if (judged && judged.violations.length > 0 && !(await violations.admit(key, judged))) continue;
        collect(value, unknownColumns);
        rows.push({ key, json: text, form: 'object' });
      }
      await fresh.add(rows);
    },
    async discard() {
      await Promise.all([fresh.discard(), violations.discard()]);
    },
  };
}

/** Stops the export of a snapshot whose rows hold what they must not. */
export async function refuseFrozen(
  rows: SnapshotRows,
  resource: SnapshotResource,
  contract: SchemaContract,
): Promise<void> {
  const { frozen } = rows.violations;
  if (frozen.size === 0) return;
  await rows.discard();
  throw new ConfigurationError('schema-frozen', frozenText(resource.name, contract.mode, frozen));
}
