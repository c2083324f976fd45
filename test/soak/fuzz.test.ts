import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { randomFrom } from '../../simulator/random.ts';
import { type ListRequest, readList } from '../../src/api/pages.ts';
import { openArchive } from '../../src/archive/archive.ts';
import { parseManifest } from '../../src/archive/manifest.ts';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import { folderDestination } from '../../src/destinations/folder/folder.ts';
import { isExpected } from '../../src/notices/errors.ts';
import { readConfig } from '../../src/settings/read-config.ts';
import { impatientClient, serve } from '../api/api-server.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { variables } from '../settings/given.ts';
import { fuzzed } from './fuzzed-text.ts';
import { seedsOf } from './seeds.ts';

const EVENT = { id: 'audit_log-1', type: 'project.created', effective_at: 1772425020, 'project.created': { id: 'p' } };
const EVENTS = {
  object: 'list',
  data: [EVENT, EVENT],
  first_id: 'audit_log-1',
  last_id: 'audit_log-1',
  has_more: false,
};
const BUCKET = {
  object: 'bucket',
  start_time: 1772323200,
  end_time: 1772409600,
  results: [{ amount: { value: 1.5 } }],
};
const BUCKETS = { object: 'page', data: [BUCKET], has_more: false, next_page: null };

const CONFIG = `resources: [audit_logs, costs]
start-date: 2026-01-01
privacy: redact
resource-options:
  costs: {group-by: [project_id], lookback: 35d}
checks:
  admin-key-old: {days: 90}
`;

const MANIFEST = {
  ...{ version: 1, resource: 'audit_logs', shape: { formats: ['jsonl'], partition_by: 'day' }, unknown_columns: [] },
  ranges: [['2026-03-01', '2026-03-02']],
  entries: [{ period: '2026-03-01', path: 'audit_logs/date=2026-03-01/audit_logs.jsonl', rows: 1, settled: true }],
};

const ROWS = `${JSON.stringify(EVENT)}\n${JSON.stringify({ ...EVENT, id: 'audit_log-2' })}\n`;
const TABLE = 'id,type,effective_at\r\naudit_log-1,project.created,2026-03-02T04:17:00Z\r\n';

/** Does it, and takes only errors that a user can act on. */
async function expectSense(what: string, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    assert.ok(isExpected(error), `${what}: ${error instanceof Error ? error.stack : error}`);
  }
}

test('whatever an answer is made of, a list is read or refused with a sentence', async (t) => {
  let body: Buffer = Buffer.alloc(0);
  const url = await serve(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  const { client } = impatientClient(url, { retries: 0 });
  const request = { query: [], dataSelector: 'data', lane: 'fuzz' };
  const lists: [object, ListRequest][] = [
    [EVENTS, { ...request, path: '/events', pagination: 'last_id' }],
    [BUCKETS, { ...request, path: '/buckets', pagination: 'next_page' }],
  ];
  for (const seed of seedsOf('FUZZ', 300)) {
    const random = randomFrom(seed);
    const [right, list] = random.pick(lists);
    body = fuzzed(Buffer.from(JSON.stringify(right)), random);
    await expectSense(`answer of seed ${seed}`, () => readList(client, list));
  }
});

test('whatever a config is made of, it is read or refused with a sentence', async () => {
  for (const seed of seedsOf('FUZZ', 300)) {
    const config = fuzzed(Buffer.from(CONFIG), randomFrom(seed)).toString();
    await expectSense(`config of seed ${seed}`, () => readConfig(variables({ config })));
  }
});

test('whatever a manifest is made of, it is read or refused with a sentence', async () => {
  for (const seed of seedsOf('FUZZ', 300)) {
    const text = fuzzed(Buffer.from(JSON.stringify(MANIFEST)), randomFrom(seed)).toString();
    await expectSense(`manifest of seed ${seed}`, () => parseManifest(text, '_manifests/audit_logs.json'));
  }
});

test('whatever a stored file is made of, its rows are read or it is refused with a sentence', async (t) => {
  const root = await temporaryFolder(t, 'fuzz');
  const destination = folderDestination(root, 'data');
  const resource = resourceNamed('audit_logs');
  assert.ok(resource);
  const files: [string, Buffer][] = [
    ['rows.jsonl', Buffer.from(ROWS)],
    ['rows.csv', Buffer.from(TABLE)],
    ['rows.jsonl.gz', gzipSync(ROWS)],
    ['rows.jsonl.zst', zstdCompressSync(ROWS)],
  ];
  for (const seed of seedsOf('FUZZ', 200)) {
    const random = randomFrom(seed);
    const [name, content] = random.pick(files);
    await writeFile(join(root, name), fuzzed(content, random));
    await expectSense(`file of seed ${seed}`, () => openArchive(destination).rows(resource, name, () => {}));
  }
});
