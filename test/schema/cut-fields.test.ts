import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Resource } from '../../src/catalogue/resource.ts';
import { rowFlattener } from '../../src/formats/flatten.ts';
import { schemaContract } from '../../src/schema/contract.ts';
import type { SchemaOptions } from '../../src/schema/schema-options.ts';
import { columns } from '../formats/row-stream.ts';

const resource: Resource = {
  kind: 'events',
  name: 'things',
  path: '/things',
  pagination: 'none',
  dataSelector: 'data',
  columns: columns('id type at:time count:number owner__id owner__user__email meta:json details:json'),
  payloadColumn: 'details',
  timeField: 'at',
  parentIds: [],
  key: ['id'],
};

function contractOf(mode: SchemaOptions['mode'], knownFields: string[] = [], of = resource) {
  const contract = schemaContract(of, { mode, knownFields }, undefined);
  assert.ok(contract);
  return contract;
}

const judge = (text: string, knownFields?: string[], mode: SchemaOptions['mode'] = 'discard-columns') =>
  contractOf(mode, knownFields).judge({ text, value: JSON.parse(text) });

for (const { name, text, cut, violations, knownFields } of [
  { name: 'nothing of a row that is known', text: '{"id":"a","owner":{"id":null},"meta":{"any":[1]},"count":"1.0"}' },
  { name: 'nothing for a null where something is known', text: '{"id":"a","owner":null,"at":null,"meta":null}' },
  { name: 'nothing for an empty object where fields are known', text: '{"id":"a","owner":{},"meta":[]}' },
  { name: 'nothing of a payload', text: '{"x.done":{"new":1},"id":"a","type":"x.done"}' },
  { name: 'a field in front', text: '{"new":[1,{"a":2}],"id":"a"}', cut: '{"id":"a"}', violations: ['new'] },
  { name: 'a field at the end', text: '{"id":"a","new":"\\u00e9,}"}', cut: '{"id":"a"}', violations: ['new'] },
  { name: 'all fields', text: '{"new":1,"newer":null}', cut: '{}', violations: ['new', 'newer'] },
  {
    name: 'nested fields, and keeps the object',
    text: '{"id":"a","owner":{"new":1,"user":{"name":"é","email":"e"}}}',
    cut: '{"id":"a","owner":{"user":{"email":"e"}}}',
    violations: ['owner__new', 'owner__user__name'],
  },
  {
    name: 'digits, escapes and the order of keys stay',
    text: '{"count":1.10e400,"2":1,"1":2,"id":"\\u00e9\\/","at":123456789012345678901}',
    cut: '{"count":1.10e400,"id":"\\u00e9\\/","at":123456789012345678901}',
    violations: ['1', '2'],
  },
  {
    name: 'an object or a list where a value was',
    text: '{"id":"a","count":{"raw":1},"owner":{"id":[1],"user":{}}}',
    cut: '{"id":"a","owner":{"user":{}}}',
    violations: ['count', 'owner__id'],
  },
  { name: 'a value where an object was', text: '{"id":"a","owner":"o"}', cut: '{"id":"a"}', violations: ['owner'] },
  {
    name: 'the payload of another type',
    text: '{"id":"a","type":"x","y":{}}',
    cut: '{"id":"a","type":"x"}',
    violations: ['y'],
  },
  {
    name: 'keys that objects of JavaScript have',
    text: '{"id":"a","__proto__":{"x":1},"constructor":1}',
    cut: '{"id":"a"}',
    violations: ['"__proto__"', 'constructor'],
  },
  {
    name: 'what is not allowed beside what is',
    text: '{"id":"a","seat":{"kind":1,"level":2},"zone":{"any":1}}',
    knownFields: ['seat__kind', 'zone'],
    cut: '{"id":"a","seat":{"kind":1},"zone":{"any":1}}',
    violations: ['seat__level'],
  },
] as const) {
  test(`discard-columns cuts ${name}`, () => {
    const judged = judge(text, knownFields && [...knownFields]);
    assert.equal(judged.row.text, cut ?? text);
    assert.deepEqual([...judged.violations].sort(), violations ?? []);
    assert.equal(judged.fate, 'keep');
    assert.deepEqual(judged.row.value, JSON.parse(judged.row.text));
  });
}

test('what tells rows apart freezes in every mode, whatever else is in the row', () => {
  for (const mode of ['freeze', 'discard-columns', 'discard-rows'] as const) {
    const { fate, violations } = judge('{"id":["a"],"new":1}', [], mode);
    assert.equal(fate, 'freeze');
    assert.deepEqual(violations, mode === 'freeze' ? ['id', 'new'] : ['id']);
  }
  assert.equal(judge('{"id":"a","new":1}', [], 'discard-rows').fate, 'discard');
});

test('cells of a table go by the names of their columns', () => {
  const json = '{"id":"a","owner__new":"1","seat__kind":"2","seat__level":"3","details":"{}"}';
  const stored = { row: { json, form: 'cells' as const }, value: JSON.parse(json) };
  assert.equal(
    contractOf('discard-columns', ['seat__kind']).stored(stored).row.json,
    '{"id":"a","seat__kind":"2","details":"{}"}',
  );
  for (const mode of ['freeze', 'discard-rows'] as const) assert.equal(contractOf(mode).stored(stored), stored);
});

const key = fc.constantFrom(
  'id',
  'type',
  'count',
  'owner',
  'user',
  'email',
  'meta',
  'new',
  '1',
  '__proto__',
  'x',
  'é"',
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('1.10', '-0', '12345678901234567890', 'null', 'true', '"x"', '"é\\u0000,{}"', '{}', '[]'),
    tie('object'),
    fc.array(tie('value'), { maxLength: 2 }).map((values) => `[${values.join(',')}]`),
  ),
  object: fc
    .uniqueArray(fc.tuple(key, tie('value')), { selector: ([name]) => name, maxLength: 6 })
    .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
})) as { object: fc.Arbitrary<string> };

/** The row without the fields of these names, worked out on the parsed object. */
function without(value: unknown, path: string, names: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.create(null) as Record<string, unknown>;
  for (const [name, field] of Object.entries(value)) {
    const segment = /__|_$|^$|^"|\p{Cc}/u.test(name) ? JSON.stringify(name) : name;
    const full = path === '' ? segment : `${path}__${segment}`;
    if (!names.has(full)) kept[name] = without(field, full, names);
  }
  return kept;
}

test('a cut row is the row with those keys removed, and needs no column beside those of the catalogue', () => {
  const contract = contractOf('discard-columns');
  const flatten = rowFlattener({ columns: resource.columns, unknownColumns: [], payloadColumn: 'details' });
  fc.assert(
    fc.property(json.object, (text) => {
      const { row, violations, fate } = contract.judge({ text, value: JSON.parse(text) });
      if (fate === 'freeze') return;
      const expected = without(JSON.parse(text), '', new Set(violations));
      assert.equal(JSON.stringify(JSON.parse(row.text)), JSON.stringify(expected));
      assert.deepEqual(contract.judge(row), { row, violations: [], fate: 'keep' });
      const found = new Set<string>();
      contract.collectColumns(row.value, found);
      assert.deepEqual([...found], []);
      flatten(row.text);
    }),
    { numRuns: 2000 },
  );
});
