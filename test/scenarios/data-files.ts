import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { filesBelow } from '../harness/workspace.ts';

/** A row of a table: cell text by column; null where the cell is empty. */
export type TableRow = Record<string, string | null>;

/** Reads the files of an export as an engine does that knows nothing of how they were written. */
export interface DataFiles {
  /** JSON text of every row of a resource, file after file by path. */
  json(resource: string): Promise<string[]>;
  /** Every row of a resource's CSV files, file after file by path, columns joined by name. */
  table(resource: string): Promise<TableRow[]>;
  query(sql: string): Promise<unknown[]>;
}

const EXACT = `header = true, delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false, all_varchar = true`;

/** Opens the files below a destination with DuckDB; closed when the test ends. */
export async function openDataFiles(t: Pick<TestContext, 'after'>, destination: string): Promise<DataFiles> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  t.after(() => connection.closeSync());
  const query = async (sql: string): Promise<unknown[]> => (await connection.runAndReadAll(sql)).getRowObjectsJS();

  async function listOf(resource: string, format: string): Promise<string | undefined> {
    const folder = join(destination, resource);
    const paths = (await filesBelow(folder)).filter((path) => path.includes(`.${format}`));
    return paths.length === 0 ? undefined : `[${paths.map((path) => `'${join(folder, path)}'`).join(', ')}]`;
  }

  return {
    query,
    async json(resource) {
      const files = await listOf(resource, 'jsonl');
      if (files === undefined) return [];
      const rows = (await query(`FROM read_ndjson_objects(${files}, hive_partitioning = false)`)) as { json: string }[];
      return rows.map(({ json }) => json);
    },
    async table(resource) {
      const files = await listOf(resource, 'csv');
      if (files === undefined) return [];
      return (await query(
        `FROM read_csv(${files}, ${EXACT}, hive_partitioning = false, union_by_name = true)`,
      )) as TableRow[];
    },
  };
}
