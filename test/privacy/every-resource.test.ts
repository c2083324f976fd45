import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allResources } from '../../src/catalogue/catalogue.ts';
import type { Column, Resource } from '../../src/catalogue/resource.ts';
import { csv } from '../../src/formats/csv.ts';
import { jsonl } from '../../src/formats/jsonl.ts';
import type { Row } from '../../src/formats/row.ts';
import { encodeText, tableFor } from '../formats/row-stream.ts';
import { hide, kindsOnly, type Mode, privacyOptions } from './hide.ts';

const modes: Mode[] = ['pseudonymize', 'redact'];

/** A value that must not survive where the column is personal; elsewhere a text with addresses in it. */
function planted({ name, type, personal }: Column, index: number): unknown {
  const address = `secret${index}@person.example`;
  if (personal === 'person') return { id: 'user-1', name: `Secret ${index}`, email: address, picture: 'secret.png' };
  if (personal && type === 'json') return [`secret ${index}`, address];
  if (personal) return [`Secret ${index}`, address, '203.0.113.7'][index % 3];
  if (type === 'time') return 1_700_000_000 + index;
  if (type === 'number') return index;
  if (type === 'boolean') return index % 2 === 0;
  const free = `for ${address} at 203.0.113.${index % 256} and 2001:db8::${index}`;
  return type === 'json' ? { [address]: [free], deeper: JSON.stringify({ email: 'secret', free }) } : `${name} ${free}`;
}

function plantedRow(resource: Resource): string {
  const row: Record<string, unknown> = {};
  for (const [index, column] of resource.columns.entries()) {
    if (column.name === resource.payloadColumn) continue;
    const path = column.name.split('__');
    const last = path.pop() as string;
    let at = row;
    for (const key of path) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[last] = planted(column, index);
  }
  if (resource.payloadColumn) {
    row.type = 'user.added';
    row['user.added'] = {
      data: { email: 'secret', name: 'Secret 1', allowed_ips: ['203.0.113.9'] },
      note: 'secret@person.example',
    };
  }
  Object.assign(row, { user_email: 'secret', unheard_of: { of: ['secret@person.example'] } });
  return JSON.stringify(row);
}

for (const mode of modes) {
  test(`no personal text of any resource is in a file: ${mode}`, async () => {
    for (const resource of allResources) {
      const text = plantedRow(resource);
      assert.match(text, /secret/i, resource.name);
      const json = hide(resource.name, text, privacyOptions(mode));
      const rows: Row[] = [{ key: '', json, form: 'object' }];
      const payload = resource.payloadColumn === undefined ? {} : { payloadColumn: resource.payloadColumn };
      const table = tableFor(rows, resource.columns, payload);
      const files = [
        await encodeText(jsonl, rows, table),
        await encodeText(csv, rows, table),
        table.unknownColumns.join(),
      ];
      for (const file of files)
        assert.doesNotMatch(file, /secret|person\.example|203\.0\.113|2001:db8/i, resource.name);
    }
  });
}

const emptied = (text: string) => text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
const texts = (text: string) => text.match(/"(?:[^"\\]|\\.)*"/g) ?? [];

test('nothing but the texts concerned is changed in any row', () => {
  const address = fc.constantFrom('ann@example.com', '192.0.2.1', '2001:db8::1', 'to ann@example.com');
  const plain = fc.oneof(
    fc.string({ unit: 'binary' }).filter((text) => !/[@:.%&\\]|^\s*[[{]/.test(text)),
    fc.constantFrom('a "quoted" text', 'back\\slash', '日本', '\ud83d\ude00', '1.2.3'),
  );
  const leaf = fc.oneof(
    plain,
    address,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const { row } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('list'), tie('row')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    row: fc.dictionary(fc.stringMatching(/^[bcd]{1,3}$/), tie('value'), { maxKeys: 5 }),
  }));
  fc.assert(
    fc.property(row, fc.boolean(), (value, spaced) => {
      const before = JSON.stringify(value, null, spaced ? 1 : 0);
      const after = hide('users', before);
      assert.equal(emptied(after), emptied(before));
      const expected = texts(before).map((text) =>
        text.replace(/ann@example\.com/, '<email>').replace(/192\.0\.2\.1|2001:db8::1/, '<ip>'),
      );
      assert.deepEqual(texts(after).map(kindsOnly), expected);
      assert.equal(hide('users', after), after);
    }),
    { numRuns: 500 },
  );
});
