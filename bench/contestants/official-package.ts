import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import OpenAI from 'openai';

// What a script with OpenAI's own package does: one cursor, page after page.
const [url, adminKey, folder] = process.argv.slice(2) as [string, string, string];
const client = new OpenAI({ apiKey: 'unused', adminAPIKey: adminKey, baseURL: url });
const file = createWriteStream(`${folder}/events.jsonl`);
let rows = 0;
for await (const event of client.admin.organization.auditLogs.list({ limit: 100 })) {
  file.write(`${JSON.stringify(event)}\n`);
  rows += 1;
}
file.end();
await once(file, 'finish');
console.log(rows);
