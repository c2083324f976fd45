import { once } from 'node:events';
import { rm, stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runAction } from '../test/harness/run-action.ts';
import { createTemporaryFolder } from '../test/harness/workspace.ts';
import { storePlaces } from '../test/scenarios/store-places.ts';

// Prints what one very large partition costs: a month of audit logs in one file, first as it is exported, then as it is
// read again and united with the stored file. The events are made while they are asked for, so nothing is held here.
// node bench/large-partition.ts [--bytes 2e9] [--format jsonl] [--destination folder|s3|gcs|azure]

const { values } = parseArgs({
  options: {
    bytes: { type: 'string', default: '2e9' },
    format: { type: 'string', default: 'jsonl' },
    destination: { type: 'string', default: 'folder' },
  },
});
const MONTH = '2026-01';
const FROM = Date.parse(MONTH) / 1000;
const SECONDS = 31 * 86_400;
/** Tells the peak of resident memory, in kB, as the last thing that a process does. */
const TELL_MEMORY = `data:text/javascript,process.on('exit',()=>process.stderr.write('RSS '+process.resourceUsage().maxRSS))`;

const count = Math.ceil(Number(values.bytes) / `${eventText(0, FROM)}\n`.length);

function eventText(index: number, seconds: number): string {
  const number = String(index).padStart(17, '0');
  const event = {
    id: `audit_log-${number}`,
    type: 'api_key.updated',
    effective_at: seconds,
    project: { id: `proj_${number.slice(-4)}abcdefghijklmnop`, name: `project ${number.slice(-4)}` },
    actor: {
      type: 'session',
      session: {
        user: { id: `user-${number.slice(-5)}`, email: `user.${number.slice(-5)}@example.com` },
        ip_address: `203.0.113.${String(100 + (index % 100))}`,
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
      },
    },
    'api_key.updated': { id: `key_${number}`, changes_requested: { scopes: ['api.model.read', 'api.model.request'] } },
  };
  return JSON.stringify(event);
}

/** Events lie evenly over the month; several share a second if there are many. */
function textAt(index: number): string {
  return eventText(index, FROM + Math.floor((index * SECONDS) / count));
}

function firstAt(seconds: string | null, otherwise: number): number {
  if (seconds === null) return otherwise;
  const index = Math.ceil(((Number(seconds) - FROM) * count) / SECONDS);
  return Math.min(Math.max(index, 0), count);
}

/** A page of the list, newest first, as `GET /organization/audit_logs` gives it. */
function answer(address: string, response: ServerResponse): void {
  const query = new URL(address, 'http://localhost').searchParams;
  const first = firstAt(query.get('effective_at[gte]'), 0);
  const after = query.get('after')?.slice('audit_log-'.length);
  const end = after === undefined ? firstAt(query.get('effective_at[lt]'), count) : Number(after);
  const length = query.has('tenant_only') ? 0 : Math.max(0, Math.min(end - first, Number(query.get('limit') ?? 20)));
  const events = Array.from({ length }, (_, index) => textAt(end - 1 - index));
  const hasMore = length > 0 && end - length > first;
  response.setHeader('content-type', 'application/json');
  response.end(`{"object":"list","data":[${events.join(',')}],"has_more":${hasMore}}`);
}

/** One night: the whole action, in a process of its own. */
async function night(name: string, workspace: string, temp: string, more: Record<string, string>): Promise<void> {
  const result = await runAction({
    workspace,
    temp,
    nodeArguments: ['--import', TELL_MEMORY],
    env: place?.env() ?? {},
    inputs: {
      'api-key': 'sk-admin-fake',
      'base-url': `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      resources: 'audit_logs',
      format: values.format,
      'partition-by': 'month',
      'start-date': `${MONTH}-01`,
      'end-date': '2026-02-01',
      ...(place && {
        destination: place.destination,
        config: JSON.stringify({ 'destination-options': place.options }),
      }),
      ...more,
    },
  });
  if (result.exitCode !== 0) throw new Error(`The action failed: ${result.stdout}${result.stderr}`);
  const megabytes = Number(/RSS (\d+)/.exec(result.stderr)?.[1]) / 1000;
  const seconds = result.durationMs / 1000;
  console.log(`${name.padEnd(13)} ${seconds.toFixed(1).padStart(7)} s ${megabytes.toFixed(0).padStart(6)} MB at most`);
}

const server = createServer((request, response) => answer(request.url ?? '', response)).listen(0, '127.0.0.1');
await once(server, 'listening');
const cleanUps: (() => unknown)[] = [];
const place = await storePlaces[values.destination]?.({ after: (cleanUp) => cleanUps.push(cleanUp as () => unknown) });
const [workspace, temp] = [await createTemporaryFolder('workspace'), await createTemporaryFolder('runner-temp')];
try {
  await night('first night', workspace, temp, {});
  const extension = values.format.split(/[\s,]+/)[0] as string;
  const stored = join(workspace, `data/audit_logs/month=${MONTH}/audit_logs.${extension}`);
  const size = place ? Number(values.bytes) : (await stat(stored)).size;
  console.log(`${count} events, ${(size / 1e6).toFixed(0)} MB of ${extension} in ${place?.destination ?? 'a folder'}`);
  await night('second night', workspace, temp, { 'refresh-from': `${MONTH}-01` });
} finally {
  server.close();
  for (const cleanUp of cleanUps) await cleanUp();
  await Promise.all([workspace, temp].map((folder) => rm(folder, { recursive: true })));
}
