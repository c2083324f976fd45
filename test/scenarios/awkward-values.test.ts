import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { below, linesOf, secondsOf, startScenario } from './scenario.ts';

const DIGITS = '123456789012345678901234567890';

const NAMES = [
  'line\nfeed\r\nand return',
  'she said "hi", he left',
  '=HYPERLINK("http://x","y")',
  '+A1',
  '-2+3',
  '@SUM(A1)',
  '\ttab',
  '\rreturn',
  '😀 Zoë 漢字',
  'line\u2028separator\u2029',
  'zero\u0000byte',
  '\ud83d half a pair',
  '',
  ' blanks ',
  'null',
  '\\N',
];

/** A list as the API writes it, from the JSON text of its rows. */
function envelope(rows: string[]): string {
  return `{\n  "object": "list",\n  "data": [${rows.join(', ')}],\n  "has_more": false\n}`;
}

function user(index: number, fields: string): string {
  return `{"object":"organization.user","id":"user-${String(index).padStart(2, '0')}",${fields},"added_at":1700000000}`;
}

/** What a spreadsheet would run is led by an apostrophe. */
function defused(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

test('names with line breaks, quotes, formulas, emoji and NUL survive in JSONL and CSV', async (t) => {
  const scenario = await startScenario(t, { resources: 'users', format: 'jsonl,csv' });
  const rows = NAMES.map((name, index) => user(index, `"name":${JSON.stringify(name)}`));
  scenario.simulator.customAnswers.set('/organization/users', () => envelope(rows));
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(night.after['data/users/users.jsonl'], rows.map((row) => `${row}\n`).join(''));
  const table: Record<string, string>[] = parse(night.after['data/users/users.csv'] ?? '', {
    columns: true,
    bom: true,
  });
  const expected = NAMES.map((name) => defused(name).toWellFormed().replace('\0', '\ufffd'));
  assert.deepEqual(
    table.map(({ name }) => name),
    expected,
  );

  const plain = await scenario.night({ inputs: { destination: 'plain', config: 'csv-escape-formulas: false' } });
  const undefused: Record<string, string>[] = parse(plain.after['plain/users/users.csv'] ?? '', {
    columns: true,
    bom: true,
  });
  assert.deepEqual(
    undefused.map(({ name }) => name),
    NAMES.map((name) => name.toWellFormed().replace('\0', '\ufffd')),
  );
});

test('a file of awkward names is read back as it was written: nothing counts as changed', async (t) => {
  for (const format of ['jsonl', 'csv', 'csv.gz']) {
    const scenario = await startScenario(t, { resources: 'users', format });
    const rows = NAMES.map((name, index) => user(index, `"name":${JSON.stringify(name)}`));
    scenario.simulator.customAnswers.set('/organization/users', () => envelope(rows));
    await scenario.night();
    rows[0] = user(0, '"name":"=now()\\n😀"');
    const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
    assert.equal(night.outputs.changes, '1', `${format}: ${night.log.text}`);
    const [log = ''] = Object.values(below(night.after, 'data/_changes/users'));
    const after = format === 'jsonl' ? '=now()\n😀' : "'=now()\n😀";
    assert.equal(JSON.parse(log).after.name, after);
  }
});

test('a number with 30 digits keeps every one in JSONL, in CSV and in the change log', async (t) => {
  const scenario = await startScenario(t, { resources: 'users,audit_logs', format: 'jsonl,csv', 'start-date': '2d' });
  let rows = [user(1, `"quota":${DIGITS}.10,"deep":{"big":${DIGITS},"small":1e-7}`), user(2, '"quota":1.0')];
  scenario.simulator.customAnswers.set('/organization/users', () => envelope(rows));
  const at = secondsOf('2026-03-01T12:00:00Z');
  const event = `{"id":"audit_log-big","type":"user.added","effective_at":${at},"user.added":{"id":${DIGITS}}}`;
  scenario.simulator.organization.events.add(event);
  const first = await scenario.night();
  assert.equal(first.exitCode, 0, first.log.text);
  assert.equal(first.after['data/users/users.jsonl'], rows.map((row) => `${row}\n`).join(''));
  const csv = first.after['data/users/users.csv'] ?? '';
  const [big, small] = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
  assert.equal(big?.quota, `${DIGITS}.10`);
  assert.equal(big?.deep__big, DIGITS);
  assert.equal(big?.deep__small, '1e-7');
  assert.equal(small?.quota, '1.0');
  const day = first.after['data/audit_logs/date=2026-03-01/audit_logs.jsonl'] ?? '';
  assert.ok(linesOf(day).includes(event));
  assert.ok(first.after['data/audit_logs/date=2026-03-01/audit_logs.csv']?.includes(`{""id"":${DIGITS}}`));

  // The last digit alone differs, which a double would not see.
  rows = [
    user(1, `"quota":${DIGITS}.11,"deep":{"big":${DIGITS.slice(0, -1)}1,"small":1e-7}`),
    user(3, `"quota":${DIGITS}`),
  ];
  const second = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  const [log = ''] = Object.values(below(second.after, 'data/_changes/users'));
  assert.deepEqual(linesOf(log), [
    `{"change":"changed","key":{"id":"user-01"},"before":{"deep__big":${DIGITS},"quota":${DIGITS}.10},"after":{"deep__big":${DIGITS.slice(0, -1)}1,"quota":${DIGITS}.11}}`,
    `{"change":"removed","key":{"id":"user-02"},"row":${user(2, '"quota":1.0')}}`,
    `{"change":"added","key":{"id":"user-03"},"row":${rows[1]}}`,
  ]);
});

test('keys that look like integers, and keys of objects themselves, stay in their order', async (t) => {
  const scenario = await startScenario(t, { resources: 'users', format: 'jsonl,csv' });
  const rows = [
    user(
      1,
      '"zebra":1,"10":"ten","2":"two","apple":{"9":1,"1":2},"__proto__":{"x":1},"constructor":"c","toString":"t"',
    ),
  ];
  scenario.simulator.customAnswers.set('/organization/users', () => envelope(rows));
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(night.after['data/users/users.jsonl'], `${rows[0]}\n`);
  const again = await scenario.night();
  assert.deepEqual(again.after, night.after);
  const [row] = parse(night.after['data/users/users.csv'] ?? '', { columns: true, bom: true }) as Record<
    string,
    string
  >[];
  assert.equal(row?.['10'], 'ten');
  assert.equal(row?.constructor, 'c');
});

test('fields that are new reach JSONL as sent, become sorted columns at the end of CSV, and stand in the manifest', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'users', format: 'jsonl,csv' },
    { quirks: { extraFields: false } },
  );
  await scenario.night();
  const before = await scenario.read('data/users/users.csv');
  const users = scenario.simulator.organization.list('users');
  users.update(users.entries()[0]?.id ?? '', { zeta: 1, beta: { yes: true, list: [1, 'a,b'] } });
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.equal(night.exitCode, 0, night.log.text);
  const header = (text: string) => text.split(/\r?\n/)[0];
  const csv = await scenario.read('data/users/users.csv');
  assert.equal(header(csv), `${header(before)},beta__list,beta__yes,zeta`);
  assert.deepEqual(await scenario.rows('users'), scenario.simulator.truth.snapshot('users'));
  const manifest = JSON.parse(await scenario.read('data/_manifests/users.json'));
  assert.deepEqual(manifest.unknown_columns, ['beta__list', 'beta__yes', 'zeta']);
});

test('an event of a type that nobody knows is exported and named in the log', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs', format: 'jsonl,csv', 'start-date': '3d' });
  const at = secondsOf('2026-03-01T12:00:00Z');
  const payload = { made_of: ['dreams'], when: at };
  const event = { id: 'audit_log-x', type: 'robot.awoke', effective_at: at, 'robot.awoke': payload };
  scenario.simulator.organization.events.add(event);
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.match(
    night.log.text,
    /##\[notice\]audit_logs: exported event types that this release does not know: robot\.awoke/,
  );
  assert.match(night.summary, /Event types that this release does not know: `robot.awoke`/);
  assert.ok((await scenario.rows('audit_logs')).includes(JSON.stringify(event)));
  const table: Record<string, string>[] = parse(await scenario.read('data/audit_logs/date=2026-03-01/audit_logs.csv'), {
    columns: true,
    bom: true,
  });
  const row = table.find(({ id }) => id === 'audit_log-x');
  assert.equal(row?.details, JSON.stringify(payload));
  assert.equal(row?.effective_at, '2026-03-01T12:00:00Z');
});
