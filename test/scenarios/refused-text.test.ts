import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OTHER_FIELDS } from '../../src/schema/contract.ts';
import { type Night, startScenario } from './scenario.ts';

const FORMATS = { resources: 'users, projects', format: 'jsonl,csv' };

function envelope(rows: string[]): string {
  return `{"object":"list","data":[${rows.join(',')}],"has_more":false}`;
}

function user(index: number, fields: string): string {
  return `{"object":"organization.user","id":"user-${index}",${fields},"added_at":1700000000}`;
}

/** Messages of a night that point to this trouble. */
function told(night: Night, topic: string): string[] {
  return night.log.annotations
    .map(({ message }) => message)
    .filter((text) => text.endsWith(`docs/troubleshooting.md#${topic}`));
}

test('half of a pair and NUL stay in JSONL, become U+FFFD in CSV, and are told once a resource', async (t) => {
  const scenario = await startScenario(t, FORMATS);
  const rows = [
    user(1, '"name":"plain \\\\ud800 text"'),
    user(2, '"name":"whole \\ud83d\\ude00 pair"'),
    user(3, '"name":"half \\ud83d, \\uDE00 halves"'),
    user(4, '"name":"\\u0000","new":["\\udc00",{"\\ud83d":"\\ud83d\\ude00"}]'),
    user(5, '"name":"x","k\\ud800":"a","k\\ud801":"b"'),
  ];
  scenario.simulator.customAnswers.set('/organization/users', () => envelope(rows));
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(night.after['data/users/users.jsonl'], rows.map((row) => `${row}\n`).join(''));
  const csv = night.after['data/users/users.csv'] ?? '';
  assert.match(csv, /plain \\ud800 text/);
  assert.match(csv, /whole \u{1f600} pair/u);
  assert.match(csv, /half \ufffd, \ufffd halves/);
  assert.match(csv, /"\[""\\ufffd"",\{""\\ufffd"":""\\ud83d\\ude00""\}\]"/);
  // Two keys stay two columns.
  assert.match(csv.split('\n')[0] ?? '', /k\\ud800.*k\\ud801/);
  const warnings = told(night, 'lone-surrogates');
  assert.equal(warnings.length, 1, night.log.text);
  assert.match(warnings[0] ?? '', /\b3 rows\b.*\brow 3 of users\/users\.jsonl\b/);
});

test('rows with more fields than a table can have cost their own resource alone, and JSONL takes them', async (t) => {
  const scenario = await startScenario(t, FORMATS);
  const fields = Array.from({ length: 3000 }, (_, index) => `"k${index}":1`).join(',');
  scenario.simulator.customAnswers.set('/organization/users', () => envelope([user(1, fields)]));
  const night = await scenario.night();
  assert.equal(night.exitCode, 1);
  assert.equal(night.outputs['failed-resources'], 'users');
  assert.equal(told(night, 'too-many-columns').length, 1, night.log.text);
  assert.ok(night.after['data/projects/projects.csv']);
  assert.equal(night.after['data/users/users.csv'], undefined);

  const asJson = await scenario.night({
    inputs: { destination: 'json', format: 'jsonl', config: 'checks: {admin-key-old: on}' },
  });
  assert.equal(asJson.exitCode, 0, asJson.log.text);
  assert.equal(asJson.after['json/users/users.jsonl'], `${user(1, fields)}\n`);
  assert.ok(!asJson.after['json/_manifests/users.json']?.includes('"k1"'));

  const config = 'on-schema-change: discard-columns';
  const cut = await scenario.night({ inputs: { destination: 'cut', config } });
  assert.equal(cut.exitCode, 0, cut.log.text);
  assert.match(cut.after['cut/users/users.csv'] ?? '', /user-1/);
  const [{ discarded }] = JSON.parse(cut.after['cut/_manifests/users.json'] ?? '').entries;
  assert.deepEqual([Object.keys(discarded.fields).length, discarded.fields[OTHER_FIELDS]], [2001, 1000]);
});
