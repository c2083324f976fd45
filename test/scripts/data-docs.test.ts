import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { dataDocs, dataDocsPath } from '../../scripts/write-data-docs.ts';
import type { Simulator } from '../../simulator/server.ts';
import type { Finding } from '../../src/audit/check.ts';
import { findingsCsv } from '../../src/audit/findings-file.ts';
import { allResources, resourceNamed } from '../../src/catalogue/catalogue.ts';
import { privacyOptions } from '../privacy/hide.ts';
import { type PrivateNight, privateNights } from '../privacy/nights.ts';
import { simulatorFor } from '../simulator/ask.ts';

/** A row of a table of the page, by the heads of its columns. */
type DocumentedRow = Record<string, string>;
type Json = Record<string, unknown>;

const DAY = 86_400;

/** The tables below each heading of the page, as a reader finds them: by the name in the first column. */
function tablesOf(page: string): Map<string, Map<string, DocumentedRow>> {
  const tables = new Map<string, Map<string, DocumentedRow>>();
  for (const section of page.split(/^#{2,3} /m).slice(1)) {
    const rows = new Map<string, DocumentedRow>();
    let heads: string[] = [];
    for (const line of section.split('\n').filter((text) => text.startsWith('| '))) {
      const cells = line.slice(2, -2).split(' | ');
      if (/^(column|field|type|from)$/.test(cells[0] ?? '')) heads = cells;
      else if (cells[0] !== '---') {
        rows.set(
          (cells[0] ?? '').replaceAll('`', ''),
          Object.fromEntries(heads.map((head, at) => [head, cells[at] ?? ''])),
        );
      }
    }
    tables.set(section.slice(0, section.indexOf('\n')), rows);
  }
  return tables;
}

const tables = tablesOf(dataDocs());

function documented(section: string, name: string): DocumentedRow {
  const row = tables.get(section)?.get(name);
  assert.ok(row, `${section}: ${name} is not in ${dataDocsPath}`);
  return row;
}

test('the data dictionary is the one that node scripts/write-data-docs.ts writes', async () => {
  assert.equal(await readFile(dataDocsPath, 'utf8'), dataDocs(), 'run node scripts/write-data-docs.ts');
});

test('the data dictionary leads nowhere that is not there, and names nothing twice', () => {
  const page = dataDocs();
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text.toLowerCase().replaceAll(' ', '-'));
  assert.deepEqual(
    headings.filter((heading, index) => headings.indexOf(heading) !== index),
    [],
  );
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
  assert.ok(links.length > allResources.length);
  assert.deepEqual(
    links.filter((link) => !headings.includes(link)),
    [],
  );
});

test('the data dictionary has a table of every column of every resource', () => {
  for (const { name, columns } of allResources) {
    for (const column of columns) assert.ok(documented(name, column.name)['what it is'], `${name}.${column.name}`);
  }
});

/** Everything that the simulated organisation has, with an event that says more than OpenAI describes. */
async function organisation(t: TestContext): Promise<Simulator> {
  const simulator = await simulatorFor(t, { seed: 1, membersPath: true, quirks: { extraFields: true } });
  const session = {
    user: { id: 'user-1', email: 'ann@example.com' },
    ip_address: '192.0.2.7',
    user_agent: 'Mozilla/5.0',
  };
  const place = {
    country: 'DE',
    region: 'Berlin',
    region_code: 'BE',
    city: 'Berlin',
    latitude: 52.5,
    longitude: '13.4',
  };
  simulator.organization.events.add({
    ...{ id: 'audit_log-rich', object: 'organization.audit_log', type: 'login.succeeded' },
    effective_at: simulator.clock.now() - DAY,
    actor: {
      type: 'session',
      session: { ...session, ja3: 'a1', ja4: 't13', ip_address_details: { ...place, asn: 64496 } },
    },
    'login.succeeded': {},
  });
  return simulator;
}

const names = allResources.filter(({ idsRequired }) => !idsRequired).map(({ name }) => name);
const options = { start: { kind: 'age', seconds: 30 * DAY }, partitionBy: 'month' } as const;

/** Header and records of every CSV file of the data, with the resource that it is of. */
function csvFiles({ files }: PrivateNight): { resource: string; header: string[]; records: string[][] }[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const resource = path.split('/')[0] ?? '';
    if (!path.endsWith('.csv') || resourceNamed(resource) === undefined) return [];
    const [header = [], ...records] = parse(text) as string[][];
    return [{ resource, header, records }];
  });
}

/** Objects of every JSONL file below a folder. */
function jsonRows({ files }: PrivateNight, folder: string): Json[] {
  const texts = Object.entries(files).filter(([path]) => path.startsWith(`${folder}/`) && path.endsWith('.jsonl'));
  return texts.flatMap(([, text]) => text.split('\n').filter((line) => line !== '')).map((line) => JSON.parse(line));
}

function typeOf(value: unknown): string {
  if (typeof value === 'string') return 'text';
  if (!Array.isArray(value)) return typeof value;
  return value.every((entry) => typeof entry === 'string') ? 'list of texts' : 'list of objects';
}

function valueAt(row: Json, column: string): unknown {
  const path = column === 'details' ? [String(row.type)] : column.split('__');
  return path.reduce<unknown>((value, key) => (value as Json | null | undefined)?.[key], row);
}

test('every column of every exported file is in the data dictionary, with its type in JSONL and CSV', async (t) => {
  const nights = await privateNights(t, await organisation(t), names);
  const night = await nights.night(undefined, options);
  assert.deepEqual(night.problems, []);
  const seen = new Set<string>();
  for (const { resource, header, records } of csvFiles(night)) {
    seen.add(resource);
    for (const [index, name] of header.entries()) {
      const { 'in CSV': form, unit } = documented(resource, name);
      const cells = records.flatMap((record) => record[index] || []);
      const isTime = cells.length > 0 && cells.every((cell) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(cell));
      if (cells.length > 0) assert.equal(form === 'UTC time', isTime, `${resource}.${name}: ${cells[0]}`);
      if (form === 'JSON text')
        for (const cell of cells) assert.doesNotThrow(() => JSON.parse(cell), `${resource}.${name}`);
      if (isTime) assert.equal(unit, 'Unix seconds');
    }
    for (const row of jsonRows(night, resource)) {
      for (const name of header) {
        const value = valueAt(row, name) ?? undefined;
        if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
        const { 'in JSONL': type = '' } = documented(resource, name);
        assert.match(type, new RegExp(`\\b${typeOf(value)}\\b`), `${resource}.${name}: ${JSON.stringify(value)}`);
      }
    }
  }
  assert.equal(seen.size, names.length);
});

test('privacy hides what the data dictionary says, and nothing else', async (t) => {
  const simulator = await organisation(t);
  const open = csvFiles(await (await privateNights(t, simulator, names)).night(undefined, options));
  const hiding = await privateNights(t, simulator, names);
  const hidden = csvFiles(await hiding.night(privacyOptions('pseudonymize'), options));
  const people = simulator.organization
    .list('users')
    .entries()
    .flatMap(({ row }) => String(row.name ?? '') || []);
  let changed = 0;
  for (const [file, { resource, header, records }] of open.entries()) {
    for (const [index, name] of header.entries()) {
      const { personal = '' } = documented(resource, name);
      const kind = /^\*\*(\w+)\*\*/.exec(personal)?.[1];
      const cells = records.map((record) => record[index] ?? '');
      const other = hidden[file];
      assert.equal(other?.resource, resource);
      // A column beyond the catalogue is gone where all of it became null.
      const place = other.header.indexOf(name);
      const others = new Set(other.records.map((record) => record[place] ?? ''));
      const kept = cells.filter((cell) => cell !== '' && others.has(cell));
      if (kind !== undefined) {
        assert.deepEqual(kept, [], `${resource}.${name} is said to be hidden`);
        changed += cells.filter((cell) => cell !== '').length;
      } else if (personal !== 'what is in it, by name') {
        const gone = cells.filter((cell) => cell !== '' && !others.has(cell));
        assert.deepEqual(gone, [], `${resource}.${name} is hidden, which the page does not say`);
        assert.deepEqual(
          cells.filter((cell) => people.includes(cell)),
          [],
          `${resource}.${name} names people`,
        );
      }
    }
  }
  assert.ok(changed > 200, `only ${changed} cells were hidden`);
});

/** Paths of all fields of a value; lists count by what is in them, and so do objects that are not taken apart. */
function pathsOf(value: unknown, whole: RegExp, prefix = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => pathsOf(entry, whole, prefix));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const path = prefix + name;
    return whole.test(path) ? [path] : [path, ...pathsOf(field, whole, `${path}.`)];
  });
}

test('every field of change logs, manifests and findings is in the data dictionary', async (t) => {
  const simulator = await organisation(t);
  const nights = await privateNights(t, simulator, ['audit_logs', 'users', 'project_users', 'costs']);
  await nights.night(privacyOptions('pseudonymize'), options);
  const users = simulator.organization.list('users');
  const [changing, leaving] = users.entries().map(({ id }) => id);
  users.update(changing ?? '', { role: 'newly given' });
  users.remove(leaving ?? '');
  simulator.clock.advance(9 * DAY);
  const night = await nights.night(privacyOptions('pseudonymize'), {
    ...options,
    filters: { projects: [], eventTypes: [], models: [] },
  });
  const changes = jsonRows(night, '_changes');
  assert.deepEqual(new Set(changes.map(({ change }) => change)), new Set(['added', 'removed', 'changed']));
  for (const path of changes.flatMap(Object.keys)) documented('_changes', path);
  const manifests = Object.values(night.manifests).map((text): Json => JSON.parse(text));
  const found = new Set(manifests.flatMap((manifest) => pathsOf(manifest, /^shape\.(filters|privacy)$/)));
  assert.ok(found.has('history.path') && found.has('entries.settled') && found.has('shape.privacy'));
  for (const path of found) documented('_manifests', path);

  const finding: Required<Finding> = {
    ...{ id: 'a:b', check: 'a', severity: 'low', status: 'excepted', since: '2026-11-01', baseline: false, text: 'T.' },
    ...{ evidence: { a: 'b' }, exception: { reason: 'r', expires: '2026-12-01' }, resolved: '2026-11-02' },
  };
  for (const path of pathsOf(finding, /^(evidence)$/).filter((path) => path !== 'exception'))
    documented('_findings', path);
  const [header = ''] = findingsCsv([]).split('\n');
  for (const column of header.split(',')) documented('_findings', column.replace('exception_', 'exception.'));
});
