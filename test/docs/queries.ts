import { DuckDBInstance } from '@duckdb/node-api';

/** A place in a store, as the pages name it, up to the prefix of the export. */
const STORE_PLACE = /(?:s3|gs|az):\/\/[\w.-]+\/openai(?=\/|')/g;

/** Statements that only reach a store: the sample data lies in a folder. */
const REACHES_STORE = /^(?:INSTALL|LOAD)\s+\w+$|^CREATE\s+(?:OR\s+REPLACE\s+)?SECRET\b/i;

/** The statements of a text of SQL, without comments at their head; none of them that only signs in to a store. */
export function statementsOf(sql: string): string[] {
  return sql
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;(?=\s*(?:$|[A-Z]))/m)
    .map((statement) => statement.trim().replaceAll(STORE_PLACE, 'data'))
    .filter((statement) => statement !== '' && !REACHES_STORE.test(statement));
}

/**
 * Runs a text of SQL by DuckDB in a folder and returns the rows of each statement. What a page's first block sets, such as a view or
 * a variable, its next ones can use.
 */
export async function openQueries(folder: string) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`SET file_search_path = '${folder}'; SET TimeZone = 'UTC'`);
  return async (sql: string): Promise<{ statement: string; rows: Record<string, unknown>[] }[]> => {
    const results = [];
    for (const statement of statementsOf(sql)) {
      const read = await connection.runAndReadAll(statement).catch((cause) => {
        throw new Error(`${cause.message}\nin: ${statement}`, { cause });
      });
      results.push({ statement, rows: read.getRowObjectsJson() });
    }
    return results;
  };
}
