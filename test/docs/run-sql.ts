import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { openQueries } from './queries.ts';

// DuckDB's command line, as far as the pages use it: prints each statement's rows as JSON.
const { values } = parseArgs({ options: { c: { type: 'string', short: 'c' } }, allowPositionals: true });
const query = await openQueries(process.cwd());
for (const { rows } of await query(values.c ?? (await text(process.stdin)))) console.log(JSON.stringify(rows));
